"""The game of two networks.

I. Goodfellow et al., Generative adversarial networks, 2014, arXiv 1406.2661.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import cycle
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Adam

from ..guards import require_batches, require_count, require_positive
from ..progress import Row
from ..training import Averages, Paced, Schedule, constant, descend, run_epochs


class Generator(nn.Module):
    """A network that turns latents z ~ N(0, I) [n, latent_size] into fakes [n, …].

    Raises ValueError for a latent size below one.
    """

    def __init__(self, network: nn.Module, latent_size: int):
        super().__init__()
        require_count("latent_size", latent_size)
        self.network, self.latent_size = network, latent_size

    def forward(self, latents: Tensor) -> Tensor:
        """G(z): latents [n, latent_size] → fakes [n, …]."""
        return self.network(latents)

    def sample(self, count: int) -> Tensor:
        """Fakes [count, …] of new latents; gradients reach the network."""
        like = next(self.parameters())
        return self(torch.randn(count, self.latent_size).to(like))


def no_penalty(discriminator: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
    """Zero, which is what most games add to the discriminator's loss."""
    return torch.zeros(()).to(real)


def gradient_penalty(
    discriminator: nn.Module, real: Tensor, fake: Tensor, *, weight: float = 10.0
) -> Tensor:
    """weight · E (‖∇D(x)‖ - 1)² at random places x between real and fake [n, …].

    Gulrajani et al. 2017, arXiv 1704.00028, equation 3: a critic of slope one. It reads
    one gradient a row, so no layer of the critic may mix rows, as batch norm does.
    """
    share = torch.rand(len(real), *[1] * (real.dim() - 1)).to(real)
    between = (share * real + (1 - share) * fake).detach().requires_grad_()
    total = discriminator(between).sum()
    (slopes,) = torch.autograd.grad(total, between, create_graph=True)
    return weight * (slopes.flatten(start_dim=1).norm(dim=1) - 1).square().mean()


class Game(NamedTuple):
    """What each player of a GAN minimises.

    Losses are averages over rows and functions of the discriminator's logits, which are
    positive where it believes that a row is real. The discriminator's loss is
    `discriminator(real logits, fake logits) + penalty(network, real, fake)`.
    """

    discriminator: Callable[[Tensor, Tensor], Tensor]  # (real logits, fake logits)
    generator: Callable[[Tensor], Tensor]  # (fake logits)
    penalty: Callable[[nn.Module, Tensor, Tensor], Tensor] = no_penalty


def cross_entropy(real: Tensor, fake: Tensor) -> Tensor:
    """-log D(x) at real rows and -log(1 - D(x)) at fake ones, in nats."""
    return F.softplus(-real).mean() + F.softplus(fake).mean()


# Goodfellow 2014, equation 1: the generator minimises log(1 - D)
SATURATING = Game(
    cross_entropy,
    lambda fake: -F.softplus(fake).mean(),
)

# the same, section 3: the generator minimises -log D
NON_SATURATING = Game(
    cross_entropy,
    lambda fake: F.softplus(-fake).mean(),
)

# Mao et al. 2017, arXiv 1611.04076: targets 1 for what shall seem real, -1 for fakes
LEAST_SQUARES = Game(
    lambda real, fake: ((real - 1) ** 2).mean() / 2 + ((fake + 1) ** 2).mean() / 2,
    lambda fake: ((fake - 1) ** 2).mean() / 2,
)

# Lim & Ye 2017, arXiv 1705.02894
HINGE = Game(
    lambda real, fake: F.relu(1 - real).mean() + F.relu(1 + fake).mean(),
    lambda fake: -fake.mean(),
)

# Gulrajani et al. 2017: the logits are those of a critic, and no log-odds
WASSERSTEIN = Game(
    lambda real, fake: fake.mean() - real.mean(),
    lambda fake: -fake.mean(),
    gradient_penalty,
)


def fit_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[Tensor],
    *,
    game: Game = NON_SATURATING,
    discriminator_steps: int = 1,
    generator_steps: int = 1,
    epochs: int = 10,
    learning_rate: float = 2e-4,
    schedule: Schedule = constant,
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Alternate steps of the discriminator and of the generator (Adam, β₁ = 0.5).

    The discriminator takes a step on every batch of real rows, the generator
    `generator_steps` after every `discriminator_steps` of these, each on new fakes but
    the first, which fools where it was caught. `generator.sample(count)` draws fakes;
    `discriminator(rows)` returns logits. A row of the history holds "epoch" and the
    average loss of each player; a sum would mean nothing. Both networks are left in
    evaluation mode.

    Raises as `fit` does, and ValueError for steps that are no whole number above zero
    and for an epoch with fewer batches than `discriminator_steps`.
    """
    require_positive("learning_rate", learning_rate)
    require_count("discriminator_steps", discriminator_steps)
    require_count("generator_steps", generator_steps)
    require_batches(batches)
    if len(batches) < discriminator_steps:
        raise ValueError(
            f"an epoch of {len(batches)} batches ends before {discriminator_steps} "
            "discriminator_steps; take fewer steps or smaller batches"
        )
    adams = [
        Adam(player.parameters(), lr=learning_rate, betas=(0.5, 0.999), fused=True)
        for player in (discriminator, generator)
    ]
    turns = cycle([0] * (discriminator_steps - 1) + [generator_steps])
    return run_epochs(
        partial(play, generator, discriminator, game=game, adams=adams, turns=turns),
        batches,
        epochs=epochs,
        schedule=schedule,
        after_epoch=after_epoch,
        progress=progress,
    )


def play(
    generator: nn.Module,
    discriminator: nn.Module,
    paced: Paced,
    *,
    game: Game,
    adams: list[Adam],
    turns: Iterator[int],
) -> Row:
    """An epoch: a discriminator step a batch, and after it as many as `turns` says.

    These are the generator's; `adams` are the optimisers, the discriminator's first.
    """
    generator.train()
    discriminator.train()
    catching, fooling = Averages(), Averages()
    for (real, factor), steps in zip(paced, turns, strict=False):
        fake = generator.sample(len(real))
        caught = game.discriminator(discriminator(real), discriminator(fake.detach()))
        caught = caught + game.penalty(discriminator, real, fake.detach())
        descend(adams[0], caught, factor)
        catching.add({"discriminator": caught}, real)
        for step in range(steps):
            if step:
                fake = generator.sample(len(real))
            fooled = game.generator(discriminator(fake))
            descend(adams[1], fooled, factor)
            fooling.add({"generator": fooled}, real)
    generator.eval()
    discriminator.eval()
    return catching.row(total=False) | fooling.row(total=False)
