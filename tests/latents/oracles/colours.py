"""Colours as people see them."""

import numpy as np
from matplotlib.colors import to_rgb

# Linear RGB as seen without the long-wave or the middle-wave cones (Machado, Oliveira and Fernandes, 2009)
VISION = {
    "all cones": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
}
# To cones and from their cube roots to OKLab (Ottosson, 2020)
CONES = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                  [0.0883024619, 0.2817188376, 0.6299787005]])
OKLAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                  [0.0259040371, 0.7827717662, -0.8086757660]])


def light(colour) -> np.ndarray:
    """Linear RGB of an sRGB colour."""
    channels = np.array(to_rgb(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other) -> float:
    """From 1 to 21 (WCAG 2)."""
    dark, bright = sorted(float(light(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (bright + 0.05) / (dark + 0.05)


def difference(one, other, vision: str) -> float:
    """How unlike two colours look: 1 for black and white, about 0.02 for what one just notices."""
    seen = [OKLAB @ np.cbrt(CONES @ np.clip(VISION[vision] @ light(colour), 0, 1)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))
