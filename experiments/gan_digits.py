"""How digits from a small DCGAN compare with real ones, with drawings of Gaussians, and over its training.

Judged on pictures that neither generator nor judge has seen, in the features of a classifier: Fréchet distance,
precision and recall; and by the distance to the nearest training picture, in pixels.
"""

from functools import partial

import torch
from sklearn.mixture import GaussianMixture
from torch import Tensor, nn
from torch.nn import functional as F

from latents import Batches, fit, pick_device
from latents.data.images import Images
from latents.data.mnist_5k import mnist_5k
from latents.layers.convolution import conv_discriminator, conv_generator
from latents.layers.stacks import mlp
from latents.metrics.distributions import frechet_distance
from latents.metrics.neighbours import nearest_row, share_inside
from latents.models.gan import Generator, fit_gan
from latents.models.pca import PCA
from latents.models.supervised import supervised_loss

DATA = "5,000 digits of MNIST"
FILES: list[str] = []
SEEDS = range(5)
EPOCHS, WATCHED = 15, (1, 3, 6, 10, 15)
SHAPE, LATENTS = (1, 28, 28), 32


def judge(known: Images, seed: int) -> nn.Module:
    """A classifier of the training pictures; its last hidden layer is what the scores are taken in."""
    torch.manual_seed(seed)
    classifier = mlp(784, 128, 64, 10).to(pick_device())
    pairs = Batches(known.flat, known.factors["label"], size=64, seed=seed)
    fit(classifier, pairs, partial(supervised_loss, criterion=F.cross_entropy), epochs=10, progress=False)
    return classifier[:-1]


@torch.no_grad()
def scores(features: nn.Module, samples: Tensor, known: Images, new: Images) -> dict[str, float]:
    """Samples [n, 784] against as many unseen pictures."""
    fakes, real = features(samples), features(new.flat)
    near, usual = nearest_row(samples, known.flat)[0].mean(), nearest_row(new.flat, known.flat)[0].mean()
    return {"distance": frechet_distance(fakes, real), "precision": share_inside(fakes, real),
            "recall": share_inside(real, fakes), "nearest": float(near / usual)}


def of_gaussians(known: Tensor, components: int, size: int, count: int, seed: int) -> Tensor:
    """Pictures drawn from Gaussians fitted to `size` principal components, clipped to [0, 1]."""
    pca = PCA(known, size)
    model = GaussianMixture(components, reg_covar=1e-3, random_state=seed).fit(pca.encode(known).cpu().numpy())
    codes = torch.tensor(model.sample(count)[0], dtype=known.dtype, device=known.device)
    return pca.decode(codes).clamp(0, 1)


def played(seed: int) -> dict:
    """Scores of the DCGAN after some passes, and of what it is compared with."""
    known, new = (part.to(pick_device()) for part in mnist_5k().split(seed=seed))
    features = judge(known, seed)
    marked = partial(scores, features, known=known, new=new)
    torch.manual_seed(seed)
    generator = Generator(conv_generator(LATENTS, (32, 16), SHAPE), LATENTS).to(pick_device())
    discriminator = conv_discriminator(SHAPE, (16, 32)).to(pick_device())
    outcome = {}

    def watch(row: dict) -> None:
        if row["epoch"] in WATCHED:
            with torch.no_grad():
                outcome[f"DCGAN, {row['epoch']} passes"] = marked(generator.sample(len(new)).flatten(1))

    fit_gan(generator, discriminator, Batches(known.pixels, size=32, seed=seed), epochs=EPOCHS, learning_rate=1e-3,
            progress=False, after_epoch=watch)
    outcome["one Gaussian"] = marked(of_gaussians(known.flat, 1, 30, len(new), seed))
    outcome["40 Gaussians"] = marked(of_gaussians(known.flat, 40, 15, len(new), seed))
    outcome["training pictures"] = marked(known.flat[:len(new)])
    return outcome


PARTS = [partial(played, seed) for seed in SEEDS]


def gather(outcomes: list[dict]) -> dict:
    """One number a seed everywhere."""
    return {name: {what: [outcome[name][what] for outcome in outcomes] for what in outcomes[0][name]}
            for name in outcomes[0]}
