"""Fast word2vec: blocks of neighbouring words share their contexts and false words.

The loss is `negative_sampling` of T. Mikolov et al., 2013, arXiv 1310.4546. Word by
word, it fetches a vector for every product of two; neighbours have nearly the same
contexts, so that a block fetches each vector once and multiplies matrices.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from ..guards import require_count, require_positive, require_same_length
from ..progress import Row
from ..training import Paced, Schedule, falling, run_epochs
from .word2vec import Word2Vec, keep_probabilities, noise_probabilities

MOST = 4  # changes of a word's vector that count in full in one step
NEARLY_TO_ZERO = falling(0.004)  # as the authors' program and gensim


class Block(NamedTuple):
    """What b blocks of `length` neighbouring words learn from together."""

    centres: Tensor  # [b, length]
    contexts: Tensor  # [b, around]: the centres and what lies around them
    drawn: Tensor  # [b, shared]: false words
    near: Tensor  # [b, length, around], true where a context is the centre's own
    share: float  # what a false word weighs for every true one


class Blocks:
    """A text [n], cut into steps of `blocks` · `length` words, anew in each pass.

    Each pass drops places of frequent words (`keep_probabilities`) and draws how far
    each centre looks, 1 to `window`, and the false words. `sentences` [n] numbers the
    sentence of each place, across whose ends nobody looks, `counts` [words] are those
    of the vocabulary.

    Raises ValueError for lengths that differ, and for sizes below one.
    """

    def __init__(
        self,
        text: Tensor,
        sentences: Tensor,
        counts: Tensor,
        *,
        window: int = 5,
        negatives: int = 5,
        threshold: float = 1e-3,
        length: int = 32,
        shared: int = 32,
        blocks: int = 8,
        seed: int = 0,
    ):
        require_same_length(text, sentences)
        sizes = {"window": window, "negatives": negatives, "length": length}
        for name, size in (sizes | {"shared": shared, "blocks": blocks}).items():
            require_count(name, size)
        self.text, self.sentences = text, sentences
        self.window, self.share = window, negatives / shared
        self.length, self.shared, self.blocks = length, shared, blocks
        self.keep = keep_probabilities(counts, threshold=threshold)[text]
        self.noise = noise_probabilities(counts)
        self.rng = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        """How many steps a pass has: enough for the words that it keeps on average."""
        return -(-int(self.keep.sum()) // (self.blocks * self.length))

    def __iter__(self) -> Iterator[Block]:
        count = len(self) * self.blocks * self.length  # places in the steps of a pass
        kept = torch.rand(len(self.text), generator=self.rng) < self.keep
        text, sentences = self.text[kept][:count], self.sentences[kept][:count]
        reach = torch.randint(1, self.window + 1, (count, 1), generator=self.rng)
        reach[len(text) :] = 0  # beyond the end, nobody looks
        contexts, of_contexts = self.spans(text, 0), self.spans(sentences, -1)
        inner = slice(self.window, self.window + self.length)  # the centres
        near = self.distances() <= reach.view(-1, self.length, 1)
        near &= of_contexts[:, inner, None] == of_contexts[:, None]
        drawn = torch.multinomial(
            self.noise, len(contexts) * self.shared, True, generator=self.rng
        )
        for step in zip(
            contexts[:, inner].split(self.blocks),
            contexts.split(self.blocks),
            drawn.view(-1, self.shared).split(self.blocks),
            near.split(self.blocks),
            strict=True,
        ):
            yield Block(*step, self.share)

    def spans(self, values: Tensor, filler: int) -> Tensor:
        """[n] as overlapping rows [all blocks, around]: blocks and what is around."""
        count = len(self) * self.blocks * self.length
        ends = self.window, self.window + count - len(values)
        around = self.length + 2 * self.window
        return F.pad(values, ends, value=filler).unfold(0, around, self.length)

    def distances(self) -> Tensor:
        """How far each place of a row lies from each centre, [length, around].

        From itself it is too far, so that no word is its own context.
        """
        places = torch.arange(self.length + 2 * self.window) - self.window
        away = (places - torch.arange(self.length)[:, None]).abs()
        return away.masked_fill(away == 0, self.window + 1)


def skipgram_step(model: Word2Vec, block: Block, rate: float) -> None:
    """Descend `negative_sampling`, summed over centres and their contexts."""
    words = torch.cat([block.contexts, block.drawn], dim=1)
    given = F.embedding(block.centres, model.vectors)  # [b, length, size]
    wanted = F.embedding(words, model.outputs)  # [b, around + shared, size]
    scores, around = given @ wanted.mT, block.near.shape[2]
    missing = block.near * (-scores[..., :around]).sigmoid()
    times = block.share * block.near.sum(dim=2, keepdim=True)  # of each drawn word
    believed = times * scores[..., around:].sigmoid()
    errors = rate * torch.cat([missing, -believed], dim=2)
    add_to(model.vectors, block.centres, errors @ wanted)
    add_to(model.outputs, words, errors.mT @ given)


def cbow_step(model: Word2Vec, block: Block, rate: float) -> None:
    """Descend `negative_sampling`, summed over centres.

    Given is the mean of a centre's contexts; a centre without contexts is left out.
    """
    near = block.near.to(model.vectors)  # [b, length, around]
    count = near.sum(dim=2, keepdim=True)
    mean, pace = near / count.clamp(min=1), rate * (count > 0)
    given = mean @ F.embedding(block.contexts, model.vectors)  # [b, length, size]
    wanted = F.embedding(block.centres, model.outputs)
    drawn = F.embedding(block.drawn, model.outputs)  # [b, shared, size]
    missing = pace * (-(given * wanted).sum(dim=2, keepdim=True)).sigmoid()
    believed = block.share * pace * (given @ drawn.mT).sigmoid()
    change = missing * wanted - believed @ drawn  # of what is given
    add_to(model.vectors, block.contexts, mean.mT @ change)
    add_to(model.outputs, block.centres, missing * given)
    add_to(model.outputs, block.drawn, -believed.mT @ given)


def add_to(table: Tensor, words: Tensor, changes: Tensor) -> None:
    """Add changes [b, k, size] to rows [b, k] of a table; one may be met many times.

    A row that is met more than `MOST` times moves by `MOST` times the mean change:
    changes that do not know of each other would overshoot.
    """
    words = words.flatten()
    times = torch.bincount(words, minlength=len(table))[words, None]
    held = changes.flatten(0, 1) * (MOST / times).clamp(max=1)
    table.index_add_(0, words, held)


def fit_words(
    model: Word2Vec,
    blocks: Blocks,
    step: Callable[[Word2Vec, Block, float], None] = skipgram_step,
    *,
    epochs: int = 5,
    learning_rate: float = 0.025,
    schedule: Schedule = NEARLY_TO_ZERO,
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Stochastic gradient descent, a `step` a block; return a row an epoch.

    Gradients are summed, as by a program that goes from pair to pair. A row holds
    "epoch" (from 1) and "length", the mean length of a word's vector.

    Raises as `run_epochs` does, and ValueError for a learning rate not above zero.
    """
    require_positive("learning_rate", learning_rate)

    @torch.inference_mode()
    def one_epoch(paced: Paced) -> Row:
        for block, factor in paced:
            step(model, block, learning_rate * factor)
        return {"length": float(model.vectors.norm(dim=1).mean())}

    return run_epochs(
        one_epoch,
        blocks,
        epochs=epochs,
        schedule=schedule,
        after_epoch=after_epoch,
        progress=progress,
    )
