"""A name may be any name that people have, and holds no address that a program would open."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import texts
from chalicelib.domain.links import ENDINGS, NO_NAMES, TITLES, holds_address

LETTERS = "abcdefghijklmnopqrstuvwxyzéèçœ"
words = st.text(LETTERS, min_size=2, max_size=12)
endings = st.sampled_from(sorted(ENDINGS))


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """An address of a site or of a mailbox, as people or programs write it."""
    host = ".".join([*draw(st.lists(words, min_size=1, max_size=3)), draw(endings)])
    before = draw(st.sampled_from(["", "www.", "http://", "HTTPS://", "a@", "ana.roy@", "x:\\\\"]))
    after = draw(st.sampled_from(["", "/", "/a?b=c", ".", "!", ":8080"]))
    dot = draw(st.sampled_from([".", ".", "。", "．", "｡"]))
    ways: list[Callable[[str], str]] = [str, str.upper, str.title, wide]
    return draw(st.sampled_from(ways))(f"{before}{host.replace('.', dot)}{after}")


@given(addresses(), words, words)
def test_no_name_holds_an_address(address: str, before: str, after: str) -> None:
    for name in (address, f"{before} {address}", f"{before} ({address}) {after}"):
        assert holds_address(name)
        with pytest.raises(texts.BadText, match="no_links"):
            texts.name(name)


@given(
    words.filter(lambda word: word not in TITLES),
    st.one_of(
        st.tuples(
            st.sampled_from([" .", "[.]", "(.)", " [.] ", "{.}", "<.>", " 。", " . ", "(。)"]),
            endings,
        ),
        st.tuples(st.sampled_from(["(dot)", "[dot]", "[point]", "{DOT}", "\u2024", "．"]), endings),
        st.tuples(
            st.sampled_from([". ", "。 ", " (dot) ", " [point] ", " dot ", " POINT ", "•", " · "]),
            st.sampled_from(sorted(NO_NAMES)),
        ),
    ).map("".join),
    words,
)
def test_no_name_hides_an_address_s_dot(host: str, ending: str, before: str) -> None:
    for name in (f"{host}{ending}", f"{before} {host}{ending}/x", f"{host}{ending}!"):
        with pytest.raises(texts.BadText, match="no_links"):
            texts.name(name)


@given(
    st.lists(
        st.one_of(
            words.filter(lambda word: word not in NO_NAMES).map(str.title),
            st.sampled_from("ABCDEFGHJ").map("{}.".format),
            st.sampled_from(["J.-P.", "M.-A.", "St.", "Ste-Anne", "O’Neil", "D'Arc", "Dr.", "Jr."]),
            st.sampled_from(["J.R.R. Roy", "A.B. Roy", "St.Pierre", "Mgr.Roy", "李", "Ngọc", "X"]),
            st.sampled_from(
                ["J. P. Co", "St. Jean", "M. De", "Dr. To", "R. It", "S. Me", "A. (Ana)"]
            ),
            st.sampled_from(["Mme. Be", "Ana (Dot) Roy", "Ed. De", "Gal·la", "Dot", "de"]),
        ),
        min_size=1,
        max_size=4,
    ).map(" ".join)
)
def test_a_name_that_people_have_is_a_name(name: str) -> None:
    assert texts.name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "name",
    [
        "Ana exemple.org",
        "gagnez.ici",
        "t.co",
        "192.0.2.1",
        "ana@localhost",
        "ana @ example",
        "javascript:alert",
        "http:/example",
        "хост.рф",
        "xn--80akhbyknj4f",
        "Mme.ca",
        "ana\u200b.example.org",
        "evil .com",
        "evil. com",
        "evil[.]com",
        "evil(dot)com",
        "evil。com",
        "evil [dot] com",
        "evil .COM",
        "e.v.i.l .com",
        "evil point com",
        "evil dot com",
    ],
)
def test_what_a_program_opens_is_refused(name: str) -> None:
    with pytest.raises(texts.BadText, match="no_links"):
        texts.name(name)
