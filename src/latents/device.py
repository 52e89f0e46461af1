"""Where a chapter computes."""

import os

import torch


def pick_device(name: str | None = None) -> torch.device:
    """The device called `name`; without one, `$LATENTS_DEVICE`, else CUDA or the CPU.

    Apple's MPS is taken only when asked for: it has no double precision, which the
    chapters' checks need.

    Raises ValueError if the device asked for is unknown or absent.
    """
    counts = {
        "cuda": torch.cuda.device_count(),
        "mps": int(torch.backends.mps.is_available()),
        "cpu": 1,
    }
    best = "cuda" if counts["cuda"] else "cpu"
    asking = "the call" if name else "LATENTS_DEVICE"
    name = name or os.environ.get("LATENTS_DEVICE") or best
    absent = ValueError(
        f"{asking} asks for the device {name!r}, which is not here; "
        f"ask for {best!r}, or for none to get the best one"
    )
    try:
        device = torch.device(name)
    except RuntimeError:
        raise absent from None
    if (device.index or 0) >= counts.get(device.type, 0):
        raise absent
    return device
