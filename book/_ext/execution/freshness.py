"""Sphinx extension: no page, warning or image of an earlier build outlives its cause.

``_build/.complete`` is written when a build ends without error and without warning, and removed when one starts.
Where it is missing, the pages are read afresh: Sphinx itself would show a warning only once, and would trust pages
that were half written when the build was killed. It holds a fingerprint of the book's own extensions and static files,
which Sphinx does not watch. Executed chapters are kept in any case.
"""

import hashlib
import shutil
from pathlib import Path

ALWAYS_THERE = {"genindex", "search"}


def fingerprint(srcdir: Path) -> str:
    """Hash of the files that shape every page."""
    digest = hashlib.sha256((srcdir.parent / "requirements.txt").read_bytes())
    own = [*srcdir.glob("_ext/*/*.py"), *srcdir.parent.glob("src/latents/page/live/*.[cj]s*")]
    for path in sorted([*own, *filter(Path.is_file, srcdir.glob("_static/**/*"))]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def forget_unfinished_build(app, config) -> None:
    """Throw away what Sphinx remembers, unless the last build was complete and made by the same extensions."""
    stamp = Path(app.outdir).parent / ".complete"
    if not stamp.is_file() or stamp.read_text() != fingerprint(Path(app.srcdir)):
        shutil.rmtree(app.doctreedir, ignore_errors=True)
    stamp.unlink(missing_ok=True)


def finish(app, error) -> None:
    """Remove what this book no longer has; leave the stamp if all went well."""
    if error:
        return
    remove_stale_files(app)
    if not app._warncount:
        (Path(app.outdir).parent / ".complete").write_text(fingerprint(Path(app.srcdir)))


def remove_stale_files(app) -> None:
    """Delete pages, sources, images and executed notebooks that belong to no page of the book."""
    out, env = Path(app.outdir), app.env
    pages = env.found_docs | ALWAYS_THERE | set(app.config.html_additional_pages)
    for path in out.rglob("*.html"):
        name = path.relative_to(out)
        if name.parts[0] != "_static" and name.with_suffix("").as_posix() not in pages:
            path.unlink()
    images = {name for _, name in env.images.values()}
    for path in out.glob("_images/*"):
        if path.name not in images:
            path.unlink()
    for folder, pattern in [(out / "_sources", "*.*"), (out.parent / "jupyter_execute", "*.ipynb")]:
        for path in folder.rglob(pattern):
            if path.relative_to(folder).as_posix().partition(".")[0] not in env.found_docs:
                path.unlink()


def setup(app):
    """Connect to the start and the end of a build."""
    app.connect("config-inited", forget_unfinished_build)
    app.connect("build-finished", finish, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
