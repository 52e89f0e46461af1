"""Cures of copying against numbers by hand, derivatives by autograd and drawn masks; denoisers against their theory."""

import math
from functools import partial

import pytest
import torch
from oracles.derivatives import finite_differences
from torch import nn
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

from latents import Batches, fit
from latents.models.autoencoder import Autoencoder, squared_error
from latents.models.regularised_autoencoders import (
    Largest,
    LinearDenoiser,
    contractive_error,
    denoising_error,
    masked,
    mixture_score,
    noisy,
    overcomplete,
    rarely_active_error,
    sparse_error,
    squared_slopes,
    with_codes,
)


def small(activation: nn.Module | None = None) -> Autoencoder:
    """Three pixels, five numbers, double precision, biases that are not zero."""
    torch.manual_seed(0)
    model = overcomplete(3, 5, activation).double()
    with torch.no_grad():
        model.decoder.bias.copy_(torch.tensor([0.3, -0.2, 0.1]))
    return model


def images() -> torch.Tensor:
    return torch.randn(7, 3, generator=torch.Generator().manual_seed(1)).double()


def weights(model: Autoencoder) -> tuple[torch.Tensor, ...]:
    """W, b and c."""
    linear = model.encoder[0]
    return linear.weight, linear.bias, model.decoder.bias


@pytest.mark.parametrize("activation", [None, nn.Sigmoid()])
def test_an_overcomplete_network_is_its_formula(activation):
    model, x = small(activation), images()
    weight, b, c = weights(model)
    act = torch.relu if activation is None else torch.sigmoid
    torch.testing.assert_close(model(x), act(x @ weight.T + b) @ weight + c)
    assert len(list(model.parameters())) == 3  # the weights are shared


def test_a_rectifier_with_two_numbers_a_pixel_copies():
    model, x = overcomplete(3, 6).double(), images()
    with torch.no_grad():
        model.encoder[0].weight.copy_(torch.cat([torch.eye(3), -torch.eye(3)]))
        model.encoder[0].bias.zero_()
    torch.testing.assert_close(model(x), x)


def test_the_largest_stay_where_they_were():
    values = torch.tensor([[3.0, 1.0, 2.0, -5.0], [0.0, -1.0, -2.0, 4.0]])
    expected = torch.tensor([[3.0, 0.0, 2.0, 0.0], [0.0, 0.0, 0.0, 4.0]])
    assert torch.equal(Largest(2)(values), expected)
    assert torch.equal(Largest(9)(values), values)


def test_only_the_largest_learn():
    values = torch.tensor([[3.0, 1.0, 2.0]], requires_grad=True)
    Largest(2)(values).square().sum().backward()
    assert values.grad.tolist() == [[6.0, 0.0, 4.0]]


def test_with_codes_gives_the_squared_error_and_the_codes():
    model, x = small(), images()
    terms, codes = with_codes(model, x)
    torch.testing.assert_close(terms, squared_error(model, x))
    assert torch.equal(codes, model.encode(x))


def test_the_price_of_activity_is_what_is_active():
    model, x = small(nn.Tanh()), images()  # codes of both signs
    terms = sparse_error(model, x, strength=0.3)
    by_hand = sum(abs(h) for row in model.encode(x).tolist() for h in row) / 7
    assert terms["sparsity"].item() == pytest.approx(0.3 * by_hand)
    torch.testing.assert_close(terms["reconstruction"], squared_error(model, x)["reconstruction"])
    assert list(terms) == ["reconstruction", "sparsity"]


def test_the_price_of_frequency_is_a_divergence_of_two_coins():
    model, x = small(nn.Sigmoid()), images()
    terms = rarely_active_error(model, x, share=0.1, strength=2.0)
    activity = model.encode(x).mean(dim=0).tolist()
    by_hand = sum(0.1 * math.log(0.1 / a) + 0.9 * math.log(0.9 / (1 - a)) for a in activity)
    assert terms["sparsity"].item() == pytest.approx(2.0 * by_hand)
    torch.testing.assert_close(terms["reconstruction"], squared_error(model, x)["reconstruction"])


