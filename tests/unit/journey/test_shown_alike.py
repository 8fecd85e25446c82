"""The journey has the same steps, in the same words and order, wherever somebody reads of it."""

import re
from datetime import UTC, datetime
from html import unescape
from itertools import chain
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.texts.french import French
from chalicelib.adapters.texts.templates import Templates
from chalicelib.domain.journey.steps import KEYS, steps
from chalicelib.domain.people.participants import Participant, Profile
from chalicelib.settings import TEMPLATES
from chalicelib.web.people import space
from chalicelib.workflows.people.manage_profile import Space

NOW = datetime(2027, 3, 1, 15, tzinfo=UTC)
ANA = Participant("p1", "ana@example.org", Profile("Ana", "Exemple"), NOW, NOW)
SHARED = {
    "programme": wiring.programme(),
    "site": "https://brigade.example.org",
    "root": "",
    "static": "/static/{}".format,
}
SHOWN = Templates(TEMPLATES, French("America/Toronto"), SHARED)
SAID = [[SHOWN.words[table][key] for key in KEYS] for table in ("step", "step_length", "step_note")]
"""The titles, the lengths and the notes, in the journey's order."""


def test_home_and_the_first_mail_say_all_of_each_step_in_the_journey_s_order() -> None:
    for place, text in (
        ("home.html", SHOWN.render("pages/site/home.html", themes=[], structured="")),
        ("registration.html", mail("people/registration.html")),
        ("registration.txt", mail("people/registration.txt")),
    ):
        assert left_out(text) == [], place


def test_one_s_space_has_the_same_titles_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "templates", lambda: SHOWN)
    shown = space.as_json(Space(ANA, (), (), ()))["steps"]
    assert [step["title"] for step in shown] == SAID[0]
    assert [step["key"] for step in shown] == list(SHOWN.words["step"]) == list(KEYS)


def mail(name: str) -> str:
    said = {
        "kind": "registration",
        "reason_of": "registration",
        "given_name": "Ana",
        "booking": None,
    }
    urls = {"personal_url": "", "unsubscribe_url": ""}
    about = {"event": None, "of_group_session": False, "theme": None}
    values: dict[str, Any] = {
        **said,
        **urls,
        **about,
        "step": 0,
        "steps": steps((), (), ()),
        "now": NOW,
    }
    values |= {"asked": None, "not_me_url": "", "to_confirm": False, "of_child": False}
    values["said"] = SHOWN.mail_texts["registration"]
    return SHOWN.render(f"emails/{name}", **values)


def left_out(text: str) -> list[str]:
    """What a text does not say of a step behind what it says of those before."""
    plain = re.sub(r"[ \n]+", " ", unescape(re.sub("<[^>]+>", "", text)))
    plain = plain[plain.rindex("Votre parcours") :]
    missing, at = [], 0
    for words in chain.from_iterable(zip(*SAID, strict=True)):
        found = plain.find(words, at)
        if found < 0:
            missing.append(words)
        at = max(at, found)
    return missing
