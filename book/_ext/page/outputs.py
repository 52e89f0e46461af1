"""Outputs of types of the book's own: what a cell displayed, as nodes of the page."""
from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from myst_nb.core.render import load_mime_renders


def on_output(mime: str, show: Callable[[dict, object, list[str]], list[nodes.Node]]) -> None:
    """Let ``show(record, env, tags of the cell)`` make the nodes of every output of this type."""
    class Renderer:
        mime_priority_overrides = (("*", mime, 1),)

        @staticmethod
        def handle_mime(renderer, data, inline):
            """Called by MyST-NB for every output; ``None`` passes it on."""
            if data.mime_type != mime:
                return None
            return show(dict(data.content), renderer.renderer.sphinx_env, data.cell_metadata.get("tags", []))

    plugins = load_mime_renders()  # MyST-NB offers entry points only; the list is the same
    plugins[:] = [plugin for plugin in plugins if plugin.mime_priority_overrides != Renderer.mime_priority_overrides]
    plugins.append(Renderer)
