"""Each field of each form says what it wants in its own words: none falls back to a sentence that
would do for any other."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import chalicelib.web
from chalicelib.domain.errors import FieldError, InvalidFields
from chalicelib.web.events.models import EventBody, SeatBody
from chalicelib.web.http import asked
from chalicelib.web.http.asked import FIELDS
from chalicelib.web.http.bodies import Body
from chalicelib.web.http.forms import error_messages
from chalicelib.web.http.moments import trouble_with, typed_moment
from chalicelib.web.http.parsing import parse
from chalicelib.web.http.problems import field_message
from chalicelib.web.sessions.models import BookingBody
from infra.local.system import System
from tests.support.driver import THEME
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

VAGUE = {FIELDS[code].split("{")[0] for code in asked.UNANSWERED}
EMPTY: tuple[Any, ...] = ("", [], {}, None, 0.5, "\u2028", "x", True)


def bodies() -> list[type[Body]]:
    """Every class of a module of models."""
    found: list[type[Body]] = []
    for module in pkgutil.walk_packages(chalicelib.web.__path__, "chalicelib.web."):
        last = module.name.rpartition(".")[2]
        if "models" in last or last in ("bodies", "consents"):
            held = vars(importlib.import_module(module.name)).values()
            found += [c for c in held if isinstance(c, type) and issubclass(c, Body)]
    return sorted({*found} - {Body}, key=lambda body: body.__name__)


def fields_of(body: type[BaseModel], within: str = "") -> Iterator[str]:
    for name, info in body.model_fields.items():
        yield from _fields(f"{within}{info.alias or name}", info.annotation)


def _fields(path: str, annotation: Any) -> Iterator[str]:
    """A field, and those of what is in it: of an object, of each item of a list."""
    yield path
    if getattr(annotation, "__origin__", None) is list:
        yield from _fields(f"{path}.0", get_args(annotation)[0])
        return
    for part in get_args(annotation) or (annotation,):
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield from fields_of(part, f"{path}.")


def asked_for() -> list[type[Body]]:
    """Bodies that stand alone: the others' fields have names within theirs."""
    every = bodies()
    held = {part for body in every for part in _held(body)}
    bases = {base for body in every for base in body.__bases__}
    return [body for body in every if body not in held | bases or body in ALONE_TOO]


ALONE_TOO = {BookingBody, EventBody, SeatBody}
"""Bodies on which others build."""


def _held(body: type[BaseModel]) -> Iterator[Any]:
    for info in body.model_fields.values():
        yield from _classes(info.annotation)


