"""The spellings of one mailbox are one for budgets; other mailboxes are others."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.people.aliases import alias_key

LETTERS = "abcdefghijklmnopqrstuvwxyz"
names = st.text(LETTERS + "0123456789", min_size=1, max_size=12)
DOMAINS = ("example.org", "exemple.example.org", "musée.example.org", "日本.example.org")


def wide(text: str) -> str:
    """As a Japanese keyboard types it."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@st.composite
def spellings(draw: st.DrawFn, name: str, domain: str) -> str:
    """One way in which the same mailbox may be written."""
    local = name + draw(st.sampled_from(["", "+", "+liste", "+a+b", "+x.y"]))
    text = f"{local}@{draw(st.sampled_from(_domains(domain)))}"
    changes: list[Callable[[str], str]] = [str, str.upper, str.title, wide]
    text = draw(st.sampled_from(changes))(text)
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    return " " * draw(st.integers(0, 2)) + text


def _domains(domain: str) -> list[str]:
    encoded = domain.encode("idna").decode()
    return [domain, encoded, f"{domain}.", domain.replace(".", "。")]


@given(st.data(), names, st.sampled_from(DOMAINS))
def test_all_spellings_of_a_mailbox_are_one(data: st.DataObject, name: str, domain: str) -> None:
    written = [data.draw(spellings(name, domain)) for _ in range(2)]
    assert alias_key(written[0]) == alias_key(written[1])


@given(names, st.data())
def test_dots_are_nothing_at_gmail_and_something_elsewhere(name: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(name)))
    dotted = f"{name[:cut]}.{name[cut:]}"
    assert alias_key(f"{dotted}@gmail.com") == alias_key(f"{name}@googlemail.com")
    assert alias_key(f"{dotted}@example.org") != alias_key(f"{name}@example.org")


@given(names, names)
def test_other_mailboxes_are_others(one: str, other: str) -> None:
    same = alias_key(f"{one}@example.org") == alias_key(f"{other}@example.org")
    assert same == (one == other)


@pytest.mark.parametrize("text", ["", "  ", "@", "+@", "a@", "@b", "xn--@xn--", "a@xn--\ud800"])
def test_what_is_no_address_is_folded_all_the_same(text: str) -> None:
    assert alias_key(text) == alias_key(alias_key(text))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert alias_key(alias_key(text)) == alias_key(text)
