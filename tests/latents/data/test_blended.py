"""Blending by its definition, pixel by pixel."""

import pytest
import torch

from latents.data.blended import blended
from latents.data.images import Images


def test_ink_turns_the_crop_into_its_negative_and_paper_leaves_it_alone():
    digit = torch.tensor([[1.0, 0.0], [0.25, 0.75]]).view(1, 1, 2, 2)
    crop = torch.tensor([[[0.2, 0.9], [0.5, 0.5]], [[0.0, 0.3], [0.25, 1]], [[1, 0.6], [0, 0.75]]])[None]
    result = blended(Images(digit, {"label": torch.tensor([7])}), Images(crop, {}, grey_steps=4))
    expected = torch.tensor([[[0.8, 0.9], [0.25, 0.25]], [[1.0, 0.3], [0, 0.25]], [[0, 0.6], [0.25, 0]]])[None]
    torch.testing.assert_close(result.pixels, expected)
    assert result.factors["label"].tolist() == [7]


def test_the_arguments_stay_as_they_were():
    digits, crops = Images(torch.ones(2, 1, 3, 3), {}), Images(torch.full((2, 3, 3, 3), 0.25), {})
    blended(digits, crops)
    assert digits.pixels.eq(1).all()
    assert crops.pixels.eq(0.25).all()


@pytest.mark.parametrize("shape", [(3, 3, 4, 4), (2, 3, 4, 5), (1, 3, 4, 4)])
def test_another_number_or_size_of_crops_is_refused(shape):
    digits, crops = Images(torch.zeros(2, 1, 4, 4), {}), Images(torch.zeros(shape), {})
    with pytest.raises(ValueError, match="expected one crop of the same height and width a digit, got digits of shape"):
        blended(digits, crops)
