"""Digits blended into photographs, as in MNIST-M.

Y. Ganin and V. Lempitsky, Unsupervised domain adaptation by backpropagation, 2015,
arXiv 1409.7495.
"""

from .images import Images


def blended(digits: Images, crops: Images) -> Images:
    """|crop - digit| in every channel, [n, 3, height, width], with the digits' factors.

    The digits [n, 1, height, width] are white on black: where there is ink, the crop
    [n, 3, height, width] turns into its negative. Raises ValueError unless there is one
    crop of the same height and width a digit.
    """
    if len(digits) != len(crops) or digits.pixels.shape[2:] != crops.pixels.shape[2:]:
        raise ValueError(
            "expected one crop of the same height and width a digit, got digits of "
            f"shape {list(digits.pixels.shape)}, crops {list(crops.pixels.shape)}"
        )
    return Images((crops.pixels - digits.pixels).abs(), digits.factors, grey_steps=255)
