"""What vectors learnt or counted from half a million words know, and what takes it away.

Of two learning rates, and of four ways to cut and weigh counts, each way takes the best by WordSim-353. CBOW, whose
gradient is shared among the contexts, gets six times the rates, and twice the window, whose sums are larger, half.
"""

from collections.abc import Callable
from functools import cache, partial

import torch
from torch import Tensor

from latents.data.texts import analogies, simlex999, wikipedia, wordsim353
from latents.metrics.words import analogy_places, judged_correlation, offset, third_alone
from latents.models.pmi import cooccurrences, factor_vectors, pmi, positive
from latents.models.word2vec import Word2Vec, pairs, windows
from latents.models.word_blocks import Blocks, cbow_step, fit_words, skipgram_step
from latents.text.corpus import Corpus, numbered
from latents.text.markup import plain_text
from latents.text.tokens import words

DATA, FILES = "Wikipedia's articles that come with gensim", []
SEEDS = range(5)
SIZE, WINDOW, EPOCHS, RATES = 100, 5, 10, (0.025, 0.05)


@cache
def corpus() -> Corpus:
    """The articles, paragraph by paragraph."""
    paragraphs = (part for article in wikipedia().values() for part in plain_text(article).split("\n"))
    return numbered(map(words, paragraphs), at_least=5)


def learnt(seed: int, *, rate: float, step: Callable = skipgram_step, shuffled: bool = False, window: int = WINDOW,
           threshold: float = 1e-3, epochs: int = EPOCHS) -> Tensor:
    """Vectors [words, SIZE] by prediction, of a text whose words have lost their places if it is `shuffled`."""
    text, sentences, counts = corpus().text, corpus().sentences, corpus().counts
    torch.manual_seed(seed)
    if shuffled:
        text = text[torch.randperm(len(text))]
    model = Word2Vec(len(counts), SIZE)
    blocks = Blocks(text, sentences, counts, window=window, threshold=threshold, seed=seed)
    fit_words(model, blocks, step, epochs=epochs, learning_rate=rate, progress=False)
    return model.vectors.detach()


def counted(seed: int, shift: float, exponent: float) -> Tensor:
    """Vectors [words, SIZE] by counting; the seed starts the search for the leading directions."""
    torch.manual_seed(seed)
    text, count = corpus().text, len(corpus().words)
    met = cooccurrences(*pairs(text, windows(text, corpus().sentences, window=WINDOW)), count)
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


WAYS = {  # by name: settings, of which the best is chosen, each with its seeds
    "skip-gram": [(partial(learnt, rate=rate), SEEDS) for rate in RATES],
    "CBOW": [(partial(learnt, step=cbow_step, rate=6 * rate), SEEDS) for rate in RATES],
    "shuffled": [(partial(learnt, shuffled=True, rate=rate), SEEDS) for rate in RATES],
    "window 2": [(partial(learnt, window=2, rate=rate), SEEDS) for rate in RATES],
    "window 2, twice the passes": [(partial(learnt, window=2, epochs=2 * EPOCHS, rate=rate), SEEDS) for rate in RATES],
    "window 10": [(partial(learnt, window=10, rate=rate / 2), SEEDS) for rate in RATES],
    "all places": [(partial(learnt, threshold=1.0, rate=rate), SEEDS) for rate in RATES],
    "counting": [(partial(counted, shift=shift, exponent=exponent), [0])
                 for shift in (0.0, 1.6) for exponent in (0.0, 0.5)],
}


def scored(way: str, setting: int, seed: int) -> dict:
    learn = WAYS[way][setting][0]
    return {"way": way, "setting": setting, "scores": scores(learn(seed))}


PARTS = [partial(scored, way, setting, seed) for way, settings in WAYS.items()
         for setting, (_, seeds) in enumerate(settings) for seed in seeds]


def gather(outcomes: list[dict]) -> dict:
    """For each way, at the setting of the best mean WordSim: what was measured, a list with a value a seed."""
    found = {}
    for way, settings in WAYS.items():
        by_setting = [[outcome["scores"] for outcome in outcomes
                       if (outcome["way"], outcome["setting"]) == (way, setting)] for setting in range(len(settings))]
        best = max(range(len(settings)), key=lambda i: sum(row["WordSim"] for row in by_setting[i]))
        columns = {name: [row[name] for row in by_setting[best]] for name in by_setting[best][0]}
        numbers = {name: value for name, value in settings[best][0].keywords.items() if not callable(value)}
        found[way] = {"setting": numbers} | columns
    return found
