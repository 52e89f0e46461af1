"""Reviews of films that people wrote for others.

B. Pang and L. Lee, A sentimental education: sentiment analysis using subjectivity
summarization based on minimum cuts, 2004, arXiv cs/0409058.
"""

import zipfile

import torch
from torch import Tensor

from .download import fetch


def movie_reviews() -> tuple[list[str], Tensor]:
    """2,000 reviews of films, and whether each is a favourable one: [2000] of 0 and 1.

    The 1,000 unfavourable ones come first. In lower case, spaces around punctuation, no
    stars or grades. Source: Pang and Lee, 2004, version 2.0, as NLTK distributes it; 4
    MB; CC BY 4.0, as NLTK states.

    Raises FileNotFoundError if the file cannot be had, ValueError if it is damaged.
    """
    path = fetch("nltk/movie_reviews.zip")
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(name for name in archive.namelist() if name.endswith(".txt"))
            texts = [archive.read(name).decode("latin-1") for name in names]
    except zipfile.BadZipFile as error:
        raise ValueError(
            f"{path} is not a whole zip file ({error}); replace it"
        ) from error
    labels = torch.tensor([name.split("/")[1] == "pos" for name in names])
    return texts, labels.long()
