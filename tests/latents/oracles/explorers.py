"""Small live models, and what stands in their pages."""

import base64
import json
from types import SimpleNamespace

import numpy as np
import torch
from bs4 import BeautifulSoup
from torch import nn

from latents.page.live.decoder_explorer import DecoderExplorer
from latents.page.live.gibbs_explorer import GibbsExplorer

CODES, LABELS = torch.tensor([[0.0, 1.0], [2.0, 5.0], [1.0, 3.0]]), torch.tensor([7, 2, 7])
NAMES = {"name": "fig-map", "alt": 'Zeros & "ones" < twos.'}


def decoder():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 6), nn.Sigmoid())


def rbm(visible=6, hidden=4, scale=1.0):
    torch.manual_seed(1)
    weight, biases = scale * torch.randn(visible, hidden), torch.randn(visible + hidden).split([visible, hidden])
    return SimpleNamespace(**dict(zip(["weight", "visible_bias", "hidden_bias"],
                                      map(nn.Parameter, [weight, *biases]), strict=True)))


def explore_codes(**changes):
    arguments = {"decoder": decoder(), "codes": CODES, "labels": LABELS, "shape": (2, 3), **NAMES} | changes
    return DecoderExplorer(**arguments)


def explore_chain(**changes):
    return GibbsExplorer(**({"rbm": rbm(), "shape": (2, 3), **NAMES} | changes))


def page(explorer):
    return BeautifulSoup(explorer._repr_mimebundle_()["text/html"], "html.parser")


def data(explorer):
    return json.loads(page(explorer).find("script", type="application/json").string)


def floats(text):
    return torch.tensor(np.frombuffer(base64.b64decode(text), "<f4").copy())
