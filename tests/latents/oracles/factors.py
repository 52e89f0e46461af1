"""Matrix factorisation, one entry at a time."""

import torch
from torch import Tensor


def multiplicative_step(codes: Tensor, parts: Tensor, data: Tensor) -> Tensor:
    """Lee & Seung 2001, eq. 4, for the codes, one entry at a time."""
    new = torch.zeros_like(codes)
    for i in range(len(codes)):
        for a in range(len(parts)):
            above = sum(data[i, j] * parts[a, j] for j in range(data.shape[1]))
            below = sum((codes[i] @ parts[:, j]) * parts[a, j] for j in range(data.shape[1]))
            new[i, a] = codes[i, a] * above / below
    return new
