"""Claims on the pages: the line under the cell, the tick behind the sentence, the list; and what fails a build."""
# ruff: noqa: RUF001 (true minus and multiplication signs)

import pytest
from small_book import FRONT, claims, page, rows

INDEX = "# Index\n\n```{toctree}\n:numbered:\none\n```\n```{toctree}\nclaims\n```\n"
LIST = "# Claims\n\n```{claims}\n```\n"
SECOND_EDITION = FRONT.replace("---\n", "---\nedition: 2\n", 1)


@pytest.fixture
def book_of(build):
    """A book whose one chapter holds the given text, and a list of claims."""
    return lambda *parts, front=FRONT: build(index=INDEX, one=f"{front}# One\n\n{''.join(parts)}", claims=LIST)


def test_a_claim_is_a_line_under_its_cell(book_of):
    app = book_of(claims("evidence"))
    assert not app.warning.getvalue()
    line = page(app, "one").find(id="claim-first")
    assert line["class"] == ["claim"]
    assert line.get_text() == "It is small 2.35 ± 0.12 (below 5 required, 5 seeds)"
    assert not page(app, "one").select(".text_plain")


def test_a_tick_says_what_was_claimed_and_leads_to_the_list_and_to_the_cell(book_of):
    app = book_of("So it is. {tick}`first` Next.\n\n", claims("evidence", statement="It is <small>"))
    assert not app.warning.getvalue()
    tick = page(app, "one").select_one("a.tick")
    assert (tick.get_text(), tick["href"]) == ("✓", "claims.html#claim-first")
    assert tick["aria-label"] == "checked: It is <small>"
    facts = page(app, "one").select_one(".evidence")
    assert facts.find(id=tick["aria-describedby"]).get_text().startswith("Measured 2.35")
    assert [line.get_text() for line in facts.span.find_all(recursive=False)] == [
        "It is <small>", "Measured 2.35 ± 0.12, mean ± standard deviation over 5 seeds; must lie below 5.",
        "All claims · The cell that checks it"]
    assert [link["href"] for link in facts.select("a")] == ["claims.html#claim-first", "#claim-first"]
    assert page(app, "claims").find(id="claim-first")
    assert page(app, "one").find(id="tick-first").find_next_sibling() is not None


def test_one_tick_may_stand_for_several_claims_and_a_claim_have_several_ticks(book_of):
    app = book_of("Both. {tick}`first, second` Again. {tick}`second`\n\n", claims("evidence"),
                  claims("evidence", name="second", statement="It is smaller", seeds=1, measured="1"))
    assert not app.warning.getvalue()
    both, again = page(app, "one").select("a.tick")
    assert both["aria-label"] == "checked: It is small; It is smaller"
    assert again["aria-label"] == "checked: It is smaller"
    assert both["aria-describedby"] != again["aria-describedby"]
    described = [page(app, "one").find(id=name).get_text() for name in both["aria-describedby"].split()]
    assert described[1] == "Measured 1; must lie below 5."
    assert described[0] != described[1] == page(app, "one").find(id=again["aria-describedby"]).get_text()
    assert [len(page(app, "one").find_all(id=f"tick-{name}")) for name in ("first", "second")] == [1, 1]


def test_where_a_claim_is_not_made_the_tick_says_whether_it_holds(book_of):
    scope = "claimed for the digits only"
    elsewhere = f"{scope}; here, on MNIST, it does not hold"
    missed = claims("evidence", holds=False, scope=scope, elsewhere=elsewhere)
    app = book_of("So it is. {tick}`first, second`\n\n", missed, claims("evidence", name="second"))
    tick = page(app, "one").select_one("a.tick")
    assert tick.get_text() == "✗ 2.35 ± 0.12"
    assert "missed" in tick["class"]
    assert tick["aria-label"].startswith("does not hold here: ")
    assert f"It is {elsewhere}." in page(app, "one").select_one(".evidence").get_text()
    assert page(app, "one").find(id="claim-first")["class"] == ["claim", "claim-missed"]
    assert [row[0] for row in rows(app, "claims")] == [f"It is small ({elsewhere})", "It is small"]


def test_for_which_pictures_a_claim_is_made_is_said_in_the_list_alone(book_of):
    app = book_of("So it is. {tick}`first`\n\n", claims("evidence", scope="claimed for the digits only"))
    assert "digits" not in page(app, "one").select_one(".evidence").get_text()
    assert "digits" not in page(app, "one").find(id="claim-first").get_text()
    assert rows(app, "claims")[0][0] == "It is small (claimed for the digits only)"


def test_the_list_leads_to_the_sentences_and_to_the_cells(book_of):
    second = claims(name="second", measured="−3 × 10⁻⁷", seeds=1)
    app = book_of("So it is. {tick}`first`\n\n", claims("evidence"), second)
    assert rows(app, "claims") == [["It is small", "2.35 ± 0.12", "below 5", "5", "Chapter 1"],
                                   ["It is small", "−3 × 10⁻⁷", "below 5", "1", "Chapter 1"]]
    assert [link["href"] for link in page(app, "claims").select("tbody a")] == [
        "one.html#tick-first", "one.html#claim-first", "one.html#claim-second", "one.html#claim-second"]


def test_the_list_is_never_stale(book_of, build):
    book_of(claims("evidence"))
    app = build(one=f"{FRONT}# One\n\n{claims('evidence', measured='3')}{claims('evidence', name='third')}")
    assert [row[1] for row in rows(app, "claims")] == ["3", "2.35 ± 0.12"]


def test_in_a_heading_a_tick_is_no_link(book_of):
    app = book_of("## It is {tick}`first`\n\n", claims("evidence"))
    assert page(app, "one").h2.get_text().startswith("1.1. It is ✓")
    assert not page(app, "one").select("a.tick")


def test_two_claims_of_one_name_stop_the_build(build):
    with pytest.raises(Exception, match="'first' is made twice: in claims and in one"):
        build(index=INDEX, one=f"{FRONT}# One\n{claims()}", claims=f"{FRONT}# Claims\n{claims()}")


def test_a_tick_without_a_claim_stops_the_build(book_of):
    with pytest.raises(Exception, match="tick 'second' in one has no claim"):
        book_of("So it is. {tick}`first, second`\n\n", claims("evidence"))


def test_in_the_second_edition_a_folded_claim_needs_its_sentence(book_of):
    with pytest.raises(Exception, match="claim 'first' in one has no tick: no sentence asserts it"):
        book_of(claims("evidence"), front=SECOND_EDITION)
    book_of(claims(), front=SECOND_EDITION)
    book_of("So it is. {tick}`first`\n\n", claims("evidence"), front=SECOND_EDITION)
    book_of(claims("evidence"))