def test_nothing_is_paid_for_the_wanted_frequency():
    model = overcomplete(3, 5, nn.Sigmoid()).double()
    with torch.no_grad():
        model.encoder[0].weight.zero_()
        model.encoder[0].bias.fill_(math.log(0.2 / 0.8))
    assert rarely_active_error(model, images(), share=0.2, strength=1.0)["sparsity"].abs() < 1e-12


def test_a_number_that_is_never_active_costs_much_but_no_infinity():
    model = overcomplete(3, 5, nn.Sigmoid())
    with torch.no_grad():
        model.encoder[0].bias.fill_(-1000)
    assert 1 < rarely_active_error(model, images().float(), share=0.2, strength=1.0)["sparsity"] < 100


def test_the_answer_to_the_spoilt_is_compared_with_the_clean():
    model, x = small(), images()
    terms = denoising_error(model, x, corrupt=lambda rows: rows + 1)
    torch.testing.assert_close(terms["reconstruction"], (model(x + 1) - x).square().sum(dim=1).mean())


def test_noise_has_the_deviation_that_was_asked_for():
    torch.manual_seed(2)
    added = noisy(torch.full((200, 500), 0.5), 0.3) - 0.5
    assert abs(float(added.mean())) < 0.005
    assert abs(float(added.std()) - 0.3) < 0.005


def test_masking_sets_a_share_of_the_pixels_to_zero_each_for_itself():
    torch.manual_seed(3)
    left = masked(torch.ones(200, 500), 0.25)
    gone = (left == 0).float()
    assert set(left.unique().tolist()) == {0, 1}
    assert abs(float(gone.mean()) - 0.25) < 0.01
    assert gone.mean(dim=0).std() < 0.05
    assert gone.mean(dim=1).std() < 0.05


def test_slopes_are_those_of_autograd():
    model, x = small(nn.Sigmoid()), images()
    jacobian = torch.func.vmap(torch.func.jacrev(model.encode))(x)  # [7, 5, 3]
    torch.testing.assert_close(squared_slopes(model.encoder[0], model.encode(x)), jacobian.square().sum(dim=(1, 2)))
    terms = contractive_error(model, x, strength=0.4)
    torch.testing.assert_close(terms["slopes"], 0.4 * jacobian.square().sum() / 7)
    torch.testing.assert_close(terms["reconstruction"], squared_error(model, x)["reconstruction"])


@pytest.mark.parametrize("loss", [
    partial(sparse_error, strength=0.3), partial(contractive_error, strength=0.3),
    partial(rarely_active_error, share=0.1, strength=0.3)])
def test_prices_are_descended_with_the_shared_weights(loss):
    model, x = small(nn.Sigmoid()), images()
    sum(loss(model, x).values()).backward()
    linear, found = model.encoder[0], model.encoder[0].weight.grad.clone()
    start = linear.weight.detach().clone()

    def value(weight):
        with torch.no_grad():
            linear.weight.copy_(weight)
            return sum(loss(model, x).values())

    torch.testing.assert_close(found, finite_differences(value, start), atol=1e-5, rtol=1e-4)


def test_dropout_on_the_code_is_a_price_on_the_pieces():
    """E ‖x - c - Σ m h w / q‖² = ‖x - x̂‖² + p/q Σ h² ‖w‖²: over all masks of five numbers."""
    model, x, p = small(), images(), 0.3
    weight, _, _ = weights(model)
    codes, total = model.encode(x), 0.0
    for mask in torch.cartesian_prod(*[torch.tensor([0.0, 1.0]).double()] * 5):
        chance = torch.where(mask == 1, 1 - p, p).prod()
        total += chance * (model.decode(mask * codes / (1 - p)) - x).square().sum(dim=1)
    price = p / (1 - p) * codes.square() @ weight.square().sum(dim=1)
    torch.testing.assert_close(total, (model(x) - x).square().sum(dim=1) + price)


