"""Minibatches of tensors that already sit in memory, on any device."""

from collections.abc import Iterator

import torch
from torch import Tensor

from .guards import require_count, require_finite

Batch = Tensor | tuple[Tensor, ...]


class Batches:
    """Aligned tensors cut into minibatches of `size` rows.

    Every pass cuts up a new copy of them, shuffled by a random stream that belongs to
    this object. One tensor yields tensors, several yield tuples; the last batch may be
    smaller. The order is drawn on the CPU, so that one seed gives the same batches on
    every device. The batches of a pass are views of one copy.

    Raises ValueError for no tensor, tensors of unequal or zero length, NaN or infinite
    values, or a size below one.
    """

    def __init__(
        self, *tensors: Tensor, size: int = 128, seed: int = 0, shuffle: bool = True
    ):
        lengths = {len(tensor) for tensor in tensors}
        if len(lengths) != 1:
            raise ValueError(
                "Batches needs tensors of one common length, "
                f"got {sorted(lengths) or 'no tensor'}"
            )
        if lengths == {0}:
            raise ValueError(
                "Batches needs at least one row, got empty tensors; "
                "check how the data were selected"
            )
        require_count("size", size)
        for tensor in tensors:
            require_finite(tensor)
        self.tensors, self.size, self.shuffle = tensors, size, shuffle
        self.rng = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        """How many batches one pass yields."""
        return -(-len(self.tensors[0]) // self.size)

    def __iter__(self) -> Iterator[Batch]:
        count = len(self.tensors[0])
        order = (
            torch.randperm(count, generator=self.rng)
            if self.shuffle
            else torch.arange(count)
        )
        rows = order.to(self.tensors[0].device)
        columns = [
            tensor.index_select(0, rows).split(self.size) for tensor in self.tensors
        ]
        yield from zip(*columns, strict=True) if len(columns) > 1 else columns[0]
