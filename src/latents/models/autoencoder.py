"""Autoencoders: one model, several losses.

G. Hinton and R. Salakhutdinov, Reducing the dimensionality of data with neural
networks, 2006.
"""

from torch import Tensor, nn
from torch.nn import functional as F

from ..guards import require_unit_interval
from ..layers.stacks import mlp
from ..training import Terms


class Autoencoder(nn.Module):
    """An encoder and a decoder that meet at the code."""

    def __init__(self, encoder: nn.Module, decoder: nn.Module):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def encode(self, images: Tensor) -> Tensor:
        """[n, …] → codes [n, code_size]"""
        return self.encoder(images)

    def decode(self, codes: Tensor) -> Tensor:
        """Codes [n, code_size] → reconstructions [n, …].

        If the loss is `cross_entropy`, these are logits.
        """
        return self.decoder(codes)

    def forward(self, images: Tensor) -> Tensor:
        """`decode(encode(images))`"""
        return self.decode(self.encode(images))


def mirrored(*sizes: int, activation: type[nn.Module] = nn.ReLU) -> Autoencoder:
    """Fully connected, from sizes[0] pixels through hidden layers to a code, and back.

    The decoder has the encoder's sizes in reverse order. Raises as `mlp`.
    """
    encoder = mlp(*sizes, activation=activation)
    return Autoencoder(encoder, mlp(*reversed(sizes), activation=activation))


def squared_error(autoencoder: Autoencoder, images: Tensor) -> Terms:
    """Squared error, summed over pixels and averaged over images."""
    errors = reconstruction(autoencoder, images) - images
    return {"reconstruction": per_image(errors**2)}


def cross_entropy(autoencoder: Autoencoder, images: Tensor) -> Terms:
    """-log p(x | code) in nats, summed over pixels and averaged over images.

    Pixels are independent Bernoulli variables, the decoder's output is their logits.
    Grey levels in [0, 1] are allowed, as probabilities to be matched. Raises ValueError
    for values outside [0, 1].
    """
    require_unit_interval(images)
    logits = reconstruction(autoencoder, images)
    nats = F.binary_cross_entropy_with_logits(logits, images, reduction="none")
    return {"reconstruction": per_image(nats)}


def reconstruction(autoencoder: Autoencoder, images: Tensor) -> Tensor:
    """The autoencoder's output; raises ValueError unless shaped like its input."""
    output = autoencoder(images)
    if output.shape != images.shape:
        raise ValueError(
            f"the decoder returned shape {list(output.shape)} "
            f"for images of shape {list(images.shape)}"
        )
    return output


def per_image(values: Tensor) -> Tensor:
    """Sum over everything but the batch, then average over the batch."""
    return values.flatten(start_dim=1).sum(dim=1).mean()
