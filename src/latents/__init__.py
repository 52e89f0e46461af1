"""The package behind *Learning Without Labels*.

Small models, one training loop, honest measurements.

Only what every chapter needs stands here. Models, data, metrics and figures are
imported from their own modules.
"""

from .batches import Batches
from .device import pick_device
from .training import evaluate, fit

__all__ = ["Batches", "evaluate", "fit", "pick_device"]
