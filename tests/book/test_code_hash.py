"""The hash of what a chapter rests on changes with every cause, and with nothing else."""

from pathlib import Path

import pytest
from execution.code_hash import code_hash, environment, experiment_hash, records_of


@pytest.fixture
def src(tmp_path) -> Path:
    files = {
        "latents/__init__.py": "from .training import fit\n",
        "latents/training.py": "from . import batches\n\ndef fit():\n    return 1\n",
        "latents/batches.py": "SIZE = 1\n",
        "latents/models/__init__.py": "",
        "latents/models/pca.py": '"""Words."""\nfrom ..metrics import score\n\ndef pca():\n    "Words."\n    # words\n',
        "latents/models/rbm.py": "def rbm():\n    from latents.data import digits\n",
        "latents/metrics.py": "score = 1\n",
        "latents/data.py": "digits = 1\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def modules_that_count(cell: str, src: Path) -> set[str]:
    """Which files change the hash of a cell, found by changing each."""
    before, found = code_hash([cell], [], src, ""), set()
    for path in src.rglob("*.py"):
        text = path.read_text()
        path.write_text(f"{text}\nadded = 1\n")
        if code_hash([cell], [], src, "") != before:
            found.add(path.relative_to(src / "latents").as_posix())
        path.write_text(text)
    return found


ALWAYS = {"__init__.py", "training.py", "batches.py"}


@pytest.mark.parametrize(("cell", "expected"), [
    ("import numpy", set()),
    ("import latents", ALWAYS),
    ("from latents import fit", ALWAYS),
    ("from latents.models.pca import pca", ALWAYS | {"models/__init__.py", "models/pca.py", "metrics.py"}),
    ("from latents.models import pca", ALWAYS | {"models/__init__.py", "models/pca.py", "metrics.py"}),
    ("import latents.models.rbm as r", ALWAYS | {"models/__init__.py", "models/rbm.py", "data.py"}),
    ("%matplotlib inline\n!ls\nimport latents.data", ALWAYS | {"data.py"}),
    ("def later():\n    import latents.data", ALWAYS | {"data.py"}),
])
def test_exactly_the_imported_modules_count(cell, expected, src):
    assert modules_that_count(cell, src) == expected


def test_a_cell_that_cannot_be_read_rests_on_everything(src):
    assert len(modules_that_count("%%timeit\nnot python at all", src)) == 8


def test_words_do_not_count_but_code_does(src):
    pca, cell = src / "latents/models/pca.py", ["import latents.models.pca"]
    before = code_hash(cell, [], src, "")
    pca.write_text(pca.read_text().replace("ords", "onders").replace("# w", "# no w"))
    assert code_hash(cell, [], src, "") == before
    pca.write_text(pca.read_text() + "\n    return 1\n")
    assert code_hash(cell, [], src, "") != before


def test_files_that_a_chapter_names_count(src):
    table = src / "table.csv"
    table.write_text("1")
    before = code_hash([], [table], src, "")
    assert before != code_hash([], [], src, "")
    table.write_text("2")
    assert code_hash([], [table], src, "") != before


def test_pins_and_device_count_but_comments_do_not(tmp_path):
    pins = tmp_path / "requirements.txt"

    def after(text: str, device: str = "cpu") -> str:
        pins.write_text(text)
        return code_hash([], [], tmp_path, environment(pins, device))

    before = after("torch==1.0  # tensors\nnumpy==2.0\n")
    assert after("# pins\nnumpy==2.0\n\ntorch==1.0 # more words\n") == before
    assert after("torch==1.1\nnumpy==2.0\n") != before
    assert after("torch==1.0\nnumpy==2.0\n", "cuda") != before


def test_the_chosen_pictures_count_but_not_where_they_lie(tmp_path, monkeypatch):
    pins = tmp_path / "requirements.txt"
    pins.write_text("")
    monkeypatch.delenv("LATENTS_IMAGES", raising=False)
    before = environment(pins, "cpu")
    for name, same in (("", True), ("digits", False), ("mnist_5k", False), ("mnist", False)):
        monkeypatch.setenv("LATENTS_IMAGES", name)
        monkeypatch.setenv("LATENTS_DATA", name)
        assert (environment(pins, "cpu") == before) == same
    monkeypatch.setenv("LATENTS_IMAGES", "mnist")
    assert environment(pins, "cpu") not in (before, environment(pins, "cuda"))


def test_the_version_of_python_counts(tmp_path, monkeypatch):
    pins = tmp_path / "requirements.txt"
    pins.write_text("")
    before = environment(pins, "cpu")
    monkeypatch.setattr("code_hash.sys.version_info", (3, 99))
    assert environment(pins, "cpu") != before


EXPERIMENT = '''"""Words."""
from latents.models.pca import pca

def run():
    "Words."
    return pca(size=3)  # words
'''


@pytest.mark.parametrize(("old", "new", "counts"), [
    ("Words", "Other words", False), ("# words", "# other words", False), ("return", "\n\n    return", False),
    ("size=3", "size = 3", False), ("size=3", "size=4", True), ("def run", "def go", True),
])
def test_the_code_of_an_experiment_counts_and_its_words_do_not(src, tmp_path, old, new, counts):
    path = tmp_path / "experiment.py"
    hashes = []
    for text in (EXPERIMENT, EXPERIMENT.replace(old, new)):
        path.write_text(text)
        hashes.append(experiment_hash(path, src))
    assert (hashes[0] != hashes[1]) == counts


def test_modules_that_an_experiment_imports_count_whatever_python_and_pins_are(src, tmp_path, monkeypatch):
    path = tmp_path / "experiment.py"
    path.write_text(EXPERIMENT)
    before = experiment_hash(path, src)
    monkeypatch.setattr("code_hash.sys.version_info", (3, 99))
    (src / "latents/models/rbm.py").write_text("changed = True\n")
    assert experiment_hash(path, src) == before
    (src / "latents/metrics.py").write_text("score = 2\n")
    assert experiment_hash(path, src) != before


def test_where_data_come_from_does_not_count_for_an_experiment(src, tmp_path):
    """The record holds their checksums."""
    (src / "latents/data.py").unlink()
    (src / "latents/data").mkdir()
    for name, text in [("__init__", ""), ("mnist", "from .download import fetch\n"),
                       ("download", "from . import sources\n"), ("sources", "FILES = 1\n")]:
        (src / f"latents/data/{name}.py").write_text(text)
    path = tmp_path / "experiment.py"
    path.write_text("from latents.data.mnist import mnist\n")
    counted = set()
    for name in ("mnist", "download", "sources"):
        module, before = src / f"latents/data/{name}.py", experiment_hash(path, src)
        module.write_text(module.read_text() + "changed = 1\n")
        counted |= {name} if experiment_hash(path, src) != before else set()
    assert counted == {"mnist"}


def test_the_hash_of_an_experiment_is_the_same_on_every_python(tmp_path):
    """Python 3.13 leaves empty fields out of `ast.dump`, 3.12 added type parameters: the hash must know neither."""
    path = tmp_path / "experiment.py"
    path.write_text("def run(a, *, b=None):\n    return f'{a!r:>{b}}', [], (), 1.5, ..., None\n")
    assert experiment_hash(path, tmp_path) == "0bf2b16a62ae9bdf"


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
