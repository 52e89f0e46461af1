"""The hash of what a chapter, or a recorded experiment, rests on: every cause alone, on a package of a few lines."""

from pathlib import Path

import pytest
from execution.code_hash import COMPUTING, Environment, code_hash, environment, experiment_hash, records_of

HERE = Environment(("torch==1.0",), "3.11", "digits")
CHOSEN = """\
from .digits import digits
from .usps import usps
from .switch import chosen_name
LOADERS = {"digits": digits, "usps": usps}
def chosen_images():
    return LOADERS[chosen_name()]()
"""
SWITCH = """\
IMAGE_SETS = {"digits": "the digits", "usps": "USPS"}
def chosen_name():
    return next(iter(IMAGE_SETS))
"""
LAYERS = 'def mlp():\n    """Old words."""\n    return 1  # old words\n'
EXPERIMENT = '''"""Old words."""
from latents.data.usps import usps
from latents.layers import mlp

def run():
    "Old words."
    return mlp(size=3), usps()  # old words
'''


@pytest.fixture
def src(tmp_path) -> Path:
    data = {"digits": "def digits():\n    return 1\n", "chosen": CHOSEN, "switch": SWITCH, "sources": "FILES = 1\n",
            "usps": "from .download import fetch\ndef usps():\n    return fetch()\n",
            "download": "from .sources import FILES\ndef fetch():\n    return FILES\n"}
    (tmp_path / "latents/data").mkdir(parents=True)
    (tmp_path / "latents/layers.py").write_text(LAYERS)
    (tmp_path / "experiment.py").write_text(EXPERIMENT)
    for name, text in data.items():
        (tmp_path / f"latents/data/{name}.py").write_text(text)
    return tmp_path


