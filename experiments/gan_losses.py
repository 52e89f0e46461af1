"""Which loss of a GAN learns the ring of eight and the grid of twenty-five, and how many steps each player should take.

Every run may choose its learning rate, by the share of good samples times the share of centres covered, on starts of
its own; it is scored on others. The player with fewer steps takes a thousand on the ring, two thousand on the grid.
The networks, the ring and the batches are the chapter's. The penalty of the Wasserstein critic has the weight 0.1, as
in its authors' own examples on a plane; ten, as in their paper, is a run of its own.
"""

from functools import partial

import torch

from latents.data.mixtures import grid, ring
from latents.layers.stacks import SideBySide
from latents.metrics.modes import good_share, modes_covered
from latents.models.gan import (
    HINGE,
    LEAST_SQUARES,
    NON_SATURATING,
    SATURATING,
    WASSERSTEIN,
    Generator,
    fit_gan,
    gradient_penalty,
)

DATA = "eight Gaussians on a ring, twenty-five on a grid"
FILES: list[str] = []
SEEDS = range(20)  # starts that are scored
TUNED = 5  # further starts, on which the rate is chosen
RATES = 2e-3, 5e-3, 1e-2, 2e-2
SIZE, LATENTS, SAMPLES, CHECKS = 128, 8, 2500, 20
RING, GRID = partial(ring, deviation=0.05), partial(grid, deviation=0.2)
GENTLE = WASSERSTEIN._replace(penalty=partial(gradient_penalty, weight=0.1))
LOSSES = {"saturating": SATURATING, "non-saturating": NON_SATURATING, "least squares": LEAST_SQUARES, "hinge": HINGE,
          "Wasserstein": GENTLE}
RUNS = {  # mixture, game, rounds (batches of real points), steps
    **{f"{name}, ring": (RING, game, 1000, {}) for name, game in LOSSES.items()},
    **{f"{name}, grid": (GRID, game, 2000, {}) for name, game in LOSSES.items()},
    "Wasserstein, three for D, ring": (RING, GENTLE, 3000, {"discriminator_steps": 3}),
    "Wasserstein, three for D, grid": (GRID, GENTLE, 6000, {"discriminator_steps": 3}),
    "Wasserstein, weight 10, ring": (RING, WASSERSTEIN, 1000, {}),
    "twice as long, ring": (RING, NON_SATURATING, 2000, {}),
    "five for G, ring": (RING, NON_SATURATING, 1000, {"generator_steps": 5}),
    "three for D, ring": (RING, NON_SATURATING, 3000, {"discriminator_steps": 3}),
}


def played(name: str, *, starts: int, rate: float, seed: int) -> dict[str, list[float]]:
    """One number a start: what samples show, and the lowest mean D(G(z)) of the checks, if D's output is a logit."""
    drawn, game, rounds, steps = RUNS[name]
    torch.manual_seed(seed)
    mixture = drawn(starts * SIZE * rounds // CHECKS, seed=seed)
    generators = Generator(SideBySide(starts, LATENTS, 64, 64, 2), LATENTS)
    discriminators = SideBySide(starts, 2, 64, 64, 1)
    believed = []

    @torch.no_grad()
    def watch(row: dict) -> None:
        logits = discriminators(generators.sample(200 * starts))
        believed.append(logits.sigmoid().view(-1, starts).mean(dim=0))

    fit_gan(generators, discriminators, mixture.points.split(starts * SIZE), game=game, epochs=CHECKS,
            learning_rate=rate, progress=False, after_epoch=watch, **steps)
    with torch.no_grad():
        samples = generators.sample(SAMPLES * starts)
    each = [samples[start::starts] for start in range(starts)]
    aims = {"centres": mixture.centres, "deviation": mixture.deviation}
    return {"covered": [modes_covered(points, **aims) for points in each],
            "good": [good_share(points, **aims) for points in each],
            "believed": torch.stack(believed).amin(dim=0).tolist()}


def worth(outcome: dict[str, list[float]]) -> float:
    """What a rate is chosen by."""
    return sum(covered * good for covered, good in zip(outcome["covered"], outcome["good"], strict=True))


def tuned(name: str) -> dict:
    """The rate that is best for a run on starts of its own, and what it does on others."""
    at = {rate: worth(played(name, starts=TUNED, rate=rate, seed=1)) for rate in RATES}
    rate = max(at, key=at.get)
    return {"rate": rate, **played(name, starts=len(SEEDS), rate=rate, seed=2)}


PARTS = [partial(tuned, name) for name in RUNS]


def gather(outcomes: list[dict]) -> dict:
    """By the name of the run."""
    return dict(zip(RUNS, outcomes, strict=True))
