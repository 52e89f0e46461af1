"""A chapter rests on the definitions that its cells reach, whichever way, and on no others.

In the package of these tests every statement holds its own name as a text. Which ones count is found by changing each.
"""

import re
from pathlib import Path

import pytest
from execution.definitions import Reach

PACKAGE = {
    "latents/__init__.py": "from .training import fit\n",
    "latents/training.py": """\
from . import batches
def fit():
    return batches.Batches('fit')
def evaluate():
    return 'evaluate'
""",
    "latents/batches.py": """\
SIZE = 'SIZE'
class Batches:
    kind = 'Batches'
    def __len__(self):
        return SIZE
""",
    "latents/metrics.py": """\
from .batches import SIZE
def score():
    return SIZE, 'score'
""",
    "latents/models/__init__.py": "",
    "latents/models/pca.py": """\
from ..metrics import score as measure
def pca():
    return measure(), 'pca'
def unused():
    return 'unused'
""",
    "latents/styled/__init__.py": "import matplotlib as mpl\nmpl.style.use('style')\nSPARE = 'SPARE'\n",
    "latents/styled/curves.py": "def curve():\n    return 'curve'\n",
}
FIT, PCA = {"fit", "Batches", "SIZE"}, {"pca", "score", "SIZE"}
ALL = FIT | PCA | {"evaluate", "unused", "style", "SPARE", "curve"}


@pytest.fixture
def src(tmp_path) -> Path:
    for name, text in PACKAGE.items():
        write(tmp_path, name, text)
    return tmp_path


def write(src: Path, name: str, text: str) -> None:
    (src / name).parent.mkdir(parents=True, exist_ok=True)
    (src / name).write_text(text)


def reached(code: str, src: Path, **options) -> Reach:
    reach = Reach(src, **{"without": set(), "rows": {}} | options)
    reach.start(code)
    return reach


def counting(code: str, src: Path, **options) -> set[str]:
    """The texts that count for the code."""
    before, found = reached(code, src, **options).texts, set()
    for path in src.rglob("*.py"):
        source = path.read_text()
        for word in re.findall(r"'(\w+)'", source):
            path.write_text(source.replace(f"'{word}'", "'other'"))
            found |= {word} if reached(code, src, **options).texts != before else set()
        path.write_text(source)
    return found


@pytest.mark.parametrize(("code", "expected"), [
    ("import numpy", set()),
    ("import latents", set()),
    ("from latents import fit", set()),
    ("from latents import fit as train\ntrain()", FIT),
    ("import latents\nlatents.fit()", FIT),
    ("import latents\nlatents.training.evaluate()", {"evaluate"}),
    ("import latents.training as t\ndef later():\n    return t.evaluate()", {"evaluate"}),
    ("def later():\n    from latents.training import evaluate\n    return evaluate()", {"evaluate"}),
    ("def later():\n    import latents.training as t\n    return t.evaluate()", {"evaluate"}),
    ("from latents.models.pca import pca\npca()", PCA),
    ("from latents.models import pca\npca.pca()", PCA),
    ("from latents.models import pca\nlist(map(pca.unused, []))", {"unused"}),
    ("import latents.models.pca\nlatents.models.pca.unused()", {"unused"}),
    ("try:\n    from latents.training import evaluate\nexcept ImportError:\n    evaluate = 1\nevaluate", {"evaluate"}),
])
def test_what_is_reached_counts(code, expected, src):
    assert counting(code, src) == expected


@pytest.mark.parametrize("code", ["import latents.styled.curves", "from latents import styled",
                                  "def later():\n    import latents.styled.curves"])
def test_what_importing_a_module_does_counts(code, src):
    assert counting(code, src) == {"style"}
    write(src, "latents/models/pca.py", f"{PACKAGE['latents/models/pca.py']}{code}\n")
    in_function = code.startswith("def")
    assert counting("import latents.models.pca", src) == (set() if in_function else {"style"})


@pytest.mark.parametrize("statement", ["styled.SPARE = 'set'", "styled.TABLE['key'] = 1", "styled.add('call')",
                                       "for name in ('loop',): styled.add(name)", "TABLE['own'] = 1"])
def test_statements_that_do_something_count_with_their_module(statement, src):
    write(src, "latents/patch.py", f"from . import styled\nTABLE = 'TABLE'\n{statement}\n")
    word, = re.findall(r"'(\w+)'", statement)
    assert word in counting("import latents.patch", src)


@pytest.mark.parametrize("code", [
    "from latents.models import pca\ngetattr(pca, name)", "from latents.models.pca import *",
    "import latents.models.pca as p\nprint(p)", "import latents.models.pca as p\np.made_at_run_time()"])
def test_a_module_that_cannot_be_followed_counts_whole(code, src):
    assert counting(code, src) == PCA | {"unused"}


def test_a_star_in_a_module_counts_that_whole_which_it_imports(src):
    write(src, "latents/all.py", "from .models.pca import *\n")
    assert counting("import latents.all", src) == PCA | {"unused"}


