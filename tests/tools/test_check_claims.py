"""Claims are run with other random draws."""

import check_claims
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

CHAPTER = """\
import torch
from latents.page.claims import claim
torch.manual_seed(0)
value = torch.rand(())
claim("sound", "A probability", value, below=1)
claim("lucky", "The first draw of seed 0", (value - 0.4963).abs(), below=1e-4)
"""


def write(folder, source: str) -> None:
    """A chapter of one cell."""
    nbformat.write(new_notebook(cells=[new_code_cell(source)]), folder / "chapter.ipynb")


def test_only_what_hangs_on_the_draws_falls_and_all_of_it_is_named(tmp_path, capfd):
    write(tmp_path, CHAPTER)
    before = (tmp_path / "chapter.ipynb").read_bytes()
    assert check_claims.main(tmp_path, 2) == 1
    shown = capfd.readouterr().out
    assert "chapter: lucky failed in 2 of 2 runs" in shown
    assert "lucky: The first draw of seed 0: measured" in shown
    assert "sound" not in shown
    assert (tmp_path / "chapter.ipynb").read_bytes() == before


def test_what_stops_a_chapter_is_named_too(tmp_path, capfd):
    write(tmp_path, "1 / 0")
    assert check_claims.main(tmp_path, 1) == 1
    assert "chapter: ZeroDivisionError failed in 1 of 1 runs" in capfd.readouterr().out


def test_a_sound_chapter_passes_and_no_chapter_does_not(tmp_path, capfd):
    assert check_claims.main(tmp_path, 1) == 1
    assert "no notebooks in" in capfd.readouterr().err
    write(tmp_path, CHAPTER.split('claim("lucky"')[0])
    assert check_claims.main(tmp_path, 1) == 0
    assert "0 claims of 1 chapters did not survive 1 other sets of draws" in capfd.readouterr().out
