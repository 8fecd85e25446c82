"""Somebody erased is taken out of a text, however they are written in it, and nobody else is."""

import unicodedata
from datetime import UTC, datetime

import pytest

from chalicelib.domain.people.participants import Participant, Profile
from chalicelib.domain.privacy.unnamed import SOMEBODY, names_of, unnamed

NOW = datetime(2027, 3, 1, tzinfo=UTC)
PERSON = Participant(
    "pzoe",
    "zoe.lacasse@example.org",
    Profile("Zoé", "Lacasse-Béliveau", phone="819 555-0177"),
    NOW,
    NOW,
)


@pytest.mark.parametrize(
    "written",
    [
        "Zoé Lacasse-Béliveau",
        "ZOE LACASSE-BELIVEAU",
        "Zoé  Lacasse\N{NON-BREAKING HYPHEN}Béliveau",
        "zoé lacasse béliveau",
        unicodedata.normalize("NFD", "Zoé Lacasse-Béliveau"),
        "Lacasse-Béliveau",
        "zoe.lacasse@example.org",
        "Zoe.Lacasse+infolettre@Example.org",
        "819 555-0177",
        "(819) 555.0177",
        "8195550177",
    ],
)
def test_nothing_of_them_is_left(written: str) -> None:
    told = unnamed(f"Un mot à {written}, puis : {written}", names_of(PERSON))
    assert told.replace("(", "") == f"Un mot à {SOMEBODY}, puis : {SOMEBODY}"


@pytest.mark.parametrize(
    "written",
    ["Zoé Lacasse", "zoe@example.org", "zoe.lacasse@example.com", "819 555-01770", "Béliveaux"],
)
def test_others_stay(written: str) -> None:
    assert unnamed(f"Un mot à {written}.", names_of(PERSON)) == f"Un mot à {written}."
