"""`Batches`: every row once a pass, aligned, in an order of its own."""

import pytest
import torch

from latents import Batches


def test_a_pass_yields_every_row_once_and_the_next_pass_another_order():
    batches = Batches(torch.arange(10), size=4)
    first, second = list(batches), list(batches)
    assert [len(batch) for batch in first] == [4, 4, 2]
    assert torch.cat(first).sort().values.tolist() == list(range(10))
    assert torch.cat(second).sort().values.tolist() == list(range(10))
    assert torch.cat(first).tolist() != list(range(10))
    assert torch.cat(first).tolist() != torch.cat(second).tolist()


@pytest.mark.parametrize(("size", "count"), [(1, 10), (4, 3), (5, 2), (10, 1), (11, 1)])
def test_its_length_is_the_number_of_batches(size, count):
    batches = Batches(torch.arange(10), size=size)
    assert len(batches) == len(list(batches)) == count


def test_a_batch_holds_128_rows_unless_told():
    assert [len(batch) for batch in Batches(torch.arange(200))] == [128, 72]


def test_without_shuffling_the_order_is_that_of_the_rows():
    assert torch.cat(list(Batches(torch.arange(10), size=4, shuffle=False))).tolist() == list(range(10))


def test_several_tensors_stay_aligned_in_tuples_and_one_is_not_wrapped():
    for numbers, squares in Batches(torch.arange(10), torch.arange(10) ** 2, size=3):
        assert torch.equal(numbers**2, squares)
    assert all(isinstance(batch, torch.Tensor) for batch in Batches(torch.arange(10)))


def test_the_seed_decides_the_order():
    def orders(seed):
        batches = Batches(torch.arange(50), seed=seed)
        return torch.cat([*batches, *batches]).tolist()

    assert orders(1) == orders(1)
    assert orders(1) != orders(2)
    default = Batches(torch.arange(50))
    assert orders(0) == torch.cat([*default, *default]).tolist()


def test_the_global_stream_is_neither_used_nor_heard():
    before = torch.get_rng_state()
    first = torch.cat(list(Batches(torch.arange(50))))
    assert torch.equal(before, torch.get_rng_state())
    torch.manual_seed(99)
    assert torch.equal(first, torch.cat(list(Batches(torch.arange(50)))))


def test_a_batch_is_a_copy():
    data = torch.zeros(4, 2)
    for batch in Batches(data, shuffle=False):
        batch += 1
    assert data.sum() == 0


@pytest.mark.parametrize(("tensors", "options", "message"), [
    ((), {}, "one common length, got no tensor"),
    ((torch.zeros(3), torch.zeros(4)), {}, r"one common length, got \[3, 4\]"),
    ((torch.zeros(0, 5),), {}, "at least one row, got empty tensors"),
    ((torch.zeros(3),), {"size": 0}, "size must be a whole number greater than zero, got 0"),
    ((torch.zeros(3),), {"size": -1}, "size must be a whole number greater than zero, got -1"),
    ((torch.zeros(3),), {"size": 1.5}, "size must be a whole number greater than zero, got 1.5"),
    ((torch.tensor([1.0, torch.nan]),), {}, "NaN or infinite"),
    ((torch.zeros(2), torch.tensor([1.0, -torch.inf])), {}, "NaN or infinite"),
])
def test_what_cannot_be_cut_is_refused(tensors, options, message):
    with pytest.raises(ValueError, match=message):
        Batches(*tensors, **options)
