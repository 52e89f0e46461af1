"""What training shows: one line in a built page, a bar elsewhere, nothing if told so or after an error."""

import pytest

from latents.progress import Progress

ROWS = [{"epoch": 1, "error": 0.5, "loss": 0.75}, {"epoch": 2, "error": 0.123456, "loss": 12345.6}]


def show(**options):
    with Progress(2, **options) as shown:
        for row in ROWS:
            shown.update(row)
    return shown


def test_a_built_page_gets_one_line(monkeypatch, capsys):
    monkeypatch.setenv("LATENTS_BOOK", "1")
    show()
    assert capsys.readouterr() == ("after 2 epochs: error 0.1235, loss 1.235e+04\n", "")


def test_a_live_session_gets_a_bar_with_the_current_values(monkeypatch, capsys):
    monkeypatch.delenv("LATENTS_BOOK", raising=False)
    shown = show()
    out, bar = capsys.readouterr()
    assert out == ""
    assert "| 0/2 [" in bar
    assert "| 2/2 [" in bar
    assert "epoch/s, error=0.1235, loss=1.235e+04]" in bar
    assert shown.bar.disable  # as tqdm leaves a bar that was closed


@pytest.mark.parametrize("book", [True, False])
def test_nothing_is_shown_if_nothing_is_wanted(monkeypatch, capsys, book):
    monkeypatch.delenv("LATENTS_BOOK", raising=False)
    if book:
        monkeypatch.setenv("LATENTS_BOOK", "1")
    show(shown=False)
    assert capsys.readouterr() == ("", "")


def interrupted():
    with Progress(2) as shown:
        shown.update(ROWS[0])
        raise KeyboardInterrupt


def test_an_error_ends_without_a_line_and_is_passed_on(monkeypatch, capsys):
    monkeypatch.setenv("LATENTS_BOOK", "1")
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert capsys.readouterr() == ("", "")
