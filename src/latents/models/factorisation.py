"""Matrix factorisation X ≈ U Vᵀ by descent, with factors of any sign or of one.

C. Eckart and G. Young, The approximation of one matrix by another of lower rank, 1936.
D. Lee and H. Seung, Algorithms for non-negative matrix factorization, 2001.
"""

import torch
from torch import Tensor, nn

from ..guards import (
    require_code_size,
    require_count,
    require_floating,
    require_matrix,
    require_non_negative,
)
from ..training import Terms


class MatrixFactorisation(nn.Module):
    """X ≈ U Vᵀ: `codes` [rows, code_size] and `loadings` [columns, code_size].

    Raises ValueError for a code size outside 1 … min(rows, columns).
    """

    def __init__(self, rows: int, columns: int, code_size: int):
        super().__init__()
        require_code_size(code_size, torch.Size([rows, columns]))
        self.codes = nn.Parameter(0.1 * torch.randn(rows, code_size))
        self.loadings = nn.Parameter(0.1 * torch.randn(columns, code_size))

    def forward(self, rows: Tensor) -> Tensor:
        """The approximation of the rows with these numbers: [n] → [n, columns]."""
        return self.codes[rows] @ self.loadings.T


def factorisation_error(
    factorisation: MatrixFactorisation, batch: tuple[Tensor, Tensor]
) -> Terms:
    """Squared error, summed over columns and averaged over rows.

    A batch holds row numbers [n] and the rows themselves [n, columns]. Raises
    ValueError for rows of another shape than the factorisation's.
    """
    rows, data = batch
    approximation = factorisation(rows)
    if approximation.shape != data.shape:
        raise ValueError(
            f"expected rows of shape {list(approximation.shape)}, "
            f"got {list(data.shape)}"
        )
    return {"reconstruction": ((approximation - data) ** 2).sum(dim=1).mean()}


class NMF:
    """X ≈ U Vᵀ with U ≥ 0 and V ≥ 0, by multiplicative updates (Lee & Seung 2001).

    `codes` [n, code_size] is U, `parts` [code_size, features] is Vᵀ. `errors` holds the
    squared error before the first step and after each one, summed over features and
    averaged over rows; it never rises. The start is random, from torch's global stream.

    Raises ValueError for data that are no finite non-negative matrix, for a code size
    outside 1 … min(n, features) and for steps below one.
    """

    def __init__(self, data: Tensor, code_size: int, *, steps: int = 200):
        data = data.detach()
        require_matrix(data)
        require_floating(data)
        require_non_negative(data)
        require_code_size(code_size, data.shape)
        require_count("steps", steps)
        scale = (data.mean() / code_size).sqrt()
        self.codes = scale * torch.rand(len(data), code_size).to(data)
        self.parts = scale * torch.rand(code_size, data.shape[1]).to(data)
        self.errors = [self.error(data)]
        for _ in range(steps):
            self.codes = update_codes(self.codes, self.parts, data)
            self.parts = update_codes(self.parts.T, self.codes.T, data.T).T
            self.errors.append(self.error(data))

    def error(self, data: Tensor) -> float:
        """Squared error, summed over features and averaged over rows."""
        return float(((self.decode(self.codes) - data) ** 2).sum(dim=1).mean())

    def encode(self, data: Tensor, *, steps: int = 200) -> Tensor:
        """Codes of new rows, parts held fixed: [n, features] → [n, code_size].

        Raises as the class.
        """
        require_matrix(data, self.parts.shape[1])
        require_floating(data)
        require_non_negative(data)
        require_count("steps", steps)
        codes = torch.full((len(data), len(self.parts)), 1 / len(self.parts)).to(data)
        for _ in range(steps):
            codes = update_codes(codes, self.parts, data)
        return codes

    def decode(self, codes: Tensor) -> Tensor:
        """Weighted sums of the parts: [n, code_size] → [n, features]."""
        require_matrix(codes, len(self.parts))
        return codes @ self.parts


def update_codes(codes: Tensor, parts: Tensor, data: Tensor) -> Tensor:
    """One step on U, with Vᵀ given: U ← U ∘ (X V) / (U Vᵀ V) (Lee & Seung, eq. 4)."""
    smallest = torch.finfo(data.dtype).tiny  # keeps 0 / 0 at 0
    return codes * (data @ parts.T) / (codes @ (parts @ parts.T)).clamp_min(smallest)
