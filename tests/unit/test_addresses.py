"""An address as people copy it: what certainly came along goes, and what is wrong is named."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import addresses, texts
from chalicelib.domain.addresses import link_to
from chalicelib.domain.texts import BadText

ADDRESS = "marie.o'brien-roy@exemple.example.org"
TYPED = st.sampled_from(
    [
        ADDRESS,
        ADDRESS.replace("'", "’"),
        ADDRESS.replace("'", "‘"),
        ADDRESS.replace("-", "\u2011"),
        ADDRESS.replace("-", "–"),
        ADDRESS.replace("@", " @"),
        ADDRESS.replace("@", "\u00a0@ "),
        ADDRESS.replace("@", "＠"),
    ]
)
BEFORE = ["", "mailto:", "MAILTO: ", "<", "<mailto:", "Marie Roy <", "“Roy, Marie” <", "« ", "("]
AFTER = ["", ".", ";", ",", " ;", ">", ">;", ">,", "> .", " »", ").", "?subject=Bonjour", "…"]


@given(st.sampled_from(BEFORE), TYPED, st.sampled_from(AFTER), st.sampled_from(["", " ", "\u200b"]))
def test_an_address_is_taken_out_of_what_it_was_copied_with(
    before: str, typed: str, after: str, space: str
) -> None:
    wraps = not before.endswith("<") or ">" in after or not before.rstrip("<").strip()
    linked = "mailto" in before.lower() or "?" not in after
    if wraps and linked:
        assert texts.address(f"{space}{before}{typed}{after}{space}") == ADDRESS


@pytest.mark.parametrize(
    "typed",
    [
        f"{ADDRESS}<mailto:{ADDRESS}>",
        f"'{ADDRESS}'",
        f'"Roy, Marie" <{ADDRESS}>',
        f"Marie Roy <{ADDRESS}>",
        "mailto:marie.o%27brien-roy@exemple.example.org?subject=%C3%80%20vous",
    ],
)
def test_an_address_is_taken_out_of_a_link_or_a_head(typed: str) -> None:
    assert texts.address(typed) == ADDRESS


@given(st.text(st.sampled_from("a'’é@.,;:<>()\"« »%2?mailto:\u200b\t"), max_size=30))
def test_cleaning_an_address_twice_is_cleaning_it_once(typed: str) -> None:
    try:
        once = texts.address(typed)
    except BadText:
        return
    assert texts.address(once) == once


@pytest.mark.parametrize(
    ("typed", "cause", "at"),
    [
        ("marie", "no_at", None),
        ("marie(at)example.org", "no_at", None),
        ("a@example.org, b@example.org", "several", None),
        ("A <a@example.org>, B <b@example.org>", "several", None),
        ("@example.org", "half", None),
        ("marie@", "half", None),
        ("marie roy@example.org", "space", 6),
        ("marie@example. org", "space", 15),
        ("zoé@example.org", "sign", 3),
        ("marie,roy@example.org", "sign", 6),
        ("marie..roy@example.org", "dots", None),
        ("marie.@example.org", "dots", None),
        ("marie@example", "no_ending", None),
        ("marie@exa_mple.org", "", None),
    ],
)
def test_what_is_wrong_in_an_address_is_named(typed: str, cause: str, at: int | None) -> None:
    assert addresses.cause(texts.address(typed)) == (cause, (1, at) if at else None)


@given(st.text(st.sampled_from("ab?&=%#/,;:!+'*$_-~.\"<> "), min_size=1))
def test_a_link_to_an_address_says_nothing_but_the_address(local: str) -> None:
    """An address may have « ? » and « & », which begin the subject and the copies of a mail."""
    link = urlsplit(link_to(f"{local}@exemple.example.org"))
    assert (link.scheme, link.query, link.fragment) == ("mailto", "", "")
    assert unquote(link.path) == f"{local}@exemple.example.org"
    assert "," not in link.path
