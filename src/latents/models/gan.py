"""The game of two networks.

I. Goodfellow et al., Generative adversarial networks, 2014, arXiv 1406.2661.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Adam

from ..guards import require_count, require_positive
from ..progress import Progress, Row
from ..training import Averages, descend, finish_epoch


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
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Alternate a discriminator and a generator step on every batch of real images.

    `generator.sample(count)` draws fakes; `discriminator(images)` returns logits. A row
    of the history holds "epoch" and the average loss of each player; a sum would mean
    nothing. Both networks are left in evaluation mode.

    Raises as `fit` does.
    """
    require_count("epochs", epochs)
    require_positive("learning_rate", learning_rate)
    generator_descent = Adam(
        generator.parameters(), lr=learning_rate, betas=(0.5, 0.999)
    )
    discriminator_descent = Adam(
        discriminator.parameters(), lr=learning_rate, betas=(0.5, 0.999)
    )
    history = []
    with Progress(epochs, shown=progress) as shown:
        for epoch in range(1, epochs + 1):
            generator.train()
            discriminator.train()
            averages = Averages()
            for real in batches:
                fake = generator.sample(len(real))
                discriminator_loss = game.discriminator(
                    discriminator(real), discriminator(fake.detach())
                )
                descend(discriminator_descent, discriminator_loss)
                generator_loss = game.generator(discriminator(fake))
                descend(generator_descent, generator_loss)
                averages.add(
                    {"discriminator": discriminator_loss, "generator": generator_loss},
                    real,
                )
            generator.eval()
            discriminator.eval()
            finish_epoch(
                {"epoch": epoch, **averages.row(total=False)},
                history,
                shown,
                after_epoch,
            )
    return history
