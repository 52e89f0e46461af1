"""The decorator that turns a generator of properties into a check."""

import pytest
import torch

from latents.exercises.checking import NotYet, check, has_shape


@check
def check_double(double):
    """Whether the answer doubles a number."""
    yield "zero stays zero", double(0) == 0, "Is something added?"
    yield "one becomes two", double(1) == 2, "Is it squared?"
    yield "two becomes four", double(2) == 4, "Is it a table of values?"


def test_every_property_that_holds_is_printed(capsys):
    assert check_double(lambda number: 2 * number) is None
    assert capsys.readouterr().out == "✓ zero stays zero\n✓ one becomes two\n✓ two becomes four\n"


def test_what_held_is_printed_before_the_first_that_does_not(capsys):
    with pytest.raises(NotYet) as caught:
        check_double(lambda number: number**2)
    assert capsys.readouterr().out == "✓ zero stays zero\n"
    assert str(caught.value) == "✗ one becomes two\n  Is it squared?"
    assert (caught.value.statement, caught.value.hint) == ("one becomes two", "Is it squared?")
    assert isinstance(caught.value, AssertionError)


def test_what_held_is_printed_before_an_error_of_the_reader(capsys):
    with pytest.raises(ZeroDivisionError):
        check_double(lambda number: 2 // (1 - number) - 2)
    assert capsys.readouterr().out == "✓ zero stays zero\n"


def test_nothing_is_computed_after_the_first_failure():
    seen = []
    with pytest.raises(NotYet):
        check_double(lambda number: seen.append(number))
    assert seen == [0]


def test_the_readers_own_errors_propagate(capsys):
    def double(number):
        return number * undefined  # noqa: F821

    with pytest.raises(NameError, match="undefined"):
        check_double(double)
    assert capsys.readouterr().out == ""


def test_a_check_that_yields_nothing_is_an_error():
    @check
    def check_nothing(answer):
        yield from ()

    with pytest.raises(ValueError, match="check_nothing yields no property to check"):
        check_nothing(None)


@pytest.mark.parametrize("holds", [True, 1, torch.tensor(2.0) > 1])
def test_whatever_is_true_holds(holds, capsys):
    check(lambda: iter([("It is so", holds, "hint")]))()
    assert capsys.readouterr().out == "✓ It is so\n"


@pytest.mark.parametrize("holds", [False, None, torch.tensor(torch.nan) < 1])
def test_whatever_is_false_does_not_hold(holds):
    with pytest.raises(NotYet, match="hint"):
        check(lambda: iter([("It is so", holds, "hint")]))()


def test_the_readers_random_numbers_go_on_as_if_nothing_was_drawn(capsys):
    @check
    def check_draw(draw):
        torch.manual_seed(0)
        yield "it draws", draw(2).shape == (2,), "hint"

    before = torch.get_rng_state()
    check_draw(torch.rand)
    with pytest.raises(NotYet):
        check_draw(lambda count: torch.rand(3))
    assert torch.equal(torch.get_rng_state(), before)


def test_the_check_keeps_its_name_its_documentation_and_its_options(capsys):
    @check
    def check_sum(first, second, *, total=3):
        """Whether two numbers have a sum."""
        yield "the sum is right", first + second == total, "Count again."

    assert (check_sum.__name__, check_sum.__doc__) == ("check_sum", "Whether two numbers have a sum.")
    check_sum(1, 2)
    check_sum(1, 3, total=4)
    with pytest.raises(NotYet):
        check_sum(1, 3)


def test_a_notebook_shows_the_property_and_the_hint_without_a_traceback(shell, capsys):
    shell.user_ns["check_double"] = check_double
    result = shell.run_cell("check_double(lambda number: number**2)")
    assert isinstance(result.error_in_exec, NotYet)
    assert capsys.readouterr().out == "✓ zero stays zero\n✗ one becomes two\n  Is it squared?\n"


def test_a_shape_is_that_of_a_tensor():
    assert has_shape(torch.zeros(2, 3), 2, 3)
    assert has_shape(torch.tensor(1.0))
    assert not has_shape(torch.zeros(3, 2), 2, 3)
    assert not has_shape(torch.zeros(6), 2, 3)
    assert not has_shape([0, 0], 2)
    assert not has_shape(None, 2)
