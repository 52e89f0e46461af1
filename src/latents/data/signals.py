"""Spoken words without a speaker: patterns of tones in time and frequency, in noise.

After the setting of Y. Shinohara, Adversarial multi-task learning of deep neural
networks for robust speech recognition, 2016: words to be told apart, noises not to care
about. Everything is drawn from random numbers; nobody is heard.
"""

from collections.abc import Callable

import torch
from torch import Tensor, amax, amin

from ..guards import require_count, require_positive
from .images import Images

BANDS, FRAMES = 20, 24  # frequencies, from low to high, and times
WORDS, TONES = 12, 3  # words, and tones one after the other in each
Noise = Callable[[int, torch.Generator], Tensor]  # count → power [n, BANDS, FRAMES]


def random_powers(count: int, rng: torch.Generator) -> Tensor:
    """Powers of white Gaussian noise, of mean 1: exponentially distributed."""
    return -torch.rand(count, BANDS, FRAMES, generator=rng).clamp(min=1e-9).log()


def white(count: int, rng: torch.Generator) -> Tensor:
    """As strong in every band."""
    return random_powers(count, rng)


def rumble(count: int, rng: torch.Generator) -> Tensor:
    """Falls from band to band, like wind or an engine."""
    return random_powers(count, rng) * spectrum(1 / (1 + torch.arange(BANDS)))


def hiss(count: int, rng: torch.Generator) -> Tensor:
    """Rises from band to band, like steam."""
    return random_powers(count, rng) * spectrum(torch.arange(BANDS) ** 2)


def hum(count: int, rng: torch.Generator) -> Tensor:
    """Every fourth band, all the time, like a transformer's."""
    return random_powers(count, rng) * spectrum(1.0 * (torch.arange(BANDS) % 4 == 1))


def clicks(count: int, rng: torch.Generator) -> Tensor:
    """All bands at once, in every sixth frame on average."""
    sounding = torch.rand(count, 1, FRAMES, generator=rng) < 1 / 6
    return 6 * sounding * random_powers(count, rng)


def whistle(count: int, rng: torch.Generator) -> Tensor:
    """One band all the time, another one each time."""
    band = torch.randint(BANDS, (count, 1, 1), generator=rng)
    chosen = torch.arange(BANDS).view(1, -1, 1) == band
    return BANDS * chosen * random_powers(count, rng)


def babble(count: int, rng: torch.Generator) -> Tensor:
    """Three other words at a time."""
    labels = torch.randint(WORDS, (3, count), generator=rng)
    powers = sum(voiced(row, rng) for row in labels)
    return powers / powers.mean(dim=(1, 2), keepdim=True)


def spectrum(weights: Tensor) -> Tensor:
    """Weights [BANDS] as a factor [BANDS, 1] of mean 1."""
    return (weights / weights.float().mean())[:, None]


def signals(count: int, noise: Noise, *, snr: float = 1.0, seed: int = 0) -> Images:
    """`count` words in noise: log-powers scaled to [0, 1], [n, 1, BANDS, FRAMES].

    The average power of the word is `snr` times that of the noise. Factor "label": 0 to
    11, equally often up to one. Raises ValueError for a count below one or a ratio not
    above zero.
    """
    require_count("count", count)
    require_positive("snr", snr)
    rng = torch.Generator().manual_seed(seed)
    labels = torch.arange(count)[torch.randperm(count, generator=rng)] % WORDS
    word = voiced(labels, rng)
    word = word / word.mean(dim=(1, 2), keepdim=True)
    power = snr * word + noise(count, rng)
    loudness = (power + 1e-2).log()
    low, high = (edge(loudness, dim=(1, 2), keepdim=True) for edge in (amin, amax))
    return Images(((loudness - low) / (high - low))[:, None], {"label": labels})


def voiced(labels: Tensor, rng: torch.Generator) -> Tensor:
    """Power [n, BANDS, FRAMES] of words; pitch, start and speed differ each time."""
    count = len(labels)
    higher = 1.5 * torch.randn(count, 1, generator=rng)
    start = 2 + 4 * torch.rand(count, 1, generator=rng)
    length = 5 + 1.5 * torch.rand(count, 1, generator=rng)  # of a tone, in frames
    pitch = vocabulary()[labels] + higher  # [n, TONES]
    middle = start + length * (torch.arange(TONES) + 0.5)
    bands = torch.arange(BANDS).view(1, 1, -1, 1) - pitch[:, :, None, None]
    times = (torch.arange(FRAMES) - middle[:, :, None]) / length[:, :, None]
    return ((-(bands**2) / 2).exp() * (-8 * times[:, :, None] ** 2).exp()).sum(dim=1)


def vocabulary() -> Tensor:
    """The bands of each word's tones, [WORDS, TONES]: low, middle or high."""
    levels = torch.cartesian_prod(*[torch.tensor([4.0, 9.5, 15.0])] * TONES)
    return levels[torch.arange(WORDS) * 2 + 1]
