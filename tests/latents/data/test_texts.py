"""Texts that gensim brings: the files we know, and what is known of them."""

import hashlib
from pathlib import Path

import pytest
import torch
from gensim.corpora.wikicorpus import extract_pages
from gensim.test.utils import datapath
from gensim.utils import open as gensim_open

from latents.data.texts import (
    WIKIPEDIA,
    analogies,
    judged_news,
    news,
    simlex999,
    wikipedia,
    wordsim353,
)

CHECKSUMS = {
    WIKIPEDIA: "a53f4648dec40467ebdcbc7a1307eddb51fe6e28e9309f6ebde81ba0d04bea2d",
    "questions-words.txt": "8c29b3332afc46f3fb8be04cb5297bf96f39aa7131272dff57869b4485b22a36",
    "wordsim353.tsv": "f92a022fc2537793a15bc3a8c162ebcd74990e033a228bb6388cb71e4c0b1e1d",
    "simlex999.txt": "d5e0501971478a511430ee880bd0121e94ac701ba86d90544d83e6d2ba3db05d",
    "lee_background.cor": "5d78d6dafd953bbf65797bef09a9ffb9ec430583381be705f8fd460000f370fb",
    "lee.cor": "a878f9a58f6743c32985c56c2f2f75988386216b38a4023a01fd3bcf7884d93e",
    "similarities0-1.txt": "23762bc6b728897144dda3d324a2c032dc1e059e1009806226d64b6dd123ed79",
}


@pytest.mark.parametrize("name", CHECKSUMS)
def test_the_files_are_those_we_know(name):
    assert hashlib.sha256(Path(datapath(name)).read_bytes()).hexdigest() == CHECKSUMS[name]


def test_articles_are_those_that_gensim_reads():
    """But for pages that only lead on, whose markup says so."""
    articles = wikipedia()
    with gensim_open(datapath(WIKIPEDIA), "rb") as file:
        pages = {title: markup for title, markup, _ in extract_pages(file)}
    assert articles == {title: markup for title, markup in pages.items() if not markup.upper().startswith("#REDIRECT")}
    assert (len(articles), len(pages)) == (106, 206)


def test_articles_are_raw():
    assert wikipedia()["Albert Einstein"].count("[[") > 100
    assert "'''Algebra" not in wikipedia()
    assert sum(len(markup.split()) for markup in wikipedia().values()) == 711_016


def test_analogies_have_their_published_numbers():
    """8,869 questions of meaning and 10,675 of grammar: Mikolov et al., 2013, section 4.1."""
    questions = analogies()
    assert len(questions) == 14
    grammar = sum(len(some) for kind, some in questions.items() if kind.startswith("gram"))
    assert (sum(map(len, questions.values())) - grammar, grammar) == (8869, 10675)
    assert questions["capital-common-countries"][0] == ("Athens", "Greece", "Baghdad", "Iraq")
    assert {len(words) for some in questions.values() for words in some} == {4}


@pytest.mark.parametrize(("load", "count", "pair"), [
    (wordsim353, 353, ("tiger", "cat", 7.35)),
    (simlex999, 999, ("smart", "intelligent", 9.2)),
])
def test_pairs_of_words_with_a_judgement(load, count, pair):
    pairs = load()
    assert len(pairs) == count
    assert pair in pairs
    assert all(0 <= judged <= 10 for _, _, judged in pairs)


def test_news():
    assert len(news()) == 300
    assert sum(len(piece.split()) for piece in news()) == 59_890


def test_judgements_of_news_are_symmetric_and_in_the_order_of_the_pieces():
    pieces, judged = judged_news()
    assert len(pieces) == 50
    assert judged.shape == (50, 50)
    assert judged.equal(judged.T)
    assert judged.diag().eq(1).all()
    assert (judged.min(), judged.max()) == (pytest.approx(0.2), 1)
    assert sum("£3,000" in piece for piece in pieces) == 1  # one byte in the file, no UTF-8


def test_pieces_that_people_find_alike_share_words():
    """So the matrix is in the order of the pieces; in another order the correlation is 0.00 ± 0.05."""
    pieces, judged = judged_news()
    words = [set(piece.lower().split()) for piece in pieces]
    shared = torch.tensor([[len(one & other) / len(one | other) for one in words] for other in words])
    pairs = tuple(torch.triu_indices(50, 50, 1))
    assert torch.corrcoef(torch.stack([judged[pairs], shared[pairs]]))[0, 1] > 0.25
