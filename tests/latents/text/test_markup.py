"""What stays of MediaWiki's markup: piece by piece, and hardly a mark in 106 real articles."""

import re

import pytest

from latents.data.texts import wikipedia
from latents.text.markup import plain_text


@pytest.mark.parametrize(("markup", "expected"), [
    ("'''Bold''' and ''italic'' don't", "Bold and italic don't"),
    ("a [[dog]], some [[cat|cats]]", "a dog, some cats"),
    ("x {{outer|{{inner}} text}} y", "x y"),
    ("[[File:a.jpg|thumb|A [[dog]] and a [[cat|tom]].]] Text", "Text"),
    ("[[Category:Dogs]][[Image:b.png]][[fr:chien]][[zh-min-nan:x]] Text", "Text"),
    ("see [[Category theory]] and [[Mission: Impossible|it]]", "see Category theory and it"),
    ("one<ref>a [[note]]</ref> two<ref name=x /> three<ref name=\"y\">more</ref>.", "one two three."),
    ("a<!-- hidden\nlines -->b", "ab"),
    ("{| class=x\n| cell\n|}\nText", "Text"),
    ("== Title ==\n* first\n# second", "Title\nfirst\nsecond"),
    ("[http://a.b/c a page] and http://d.e/f?g plain", "a page and plain"),
    ("5&nbsp;km &amp; more<br/>2<sup>nd</sup>", "5 km & more2nd"),
    ("E = <math>mc^2</math> is", "E = is"),
    ("a\n\n\n  b  c __NOTOC__", "a\nb c"),
    ("<references/> after <gallery>x.jpg|y</gallery>", "after"),
])
def test_marks_go_and_words_stay(markup, expected):
    assert plain_text(markup) == expected


def test_hardly_a_mark_is_left_in_real_articles():
    text = "\n".join(map(plain_text, wikipedia().values()))
    left = re.findall(r"\[\[|\]\]|\{\{|\}\}|\{\||''|<\w+|&\w+;|https?:|^=", text, re.MULTILINE)
    assert len(left) < 10
    assert text.count(" ") > 300_000
