"""Checks of the exercises of *Text as numbers*."""

from collections.abc import Callable, Iterator

from .checking import Property, check


@check
def check_join_pair(
    join_pair: Callable[[list[str], tuple[str, str]], list[str]],
) -> Iterator[Property]:
    """Whether `join_pair(pieces, pair)` joins neighbours everywhere, from the left."""
    pieces = ["n", "o", "t", "_"]
    joined = join_pair(pieces, ("o", "t"))
    yield (
        "The result is a list of pieces",
        isinstance(joined, list) and all(isinstance(piece, str) for piece in joined),
        "A list of strings is wanted, the pair as a single one of them. Nothing at "
        "all? The function must return it.",
    )
    yield (
        "A pair that stands once is joined",
        joined == ["n", "ot", "_"],
        "Nothing may get lost, and nothing may stay behind: how many pieces are there "
        "before and after?",
    )
    yield (
        "The list that it got is as before",
        pieces == ["n", "o", "t", "_"],
        "The caller still needs the pieces. Do you build a new list?",
    )
    yield (
        "The pair is joined wherever it stands",
        join_pair([*"noto", "o", *"to"], ("t", "o")) == ["n", "o", "to", "o", "to"],
        "A pair may occur more than once, and at the end. Where does your loop stop?",
    )
    yield (
        "Of pairs that overlap the left one is joined",
        join_pair([*"aaaaa"], ("a", "a")) == ["aa", "aa", "a"],
        "In a row of equal pieces each can belong to one pair only. What was joined is "
        "longer, and no part of the next pair.",
    )
    yield (
        "Only whole pieces are joined",
        join_pair(["ab", "c", "d"], ("b", "c")) == ["ab", "c", "d"],
        "Pieces are compared whole. If you join them to a string and replace there, "
        "you lose where one ends.",
    )


@check
def check_mark_negation(
    mark_negation: Callable[[str], list[str]],
) -> Iterator[Property]:
    """Whether `mark_negation(text)` marks what stands between "not" and a full stop."""
    plain = mark_negation("The Food was good.")
    yield (
        "Without a negation it gives the words",
        plain == ["the", "food", "was", "good"],
        "A list of words in lower case is wanted, as `words` makes it. Nothing at all? "
        "The function must return it.",
    )
    yield (
        "What follows the negation is marked",
        mark_negation("It was not very good.")
        == ["it", "was", "not", "not_very", "not_good"],
        "The word itself stays as it is, and every word behind it in the sentence gets "
        "its mark, not the next one only.",
    )
    yield (
        "The mark ends with the sentence",
        mark_negation("It was not good. The view was nice.")
        == ["it", "was", "not", "not_good", "the", "view", "was", "nice"],
        "A full stop ends it. Does the next sentence begin anew?",
    )
    yield (
        "Only the whole word negates",
        mark_negation("A knot noted nothing.") == ["a", "knot", "noted", "nothing"],
        "Other words hold these three letters, too. Do you compare words, or look for "
        "letters?",
    )
    yield (
        "A sentence may begin or end with it",
        mark_negation("Not bad. I think not. Good")
        == ["not", "not_bad", "i", "think", "not", "good"],
        "What if there is nothing before it, or nothing behind it?",
    )
