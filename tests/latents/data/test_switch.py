"""Names of sets: tested with what they bring, in test_chosen.py; here the name alone."""

import pytest

from latents.data.switch import IMAGE_SETS, chosen_name


@pytest.mark.parametrize("name", IMAGE_SETS)
def test_a_known_name_is_the_chosen_one(monkeypatch, name):
    monkeypatch.setenv("LATENTS_IMAGES", name)
    assert chosen_name() == name


def test_mnists_five_thousand_without_a_setting(monkeypatch):
    monkeypatch.delenv("LATENTS_IMAGES")
    assert chosen_name() == "mnist_5k"


def test_an_unknown_name_is_refused(monkeypatch):
    monkeypatch.setenv("LATENTS_IMAGES", "MNIST")
    with pytest.raises(ValueError, match="'MNIST'; choose one of mnist_5k, digits, mnist"):
        chosen_name()
