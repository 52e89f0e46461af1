"""Mixtures of Bernoullis against enumeration, written-out sums and the conditions of an optimum."""

import pytest
import torch

from latents.models.bernoulli_mixture import BernoulliMixture

PICTURES = torch.cartesian_prod(*[torch.tensor([0.0, 1.0])] * 4)  # all of four pixels: [16, 4]
IMAGES = PICTURES[[0, 1, 1, 3, 7, 7, 15, 12, 12, 12, 8, 5]]


def fitted(components, **options):
    torch.manual_seed(0)
    return BernoulliMixture(IMAGES.double(), components, **options)


def test_the_probabilities_of_all_pictures_sum_to_one():
    mixture = fitted(3)
    assert mixture.log_likelihood(PICTURES.double()).exp().sum().item() == pytest.approx(1)
    assert mixture.shares.sum().item() == pytest.approx(1)


def test_the_likelihood_is_the_sum_over_components_of_products_over_pixels():
    mixture, image = fitted(3), [1.0, 0.0, 1.0, 1.0]
    expected = 0.0
    for share, means in zip(mixture.shares.tolist(), mixture.means.tolist(), strict=True):
        for x, mean in zip(image, means, strict=True):
            share *= mean if x else 1 - mean
        expected += share
    value = mixture.log_likelihood(torch.tensor([image]).double())
    assert value.shape == (1,)
    assert value.exp().item() == pytest.approx(expected)


def test_one_component_is_the_smoothed_frequency_of_ink():
    mixture = fitted(1, smoothing=0.25, steps=1)
    expected = (IMAGES.double().sum(dim=0) + 0.25) / (len(IMAGES) + 0.5)
    torch.testing.assert_close(mixture.means[0], expected)
    torch.testing.assert_close(mixture.shares, torch.ones(1).double())


@pytest.mark.parametrize("smoothing", [0.5, 2.0])
def test_many_steps_end_at_an_optimum(smoothing):
    mixture = fitted(2, smoothing=smoothing, steps=3000)
    logits = mixture.means.logit().requires_grad_()
    weights = mixture.shares.log().requires_grad_()
    means, log_shares = logits.sigmoid(), weights.log_softmax(dim=0)
    each = torch.where(IMAGES[:, None] > 0, means, 1 - means).log().sum(dim=2) + log_shares
    imagined = smoothing * (means * (1 - means)).log().sum() + log_shares.sum()
    (each.logsumexp(dim=1).sum() + imagined).backward()
    assert logits.grad.abs().max().item() < 1e-6
    assert weights.grad.abs().max().item() < 1e-6


def test_two_kinds_of_pictures_are_told_apart():
    torch.manual_seed(1)
    kinds = torch.tensor([[0.95] * 5 + [0.05] * 5, [0.05] * 5 + [0.95] * 5])
    images = torch.cat([kinds[0].expand(300, -1), kinds[1].expand(100, -1)]).bernoulli()
    mixture = BernoulliMixture(images, 2)
    order = mixture.shares.argsort(descending=True)
    torch.testing.assert_close(mixture.shares[order], torch.tensor([0.75, 0.25]), atol=0.02, rtol=0)
    torch.testing.assert_close(mixture.means[order], kinds, atol=0.07, rtol=0)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="0 or 1"):
        BernoulliMixture(IMAGES / 2, 2)
    with pytest.raises(ValueError, match="matrix"):
        BernoulliMixture(IMAGES[0], 2)
    for options, words in (({"smoothing": 0.0}, "smoothing"), ({"steps": 0}, "steps")):
        with pytest.raises(ValueError, match=words):
            BernoulliMixture(IMAGES, 2, **options)
    with pytest.raises(ValueError, match="components"):
        BernoulliMixture(IMAGES, 0)
    with pytest.raises(ValueError, match="0 or 1"):
        fitted(2).log_likelihood(PICTURES.double() / 2)
    with pytest.raises(ValueError, match="4 columns"):
        fitted(2).log_likelihood(PICTURES[:, :3].double())
