"""Texts, and what people said about words and texts; all of it comes with gensim.

Analogies: T. Mikolov, K. Chen, G. Corrado and J. Dean, Efficient estimation of word
representations in vector space, 2013, arXiv 1301.3781. WordSim-353: L. Finkelstein et
al., Placing search in context: the concept revisited, 2002. SimLex-999: F. Hill, R.
Reichart and A. Korhonen, SimLex-999: evaluating semantic models with (genuine)
similarity estimation, 2015. News: M. Lee, B. Pincombe and M. Welsh, An empirical
evaluation of models of text document similarity, 2005.

Every function raises ModuleNotFoundError or FileNotFoundError if the package does not
bring the file.
"""

import bz2
from collections import defaultdict
from xml.etree import ElementTree

import numpy as np
import torch
from torch import Tensor

from .bundled import bundled

FOLDER = "test/test_data"
WIKIPEDIA = "enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2"


def wikipedia() -> dict[str, str]:
    """106 articles of the English Wikipedia of May 2016 by title, in its raw markup.

    0.7 million words; 2 MB packed. Pages that only lead to another one are left out.
    Terms: CC BY-SA 3.0, as Wikipedia's text of that time.
    """
    with bz2.open(bundled("gensim", f"{FOLDER}/{WIKIPEDIA}")) as file:
        pages = ElementTree.parse(file).findall("{*}page")
    return {
        page.findtext("{*}title"): page.findtext("{*}revision/{*}text")
        for page in pages
        if page.find("{*}redirect") is None
    }


def analogies() -> dict[str, list[tuple[str, ...]]]:
    """19,544 questions of four words, by 14 kinds: Athens Greece Baghdad Iraq.

    Each pair of words is related as the other. Source: Mikolov et al., 2013; Apache
    licence 2.0, as the program word2vec.
    """
    questions = defaultdict(list)
    for line in lines("questions-words.txt"):
        if line.startswith(": "):
            kind = line[2:]
        else:
            questions[kind].append(tuple(line.split()))
    return dict(questions)


def wordsim353() -> list[tuple[str, str, float]]:
    """353 pairs of words and how related people find them, from 0 to 10.

    Source: Finkelstein et al., 2002; CC BY 4.0, as commonly stated.
    """
    return judged_pairs("wordsim353.tsv")


def simlex999() -> list[tuple[str, str, float]]:
    """999 pairs of words and how similar people find them, from 0 to 10.

    Source: Hill et al., 2015; no formal licence.
    """
    return judged_pairs("simlex999.txt")


def news() -> list[str]:
    """300 short pieces of news of the Australian Broadcasting Corporation.

    60,000 words. Source: Lee et al., 2005; no formal licence.
    """
    return lines("lee_background.cor")


def judged_news() -> tuple[list[str], Tensor]:
    """50 more pieces of news, and how similar people find them: [50, 50], from 0 to 1.

    The matrix is symmetric, with ones on the diagonal. Source: as `news`.
    """
    upper = np.array([line.split() for line in lines("similarities0-1.txt")], float)
    judged = torch.from_numpy(upper).float()
    return lines("lee.cor"), torch.maximum(judged, judged.T)


def judged_pairs(name: str) -> list[tuple[str, str, float]]:
    """The rows of a table of two words and a number."""
    rows = [line.split("\t") for line in lines(name) if not line.startswith("#")]
    return [(first, second, float(judged)) for first, second, judged in rows]


def lines(name: str) -> list[str]:
    """The lines of a text file of gensim; its texts have single bytes for £ and é."""
    return bundled("gensim", f"{FOLDER}/{name}").read_text("latin-1").splitlines()
