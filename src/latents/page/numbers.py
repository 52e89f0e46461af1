"""Numbers and tables that go from a chapter's run into its text."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from IPython.display import display

from .recorded import Record
from .rounding import measured, written, written_mean

NUMBER = "application/vnd.latents.number+json"
TABLE = "application/vnd.latents.table+json"


def number(
    name: str,
    values: float | Sequence[float],
    *,
    unit: str = "",
    recorded: Record | None = None,
) -> None:
    """Offer a measured number to the page under `name`.

    `values` are one number or one a seed. The role number prints their mean ± their
    standard deviation and the unit, `name:mean` the mean alone, both by the rule of
    `latents.page.rounding`. With `recorded`, the results of an experiment that the
    values come from, the page marks the number. Raises ValueError for no values, values
    that are not finite, or more than one a seed.
    """
    found = measured(values, of=f"number {name!r}")
    behind = f"\N{NO-BREAK SPACE}{unit}" if unit else ""
    record = {
        "name": name,
        "text": written(found.mean, found.spread) + behind,
        "mean": written_mean(found.mean, found.spread) + behind,
        "seeds": found.seeds,
    } | origin(recorded)
    seeds = f" over {found.seeds} seeds" if found.seeds > 1 else ""
    line = f"{name}: {record['text']}{seeds}"
    display({"text/plain": line, NUMBER: record}, raw=True)


def table(
    name: str,
    rows: Mapping[str, Mapping[str, float | Sequence[float] | str]],
    *,
    heading: str = "",
    best: Mapping[str, Callable] | None = None,
    recorded: Record | None = None,
) -> None:
    """Offer a table to the page under `name`; the directive results shows it.

    `rows` maps the label of each row to its cells by column: one number, one number a
    seed, or text; a row may lack a column. `heading` stands above the labels. `best`
    names a column's better direction by `min` or `max`: the cell whose mean is the best
    is set in bold. Raises ValueError for a table without cells, for a column in `best`
    without numbers, and for numbers that `number` would refuse.
    """
    columns = list(dict.fromkeys(column for cells in rows.values() for column in cells))
    if not columns:
        raise ValueError(f"table {name!r} needs at least one row with one column")
    require_numbers_to_compare(name, rows, best or {})
    texts, means = {}, {}
    for row, column in product(rows, columns):
        value = texts[row, column] = rows[row].get(column, "")
        if not isinstance(value, str):
            of = f"table {name!r}, row {row!r}, column {column!r},"
            found = measured(value, of=of)
            means[row, column] = found.mean
            texts[row, column] = written(found.mean, found.spread)
    record = {
        "name": name,
        "heading": heading,
        "columns": columns,
        "rows": [[row, *(texts[row, column] for column in columns)] for row in rows],
        "best": [best_cell(means, *wanted) for wanted in (best or {}).items()],
    } | origin(recorded)
    display({"text/plain": markdown(record), TABLE: record}, raw=True)


def require_numbers_to_compare(name: str, rows: Mapping, best: Mapping) -> None:
    """Raises ValueError if a column has no number to choose the best of."""
    for column in best:
        cells = [cells[column] for cells in rows.values() if column in cells]
        if all(isinstance(cell, str) for cell in cells):
            raise ValueError(
                f"table {name!r} has no numbers in a column {column!r}, "
                "so none of them can be the best"
            )


def best_cell(means: Mapping, column: str, choose: Callable) -> list[str]:
    """Row and column of the cell with the smallest or largest mean of its column."""
    of_column = {row: mean for (row, other), mean in means.items() if other == column}
    return [choose(of_column, key=of_column.get), column]


def markdown(record: Mapping) -> str:
    """The table as Markdown, numbers at the right."""
    rule = [":---", *["---:"] * len(record["columns"])]
    lines = [[record["heading"], *record["columns"]], rule]
    for row, *cells in record["rows"]:
        bold = [[row, column] in record["best"] for column in record["columns"]]
        shown = zip(cells, bold, strict=True)
        lines.append([row, *(f"**{cell}**" if best else cell for cell, best in shown)])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def origin(recorded: Record | None) -> dict[str, str]:
    """The name of the experiment that a result rests on, if it does."""
    return {} if recorded is None else {"recorded": recorded.name}
