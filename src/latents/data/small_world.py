"""A small world, and everything that can be said about it.

Every sentence has a known probability, so that how often two words meet, and every
analogy among them, can be computed instead of estimated.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import torch
from torch import Tensor

from ..guards import require_count

Draws = Iterator[tuple[float, str]]  # a sentence with its probability

PEOPLE = {  # (rank, age) -> him, her
    ("royal", "adult"): ("king", "queen"),
    ("royal", "child"): ("prince", "princess"),
    ("common", "adult"): ("man", "woman"),
    ("common", "child"): ("boy", "girl"),
    ("family", "adult"): ("father", "mother"),
    ("family", "child"): ("son", "daughter"),
}
PLACES = {
    "royal": ("palace", "castle", "court", "tower"),
    "common": ("street", "market", "village", "tavern"),
    "family": ("kitchen", "house", "garden", "bedroom"),
}
DEEDS = {
    "adult": ("argued", "worked", "voted", "snored"),
    "child": ("played", "giggled", "climbed", "sulked"),
}
COUNTRIES = {
    "france": ("paris", "french"),
    "italy": ("rome", "italian"),
    "spain": ("madrid", "spanish"),
    "russia": ("moscow", "russian"),
    "japan": ("tokyo", "japanese"),
    "egypt": ("cairo", "egyptian"),
}
OFFICES = (
    ("army", "border", "president", "coast"),
    ("mayor", "bridge", "museum", "square"),
)
POLES = {  # things -> (words for one pole, what follows), (for the other, what follows)
    ("tea", "soup", "bath"): (
        (("hot", "scalding"), "burned"),
        (("cold", "icy"), "froze"),
    ),
    ("exam", "riddle", "puzzle"): (
        (("hard", "difficult"), "tired"),
        (("easy", "simple"), "bored"),
    ),
    ("song", "painting", "dance"): (
        (("nice", "beautiful"), "delighted"),
        (("ugly", "awful"), "annoyed"),
    ),
}
PROFESSIONS = {  # workplace -> (the one who is more often he, she), what each does
    "hospital": (("surgeon", "nurse"), ("operated", "bandaged")),
    "school": (("professor", "teacher"), ("lectured", "marked")),
    "airport": (("pilot", "steward"), ("landed", "served")),
    "office": (("engineer", "secretary"), ("calculated", "typed")),
}
SLIP = 0.1  # how often a cue belongs to the other side


class SmallWorld(NamedTuple):
    """All sentences that can be said, and how likely each of them is."""

    sentences: list[list[str]]
    probabilities: Tensor  # [sentences], summing to one

    def say(self, count: int, *, seed: int = 0) -> list[list[str]]:
        """`count` sentences, drawn one by one. Raises ValueError for none."""
        require_count("count", count)
        rng = torch.Generator().manual_seed(seed)
        drawn = torch.multinomial(self.probabilities, count, True, generator=rng)
        return [self.sentences[place] for place in drawn.tolist()]

    def expected(self, words: list[str]) -> Tensor:
        """How likely a sentence holds both of two words, [words, words].

        No sentence holds a word twice; the diagonal is zero.
        """
        holds = torch.tensor(
            [[word in sentence for word in words] for sentence in self.sentences]
        ).double()
        return (holds.T @ (self.probabilities[:, None] * holds)).fill_diagonal_(0)


def small_world(*, bias: float = 0.0) -> SmallWorld:
    """People, countries, qualities and professions, each a quarter of all sentences.

    A profession of the first kind stands beside "his" with probability (1 + bias) / 2,
    one of the second kind with (1 - bias) / 2. Raises ValueError for a bias outside
    -1 … 1.
    """
    if not -1 <= bias <= 1:
        raise ValueError(f"bias must lie between -1 and 1, got {bias}")
    topics = [list(people()), list(countries()), list(qualities()), list(jobs(bias))]
    said = {}  # no sentence comes up twice
    for topic in topics:
        total = sum(chance for chance, _ in topic)
        for chance, sentence in topic:
            if chance > 0:
                said[sentence] = chance / total / len(topics)
    weights = torch.tensor(list(said.values()), dtype=torch.double)
    return SmallWorld([sentence.split() for sentence in said], weights)


def sides(own: int, count: int) -> Iterator[tuple[float, int]]:
    """Each of `count` sides with its probability: the own one, but for a slip."""
    for side in range(count):
        yield (1 - SLIP if side == own else SLIP / (count - 1)), side


def people() -> Draws:
    """the king argued in his palace"""
    ranks, ages = list(PLACES), list(DEEDS)
    for ((rank, age), pair), him in product(PEOPLE.items(), (0, 1)):
        for (p, place), (q, deed), (r, pronoun) in product(
            sides(ranks.index(rank), 3), sides(ages.index(age), 2), sides(him, 2)
        ):
            whose = ("his", "her")[pronoun]
            for where, did in product(PLACES[ranks[place]], DEEDS[ages[deed]]):
                yield p * q * r, f"the {pair[him]} {did} in {whose} {where}"


def countries() -> Draws:
    """the french army of france · the french mayor of paris"""
    names = list(COUNTRIES)
    for (place, name), is_capital in product(enumerate(names), (0, 1)):
        subject = (name, COUNTRIES[name][0])[is_capital]
        for (p, other), (q, kind) in product(sides(place, 6), sides(is_capital, 2)):
            for office in OFFICES[kind]:
                yield p * q, f"the {COUNTRIES[names[other]][1]} {office} of {subject}"


def qualities() -> Draws:
    """a hot tea that burned them"""
    for things, poles in POLES.items():
        for thing, own in product(things, (0, 1)):
            for word, (p, side) in product(poles[own][0], sides(own, 2)):
                yield p, f"a {word} {thing} that {poles[side][1]} them"


def jobs(bias: float) -> Draws:
    """the pilot landed at his airport"""
    for workplace, (pair, deeds) in PROFESSIONS.items():
        for own, (p, side), his in product((0, 1), sides(0, 2), (True, False)):
            lean = bias if (own == 0) == his else -bias
            did = deeds[own if side == 0 else 1 - own]
            whose = "his" if his else "her"
            yield p * (1 + lean) / 2, f"the {pair[own]} {did} at {whose} {workplace}"