@pytest.mark.parametrize("code", [
    "%%timeit\nfit()", "%matplotlib inline", "!ls", "await later()", "exec(text)", "globals()[name]",
    "import importlib\nimportlib.f()", "from importlib import import_module\nimport_module(name)",
    "import sys\nsys.modules[name]", "import latents\nprint(latents)", "def later():\n    return eval(text)",
    "import importlib.util as u\nu.module_from_spec(s)", "get_ipython().run_cell(text)"])
def test_code_that_may_run_anything_rests_on_everything(code, src):
    assert counting(code, src) == ALL


@pytest.mark.parametrize("code", [
    "from importlib.util import find_spec\nfind_spec(name)", "import importlib.metadata as m\nm.version(name)",
    "import sys\nsys.modules_seen, sys.path", "model.eval()", "from IPython import get_ipython\nget_ipython()"])
def test_what_only_looks_like_it_does_not(code, src):
    assert counting(code, src) == set()


def test_so_does_a_definition_that_may(src):
    write(src, "latents/training.py", f"{PACKAGE['latents/training.py']}def load():\n    return __import__('load')\n")
    assert counting("import latents\nlatents.fit()", src) == FIT
    assert counting("import latents\nlatents.training.load()", src) == ALL | {"load"}


@pytest.mark.parametrize("source", [
    "def f(a=used()):\n    return 'f'", "@used\ndef f():\n    return 'f'", "f = lambda: used('f')", "f, g = 'f', used",
    "class f(used):\n    kind = 'f'", "class f:\n    kind = 'f'\n    def m(self):\n        used()",
    "class f:\n    kind = used('f')", "class f:\n    kind: used = 'f'", "@wraps\ndef f(a: used):\n    return 'f'",
    "f = [used(n) for n in 'f']", "f = 'f'\nf += used()", "if used():\n    def f():\n        return 'f'",
    "def f():\n    global used\n    used = 'f'", "def f():\n    return 'f'\nf.kind = used",
])
def test_what_a_definition_uses_counts_with_it(source, src):
    write(src, "latents/own.py", f"def used():\n    return 'used'\n{source}\n")
    assert counting("from latents.own import f\nf()", src) == {"used", "f"}


@pytest.mark.parametrize("source", [
    "def f(used):\n    return used('f')", "def f():\n    used = 'f'\n    return used", "f: used = 'f'",
    "def f():\n    return ['f' for used in ()]", "def f():\n    return 'f'\ndef g():\n    return used, 'g'",
    "def f(a: used) -> used:\n    b: used = 'f'",
])
def test_a_name_that_means_something_else_or_that_only_readers_read_does_not(source, src):
    write(src, "latents/own.py", f"def used():\n    return 'used'\n{source}\n")
    assert counting("from latents.own import f\nf()", src) == {"f"}


def test_modules_that_import_each_other(src):
    write(src, "latents/one.py", "from . import two\ndef f():\n    return two.g(), 'f'\n")
    write(src, "latents/two.py", "from . import one\ndef g():\n    return one.f(), 'g'\ndef h():\n    return 'h'\n")
    write(src, "latents/__init__.py", "from . import one, two\nfrom latents import one as again\n")
    assert counting("import latents\nlatents.again.f()", src) == {"f", "g"}


def test_a_folder_is_a_package(src):
    write(src, "latents/plain/inner.py", "f = 'f'\ng = 'g'\n")
    assert counting("from latents.plain import inner\ninner.f", src) == {"f"}


def test_another_thing_of_the_same_name_counts(src):
    links = set()
    for origin in ("math", "numpy", "latents.batches"):
        write(src, "latents/own.py", f"from {origin} import sqrt\ndef f():\n    return sqrt(2)\n")
        links.add(frozenset(reached("from latents.own import f\nf()", src).links))
    assert len(links) == 3


@pytest.mark.parametrize(("code", "files"), [
    ("", set()), ("s.SPARE", {"spare.txt"}), ("s.PATTERN", {"a.csv", "b.csv"}), ("s.load('a')", {"a.csv", "b.csv"}),
    ("s.LIVE", set())])  # pages load those of live models
def test_files_that_counting_code_calls_by_name(code, files, src):
    for name in ("book.mplstyle", "spare.txt", "live.css", "live.js", "tables/a.csv", "tables/b.csv"):
        write(src, f"latents/styled/{name}", "")
    write(src, "latents/styled/__init__.py", """\
use('book.mplstyle')
SPARE, DOT = 'spare.txt', 3.5
PATTERN = glob('*.csv')
LIVE = 'live.css', 'live.js', 'curves.py'
def load(name):
    return f'{name}.csv'
""")
    found = reached(f"import latents.styled as s\n{code}", src).files
    assert {path.name for path in found} == {"book.mplstyle", *files}


def test_modules_left_out(src):
    code = "from latents.models.pca import pca\nfrom latents import metrics\npca(), metrics.score()"
    assert counting(code, src, without={"latents.metrics"}) == {"pca"}


def test_of_a_table_only_some_rows_count(src):
    write(src, "latents/table.py", "from .training import evaluate, fit\nTABLE = {'one': fit, 'two': evaluate}\n")
    code = "from latents.table import TABLE\nTABLE[name]()"
    assert counting(code, src) == {*FIT, "evaluate", "one", "two"}
    assert counting(code, src, rows={"latents.table.TABLE": {"two"}}) == {"evaluate", "two"}