def edited(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


@pytest.mark.parametrize(("old", "new", "counts"), [
    ("Old words", "New words", False), ('    """Old words."""\n', "", False), ("  # old words", "", False),
    ("    return", "\n\n    return", False), ("return 1", "return (1)", False), ("return 1", "return 2", True),
    ("():", "(a: int = 0):", True), ("():", "() -> int:", False), ("def mlp", "def spare(): pass\n\ndef mlp", False),
])
def test_code_counts_and_words_do_not(src, old, new, counts):
    cells = ["from latents.layers import mlp", "mlp()"]
    before = code_hash(cells, [], src, HERE)
    edited(src / "latents/layers.py", old, new)
    assert (code_hash(cells, [], src, HERE) != before) == counts


def test_names_go_from_cell_to_cell_and_a_cell_that_is_no_python_rests_on_everything(src):
    for first in ("from latents.layers import mlp as network", "%magic"):
        before = code_hash([first, "network()"], [], src, HERE)
        edited(src / "latents/layers.py", "return 1", "return 2")
        assert code_hash([first, "network()"], [], src, HERE) != before
        edited(src / "latents/layers.py", "return 2", "return 1")


def test_files_that_a_chapter_names_count(src):
    table = src / "table.csv"
    table.write_text("1")
    before = code_hash([], [table], src, HERE)
    assert before != code_hash([], [], src, HERE)
    table.write_text("2")
    assert code_hash([], [table], src, HERE) != before


@pytest.mark.parametrize(("part", "other"), [
    ("pins", ("torch==1.1",)), ("python", "3.12"), ("images", "usps")])
def test_each_part_of_the_environment_counts(part, other, src):
    assert code_hash([], [], src, HERE._replace(**{part: other})) != code_hash([], [], src, HERE)


@pytest.mark.parametrize(("pins", "same"), [
    ("# pins\nnumpy==2.0\n\ntorch==1.0 # more words\nruff==1\npytest==1\nsphinx==1", True),
    ("torch==1.0\nnumpy==2.0\nruff==2", True), ("torch==1.0\nnumpy==2.0\ntorch-extra==1", True),
    ("torch==1.1\nnumpy==2.0", False), ("torch==1.0\nnumpy==2.1", False), ("torch==1.0\nnumpy==2.0\nscipy==1", False),
    ("torch==1.0 ; python_version > '3'\nnumpy==2.0", False)])
def test_pins_that_compute_count_and_others_do_not(tmp_path, pins, same):
    path = tmp_path / "requirements.txt"
    path.write_text("torch==1.0  # tensors\nnumpy==2.0\n")
    before = environment(path, "digits")
    path.write_text(pins)
    assert (environment(path, "digits") == before) == same


def test_the_version_of_python_is_part_of_the_environment(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text("")
    monkeypatch.setattr("execution.code_hash.sys.version_info", (3, 99, 1))
    assert environment(tmp_path / "requirements.txt", "usps") == Environment((), "3.99", "usps")


@pytest.mark.parametrize(("images", "named", "loaders", "words"), [
    ("digits", "", False, False), ("usps", "", True, True), ("own-digits", "", False, False),
    ("own-usps", "", True, True), ("own-digits", "chosen_images(default='usps')", True, True)])
def test_of_the_sets_of_pictures_only_the_chosen_and_the_named_count(src, images, named, loaders, words):
    cells = ["from latents.data.chosen import chosen_images", "chosen_images()", named]
    here = HERE._replace(images=images)
    for name, old, new, counts in [("usps", "fetch()", "fetch(1)", loaders), ("switch", "USPS", "U.S.", words)]:
        before = code_hash(cells, [], src, here)
        edited(src / f"latents/data/{name}.py", old, new)
        assert (code_hash(cells, [], src, here) != before) == counts


@pytest.mark.parametrize(("file", "old", "new", "counts"), [
    ("experiment.py", "Old words", "New words", False), ("experiment.py", "# old words", "", False),
    ("experiment.py", "return", "\n\n    return", False), ("experiment.py", "size=3", "size = 3", False),
    ("experiment.py", "size=3", "size=4", True), ("experiment.py", "def run", "def go", True),
    ("latents/layers.py", "Old words", "New words", False), ("latents/layers.py", "return 1", "return 2", True),
    ("latents/layers.py", "def mlp", "def spare(): pass\n\ndef mlp", False),
    ("latents/data/digits.py", "return 1", "return 2", False), ("latents/data/usps.py", "return ", "return 2 * ", True),
    # Where data come from does not count: the record holds their checksums.
    ("latents/data/download.py", "return ", "return 2 * ", False), ("latents/data/sources.py", "1", "2", False),
])
def test_the_code_that_an_experiment_reaches_counts(src, file, old, new, counts):
    before = experiment_hash(src / "experiment.py", src)
    edited(src / file, old, new)
    assert (experiment_hash(src / "experiment.py", src) != before) == counts


def test_an_experiment_does_not_know_python_and_pins(src, monkeypatch):
    before = experiment_hash(src / "experiment.py", src)
    monkeypatch.setattr("execution.code_hash.sys.version_info", (3, 99))
    monkeypatch.setattr("execution.code_hash.COMPUTING", COMPUTING | {"ruff"})
    assert experiment_hash(src / "experiment.py", src) == before


def test_the_hash_of_an_experiment_is_the_same_on_every_python(tmp_path):
    """Python 3.13 leaves empty fields out of `ast.dump`, 3.12 added type parameters: the hash must know neither."""
    path = tmp_path / "experiment.py"
    path.write_text("def run(a, *, b=None):\n    return f'{a!r:>{b}}', [], (), 1.5, ..., None\n")
    assert experiment_hash(path, tmp_path) == "82d77100ae0fed28"


@pytest.mark.parametrize(("cell", "names"), [
    ("recorded('deep')", ["deep"]), ('results = recorded(\n    "deep")', ["deep"]),
    ("%%time\nrecorded('deep')", ["deep"]),
    ("recorded('deep'); recorded('rbm')", ["deep", "rbm"]), ("from latents.page.recorded import recorded", []),
    ("prerecorded('deep')", []), ("recorded('none')", []),
])
def test_records_that_a_cell_loads(tmp_path, cell, names):
    for name in ("deep", "rbm"):
        (tmp_path / f"{name}.json").touch()
    assert [path.stem for path in records_of([cell], tmp_path)] == names
