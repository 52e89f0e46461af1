"""The fast steps against the plain loss, pair by pair, by autograd; what a pass draws against its rules."""

import math

import pytest
import torch
from oracles.word_models import random_words
from torch.nn import functional as F

from latents.models import word_blocks
from latents.models.word2vec import Word2Vec, noise_probabilities
from latents.models.word_blocks import Blocks, add_to, cbow_step, damping, fit_words, own, skipgram_step

SIZES = {"window": 2, "negatives": 3, "length": 4, "shared": 5, "blocks": 2}


def text_of(count=37, words=9):
    rng = torch.Generator().manual_seed(1)
    text = torch.randint(words, (count,), generator=rng)
    return text, (torch.arange(count) // 6), text.bincount(minlength=words) + 1


def contexts(block, row, place):
    """The words that a centre is to foretell, or to be foretold from."""
    near = block.near[row, place].bool()
    return block.words[row, place:place + len(near)][near].tolist()


def drawn(block):
    return block.words[:, block.around:]


def plain(model, block, cbow):
    """The sum of the losses of single words: real ones, and drawn ones in their share."""
    total = 0
    for row in range(len(block.centres)):
        for place, centre in enumerate(block.centres[row].tolist()):
            near = contexts(block, row, place)
            if not near:
                continue
            read = [model.vectors[near].mean(dim=0)] if cbow else [model.vectors[centre]] * len(near)
            wanted = [centre] if cbow else near
            for given, word in zip(read, wanted, strict=True):
                total = total - F.logsigmoid(given @ model.outputs[word])
                total = total - block.share * F.logsigmoid(-model.outputs[drawn(block)[row]] @ given).sum()
    return total


@pytest.mark.parametrize(("step", "cbow"), [(skipgram_step, False), (cbow_step, True)])
def test_a_step_descends_the_summed_gradient_of_the_plain_loss(step, cbow, monkeypatch):
    monkeypatch.setattr(word_blocks, "MOST", 1000)
    text, sentences, counts = text_of()
    for block in list(Blocks(text, sentences, counts, threshold=1.0, **SIZES)):
        model = random_words(9)
        plain(model, block, cbow).backward()
        before = {name: value.detach().clone() for name, value in model.named_parameters()}
        with torch.no_grad():
            step(model, block, 0.1)
        for name, value in model.named_parameters():
            torch.testing.assert_close(value.detach(), before[name] - 0.1 * value.grad)


def test_a_row_met_too_often_moves_by_four_mean_changes():
    table = torch.ones(4, 2)
    words = torch.tensor([[0, 0, 0, 1], [0, 0, 1, 2]])
    changes = torch.arange(16.0).view(2, 4, 2)
    add_to(table, words, damping(words, table)[..., None] * changes)
    often = changes[words == 0]
    expected = [4 * often.mean(dim=0), changes[words == 1].sum(dim=0), changes[words == 2].sum(dim=0), torch.zeros(2)]
    torch.testing.assert_close(table, 1 + torch.stack(expected))


@pytest.mark.parametrize("step", [skipgram_step, cbow_step])
def test_with_one_change_in_full_each_row_moves_by_its_mean_change(step, monkeypatch):
    text, sentences, counts = text_of()
    block = next(iter(Blocks(text, sentences, counts, threshold=1.0, **SIZES)))

    def moved(most, block):
        monkeypatch.setattr(word_blocks, "MOST", most)
        torch.manual_seed(0)
        model = random_words(9)
        before = {name: value.detach().clone() for name, value in model.named_parameters()}
        with torch.no_grad():
            step(model, block, 0.1)
        return {name: value.detach() - before[name] for name, value in model.named_parameters()}

    def times(words):
        return words.flatten().bincount(minlength=9).clamp(min=1)[:, None]

    mean, full = moved(1, block), moved(1000, block)
    if step is skipgram_step:
        torch.testing.assert_close(mean["vectors"], full["vectors"] / times(block.centres))
        torch.testing.assert_close(mean["outputs"], full["outputs"] / times(block.words))
    else:  # centres and false words move the same table, each by themselves
        alone = moved(1000, block._replace(share=0.0))["outputs"]
        expected = alone / times(block.centres) + (full["outputs"] - alone) / times(drawn(block))
        torch.testing.assert_close(mean["outputs"], expected)
        torch.testing.assert_close(mean["vectors"], full["vectors"] / times(block.words[:, :block.around]))


def test_the_band_is_a_view_of_each_centres_window():
    text, sentences, counts = text_of()
    block = next(iter(Blocks(text, sentences, counts, **SIZES)))
    scores = torch.arange(2.0 * 4 * 13).view(2, 4, 13)  # 8 places around, 5 false words
    band = own(scores, block)
    for place in range(4):
        assert torch.equal(band[:, place], scores[:, place, place:place + 5])
    band.zero_()
    assert int((scores == 0).sum()) == 2 * 4 * 5


def test_a_pass_shows_each_place_once_with_its_own_contexts():
    text, sentences, counts = text_of()
    words, near, reaches = [], [], set()
    for block in Blocks(text, sentences, counts, threshold=1.0, **SIZES):
        words += block.centres.flatten().tolist()
        near += [contexts(block, row, place) for row in range(2) for place in range(4)]
        assert torch.equal(block.count, block.near.sum(dim=2, keepdim=True))
    assert words[:37] == text.tolist()
    assert len(words) == len(near) == 40  # five steps of eight places
    for place in range(37):
        options = {reach: [int(text[at]) for at in range(place - reach, place + reach + 1)
                           if at != place and 0 <= at < 37 and sentences[at] == sentences[place]] for reach in (1, 2)}
        assert near[place] in options.values()
        reaches |= {reach for reach, option in options.items() if option == near[place]}
    assert near[37:] == [[], [], []]
    assert reaches == {1, 2}


def test_reaches_are_equally_likely():
    text = torch.arange(5).repeat(4000)
    blocks = Blocks(text, torch.zeros_like(text), torch.full((5,), 4000), threshold=1.0, window=4)
    near = sum(int(block.near.sum()) for block in blocks) / len(text)
    assert near == pytest.approx(2 * 2.5, abs=4 * 2 * math.sqrt(1.25 / len(text)) + 0.01)


def test_frequent_places_are_dropped_and_false_words_drawn_by_the_noise():
    text = torch.cat([torch.zeros(9000), torch.ones(1000)]).long()[torch.randperm(10_000)]
    counts = torch.tensor([9000, 1000])
    blocks = Blocks(text, torch.arange(10_000), counts, threshold=0.1)
    kept = 9000 * (1 / 3 + 1 / 9) + 1000
    assert len(blocks) == math.ceil(kept / (24 * 32))
    first, second = list(blocks), list(blocks)
    rare = torch.cat([block.centres for block in first]).float().mean()
    assert float(rare) == pytest.approx(1000 / kept, abs=0.03)
    false = torch.cat([drawn(block) for block in first]).flatten()
    share = float(noise_probabilities(counts)[1])
    assert float(false.float().mean()) == pytest.approx(share, abs=4 * math.sqrt(share / len(false)))
    assert not torch.equal(first[0].centres, second[0].centres)
    assert first[0].share == 5 / 32


def test_a_seed_decides_and_the_global_stream_is_left_alone():
    text, sentences, counts = text_of()
    state = torch.get_rng_state()
    a, b, c = (next(iter(Blocks(text, sentences, counts, seed=seed))) for seed in (1, 1, 2))
    assert torch.equal(a.centres, b.centres)
    assert torch.equal(drawn(a), drawn(b))
    assert not torch.equal(drawn(a), drawn(c))
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize(("step", "rate"), [(skipgram_step, 0.05), (cbow_step, 0.2)])
def test_training_finds_which_words_stand_together(step, rate):
    """Ten pairs of words that are said in turn, each pair by itself."""
    said = torch.arange(10).repeat(40)[torch.randperm(400, generator=torch.Generator().manual_seed(0))]
    text = (2 * said[:, None] + torch.tensor([0, 1, 0, 1])).flatten()
    torch.manual_seed(0)
    model = Word2Vec(20, 8)
    blocks = Blocks(text, torch.arange(len(text)) // 4, torch.full((20,), 80), threshold=1.0, blocks=1, length=8)
    history = fit_words(model, blocks, step, epochs=3, learning_rate=rate, progress=False)
    assert [row["epoch"] for row in history] == [1, 2, 3]
    assert history[-1]["length"] == pytest.approx(float(model.vectors.detach().norm(dim=1).mean()))
    scores = (model.vectors @ model.outputs.T).detach()
    one, other = torch.arange(20), torch.arange(20) ^ 1
    strangers = torch.ones(20, 20, dtype=torch.bool)
    strangers[one, one] = strangers[one, other] = False
    assert scores[one, other].min() > scores[strangers].max() + 1


def test_the_rate_falls_to_a_250th():
    text, sentences, counts = text_of()
    rates = []
    fit_words(random_words(9), Blocks(text, sentences, counts, threshold=1.0, **SIZES),
              lambda model, block, rate: rates.append(rate), epochs=2, learning_rate=0.5, progress=False)
    assert rates == pytest.approx([0.5 * (1 - 0.996 * done / 10) for done in range(10)])


def test_bad_input_is_named():
    text, sentences, counts = text_of()
    for name in SIZES:
        with pytest.raises(ValueError, match=f"{name} must be a whole number greater than zero, got 0"):
            Blocks(text, sentences, counts, **{name: 0})
    with pytest.raises(ValueError, match="expected one row for each other, got 37 and 36 rows"):
        Blocks(text, sentences[1:], counts)
    with pytest.raises(ValueError, match="learning_rate must be greater than zero"):
        fit_words(random_words(9), Blocks(text, sentences, counts), learning_rate=0.0)
