"""What all scores refuse."""

import math

import pytest
import torch

from latents.metrics import distributions, neighbours, probes, subspaces

LINE = torch.tensor([[0.0], [1.0], [2.0], [10.0], [11.0], [12.0]])
SIDES = torch.tensor([0, 0, 0, 1, 1, 1])


def scores(first, second, labels=SIDES, other_labels=SIDES):
    """Every score of two samples, as functions without arguments."""
    return {
        "probe": lambda: probes.linear_probe(first, labels, second, other_labels),
        "precision": lambda: neighbours.precision_at_k(first, labels, second, other_labels, k=1),
        "frechet": lambda: distributions.frechet_distance(first, second),
        "angles": lambda: subspaces.principal_angles(first, second),
        "accuracy": lambda: distributions.two_sample_accuracy(first, second),
        "nearest": lambda: neighbours.nearest_row(first, second),
        "inside": lambda: neighbours.share_inside(first, second, k=1),
        "trust": lambda: neighbours.trustworthiness(first, second, neighbours=1),
        "bits": lambda: distributions.entropy_bits(second),
    }


@pytest.mark.parametrize(("bad", "message", "excused"), [
    (LINE[:, 0], "expected a matrix", ()),
    (LINE[:0], "expected a matrix", ()),
    (LINE * math.nan, "NaN or infinite", ()),
    (torch.cat([LINE, LINE], dim=1), "expected 1 columns, got 2", ("trust", "bits")),
])
def test_samples_of_another_shape_are_refused(bad, message, excused):
    for name, score in scores(LINE, bad).items():
        if name not in excused:
            with pytest.raises(ValueError, match=message):
                score()
    for name, score in scores(bad, LINE).items():
        if name not in (*excused, "bits"):
            with pytest.raises(ValueError, match=message.replace("1 columns, got 2", "2 columns, got 1")):
                score()


@pytest.mark.parametrize("labels", [(SIDES[:1], SIDES), (SIDES, SIDES[:1]), (SIDES, SIDES.repeat(2))])
def test_labels_for_other_rows_are_refused_not_broadcast(labels):
    for name in ("probe", "precision"):
        with pytest.raises(ValueError, match="expected one row for each other, got"):
            scores(LINE, LINE, *labels)[name]()
