"""word2vec's blocks against gensim's C, on the first million words of text8 or what comes with gensim.

Both learn with one thread from the same lists of words, with the same vocabulary, sizes and passes, gensim at the
better of the rates 0.025 and 0.05. CBOW's rates differ: gensim adds the gradient of the mean to each context in full,
we share it among them (O. Irsoy et al., Corrected CBOW performs as well as skip-gram, 2021). text8's prefix is read
from `wiki/text8_prefix.txt.xz` in the folder `LATENTS_DATA`; without it, Wikipedia's articles that gensim brings have
to do. `BENCHMARK_WORDS` and `BENCHMARK_SEEDS` make a short run.
"""

import lzma
import os
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import gensim
import numpy as np
import torch
from timing import Comparison, compare
from torch import Tensor

from latents.data.texts import analogies, simlex999, wikipedia, wordsim353
from latents.metrics.words import analogy_places, judged_correlation
from latents.models.word2vec import Word2Vec
from latents.models.word_blocks import Blocks, cbow_step, fit_words, skipgram_step
from latents.text.corpus import Corpus, numbered
from latents.text.markup import plain_text
from latents.text.tokens import words

SIZE, EPOCHS, AT_LEAST, SENTENCE = 100, 5, 5, 1000
WORDS, SEEDS = int(os.environ.get("BENCHMARK_WORDS", 2_000_000)), int(os.environ.get("BENCHMARK_SEEDS", 5))


@cache
def sentences() -> list[list[str]]:
    """A long text, in pieces of a thousand words."""
    prefix = Path(os.environ.get("LATENTS_DATA", ""), "wiki/text8_prefix.txt.xz")
    if prefix.is_file():
        text = lzma.decompress(prefix.read_bytes()).decode().split()
    else:
        text = [word for article in wikipedia().values() for word in words(plain_text(article))]
    text = text[:WORDS]
    return [text[start:start + SENTENCE] for start in range(0, len(text), SENTENCE)]


OURS = {skipgram_step: (0.05, {}), cbow_step: (0.2, {"shared": 16, "blocks": 32})}  # rates, sizes of blocks
THEIRS = 0.05


def ours(step: Callable, seed: int) -> Tensor:
    """Vectors [words, SIZE] of our blocks."""
    torch.manual_seed(seed)
    corpus = numbered(sentences(), at_least=AT_LEAST)
    model = Word2Vec(len(corpus.words), SIZE)
    rate, sizes = OURS[step]
    blocks = Blocks(corpus.text, corpus.sentences, corpus.counts, seed=seed, **sizes)
    fit_words(model, blocks, step, epochs=EPOCHS, learning_rate=rate, progress=False)
    return model.vectors.detach()


def theirs(corpus: Corpus, step: Callable, seed: int) -> Tensor:
    """Vectors [words, SIZE] of gensim, in our order."""
    model = gensim.models.Word2Vec(vector_size=SIZE, window=5, min_count=AT_LEAST, sg=int(step is skipgram_step),
                                   negative=5, sample=1e-3, workers=1, alpha=THEIRS, seed=seed + 1)
    model.build_vocab(sentences())
    model.train(sentences(), total_examples=len(sentences()), epochs=EPOCHS)
    return torch.from_numpy(model.wv[corpus.words])


def scores(corpus: Corpus, vectors: Tensor) -> dict[str, float]:
    """WordSim-353, SimLex-999, and the share of analogies that come first."""
    found = {}
    for name, rows in (("WordSim", wordsim353()), ("SimLex", simlex999())):
        judged, known = corpus.numbers([row[:2] for row in rows])
        found[name] = judged_correlation(vectors, judged, torch.tensor([row[2] for row in rows])[known])
    questions, _ = corpus.numbers([question for kind in analogies().values() for question in kind])
    places = torch.cat([analogy_places(vectors, part) for part in questions.split(1000)])
    return found | {"analogies": float((places == 0).float().mean())}


def as_good(corpus: Corpus, step: Callable, own: Tensor, other: Tensor) -> None:
    """Raises AssertionError if a score of ours lies more than a deviation below gensim's mean, over the seeds."""
    columns = []
    for learn, first in ((ours, own), (partial(theirs, corpus), other)):
        columns.append([scores(corpus, first)])
        columns[-1] += [scores(corpus, learn(step, seed)) for seed in range(1, SEEDS)]
    for name in columns[0][0]:
        mine, gensims = (np.array([row[name] for row in column]) for column in columns)
        print(f"{step.__name__}, {name}: ours {mine.mean():.3f} ± {mine.std():.3f}, "
              f"gensim {gensims.mean():.3f} ± {gensims.std():.3f}")
        if SEEDS > 1:
            least = gensims.mean() - gensims.std(ddof=1)
            assert mine.mean() >= least, f"{name} {mine.mean():.3f}, below gensim's {least:.3f}"


def comparisons() -> Iterator[Comparison]:
    """Skip-gram and CBOW with negative sampling; the time is that of one training."""
    corpus = numbered(sentences(), at_least=AT_LEAST)
    for name, step, at_least in (("skip-gram", skipgram_step, 3.0), ("CBOW", cbow_step, 1.0)):
        yield compare(f"{name} of {len(corpus.text):,} words, {EPOCHS} epochs", partial(ours, step, 0),
                      {"gensim": partial(theirs, corpus, step, 0)}, at_least=at_least,
                      agree=partial(as_good, corpus, step))
