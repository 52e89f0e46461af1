"""The autoencoder against PCA, which it must equal when linear, and its losses against probability by hand."""

import pytest
import torch
from oracles.derivatives import finite_differences
from torch import nn
from torch.distributions import Bernoulli

from latents import Batches, fit
from latents.metrics.subspaces import principal_angles
from latents.models.autoencoder import Autoencoder, cross_entropy, mirrored, squared_error
from latents.models.pca import PCA


class Constant(nn.Module):
    """Returns the same picture for every row."""

    def __init__(self, picture):
        super().__init__()
        self.picture = nn.Parameter(picture)

    def forward(self, codes):
        return self.picture.expand(len(codes), *self.picture.shape)


def test_it_decodes_what_it_encodes():
    autoencoder, images = Autoencoder(nn.Linear(4, 2), nn.Linear(2, 4)), torch.rand(5, 4)
    codes = images @ autoencoder.encoder.weight.T + autoencoder.encoder.bias
    torch.testing.assert_close(autoencoder.encode(images), codes)
    outputs = codes @ autoencoder.decoder.weight.T + autoencoder.decoder.bias
    torch.testing.assert_close(autoencoder.decode(codes), outputs)
    torch.testing.assert_close(autoencoder(images), outputs)


def test_a_mirrored_autoencoder_has_the_sizes_of_its_encoder_in_reverse():
    sizes = [(layer.in_features, layer.out_features) for layer in mirrored(6, 5, 2).modules()
             if isinstance(layer, nn.Linear)]
    assert sizes == [(6, 5), (5, 2), (2, 5), (5, 6)]


def test_a_mirrored_autoencoder_bends_with_its_activation_on_both_sides():
    autoencoder, images = mirrored(6, 5, 2, activation=nn.Tanh), torch.rand(3, 6)
    into_hidden, _, into_code = autoencoder.encoder
    codes = into_code(into_hidden(images).tanh())
    torch.testing.assert_close(autoencoder.encode(images), codes)
    from_code, _, into_image = autoencoder.decoder
    torch.testing.assert_close(autoencoder.decode(codes), into_image(from_code(codes).tanh()))


def test_a_linear_autoencoder_finds_the_principal_subspace():
    data = torch.randn(60, 6) @ torch.diag(torch.tensor([3.0, 2.5, 2, 0.5, 0.4, 0.3]))
    data = data - data.mean(dim=0)
    linear = Autoencoder(nn.Linear(6, 3, bias=False), nn.Linear(3, 6, bias=False))
    history = fit(linear, Batches(data, size=60), squared_error, epochs=800, learning_rate=0.02)
    assert principal_angles(linear.decoder.weight.T, PCA(data, 3).components).max() < 0.01
    assert history[-1]["loss"] == pytest.approx(PCA(data, 6).variances[3:].sum().item() * 59 / 60, rel=1e-3)


def test_squared_error_is_summed_over_pixels_and_averaged_over_images():
    images, picture = torch.rand(5, 1, 3, 2), torch.rand(1, 3, 2)
    expected = sum(float((image - picture).pow(2).sum()) for image in images) / 5
    terms = squared_error(Autoencoder(nn.Identity(), Constant(picture)), images)
    assert list(terms) == ["reconstruction"]
    assert terms["reconstruction"].item() == pytest.approx(expected)


def test_cross_entropy_is_the_negative_log_likelihood_of_bernoulli_pixels():
    images, logits = (torch.rand(5, 1, 3, 2) > 0.5).float(), 3 * torch.randn(1, 3, 2)
    terms = cross_entropy(Autoencoder(nn.Identity(), Constant(logits)), images)
    assert list(terms) == ["reconstruction"]
    expected = -Bernoulli(logits=logits).log_prob(images).sum() / 5
    torch.testing.assert_close(terms["reconstruction"], expected)


def test_cross_entropy_of_grey_levels_is_least_where_the_probabilities_are_the_grey_levels():
    images = torch.tensor([[0.2, 0.9, 0.5]])
    autoencoder = Autoencoder(nn.Identity(), Constant(images[0].logit()))
    loss = cross_entropy(autoencoder, images)["reconstruction"]
    torch.testing.assert_close(loss, Bernoulli(images).entropy().sum())
    loss.backward()
    torch.testing.assert_close(autoencoder.decoder.picture.grad, torch.zeros(3), atol=1e-7, rtol=0)


@pytest.mark.parametrize("loss", [squared_error, cross_entropy])
def test_gradients_are_those_of_finite_differences(loss):
    images, picture = torch.rand(4, 3).double(), torch.randn(3).double()
    autoencoder = Autoencoder(nn.Identity(), Constant(picture))
    loss(autoencoder, images)["reconstruction"].backward()

    def value(point):
        return loss(Autoencoder(nn.Identity(), Constant(point)), images)["reconstruction"].detach()

    torch.testing.assert_close(autoencoder.decoder.picture.grad, finite_differences(value, picture))


@pytest.mark.parametrize("loss", [squared_error, cross_entropy])
@pytest.mark.parametrize("shape", [(3,), (1, 4), (1,)])  # each would broadcast or fail deep inside torch
def test_an_output_of_another_shape_is_refused(loss, shape):
    autoencoder = Autoencoder(nn.Identity(), Constant(torch.zeros(shape)))
    with pytest.raises(ValueError, match=r"the decoder returned shape \[5, .*\] for images of shape \[5, 4\]"):
        loss(autoencoder, torch.rand(5, 4))


@pytest.mark.parametrize(("images", "message"), [
    (torch.tensor([[0.5, 1.5]]), r"expected values in \[0, 1\]"),
    (torch.tensor([[-0.5, 0.5]]), r"expected values in \[0, 1\]"),
    (torch.tensor([[torch.nan, 0.5]]), r"expected values in \[0, 1\]"),
    (torch.tensor([[0, 1]]), "convert them with"),
])
def test_cross_entropy_refuses_what_is_no_probability(images, message):
    with pytest.raises(ValueError, match=message):
        cross_entropy(Autoencoder(nn.Identity(), nn.Identity()), images)
