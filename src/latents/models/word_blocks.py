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
    words: Tensor  # [b, around + shared]: the centres and what is around; false words
    near: Tensor  # [b, length, 2 window + 1], 1 where a place is the centre's context
    count: Tensor  # [b, length, 1]: how many contexts a centre has
    share: float  # what a false word weighs for every true one

    @property
    def around(self) -> int:
        """How many places hold the centres and what is around them."""
        return self.near.shape[1] + self.near.shape[2] - 1


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
        blocks: int = 24,
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
        ends = self.window, self.window + count - len(text)
        text, sentences = F.pad(text, ends), F.pad(sentences, ends, value=-1)
        offsets = torch.arange(-self.window, self.window + 1).abs()
        offsets[self.window] = self.window + 1  # no word is its own context
        inner = slice(self.window, self.window + count)
        near = sentences.unfold(0, len(offsets), 1) == sentences[inner, None]
        near &= offsets <= reach
        near = near.view(-1, self.length, len(offsets)).to(self.noise)
        drawn = torch.multinomial(
            self.noise, len(near) * self.shared, True, generator=self.rng
        )
        around = self.length + 2 * self.window
        words = torch.cat(
            [text.unfold(0, around, self.length), drawn.view(-1, self.shared)], dim=1
        )
        for step in zip(
            text[inner].view(-1, self.length).split(self.blocks),
            words.split(self.blocks),
            near.split(self.blocks),
            near.sum(dim=2, keepdim=True).split(self.blocks),
            strict=True,
        ):
            yield Block(*step, self.share)


def own(scores: Tensor, block: Block) -> Tensor:
    """Of scores [b, length, around or more], the band of the centres' windows.

    It is [b, length, 2 window + 1] and a view: what is written to it, is written there.
    """
    across, down, right = scores.stride()
    return scores.as_strided(block.near.shape, (across, down + right, right))


def skipgram_step(model: Word2Vec, block: Block, rate: float) -> None:
    """Descend `negative_sampling`, summed over centres and their contexts."""
    given = F.embedding(block.centres, model.vectors)  # [b, length, size]
    wanted = F.embedding(block.words, model.outputs)  # [b, around + shared, size]
    scores = given @ wanted.mT
    errors, drawn = torch.zeros_like(scores), slice(block.around, None)
    own(errors, block).copy_(rate * block.near * (-own(scores, block)).sigmoid())
    times = rate * block.share * block.count  # of each drawn word
    errors[..., drawn] = -times * scores[..., drawn].sigmoid()
    held = errors * damping(block.centres, model.vectors)[..., None]
    add_to(model.vectors, block.centres, held @ wanted)
    held = errors * damping(block.words, model.outputs)[:, None]
    add_to(model.outputs, block.words, held.mT @ given)


def cbow_step(model: Word2Vec, block: Block, rate: float) -> None:
    """Descend `negative_sampling`, summed over centres.

    Given is the mean of a centre's contexts. Without contexts it is zero, and all that
    it would change with it.
    """
    contexts, drawn = block.words[:, : block.around], block.words[:, block.around :]
    mean = model.vectors.new_zeros(*block.centres.shape, block.around)
    own(mean, block).copy_(block.near / block.count.clamp(min=1))
    given = mean @ F.embedding(contexts, model.vectors)  # [b, length, size]
    wanted = F.embedding(block.centres, model.outputs)
    false = F.embedding(drawn, model.outputs)  # [b, shared, size]
    missing = rate * (-(given * wanted).sum(dim=2, keepdim=True)).sigmoid()
    believed = -rate * block.share * (given @ false.mT).sigmoid()
    change = torch.baddbmm(missing * wanted, believed, false)  # of what is given
    held = mean * damping(contexts, model.vectors)[:, None]
    add_to(model.vectors, contexts, held.mT @ change)
    held = missing * damping(block.centres, model.outputs)[..., None]
    add_to(model.outputs, block.centres, held * given)
    held = believed * damping(drawn, model.outputs)[:, None]
    add_to(model.outputs, drawn, held.mT @ given)


def damping(words: Tensor, table: Tensor) -> Tensor:
    """By how much to shorten the changes of words [b, k], rows of a table: [b, k].

    A row that is met more than `MOST` times moves by `MOST` times the mean change:
    changes that do not know of each other would overshoot.
    """
    once = table.new_ones(words.numel())
    times = table.new_zeros(len(table)).index_add_(0, words.flatten(), once)
    return (MOST / times[words]).clamp(max=1)


def add_to(table: Tensor, words: Tensor, changes: Tensor) -> None:
    """Add changes [b, k, size] to rows [b, k] of a table; one may be met many times."""
    table.index_add_(0, words.flatten(), changes.flatten(0, 1))


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
