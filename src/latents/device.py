"""Where a chapter computes."""

import os

import torch


def pick_device(name: str | None = None) -> torch.device:
    """The device called `name`; without one, `$LATENTS_DEVICE`, else the best present:
    CUDA, then MPS, then the CPU.

    Raises ValueError if the device asked for is unknown or absent.
    """
    counts = {
        "cuda": torch.cuda.device_count(),
        "mps": int(torch.backends.mps.is_available()),
        "cpu": 1,
    }
    best = next(kind for kind, count in counts.items() if count)
    name = name or os.environ.get("LATENTS_DEVICE") or best
    absent = ValueError(
        f"there is no device {name!r} here; "
        f"ask for {best!r}, or for none to get the best one"
    )
    try:
        device = torch.device(name)
    except RuntimeError:
        raise absent from None
    if (device.index or 0) >= counts.get(device.type, 0):
        raise absent
    return device
