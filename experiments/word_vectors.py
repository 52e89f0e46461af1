"""What vectors learnt or counted from half a million words know, and what is left if the words are shuffled."""

from functools import cache, partial

import torch
from gensim.corpora.wikicorpus import filter_wiki
from torch import Tensor

from latents.data.corpus import Corpus, numbered, tokens
from latents.data.texts import analogies, simlex999, wikipedia, wordsim353
from latents.metrics.words import analogy_places, judged_correlation, offset, third_alone
from latents.models.pmi import cooccurrences, factor_vectors, pmi, positive
from latents.models.word2vec import Word2Vec, pairs, windows
from latents.models.word_blocks import Blocks, fit_words

DATA, FILES = "Wikipedia's articles that come with gensim", []
SEEDS = range(5)
SIZE, WINDOW, EPOCHS, RATE = 100, 5, 10, 0.05
WAYS = "skip-gram", "shuffled"


@cache
def corpus() -> Corpus:
    """The articles, line by line."""
    lines = (line for article in wikipedia().values() for line in filter_wiki(article).split("\n"))
    return numbered(filter(None, map(tokens, lines)), at_least=5)


def learnt(way: str, seed: int) -> Tensor:
    """Vectors [words, SIZE] by prediction; of a text whose words have lost their places, if the way is so called."""
    text, sentences, counts = corpus().text, corpus().sentences, corpus().counts
    torch.manual_seed(seed)
    if way == "shuffled":
        text = text[torch.randperm(len(text))]
    model = Word2Vec(len(counts), SIZE)
    blocks = Blocks(text, sentences, counts, window=WINDOW, seed=seed)
    fit_words(model, blocks, epochs=EPOCHS, learning_rate=RATE, progress=False)
    return model.vectors.detach()


def counted(shift: float, exponent: float) -> Tensor:
    """Vectors [words, SIZE] by counting."""
    torch.manual_seed(0)
    text, words = corpus().text, len(corpus().words)
    met = cooccurrences(*pairs(text, windows(text, corpus().sentences, window=WINDOW)), words)
    return factor_vectors(positive(pmi(met, power=0.75), shift=shift), SIZE, exponent=exponent)


def scores(vectors: Tensor) -> dict[str, float]:
    """Rank correlations with people, and shares of analogies that are answered in three ways."""
    found = {}
    for name, rows in (("WordSim", wordsim353()), ("SimLex", simlex999())):
        judged, known = corpus().numbers([row[:2] for row in rows])
        found[name] = judged_correlation(vectors, judged, torch.tensor([row[2] for row in rows])[known])
        found[f"{name} pairs"] = len(known)
    questions, _ = corpus().numbers([question for kind in analogies().values() for question in kind])
    for name, query, may in (("offset", offset, False), ("third alone", third_alone, False), ("inputs", offset, True)):
        places = [analogy_places(vectors, part, query=query, inputs_may_answer=may) for part in questions.split(500)]
        found[name] = float((torch.cat(places) == 0).float().mean())
    return found | {"questions": len(questions)}


def learnt_scores(way: str, seed: int) -> dict:
    return {"way": way, **scores(learnt(way, seed))}


def counted_scores(shift: float, exponent: float) -> dict:
    return {"way": f"counted, shift {shift}, exponent {exponent}", **scores(counted(shift, exponent))}


PARTS = [partial(learnt_scores, way, seed) for way in WAYS for seed in SEEDS] + [
    partial(counted_scores, shift, exponent) for shift, exponent in ((0.0, 0.5), (0.0, 0.0), (1.6, 0.5))]


def gather(outcomes: list[dict]) -> dict:
    """For each way, what was measured: a list with a value a seed."""
    found = {}
    for outcome in outcomes:
        way = found.setdefault(outcome["way"], {})
        for name, value in outcome.items():
            if name != "way":
                way.setdefault(name, []).append(value)
    return found
