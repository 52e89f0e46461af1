"""Photographs of two packages: the files that lie in the wheels, on the scale of the book."""

from importlib.metadata import files

import numpy as np
import pytest
import skimage.data
import torch
from sklearn.datasets import load_sample_image

from latents.data.photographs import PHOTOGRAPHS, face_crops, photograph

ORIGINALS = {"cat": "chelsea", "galaxies": "hubble_deep_field"}


def original(name):
    """The picture as its own package gives it, [height, width] or [height, width, 3], 0 to 255."""
    package, _ = PHOTOGRAPHS[name]
    if package == "sklearn":
        return load_sample_image(f"{name}.jpg")
    return getattr(skimage.data, ORIGINALS.get(name, name))()


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_photograph_is_that_of_its_package(name):
    images, pixels = photograph(name), original(name)
    height, width = pixels.shape[:2]
    assert images.pixels.shape == (1, 3 if pixels.ndim == 3 else 1, height, width)
    assert images.pixels.dtype == torch.float32
    ours = (255 * images.pixels[0]).permute(1, 2, 0).numpy()
    assert np.abs(ours - pixels.reshape(ours.shape)).max() < 1e-4
    assert (images.grey_steps, images.factors) == (255, {})


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_its_file_lies_in_the_wheel_and_is_never_downloaded(name):
    package, path = PHOTOGRAPHS[name]
    brought = {str(file) for file in files({"skimage": "scikit-image", "sklearn": "scikit-learn"}[package])}
    assert f"{package}/{path}" in brought


def test_an_unknown_photograph_is_one_sentence():
    with pytest.raises(ValueError, match="there is no photograph 'eagle'; choose one of astronaut, camera, cat, "):
        photograph("eagle")


def test_faces_come_first_and_background_second():
    images, source = face_crops(), skimage.data.lfw_subset()
    assert images.pixels.shape == (200, 1, 25, 25)
    assert images.pixels.dtype == torch.float32
    np.testing.assert_allclose(images.pixels[:, 0].numpy(), source, atol=1e-7)
    assert images.factors["face"].tolist() == [1] * 100 + [0] * 100
