"""Where the files of published data sets lie, and the SHA-256 that they must have.

A file is named as in the data folder: `mnist/train-images-idx3-ubyte.gz`.
"""

Mirrors = dict[str, str]  # address -> SHA-256 of what lies there, in order of trial

MNIST = {
    "train-images-idx3-ubyte.gz": (
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
    ),
    "train-labels-idx1-ubyte.gz": (
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
    ),
}
FASHION_MNIST = {  # checksums as TensorFlow Datasets records them
    "train-images-idx3-ubyte.gz": (
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"
    ),
    "train-labels-idx1-ubyte.gz": (
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"
    ),
}
USPS = {  # checksums as torchvision's prototype of this set records them
    "usps.bz2": "3771e9dd6ba685185f89867b6e249233dd74652389f263963b3b741e994b034f",
    "usps.t.bz2": "a9c0164e797d60142a50604917f0baa604f326e9a689698763793fa5d12ffc4e",
}
OLIVETTI = {  # two files of the same faces, the second one saved again
    "https://ndownloader.figshare.com/files/5976027": (  # as scikit-learn records it
        "b612fb967f2dc77c9c62d3e1266e0c73d5fca46a4b8906c18e454d41af987794"
    ),
    "https://raw.githubusercontent.com/sjgershm/DBM/"
    "a30d9abb523aab874a299b8b1aa21e7df2023f60/olivettifaces.mat": (
        "b1988d02c72fe5b8ee82b5ef3bb7982eafc74f1e1ff0ae0ade35061ad0af534d"
    ),
}
NLTK = {  # that it is the official file, its MD5 in the index of NLTK's data shows
    "movie_reviews.zip": (
        "a41211ae685019137410268134db6a1a14428c89b671eb83056151a878539008"
    ),
}
ADDRESSES = {
    "mnist": (
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ),
    "fashion_mnist": (
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
    ),
    "nltk": (
        "https://raw.githubusercontent.com/nltk/nltk_data/gh-pages/packages/corpora/",
        "https://github.com/nltk/nltk_data/raw/gh-pages/packages/corpora/",
    ),
    "usps": (
        "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass/",
        "https://media.githubusercontent.com/media/Lallapallooza/cycle_adv_ot/"
        "8842cfb7ec5b4ec119f2f589f6501095e472b044/data/",
    ),
}
FILES: dict[str, Mirrors] = {
    f"{folder}/{name}": {address + name: checksum for address in ADDRESSES[folder]}
    for folder, files in (
        ("mnist", MNIST),
        ("fashion_mnist", FASHION_MNIST),
        ("usps", USPS),
        ("nltk", NLTK),
    )
    for name, checksum in files.items()
} | {"olivetti/olivettifaces.mat": OLIVETTI}
