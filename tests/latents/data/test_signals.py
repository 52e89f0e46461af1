"""Words of tones and noises, each by the spectrum that its name promises."""

import pytest
import torch

from latents.data import signals as module
from latents.data.signals import BANDS, FRAMES, WORDS, signals, vocabulary, voiced, white

NOISES = [module.white, module.rumble, module.hiss, module.hum, module.clicks, module.whistle, module.babble]


def stream(seed=0):
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("noise", NOISES)
def test_every_noise_has_a_power_of_one_on_average(noise):
    powers = noise(2000, stream())
    assert powers.shape == (2000, BANDS, FRAMES)
    assert powers.min() >= 0
    each = powers.mean(dim=(1, 2))
    assert each.mean().item() == pytest.approx(1, abs=4 * float(each.std()) / 2000 ** 0.5 + 1e-6)


@pytest.mark.parametrize(("noise", "weight"), [
    (module.white, lambda band: 1),
    (module.rumble, lambda band: 1 / (1 + band)),
    (module.hiss, lambda band: band ** 2),
    (module.hum, lambda band: float(band in (1, 5, 9, 13, 17))),
    (module.clicks, lambda band: 1),
    (module.whistle, lambda band: 1),
])
def test_a_noise_has_the_spectrum_of_its_name(noise, weight):
    powers = noise(4000, stream(1)).mean(dim=2)  # [n, BANDS]
    weights = torch.tensor([float(weight(band)) for band in range(BANDS)])
    errors = (powers.mean(dim=0) - weights / weights.mean()).abs()
    assert (errors <= 4.5 * powers.std(dim=0) / 4000 ** 0.5 + 1e-6).all()


def test_powers_of_white_noise_are_exponential():
    """As large a share as e^-t exceeds t."""
    powers = white(500, stream())
    for threshold in (0.5, 1, 3):
        share = torch.tensor(-threshold).exp().item()
        error = (share * (1 - share) / powers.numel()) ** 0.5
        assert (powers > threshold).float().mean().item() == pytest.approx(share, abs=4 * error)


def test_clicks_fill_whole_frames_and_a_whistle_one_band():
    clicks, whistle = module.clicks(300, stream()), module.whistle(300, stream())
    sounding = clicks.gt(0)
    assert torch.equal(sounding.any(dim=1), sounding.all(dim=1))
    frames = sounding.any(dim=1).float()
    assert frames.mean().item() == pytest.approx(1 / 6, abs=4 * (5 / 36 / frames.numel()) ** 0.5)
    assert whistle.gt(0).all(dim=2).sum(dim=1).eq(1).all()
    assert whistle.gt(0).sum(dim=(1, 2)).eq(FRAMES).all()


def test_words_are_tones_at_three_heights_and_no_two_are_alike():
    bands = vocabulary()
    assert bands.shape == (WORDS, 3)
    assert set(bands.flatten().tolist()) == {4.0, 9.5, 15.0}
    assert len(bands.unique(dim=0)) == WORDS


def test_a_word_sounds_where_its_tones_are():
    """On average over many ways to say it, first, second and third part have their centres at the three bands."""
    for word in range(0, WORDS, 5):
        power = voiced(torch.full((3000,), word), stream()).mean(dim=0)
        parts = power[:, [6, 12, 18]]  # [BANDS, 3]: middles of tones 5.75 long that begin after 4: 6.9, 12.6, 18.4
        centres = (torch.arange(BANDS)[:, None] * parts).sum(dim=0) / parts.sum(dim=0)
        torch.testing.assert_close(centres, vocabulary()[word], atol=1.2, rtol=0)


def test_signals_are_balanced_scaled_and_a_function_of_their_arguments():
    before = torch.get_rng_state()
    first, again, other = signals(125, white), signals(125, white, seed=0), signals(125, white, seed=1)
    assert torch.equal(before, torch.get_rng_state())
    assert torch.equal(first.pixels, again.pixels)
    assert not torch.equal(first.pixels, other.pixels)
    assert not torch.equal(first.factors["label"], other.factors["label"])
    assert first.pixels.shape == (125, 1, BANDS, FRAMES)
    assert first.flat.amin(dim=1).eq(0).all()
    assert first.flat.amax(dim=1).eq(1).all()
    assert sorted(first.factors["label"].bincount().tolist()) == [10] * 7 + [11] * 5


def test_the_ratio_is_that_of_average_powers():
    """A noise of power 1 that never varies leaves snr · word + 1, whose logarithm is scaled."""
    def flat(count, rng):
        return torch.ones(count, BANDS, FRAMES)

    quiet, loud = (signals(40, flat, snr=snr).pixels[:, 0] for snr in (0.5, 5.0))
    labels = signals(40, flat).factors["label"]
    rng = stream()
    torch.randperm(40, generator=rng)
    word = voiced(labels, rng)
    word = word / word.mean(dim=(1, 2), keepdim=True)
    for snr, pixels in ((0.5, quiet), (5.0, loud)):
        logs = (snr * word + 1.01).log()
        least, most = logs.amin(dim=(1, 2), keepdim=True), logs.amax(dim=(1, 2), keepdim=True)
        torch.testing.assert_close(pixels, (logs - least) / (most - least))


@pytest.mark.parametrize(("count", "snr", "message"), [
    (0, 1.0, "count must be a whole number greater than zero"), (5, 0.0, "snr must be greater than zero, got 0"),
])
def test_what_cannot_be_heard_is_refused(count, snr, message):
    with pytest.raises(ValueError, match=message):
        signals(count, white, snr=snr)
