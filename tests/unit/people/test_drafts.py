"""A form open in two windows: whoever saves last, what the other wrote is kept."""

from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.people import drafts

TEXTS = st.text(min_size=1).filter(str.strip)


def sent(notes: str, page: str = "", read: str = "", **more: str) -> str:
    marks = {drafts.PAGE: page, drafts.READ: read, **more}
    return urlencode({"notes": notes, **{name: value for name, value in marks.items() if value}})


def notes(content: str) -> str:
    return drafts.written(content)


def texts_of(content: str) -> list[str]:
    return [notes(content), *(notes(each) for each in drafts.others(content))]


@given(st.lists(st.tuples(st.sampled_from("AB"), TEXTS), min_size=1, max_size=8))
def test_the_last_text_of_each_window_is_there(saved: list[tuple[str, str]]) -> None:
    kept = ""
    for page, text in saved:
        kept = drafts.merged(kept, sent(text, page))
    assert notes(kept) == notes(sent(saved[-1][1]))
    assert set(texts_of(kept)) >= {notes(sent(text)) for text in dict(saved).values()}


@given(TEXTS, TEXTS)
def test_whoever_has_read_what_is_kept_replaces_it(one: str, two: str) -> None:
    first = drafts.merged("", sent(one, "A"))
    after = drafts.merged(first, sent(two, "B", drafts.mark(first)))
    assert texts_of(after) == [notes(sent(two))]


@given(TEXTS, st.sampled_from(["", " ", "\r\n"]), st.sampled_from(["", "B"]))
def test_an_empty_form_takes_the_place_of_no_newer_text(one: str, blank: str, page: str) -> None:
    first = drafts.merged("", sent(one, "A"))
    assert drafts.merged(first, sent(blank, page)) == first
    assert drafts.is_blank(drafts.merged(first, sent(blank, "A")))


def test_a_text_of_another_window_is_taken_back_and_the_others_forgotten() -> None:
    kept = drafts.merged(drafts.merged("", sent("Un", "A")), sent("Deux", "B"))
    (other,) = drafts.others(kept)
    back = drafts.merged(kept, other)
    assert texts_of(back) == [notes(sent("Un")), notes(sent("Deux"))]
    alone = sent("Trois", "C", drafts.mark(back), **{drafts.ALONE: "oui"})
    assert texts_of(drafts.merged(back, alone)) == [notes(sent("Trois"))]
    unread = sent("Trois", "C", **{drafts.ALONE: "oui"})
    assert len(texts_of(drafts.merged(back, unread))) == 3


def test_what_is_kept_stays_within_its_bound() -> None:
    kept = ""
    for number in range(9):
        kept = drafts.merged(kept, sent(f"{number}" * 60_000, f"P{number}"))
        assert len(kept) <= drafts.LONGEST
    assert notes(kept) == notes(sent("8" * 60_000))
