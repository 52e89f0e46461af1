"""Executed chapters survive whatever happens to their store."""

import shutil
import sqlite3
from pathlib import Path

from execution.chapter_cache import ChapterCache
from nbformat.v4 import new_code_cell, new_notebook


def test_a_damaged_record_is_executed_again(book):
    assert book.build() == 0
    damages = [lambda file: file.write_text(""), lambda file: file.write_text("{"), lambda file: file.write_text("[]"),
               lambda file: file.write_text('{"nbformat": 4}'), Path.unlink, lambda file: shutil.rmtree(file.parent)]
    for damage in damages:
        files = book.root.glob("_build/.jupyter_cache/executed/*/base.ipynb")
        damage(next(file for file in files if "latents.left" in file.read_text()))
        assert book.build() == 0
        assert book.states == {"left": "executed", "right": "cached"}
    assert "answer 1" in book.read("_build/html/left.html")


def test_a_damaged_database_is_begun_anew(book):
    database = book.root / "_build/.jupyter_cache/global.db"
    for damage in (lambda: database.write_bytes(b"not a database" * 100), lambda: database.write_bytes(b"")):
        assert book.build() == 0
        damage()
        assert book.build() == 0
        assert set(book.states.values()) == {"executed"}
    with sqlite3.connect(database) as connection:
        assert connection.execute("select count(*) from nbcache").fetchone() == (2,)


def test_the_last_run_is_the_one_that_counts(tmp_path):
    for seconds in (5.0, 1.0):
        cell = new_code_cell(f"print({seconds})")
        ChapterCache(tmp_path).add(new_notebook(cells=[cell]), Path("chapter.md"), {"seconds": seconds})
    assert ChapterCache(tmp_path).seconds == {"chapter.md": 1.0}


def test_a_record_without_its_file_is_dropped(tmp_path):
    cache = ChapterCache(tmp_path)
    cache.add(new_notebook(cells=[new_code_cell("1")]), Path("chapter.md"), {"seconds": 1.0})
    assert len(ChapterCache(tmp_path).store.list_cache_records()) == 1
    shutil.rmtree(tmp_path / "executed")
    ChapterCache(tmp_path)
    assert ChapterCache(tmp_path).store.list_cache_records() == []
