"""`pick_device` on machines that this one only pretends to be."""

import pytest
import torch

from latents import pick_device


@pytest.fixture
def machine(monkeypatch):
    """A function that gives this machine so many CUDA cards, an MPS chip or none, and a value of LATENTS_DEVICE."""
    def pretend(cards=0, mps=False, wish=None):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cards > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: cards)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
        monkeypatch.delenv("LATENTS_DEVICE", raising=False)
        if wish is not None:
            monkeypatch.setenv("LATENTS_DEVICE", wish)
    return pretend


@pytest.mark.parametrize(("has", "best"), [
    ({}, "cpu"),
    ({"mps": True}, "cpu"),
    ({"mps": True, "wish": "mps"}, "mps"),
    ({"cards": 1}, "cuda"),
    ({"cards": 2, "mps": True}, "cuda"),
    ({"cards": 1, "wish": "cpu"}, "cpu"),
    ({"cards": 1, "wish": ""}, "cuda"),
    ({"cards": 2, "wish": "cuda:1"}, "cuda:1"),
])
def test_it_prefers_the_wish_then_cuda_then_the_cpu(machine, has, best):
    machine(**has)
    assert pick_device() == torch.device(best)


def test_its_argument_overrules_the_environment(machine):
    machine(cards=2, mps=True, wish="cuda")
    for name in ("cpu", "mps", "cuda:0", "cuda:1"):
        assert pick_device(name) == torch.device(name)


@pytest.mark.parametrize(("has", "name", "best"), [
    ({}, "cuda", "cpu"),
    ({}, "mps", "cpu"),
    ({"cards": 1}, "cuda:1", "cuda"),
    ({"mps": True}, "mps:1", "cpu"),
    ({}, "cpu:1", "cpu"),
    ({"cards": 1}, "cuda:x", "cuda"),
    ({}, "cuda:", "cpu"),
    ({}, "gpu", "cpu"),
    ({}, "CPU", "cpu"),
    ({}, "meta", "cpu"),
])
def test_an_absent_or_unknown_device_is_refused(machine, has, name, best):
    message = f"asks for the device '{name}', which is not here; ask for '{best}', or for none to get the best one"
    machine(**has)
    with pytest.raises(ValueError, match=f"the call {message}"):
        pick_device(name)
    machine(**has, wish=name)
    with pytest.raises(ValueError, match=f"LATENTS_DEVICE {message}"):
        pick_device()
