"""Models of word vectors that know nothing yet and treat no two words alike."""

import torch

from latents.models.word2vec import Word2Vec


def random_words(words, size=3):
    """A model in double precision whose numbers are all standard normal."""
    model = Word2Vec(words, size).double()
    with torch.no_grad():
        model.outputs.normal_()
        model.vectors.normal_()
    return model
