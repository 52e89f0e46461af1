"""Diagrams of models in one visual language.

Observed = filled circle, latent = open circle, deterministic = box.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Patch

INK = plt.rcParams["text.color"]
FILL = to_rgba("C0", 0.25)
EDGE = {"edgecolor": INK, "linewidth": 1.4}


@dataclass(frozen=True)
class Node:
    """A circle of radius 0.45, or a box, around (x, y).

    Its label may hold mathematics between dollar signs.
    """

    x: float
    y: float
    label: str

    face = "none"

    def patch(self) -> Patch:
        return Circle((self.x, self.y), 0.45, facecolor=self.face, **EDGE)


class Latent(Node):
    """Not seen: an open circle."""


class Observed(Node):
    """Seen: a filled circle."""

    face = FILL


class Deterministic(Node):
    """Computed: a box."""

    def patch(self) -> Patch:
        corner = (self.x - 0.7, self.y - 0.25)
        rounded = "round,pad=0.08"
        return FancyBboxPatch(
            corner, 1.4, 0.5, boxstyle=rounded, facecolor=self.face, **EDGE
        )


Drawn = tuple[Node, Patch]


def diagram(
    nodes: dict[str, Node],
    arrows: Sequence[tuple[str, str, str]] = (),
    *,
    links: Sequence[tuple[str, str]] = (),
) -> Figure:
    """Draw the nodes, the arrows (from, to, label) and the undirected links."""
    axis = canvas(nodes)
    drawn = {name: (node, axis.add_patch(node.patch())) for name, node in nodes.items()}
    for node in nodes.values():
        axis.text(node.x, node.y, node.label, ha="center", va="center")
    for start, end, label in arrows:
        arrow = connect(axis, drawn[start], drawn[end], style="-|>")
        seen = arrow.get_path().get_extents()
        x, y = (seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2
        axis.text(x, y + 0.14, label, ha="center")
    for start, end in links:
        connect(axis, drawn[start], drawn[end], style="-")
    return axis.figure


def canvas(nodes: dict[str, Node]) -> Axes:
    """Axes that hold all nodes, circles round and, where there is room, of one size."""
    across, up = zip(*((node.x, node.y) for node in nodes.values()), strict=True)
    left, right = min(across) - 0.9, max(across) + 0.9
    bottom, top = min(up) - 0.65, max(up) + 0.65
    inches = min(0.75, 6 / (right - left))
    size = (inches * (right - left), inches * (top - bottom))
    figure = plt.figure(figsize=size, layout="none")
    axis = figure.add_axes((0, 0, 1, 1), aspect="equal")
    axis.set(xlim=(left, right), ylim=(bottom, top))
    axis.axis("off")
    return axis


def connect(axis: Axes, start: Drawn, end: Drawn, *, style: str) -> FancyArrowPatch:
    """A straight line or arrow from the edge of one node to that of another."""
    (tail, tail_patch), (head, head_patch) = start, end
    arrow = FancyArrowPatch(
        (tail.x, tail.y),
        (head.x, head.y),
        patchA=tail_patch,
        patchB=head_patch,
        arrowstyle=style,
        mutation_scale=14,
        color=INK,
        shrinkA=2,
        shrinkB=2,
    )
    return axis.add_patch(arrow)
