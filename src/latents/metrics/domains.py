"""How far two samples are apart, as a classifier sees it."""

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor

from ..guards import require_matrix


def proxy_distance(
    source: Tensor, target: Tensor, test_source: Tensor, test_target: Tensor
) -> float:
    """2 (1 - 2ε), where ε is the error of a linear classifier of domains on test rows.

    About 0 if it can only guess, 2 if it is never wrong; rows are features [n, size],
    and both domains weigh the same. S. Ben-David et al., Analysis of representations
    for domain adaptation, 2006; a logistic regression on features scaled to unit
    variance. Raises ValueError for samples that are no finite matrices of one width.
    """
    samples = (source, target, test_source, test_target)
    for rows in samples:
        require_matrix(rows, source.shape[-1])
    rows = torch.cat([source, target]).detach()
    centre, scale = rows.mean(dim=0), rows.std(dim=0).clamp(min=1e-6)
    source, target, test_source, test_target = (
        ((rows.detach() - centre) / scale).cpu().numpy() for rows in samples
    )
    judge = LogisticRegression(C=1.0, max_iter=1000, class_weight="balanced")
    domains = [0] * len(source) + [1] * len(target)
    judge.fit(np.concatenate([source, target]), domains)
    missed = 1 - judge.predict(test_target).mean()
    error = (judge.predict(test_source).mean() + missed) / 2
    return float(2 * (1 - 2 * error))