def _classes(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _classes(part)


@pytest.mark.parametrize("body", asked_for())
def test_each_field_of_a_body_says_what_it_wants(body: type[Body]) -> None:
    for field in fields_of(body):
        for code in asked.UNANSWERED:
            message = field_message(FieldError(field, code, about=body.about))
            assert not any(message.startswith(vague) for vague in VAGUE), (field, code)


@pytest.mark.parametrize("body", asked_for())
def test_whatever_a_body_holds_each_field_answers_for_itself(body: type[Body]) -> None:
    for value in EMPTY:
        for content in ({}, dict.fromkeys(body.model_fields, value)):
            for error in _errors(body, json.dumps(content).encode()):
                message = field_message(error)
                assert not any(message.startswith(vague) for vague in VAGUE), (error, message)


def _errors(body: type[Body], content: bytes) -> tuple[FieldError, ...]:
    try:
        parse(body, content)
    except InvalidFields as failure:
        return failure.errors
    return ()


@pytest.fixture
def client(system: System) -> EventClient:
    client = EventClient(system)
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    return client


def said(client: EventClient, path: str, **data: Any) -> dict[str, str]:
    """What a form answers, by the id of its fields; each is said in the summary too, once."""
    page = client.http.post(path, data={"sent": "", **data})
    assert page.status_code == 422, page.text
    found = re.findall(r'id="erreur-([\w-]+)"[^>]*>(?:<span.*?</span>)?(.*?)</p>', page.text)
    summary = re.search(r'<div class="notice notice-error".*?</div>', page.text, re.DOTALL)
    assert summary is not None
    assert len(found) == len(dict(found)) == summary[0].count("<li>"), page.text
    for anchor in re.findall(r'href="#([\w-]+)"', summary[0]):
        assert f'id="{anchor}"' in page.text, anchor
    return dict(found)


def test_registering_with_nothing_says_what_each_field_wants(client: EventClient) -> None:
    assert said(client, "/inscription", family_name="") == {
        "given-name": "Écrivez un prénom.",
        "email": "Écrivez une adresse courriel.",
        "kind": "Choisissez ce qui vous décrit le mieux.",
        "maturity-level": "Choisissez l’aisance qui vous ressemble le plus.",
        "themes": "Cochez au moins un thème de la liste.",
        "consents-program": "Cochez cette case\u00a0: l’inscription demande cet accord.",
    }


def test_asking_for_a_link_keeps_what_was_typed(client: EventClient) -> None:
    path = "/mon-espace/lien"
    assert said(client, path) == {"email": "Écrivez une adresse courriel."}
    assert "n’est pas valide" in said(client, path, email="marie")["email"]
    assert 'value="marie"' in client.http.post(path, data={"email": "marie"}).text


def test_an_event_s_form_asks_for_its_own_consent(client: EventClient) -> None:
    event = client.create(public=True)
    told = said(client, f"/evenements/{event['id']}", email="", given_name="")
    assert "programme" not in told["consents-program"]
    assert told["mode"] == "Choisissez votre façon de participer\u00a0: sur place ou en ligne."


OPENING = {"day": "2027-03-16", "from": "09:00", "to": "12:00", "slot_minutes": "60"} | {
    "buffer_minutes": "0",
    "format": "video",
}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"day": ""}, {"day": "Indiquez le jour."}),
        ({"from": ""}, {"from": "Indiquez l’heure."}),
        ({"to": ""}, {"to": "Indiquez l’heure."}),
        ({"to": "25:99"}, {"to": "Cette heure n’existe pas. Écrivez-la ainsi\u00a0: 13:30."}),
        (
            {"day": "16 mars"},
            {"day": "Ce jour n’est pas au calendrier. Écrivez-le ainsi\u00a0: 2027-03-09."},
        ),
        (
            {"day": "2027-03-14", "from": "02:30", "to": "03:00"},
            {"from": "02:30 n’existe pas la nuit où l’heure avance. Choisissez une autre heure."},
        ),
        (
            {"day": "2027-11-07", "from": "01:30", "to": "05:00"},
            {"from": "01:30 vient deux fois la nuit où l’heure recule. Choisissez une autre"},
        ),
        ({"from": "12:00", "to": "09:00"}, {"to": "La fin doit venir après le début."}),
        ({"slot_minutes": ""}, {"slot-minutes": "de 15 à 240 minutes"}),
        ({"format": ""}, {"format": "par vidéo ou en personne"}),
    ],
)
def test_each_box_of_an_opening_answers_for_itself(
    client: EventClient, wrong: dict[str, str], expected: dict[str, str]
) -> None:
    told = said(client, "/equipe/semaine/ouvrir", **{**OPENING, **wrong})
    assert told.keys() == expected.keys()
    assert all(expected[box] in told[box] for box in expected)


def test_an_event_s_form_sent_empty_says_what_each_box_wants_a_step_after_the_other(
    client: EventClient,
) -> None:
    boxes = ("title", "day", "from", "to", "kind", "mode", "meetings", "weeks", "language")
    sent, asked = dict.fromkeys(boxes, ""), []
    right = {"title": "Causerie", "kind": "cohort", "day": "2027-03-16", "from": "09:00"}
    right |= {"meetings": "1", "weeks": "4", "mode": "online", "capacity-online": "8"}
    for _ in range(3):
        told = said(client, "/equipe/evenements", **sent)
        assert not {sentence for sentence in told.values() if sentence in VAGUE}
        asked.append(set(told))
        sent |= {box.replace("-", "_"): right[box] for box in told}
    assert asked == [{"title", "kind"}, {"day", "from", "meetings", "weeks"}, {"mode"}]


@pytest.mark.parametrize("clock", ["9:00", "09:00", "9 h", "9h00", " 09:00 "])
def test_an_hour_is_read_as_people_write_it(clock: str) -> None:
    assert typed_moment("2027-03-16", clock) == "2027-03-16T09:00:00-04:00"
    assert trouble_with("2027-03-16", clock) == ("", "")


def test_an_hour_that_comes_twice_is_asked_about_and_those_around_it_are_not() -> None:
    assert typed_moment("2026-11-01", "01:30") == "2026-11-01 01:30"
    assert "deux fois" in trouble_with("2026-11-01", "01:30")[1]
    for clock, offset in (("00:59", "-04:00"), ("02:00", "-05:00")):
        assert typed_moment("2026-11-01", clock) == f"2026-11-01T{clock}:00{offset}"


def test_a_box_that_holds_day_and_hour_says_which_is_wrong() -> None:
    failure = InvalidFields(FieldError("x", "invalid_datetime", about="event"))
    boxes = {"x": ("x", "x")}
    assert "l’heure" in error_messages(failure, {"x": ["2027-03-14T"]}, boxes)["x"]
    assert "n’existe pas" in error_messages(failure, {"x": ["2027-03-14T02:30"]}, boxes)["x"]


def test_a_telephone_without_digits_is_told_what_one_is(client: EventClient) -> None:
    assert "indicatif" in said(client, "/inscription", phone="abc", themes=THEME)["phone"]
