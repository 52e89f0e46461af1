"""An experiment over seeds is the experiment, once a seed, from that seed's random stream."""

import pytest
import torch

from latents.seeds import over_seeds


def test_every_seed_has_its_value_in_order():
    assert over_seeds(lambda seed: {"square": seed**2, "half": seed / 2}, [3, 1]) == {
        "square": [9.0, 1.0], "half": [1.5, 0.5]}
    assert over_seeds(lambda seed: {"seed": torch.tensor(seed)})["seed"] == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_the_stream_is_seeded_before_each_call():
    drawn = over_seeds(lambda seed: {"draw": torch.rand(())}, [5, 6, 5])["draw"]
    assert drawn[0] == drawn[2] == torch.rand((), generator=torch.Generator().manual_seed(5)).item()
    assert drawn[0] != drawn[1]


@pytest.mark.parametrize("run", [lambda seed: {str(seed): 1.0}, lambda seed: {"a": 1.0} if seed else {}])
def test_other_names_for_another_seed_are_refused(run):
    with pytest.raises(ValueError, match="the same names for every seed"):
        over_seeds(run)


def test_no_seed_is_refused():
    with pytest.raises(ValueError, match="at least one seed"):
        over_seeds(lambda seed: {"a": 1.0}, [])
