"""What skip-gram with a window of two learns from as many pairs as a window of five gets in ten passes.

A window of two makes half as many pairs a pass, so it gets twenty passes. All else is as in word_vectors: the text,
the sizes, the judges, and of two learning rates the better one by WordSim-353.
"""

from functools import cache, partial

import torch

from latents.data.texts import analogies, simlex999, wikipedia, wordsim353
from latents.metrics.words import analogy_places, judged_correlation, offset, third_alone
from latents.models.word2vec import Word2Vec
from latents.models.word_blocks import Blocks, fit_words
from latents.text.corpus import Corpus, numbered
from latents.text.markup import plain_text
from latents.text.tokens import words

DATA, FILES = "Wikipedia's articles that come with gensim", []
SEEDS = range(5)
SIZE, WINDOW, EPOCHS, RATES = 100, 2, 20, (0.025, 0.05)


@cache
def corpus() -> Corpus:
    """The articles, paragraph by paragraph."""
    paragraphs = (part for article in wikipedia().values() for part in plain_text(article).split("\n"))
    return numbered(map(words, paragraphs), at_least=5)


def scored(rate: float, seed: int) -> dict:
    """Rank correlations with people, and shares of analogies answered by the sum and by the third word alone."""
    torch.manual_seed(seed)
    model = Word2Vec(len(corpus().counts), SIZE)
    blocks = Blocks(corpus().text, corpus().sentences, corpus().counts, window=WINDOW, seed=seed)
    fit_words(model, blocks, epochs=EPOCHS, learning_rate=rate, progress=False)
    vectors, found = model.vectors.detach(), {}
    for name, rows in (("WordSim", wordsim353()), ("SimLex", simlex999())):
        judged, known = corpus().numbers([row[:2] for row in rows])
        found[name] = judged_correlation(vectors, judged, torch.tensor([row[2] for row in rows])[known])
    questions, _ = corpus().numbers([question for kind in analogies().values() for question in kind])
    for name, query in (("offset", offset), ("third alone", third_alone)):
        places = [analogy_places(vectors, part, query=query) for part in questions.split(500)]
        found[name] = float((torch.cat(places) == 0).float().mean())
    return {"rate": rate, "scores": found}


PARTS = [partial(scored, rate, seed) for rate in RATES for seed in SEEDS]


def gather(outcomes: list[dict]) -> dict:
    """At the rate of the best mean WordSim: what was measured, a list with a value a seed."""
    by_rate = {rate: [outcome["scores"] for outcome in outcomes if outcome["rate"] == rate] for rate in RATES}
    best = max(RATES, key=lambda rate: sum(scores["WordSim"] for scores in by_rate[rate]))
    return {"rate": best} | {name: [scores[name] for scores in by_rate[best]] for name in by_rate[best][0]}
