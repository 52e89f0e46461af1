"""How well labels can be read from features.

Labels serve to score only; nothing is trained but a judge.
"""

from sklearn.linear_model import LogisticRegression
from torch import Tensor

from ..guards import require_matrix, require_same_length


def linear_probe(
    features: Tensor, labels: Tensor, test_features: Tensor, test_labels: Tensor
) -> float:
    """Test accuracy, in [0, 1], of a logistic regression on features [n, features].

    Features are centred and scaled by one common number, so that directions of little
    variance stay small, and the weak penalty (C = 100) is comparable between
    representations.

    Raises ValueError for features that are no finite matrix of one width, for more or
    fewer labels than rows, and if all rows are alike.
    """
    require_matrix(features)
    require_matrix(test_features, features.shape[1])
    require_same_length(features, labels)
    require_same_length(test_features, test_labels)
    features, test_features = features.detach(), test_features.detach()
    if (features == features[0]).all():
        raise ValueError(
            "the features are the same in every row; nothing can be read from them"
        )
    centre = features.mean(dim=0)
    scale = ((features - centre) ** 2).sum(dim=1).mean().sqrt()
    probe = LogisticRegression(C=100, max_iter=1000)
    probe.fit(((features - centre) / scale).cpu().numpy(), labels.cpu().numpy())
    return float(
        probe.score(
            ((test_features - centre) / scale).cpu().numpy(), test_labels.cpu().numpy()
        )
    )
