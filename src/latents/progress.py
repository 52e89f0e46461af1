"""What training shows while it runs."""

import os
from types import TracebackType

from tqdm import tqdm

Row = dict[str, float]  # what one epoch leaves behind


class Progress:
    """A bar with the current values, or one summary line in a built page.

    A page is being built when the environment variable LATENTS_BOOK is set.
    """

    def __init__(self, epochs: int, *, shown: bool = True):
        self.prints = shown and "LATENTS_BOOK" in os.environ
        self.bar = tqdm(total=epochs, unit="epoch", disable=self.prints or not shown)
        self.row: Row = {}

    def __enter__(self) -> "Progress":
        return self

    def update(self, row: Row) -> None:
        """Show the row of an epoch that has just ended."""
        self.row = row
        self.bar.set_postfix(
            {name: f"{value:.4g}" for name, value in row.items() if name != "epoch"}
        )
        self.bar.update()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.bar.close()
        if self.prints and error is None:
            values = ", ".join(
                f"{name} {value:.4g}"
                for name, value in self.row.items()
                if name != "epoch"
            )
            print(f"after {self.row['epoch']} epochs: {values}")
