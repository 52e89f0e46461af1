"""The outputs of executed chapters: jupyter-cache's store, made to survive a build that was killed."""

import shutil
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.cache.db import NbCacheRecord
from nbformat import NotebookNode, ValidationError
from sqlalchemy.exc import SQLAlchemyError

UNREADABLE = (KeyError, IndexError, AttributeError, ValueError, OSError, ValidationError)


class ChapterCache:
    """Finds a chapter's outputs and cost by its cells and its kernelspec, which carries the code hash."""

    def __init__(self, path: str):
        self.store = get_cache(path)
        try:
            records = self.store.list_cache_records()
        except (RuntimeError, SQLAlchemyError):  # the database was cut off in the middle
            self.store.clear_cache()
            records = []
        in_time = sorted(records, key=lambda record: record.created)
        self.seconds = {record.uri: record.data["execution_seconds"] for record in in_time}  # the last run's
        for record in records:  # a record is written before its file: without one it stands for nothing
            if not (self._folder(record.hashkey) / "base.ipynb").is_file():
                NbCacheRecord.remove_records([record.pk], self.store.db)

    def lookup(self, notebook: NotebookNode) -> tuple[NotebookNode, dict] | None:
        """The notebook with its outputs, and what they cost; None if it has to be executed."""
        try:
            cost = self.store.match_cache_notebook(notebook).data["cost"]
            return self.store.merge_match_into_notebook(notebook)[1], cost
        except UNREADABLE:
            return None

    def add(self, notebook: NotebookNode, path: Path, cost: dict) -> None:
        """Keep an executed notebook with its cost, in place of any broken rest of it."""
        hashkey = self.store.create_hashed_notebook(notebook)[1]
        shutil.rmtree(self._folder(hashkey), ignore_errors=True)
        bundle = CacheBundleIn(notebook, str(path), data={"cost": cost, "execution_seconds": cost["seconds"]})
        self.store.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)

    def _folder(self, hashkey: str) -> Path:
        return self.store.path / "executed" / hashkey
