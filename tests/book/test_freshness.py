"""Nothing of an earlier build outlives its cause."""

DRAW = "import matplotlib.pyplot as plt\nplt.plot([0, {}]);"


def files(book, pattern: str) -> set[str]:
    return {path.name for path in book.root.glob(f"_build/{pattern}")}


def test_a_warning_fails_every_build_until_it_is_gone(book):
    book.chapter("left", "1", prose="{ref}`nowhere`")
    assert [book.build(), book.build()] == [1, 1]
    book.chapter("left", "1")
    assert [book.build(), book.build()] == [0, 0]


def test_an_unchanged_book_is_not_read_again(book):
    assert book.build() == 0
    assert book.build() == 0
    assert "no targets are out of date" in book.out


def test_a_changed_extension_or_static_file_reads_every_page_again(book):
    assert book.build() == 0
    for path in ("book/_ext/page/own.py", "book/_static/deep/own.css", "book/_static/deep/own.css",
                 "src/latents/page/live/own.js"):
        book.write(path, book.read(path) + "#" if (book.root / path).exists() else "#")
        assert book.build() == 0
        assert "3 added" in book.out


def test_killed_while_writing_pages(book):
    assert book.build() == 0
    page = book.root / "_build/html/left.html"
    page.write_text(page.read_text()[:100])
    (book.root / "_build/.complete").unlink()  # what a killed build does not leave behind
    assert book.build() == 0
    assert "answer 1" in page.read_text()
    assert page.read_text().endswith("</html>")


def test_a_build_that_does_not_end_well_leaves_no_stamp(book):
    stamp = book.root / "_build/.complete"
    assert book.build() == 0
    assert stamp.is_file()
    book.chapter("left", "1 / 0")
    assert book.build() == 1
    assert not stamp.exists()
    book.chapter("left", "1", prose="{ref}`nowhere`")
    assert book.build() == 1
    assert not stamp.exists()


def test_stale_images_are_removed(book):
    book.chapter("left", DRAW.format(1))
    assert book.build() == 0
    (first,) = files(book, "html/_images/*")
    book.chapter("left", DRAW.format(2))
    assert book.build() == 0
    (second,) = files(book, "html/_images/*")
    assert first != second
    assert second in book.read("_build/html/left.html")


def test_a_removed_page_leaves_nothing(book):
    assert book.build() == 0
    (book.root / "book/right.md").unlink()
    book.write("book/index.md", book.read("book/index.md").replace("right\n", ""))
    assert book.build() == 0
    assert files(book, "html/*.html") == {"index.html", "left.html", "genindex.html", "search.html"}
    assert files(book, "jupyter_execute/*.ipynb") == {"left.ipynb"}
    assert files(book, "html/_sources/*") == {"index.md.txt", "left.md.txt"}
