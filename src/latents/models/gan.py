"""The game of two networks.

I. Goodfellow et al., Generative adversarial networks, 2014, arXiv 1406.2661.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Adam

from ..guards import require_positive
from ..progress import Row
from ..training import Averages, Paced, Schedule, constant, descend, run_epochs


class Game(NamedTuple):
    """What each player of a GAN minimises.

    Both are functions of the discriminator's logits (positive: real).
    """

    discriminator: Callable[[Tensor, Tensor], Tensor]  # (real logits, fake logits)
    generator: Callable[[Tensor], Tensor]  # (fake logits)


NON_SATURATING = Game(
    discriminator=lambda real, fake: F.softplus(-real).mean() + F.softplus(fake).mean(),
    generator=lambda fake: F.softplus(-fake).mean(),
)


def fit_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[Tensor],
    *,
    game: Game = NON_SATURATING,
    epochs: int = 10,
    learning_rate: float = 2e-4,
    schedule: Schedule = constant,
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Alternate a discriminator and a generator step on every batch of real images.

    `generator.sample(count)` draws fakes; `discriminator(images)` returns logits. A row
    of the history holds "epoch" and the average loss of each player; a sum would mean
    nothing. Both networks are left in evaluation mode.

    Raises as `fit` does.
    """
    require_positive("learning_rate", learning_rate)
    adam = partial(Adam, lr=learning_rate, betas=(0.5, 0.999))
    generator_descent = adam(generator.parameters())
    discriminator_descent = adam(discriminator.parameters())

    def one_epoch(paced: Paced) -> Row:
        generator.train()
        discriminator.train()
        averages = Averages()
        for real, factor in paced:
            fake = generator.sample(len(real))
            caught = game.discriminator(
                discriminator(real), discriminator(fake.detach())
            )
            descend(discriminator_descent, caught, factor)
            fooled = game.generator(discriminator(fake))
            descend(generator_descent, fooled, factor)
            averages.add({"discriminator": caught, "generator": fooled}, real)
        generator.eval()
        discriminator.eval()
        return averages.row(total=False)

    return run_epochs(
        one_epoch,
        batches,
        epochs=epochs,
        schedule=schedule,
        after_epoch=after_epoch,
        progress=progress,
    )
