"""The Olivetti faces, read back from a file written here; and the real file where it is."""

import io

import numpy as np
import pytest
import torch
from scipy.io import savemat

from latents.data.faces import faces

NAME = "olivetti/olivettifaces.mat"


def mat(columns):
    """The bytes of a MATLAB file with one matrix, `faces`."""
    buffer = io.BytesIO()
    savemat(buffer, {"faces": columns})
    return buffer.getvalue()


def test_a_column_of_the_file_is_a_picture_written_column_by_column(publish):
    columns = np.random.default_rng(0).integers(0, 256, (4096, 400), dtype=np.uint8)
    publish(NAME, mat(columns))
    images = faces()
    assert images.pixels.shape == (400, 1, 64, 64)
    assert images.pixels.dtype == torch.float32
    for face, row, column in ((0, 0, 0), (0, 5, 0), (0, 0, 5), (17, 63, 1), (399, 30, 40)):
        assert 255 * float(images.pixels[face, 0, row, column]) == pytest.approx(columns[64 * column + row, face])
    assert images.grey_steps == 255
    assert list(images.factors) == ["person"]
    assert images.factors["person"][[0, 9, 10, 399]].tolist() == [0, 0, 1, 39]
    assert images.factors["person"].bincount().tolist() == 40 * [10]


def test_another_matrix_is_refused(publish):
    path = publish(NAME, mat(np.zeros((4096, 399), dtype=np.uint8)))
    with pytest.raises(ValueError, match=r"holds faces of shape \[4096, 399\] where \[4096, 400\]") as failure:
        faces()
    assert str(path) in str(failure.value)


def test_the_real_file(real_data):
    """The first pixels as scikit-learn publishes them; it divides by the brightest, 242. Faces stand upright."""
    real_data("olivetti")
    images = faces()
    first = (255 * images.pixels / 242).flatten(start_dim=1)[0, :3]
    torch.testing.assert_close(first, torch.tensor([0.30991736, 0.3677686, 0.41735536]))
    across = (images.pixels[..., 1:] - images.pixels[..., :-1]).abs().mean()
    assert across < (images.pixels[..., 1:, :] - images.pixels[..., :-1, :]).abs().mean()  # brows, eyes, mouths lie
