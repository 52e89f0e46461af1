"""Diagrams of models in one visual language.

Observed = filled circle, latent = open circle, deterministic = box.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

INK = "#22303c"
FILL = "#bcd3e6"


@dataclass(frozen=True)
class Node:
    """A circle of radius 0.45, or a box, around (x, y).

    Its label may hold mathematics between dollar signs.
    """

    x: float
    y: float
    label: str

    def patch(self) -> plt.Artist:
        return Circle(
            (self.x, self.y), 0.45, facecolor=self.face, edgecolor=INK, linewidth=1.4
        )

    face = "white"


class Latent(Node):
    """Not seen: an open circle."""


class Observed(Node):
    """Seen: a filled circle."""

    face = FILL


class Deterministic(Node):
    """Computed: a box."""

    def patch(self) -> plt.Artist:
        return FancyBboxPatch(
            (self.x - 0.7, self.y - 0.25),
            1.4,
            0.5,
            boxstyle="round,pad=0.08",
            facecolor="white",
            edgecolor=INK,
            linewidth=1.4,
        )


def diagram(
    nodes: dict[str, Node],
    arrows: Sequence[tuple[str, str, str]] = (),
    *,
    links: Sequence[tuple[str, str]] = (),
) -> Figure:
    """Draw the nodes, the arrows (from, to, label) and the undirected links."""
    axis = axes_around(nodes.values())
    patches = {name: axis.add_patch(node.patch()) for name, node in nodes.items()}

    def connect(start: str, end: str, style: str) -> None:
        axis.add_patch(
            FancyArrowPatch(
                (nodes[start].x, nodes[start].y),
                (nodes[end].x, nodes[end].y),
                patchA=patches[start],
                patchB=patches[end],
                arrowstyle=style,
                mutation_scale=14,
                color=INK,
                shrinkA=2,
                shrinkB=2,
            )
        )

    for node in nodes.values():
        axis.text(node.x, node.y, node.label, ha="center", va="center", color=INK)
    for start, end, label in arrows:
        connect(start, end, "-|>")
        x, y = (
            (nodes[start].x + nodes[end].x) / 2,
            (nodes[start].y + nodes[end].y) / 2,
        )
        axis.text(x, y + 0.14, label, ha="center", color=INK)
    for start, end in links:
        connect(start, end, "-")
    return axis.figure


def axes_around(nodes: Collection[Node]) -> Axes:
    """Bare axes, six inches wide, with room for all nodes and a margin."""
    across, up = [node.x for node in nodes], [node.y for node in nodes]
    left, right = min(across) - 0.9, max(across) + 0.9
    bottom, top = min(up) - 0.65, max(up) + 0.65
    _, axis = plt.subplots(figsize=(6, 6 * (top - bottom) / (right - left)))
    axis.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    axis.axis("off")
    return axis
