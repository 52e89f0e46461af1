"""Answers to the exercises of *Designing an autoencoder*, right ones and wrong ones."""

import torch
from torch import nn

from latents.exercises.designing_autoencoders import check_tied_gradient, check_undo_scale


def tied_gradient(weight, into_code, into_picture, picture):
    return by_parts(weight, into_code, into_picture, picture)


def by_parts(weight, into_code, into_picture, picture, *, slope=True, through=True, encoder=1, decoder=1):
    code = (weight @ picture + into_code).tanh()
    error = weight.T @ code + into_picture - picture
    back = (weight @ error if through else torch.ones(3).double()) * (1 - code**2 if slope else 1)
    return encoder * torch.outer(back, picture) + decoder * torch.outer(code, error)


def by_autograd(weight, into_code, into_picture, picture):
    weight.requires_grad_()
    restored = weight.T @ (weight @ picture + into_code).tanh() + into_picture
    return torch.autograd.grad(0.5 * ((restored - picture) ** 2).sum(), weight)[0]


def changed(**parts):
    return lambda *answer: by_parts(*answer, **parts)


def layer_with(weight, bias):
    """The answer that puts these functions of the old layer and the scale into a new one."""
    def undo_scale(linear, scale):
        layer = nn.Linear(linear.in_features, linear.out_features)
        layer.weight.data, layer.bias.data = weight(linear.weight.data, scale), bias(linear.bias.data, scale)
        return layer
    return undo_scale


def in_place(linear, scale):
    linear.weight.data /= scale
    return linear


def same(values, scale):
    return values.clone()


def divided(values, scale):
    return values / scale


RIGHT = [
    (check_tied_gradient, tied_gradient),
    (check_tied_gradient, by_autograd),
    (check_undo_scale, layer_with(divided, same)),
]
WRONG = [
    (check_tied_gradient, lambda *answer: tied_gradient(*answer).T, "order of an outer product"),
    (check_tied_gradient, lambda *answer: None, "must return the gradient"),
    (check_tied_gradient, changed(decoder=0), "as the encoder, and no more"),
    (check_tied_gradient, changed(encoder=0), "as the decoder, and no more"),
    (check_tied_gradient, changed(encoder=-1, decoder=-1), "It points downhill"),
    (check_tied_gradient, changed(encoder=2, decoder=2), "twice too long"),
    (check_tied_gradient, changed(slope=False), "slope of tanh"),
    (check_tied_gradient, changed(through=False), "through W before that"),
    (check_undo_scale, lambda linear, scale: lambda rows: linear(rows / scale), "must return an nn.Linear"),
    (check_undo_scale, in_place, "The old layer was changed"),
    (check_undo_scale, layer_with(divided, divided), "The bias is added whatever"),
    (check_undo_scale, layer_with(lambda weight, scale: weight * scale, same), "multiplied or divided"),
]
