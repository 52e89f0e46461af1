"""t-SNE of scikit-learn's 1,797 digits against both of scikit-learn's methods, all at their defaults.

Ours descends along the exact gradient, as their method "exact"; Barnes and Hut's, their default, approximates it. Our
default is 500 steps with a rate that grows when the exaggeration ends, theirs 1,000 steps: what counts is where a map
ends. The exact divergences of all maps are computed in the same way, and ours has a limit.
"""

from collections.abc import Iterator
from functools import partial

import torch
from sklearn.manifold import TSNE
from timing import Comparison, compare
from torch import Tensor

from latents.data.digits import digits
from latents.metrics.neighbours import trustworthiness
from latents.models.tsne import affinities, divergence, tsne

PERPLEXITY, HIGHEST = 30, 0.69  # nats


def as_close(data: Tensor, name: str, ours: Tensor, theirs: Tensor) -> None:
    """Raises AssertionError if the divergence of our map is above `HIGHEST`."""
    p = affinities(data.double(), PERPLEXITY)
    maps = {"ours": ours, name: torch.as_tensor(theirs)}
    nats = {side: float(divergence(points, p)) for side, points in maps.items()}
    for side, points in maps.items():
        print(f"{side}: {nats[side]:.3f} nats, trustworthiness {trustworthiness(data, points):.4f}")
    assert nats["ours"] <= HIGHEST, f"a divergence of {nats['ours']:.3f} nats, above {HIGHEST}"


def comparisons() -> Iterator[Comparison]:
    """One comparison with each method, all sides from the same start, principal components."""
    data = digits().flat
    for method, at_least in ("barnes_hut", 1.0), ("exact", 6.0):
        reference = TSNE(perplexity=PERPLEXITY, init="pca", method=method, random_state=0)
        name = f"scikit-learn, {method}"
        yield compare("t-SNE of 1797 x 64", partial(tsne, data, perplexity=PERPLEXITY),
                      {name: partial(reference.fit_transform, data.numpy())}, at_least=at_least,
                      agree=partial(as_close, data, name))
