"""Networks, numbers and pictures as the page of a live model holds them."""

import base64
import io
import re
from collections.abc import Sequence
from itertools import pairwise

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from PIL import Image
from torch import Tensor, nn

from ...guards import require_finite


def exported_layers(module: nn.Module) -> list[dict]:
    """The layers of a network as live.js knows them, in the order of computation."""
    match module:
        case nn.Sequential() if type(module).forward is nn.Sequential.forward:
            return [layer for part in module for layer in exported_layers(part)]
        case nn.Identity() | nn.Flatten() | nn.Unflatten():
            return []
        case nn.Linear():
            return [exported_linear(module)]
        case nn.ReLU() | nn.Sigmoid() | nn.Tanh():
            return [{"type": type(module).__name__}]
        case nn.LeakyReLU():
            return [{"type": "LeakyReLU", "slope": module.negative_slope}]
        case nn.ELU():
            return [{"type": "ELU", "alpha": module.alpha}]
    raise ValueError(
        f"a live model cannot hold the layer {module}; it knows Linear, ReLU, "
        "LeakyReLU, ELU, Sigmoid and Tanh, alone or in a Sequential"
    )


def exported_linear(layer: nn.Linear) -> dict:
    """weight [outputs, inputs] and bias [outputs] of an affine layer."""
    weight = layer.weight.detach()
    bias = weight.new_zeros(len(weight)) if layer.bias is None else layer.bias
    return {
        "type": "Linear",
        "inputs": weight.shape[1],
        "outputs": weight.shape[0],
        "weight": base64_floats(weight),
        "bias": base64_floats(bias),
    }


def base64_floats(values: Tensor) -> str:
    """Finite numbers as little-endian float32, row by row, in base64."""
    require_finite(values)
    return base64.b64encode(
        values.detach().float().cpu().numpy().astype("<f4").tobytes()
    ).decode()


def base64_whole(values: Tensor, kind: str) -> str:
    """Whole numbers of that kind, row by row, in base64."""
    return base64.b64encode(values.numpy().astype(kind).tobytes()).decode()


def require_sizes(layers: list[dict], inputs: int, outputs: int) -> None:
    """Raise ValueError unless the affine layers lead from `inputs` to `outputs`."""
    affine = [layer for layer in layers if layer["type"] == "Linear"]
    if not affine:
        raise ValueError("a live model needs at least one Linear layer")
    for before, after in pairwise(affine):
        if before["outputs"] != after["inputs"]:
            raise ValueError(
                f"a layer of {after['inputs']} inputs follows one "
                f"of {before['outputs']} outputs"
            )
    ends = affine[0]["inputs"], affine[-1]["outputs"]
    if ends != (inputs, outputs):
        raise ValueError(
            f"expected a network from {inputs} to {outputs} numbers, "
            f"got one from {ends[0]} to {ends[1]}"
        )


def picture_shape(shape: Sequence[int]) -> list[int]:
    """[height, width] of grey pictures; raises ValueError for any other shape."""
    sizes = [int(size) for size in shape]
    if len(sizes) == 3 and sizes[0] == 1:
        sizes = sizes[1:]
    if len(sizes) != 2 or min(sizes) < 1:
        raise ValueError(
            f"expected the shape [height, width] of a grey picture, got {sizes}"
        )
    return sizes


def require_rbm(
    weight: Tensor, visible_bias: Tensor, hidden_bias: Tensor, *, pixels: int
) -> None:
    """Raise ValueError unless weight is [pixels, hidden] and the biases fit to it."""
    shapes = [list(part.shape) for part in (weight, visible_bias, hidden_bias)]
    if len(shapes[0]) != 2 or shapes != [
        [pixels, shapes[0][1]],
        [pixels],
        shapes[0][1:],
    ]:
        raise ValueError(
            f"expected weight [{pixels}, hidden], visible_bias [{pixels}] and "
            f"hidden_bias [hidden], got shapes {shapes[0]}, {shapes[1]}, {shapes[2]}"
        )


def require_name(name: str) -> None:
    """Raise ValueError unless the name can stand in an address."""
    if not re.fullmatch(r"[A-Za-z][\w-]*", name):
        raise ValueError(
            f"a name holds letters, digits, - and _, a letter first, got {name!r}"
        )


def base64_sprite(frames: Tensor) -> str:
    """Pictures [t, n, channels, height, width] as one PNG, a line of n for each t."""
    picture = frames.permute(0, 3, 1, 4, 2).flatten(0, 1).flatten(1, 2)
    pixels = (255 * picture).round().byte().squeeze(-1).numpy()
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="png", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def base64_png(figure: Figure) -> str:
    """The figure as a PNG file in base64, the same bytes every time; closes it."""
    file = io.BytesIO()
    figure.savefig(file, dpi=110, metadata={"Software": None})
    plt.close(figure)
    return base64.b64encode(file.getvalue()).decode()
