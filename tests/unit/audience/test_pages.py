"""Which pages are counted: those that the templates of public pages say they are, and no other."""

import re

import pytest

from chalicelib.domain.audience.pages import page_at
from chalicelib.settings import TEMPLATES

PLACES = {
    template.relative_to(TEMPLATES).as_posix(): found[1]
    for template in sorted((TEMPLATES / "pages").rglob("*.html"))
    if (found := re.search(r'{% set path = "(.*?)"', template.read_text("utf-8")))
}
"""Where each public page says that it is; of one of many, the beginning of it."""

EXAMPLES = {
    "/evenements/": "ev-v81",
    "/evenements/series/": "sr-81",
    "/themes/": "decouvrabilite",
    "/bilans/": "2021-2022",
}


@pytest.mark.parametrize("template", PLACES)
def test_each_public_page_is_one_that_is_counted(template: str) -> None:
    place = PLACES[template]
    found = page_at(place + EXAMPLES.get(place, ""))
    assert found, f"{template} is at {place}: it is in none of domain/audience/pages.py"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "accueil",
        "/equipe",
        "/mon-espace",
        "/themes/",
        "/themes/a/b",
        "/bilans/A%20B",
        "/evenements/merci",
        "/evenements/pana-vgood",
        "/evenements/ev-v81-moved",
        "/evenements/series/ev-v81",
        "/evenements/ev-v81/merci",
        "//example.org/",
        "/?page=/",
        "/themes/" + "x" * 200,
    ],
)
def test_what_a_visitor_types_is_no_page(typed: str) -> None:
    assert page_at(typed) is None


def test_a_page_is_there_if_what_it_is_about_is() -> None:
    theme, of_event, home = map(page_at, ("/themes/decouvrabilite", "/evenements/ev-v7e1", "/"))
    assert theme is not None
    assert of_event is not None
    assert home is not None
    assert theme.is_there({"decouvrabilite"}, False)
    assert not theme.is_there({"marketing-numerique"}, False)
    assert of_event.is_there((), True)
    assert not of_event.is_there((), False)
    assert home.is_there((), False)
