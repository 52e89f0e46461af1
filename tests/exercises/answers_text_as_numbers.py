"""Answers to the exercises of *Text as numbers*, right ones and wrong ones."""

from latents.exercises.text_as_numbers import check_join_pair, check_mark_negation
from latents.text.byte_pairs import merged
from latents.text.tokens import words


def join_pair(pieces, pair):
    joined = []
    for piece in pieces:
        if joined and (joined[-1], piece) == pair:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def in_place(pieces, pair):
    pieces[:] = join_pair(pieces, pair)
    return pieces


def the_first_only(pieces, pair):
    for i in range(len(pieces) - 1):
        if (pieces[i], pieces[i + 1]) == pair:
            return [*pieces[:i], "".join(pair), *pieces[i + 2:]]
    return list(pieces)


def joined_twice(pieces, pair):
    return [one + other if (one, other) == pair else one
            for one, other in zip(pieces, [*pieces[1:], ""], strict=True)]


def overlapping(pieces, pair):
    joined = []
    for piece in pieces:
        same = pair[0] == pair[1] and joined and joined[-1].endswith(pair[0])
        if joined and piece == pair[1] and (same or joined[-1] == pair[0]):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def as_a_string(pieces, pair):
    """Seams are lost where a piece ends with the first of the pair."""
    text = " ".join(pieces)
    return text.replace(" ".join(pair), "".join(pair)).split(" ")


def mark_negation(text, mark="not_", negation="not", end="."):
    marked = []
    for sentence in text.split(end):
        negated = False
        for word in words(sentence):
            marked.append(mark + word if negated else word)
            negated = negated or word == negation
    return marked


def the_next_only(text):
    found = words(text)
    return [f"not_{word}" if before == "not" else word for before, word in zip(["", *found], found, strict=False)]


def by_letters(text):
    marked = []
    for sentence in text.split("."):
        negated = False
        for word in words(sentence):
            marked.append("not_" + word if negated else word)
            negated = negated or "not" in word
    return marked


def by_partition(text):
    """Needs a word on both sides."""
    marked = []
    for sentence in text.split("."):
        before, _, after = " ".join(words(sentence)).partition(" not ")
        marked += before.split()
        if after:
            marked += ["not", *("not_" + word for word in after.split())]
    return marked


def to_the_end(text):
    return mark_negation(text, end="\0")


RIGHT = [
    (check_join_pair, join_pair),
    (check_join_pair, merged),
    (check_mark_negation, mark_negation),
]
WRONG = [
    (check_join_pair, lambda pieces, pair: None, "must return"),
    (check_join_pair, lambda pieces, pair: "".join(pieces), "list of strings"),
    (check_join_pair, lambda pieces, pair: list(pieces), "Nothing may get lost"),
    (check_join_pair, joined_twice, "Nothing may get lost"),
    (check_join_pair, in_place, "build a new list"),
    (check_join_pair, the_first_only, "more than once"),
    (check_join_pair, overlapping, "one pair only"),
    (check_join_pair, as_a_string, "compared whole"),
    (check_mark_negation, lambda text: None, "must return"),
    (check_mark_negation, str.split, "lower case"),
    (check_mark_negation, words, "every word behind it"),
    (check_mark_negation, the_next_only, "not the next one only"),
    (check_mark_negation, to_the_end, "begin anew"),
    (check_mark_negation, by_letters, "compare words"),
    (check_mark_negation, by_partition, "nothing before it"),
]
