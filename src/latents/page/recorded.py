"""Results that take too long for a chapter, computed beforehand by `make experiments`.

They lie in the folder `results`, each with its origin: the hash of the code that
made it, data and their SHA-256, seeds, device, versions, seconds and date.
"""

import json
from datetime import date
from pathlib import Path

from IPython.display import display

MIME = "application/vnd.latents.recorded+json"
RESULTS = Path(__file__).resolve().parents[1] / "results"


class Record(dict):
    """The results of the experiment called `name`."""

    def __init__(self, name: str, results: dict):
        super().__init__(results)
        self.name = name


def recorded(name: str) -> Record:
    """The results of an experiment; the line that tells their origin is displayed.

    Pass them on, as `recorded=`, to `number` and `claim` for what rests on them: the
    page then marks it. Raises ValueError if there is no record of that name.
    """
    paths = {path.stem: path for path in RESULTS.glob("*.json")}
    if name not in paths:
        raise ValueError(
            f"no experiment called {name!r} is recorded, only {sorted(paths)}; "
            f"in a clone of the book, `make experiments NAME={name}` records one"
        )
    record = json.loads(paths[name].read_text("utf8"))
    line = origin(record)
    display({"text/plain": line, MIME: {"name": name, "line": line}}, raw=True)
    return Record(name, record["results"])


def origin(record: dict) -> str:
    """Seeds, data, device, duration, day and torch's version of a record, in a line."""
    seeds, day = len(record["seeds"]), date.fromisoformat(record["date"])
    facts = [
        f"{seeds} seeds" if seeds > 1 else "1 seed",
        record["data"],
        record["device"],
        duration(record["seconds"]),
        f"{day.day} {day:%B %Y}",
        f"torch {record['versions']['torch']}",
    ]
    return f"Recorded: {', '.join(facts)}"


def duration(seconds: float) -> str:
    """The time in words: seconds up to two minutes, minutes up to two hours."""
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    minutes = seconds / 60
    return f"{minutes:.0f} minutes" if minutes < 120 else f"{minutes / 60:.0f} hours"