def test_no_linear_map_mends_better_than_the_linear_denoiser():
    """Its normal equations, with the noise's covariance known: E (y - m)(x̂ - x)ᵀ = 0."""
    torch.manual_seed(4)
    known = (torch.randn(50, 4) @ torch.randn(4, 4) + 3).double()
    denoiser = LinearDenoiser(known, 0.5)
    mean = known.mean(dim=0)
    centred = known - mean
    covariance = centred.T @ centred / 50
    noise = 0.25 * torch.eye(4).double()
    # y = x + e: E (y - m)(y - m)ᵀ W = E (y - m)(x - m)ᵀ
    torch.testing.assert_close((covariance + noise) @ denoiser.weight, covariance)
    torch.testing.assert_close(denoiser(mean[None]), mean[None])
    torch.testing.assert_close(denoiser(known), mean + centred @ denoiser.weight)


def test_descent_on_noisy_images_ends_at_the_linear_denoiser():
    torch.manual_seed(5)
    known = torch.randn(2000, 3) @ torch.tensor([[2.0, 0, 0], [0, 1.0, 0], [0.5, 0, 0.2]])
    model = Autoencoder(nn.Identity(), nn.Linear(3, 3))
    fit(model, Batches(known, size=100), partial(denoising_error, corrupt=partial(noisy, deviation=0.7)), epochs=60,
        learning_rate=1e-2, schedule=lambda done: 1 - 0.99 * done, progress=False)
    torch.testing.assert_close(model(known), LinearDenoiser(known, 0.7)(known), atol=0.12, rtol=0)


def test_the_score_is_the_gradient_of_a_mixture():
    torch.manual_seed(6)
    centres, points = torch.randn(4, 2).double(), (2 * torch.randn(9, 2)).double().requires_grad_()
    components = Independent(Normal(centres, torch.tensor(0.6).double().sqrt()), 1)
    mixture = MixtureSameFamily(Categorical(torch.ones(4).double()), components)
    gradient, = torch.autograd.grad(mixture.log_prob(points).sum(), points)
    torch.testing.assert_close(mixture_score(points.detach(), centres, 0.6), gradient)


def test_the_best_answer_to_noise_is_a_step_uphill():
    """Miyasawa 1961: E[x | y] = y + s² ∇ log p(y), here of finitely many x, weighed one by one."""
    centres = torch.tensor([[0.0, 0.0], [1.0, 0.5], [-1.0, 2.0]]).double()
    y, s = torch.tensor([[0.4, 0.7]]).double(), 0.8
    weights = [math.exp(-float((y - x).square().sum()) / (2 * s**2)) for x in centres]
    mean = sum(w * x for w, x in zip(weights, centres, strict=True)) / sum(weights)
    torch.testing.assert_close(y + s**2 * mixture_score(y, centres, s**2), mean[None])


@pytest.mark.parametrize(("wrong", "message"), [
    (lambda: Largest(0), "count must be a whole number greater than zero, got 0"),
    (lambda: sparse_error(small(), images(), strength=-1), "strength must be zero or greater"),
    (lambda: contractive_error(small(nn.Sigmoid()), images(), strength=-1), "strength must be zero or greater"),
    (lambda: rarely_active_error(small(nn.Sigmoid()), images(), share=0.1, strength=-1), "strength must be zero"),
    (lambda: rarely_active_error(small(nn.Sigmoid()), images(), share=1, strength=1), "share must lie between 0 and 1"),
    (lambda: rarely_active_error(small(nn.Sigmoid()), images(), share=0, strength=1), "share must lie between 0 and 1"),
    (lambda: LinearDenoiser(images(), 0), "deviation must be"),
    (lambda: LinearDenoiser(images()[0], 1), "matrix"),
    (lambda: mixture_score(images(), images(), 0), "variance must be"),
])
def test_bad_input_is_named(wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong()
