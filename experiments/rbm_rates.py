"""Which rule trains a restricted Boltzmann machine best, when each may choose its learning rate?

CD-1, CD-10 and PCD with equally many updates, at rates that fall to a hundredth. A fifth of the pictures to learn from
is held out to choose the rate, split by split; test pictures only score. Two lengths of training. And beside them, CD-1
and PCD at a small rate that does not fall, for as many epochs as make up for it.
"""

from functools import partial

import torch
from torch import Tensor

from latents import Batches
from latents.data.digits import digits
from latents.data.images import Images
from latents.models.contrastive_divergence import fit_rbm
from latents.models.rbm import RBM
from latents.models.rbm_likelihood import annealed_log_partition, log_likelihood
from latents.training import falling

DATA = "the 8 by 8 digits"
FILES: list[str] = []
SEEDS = range(10)
BATCH, HIDDEN = 100, 64
RULES = {"CD-1": {}, "CD-10": {"steps": 10}, "PCD": {"chains": torch.zeros(BATCH, HIDDEN)}}
RATES = 0.3, 0.5, 0.7, 1.0  # at the start
EPOCHS = 50, 250
SLOW_RATE, SLOW_EPOCHS = 0.03, 300


def binary(images: Images) -> Tensor:
    """Pixels as on or off: [n, pixels]."""
    return (images.flat > 0.5).float()


def learn(visible: Tensor, seed: int, *, rule: str, epochs: int, rate: float, end: float) -> RBM:
    """A machine trained on binary pictures; the rate falls to `end` times itself."""
    torch.manual_seed(seed)
    rbm = RBM(visible.shape[1], HIDDEN)
    fit_rbm(rbm, Batches(visible, size=BATCH, seed=seed), epochs=epochs, learning_rate=rate,
            schedule=falling(end), progress=False, **RULES[rule])
    return rbm


def score(rbm: RBM, visible: Tensor, *others: Images) -> list[float]:
    """Mean log-likelihoods of other pictures in nats, all by one estimate of log Z."""
    base = visible.mean(dim=0).clamp(0.01, 0.99).logit()
    estimate = annealed_log_partition(rbm, chains=500, temperatures=200, base=base)
    return [float(log_likelihood(rbm, binary(other), estimate.value).mean()) for other in others]


def falling_rates(seed: int, epochs: int) -> dict:
    """Scores on held-out and on test pictures, one of each a rate, for every rule."""
    known, test = digits().split(seed=seed)
    fitted, held_out = known.split(seed=seed)
    visible = binary(fitted)
    return {rule: [score(learn(visible, seed, rule=rule, epochs=epochs, rate=rate, end=0.01),
                         visible, held_out, test) for rate in RATES] for rule in RULES}


def slow_rate(seed: int) -> dict:
    """Scores on test pictures at the small rate, as the chapter trains: on all pictures to learn from."""
    known, test = digits().split(seed=seed)
    visible = binary(known)
    return {rule: score(learn(visible, seed, rule=rule, epochs=SLOW_EPOCHS, rate=SLOW_RATE, end=1),
                        visible, test)[0] for rule in ("CD-1", "PCD")}


PARTS = [*(partial(falling_rates, seed, epochs) for epochs in EPOCHS for seed in SEEDS),
         *(partial(slow_rate, seed) for seed in SEEDS)]


def gather(outcomes: list[dict]) -> dict:
    """What the chapter uses, one number a seed everywhere."""
    grids = {epochs: outcomes[i * len(SEEDS):][:len(SEEDS)] for i, epochs in enumerate(EPOCHS)}
    slow = outcomes[len(EPOCHS) * len(SEEDS):]
    return {
        "rates": RATES,
        "test": {epochs: {rule: [[grid[rule][i][1] for grid in grids[epochs]] for i in range(len(RATES))]
                          for rule in RULES} for epochs in EPOCHS},
        "tuned": {epochs: {rule: [max(grid[rule])[1] for grid in grids[epochs]] for rule in RULES}
                  for epochs in EPOCHS},  # the test score where the held-out score, which comes first, is highest
        "slow": {rule: [outcome[rule] for outcome in slow] for rule in ("CD-1", "PCD")},
    }
