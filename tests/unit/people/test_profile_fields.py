"""A field of the profile is added in `Profile`, and wherever people type it, read it or keep it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import from_item, to_item
from chalicelib.adapters.texts.french import French
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.adapters.texts.templates import Templates
from chalicelib.domain.levels import Maturity
from chalicelib.domain.people.participants import (
    PROFILE_FIELDS,
    Participant,
    ParticipantKind,
    Profile,
)
from chalicelib.settings import TEMPLATES
from chalicelib.web.openapi.people import PROFILE
from chalicelib.web.people import forms, views
from chalicelib.web.people.models import ProfileChangesBody, RegistrationBody

NOW = datetime(2027, 3, 1, 15, tzinfo=UTC)
CHOSEN: dict[str, Any] = {
    "kind": ParticipantKind.STUDENT,
    "maturity_level": Maturity.AVANCE,
    "themes": ("decouvrabilite",),
}
FILLED = Profile(**{name: CHOSEN.get(name, f"Dit {name}") for name in PROFILE_FIELDS})
"""A profile with something in each field."""

NOT_IN_LISTS = {"kind", "themes", "role", "discipline", "municipality", "motivations", "needs"}
"""What lists of people leave to the page of one of them."""

every_field = pytest.mark.parametrize("field", PROFILE_FIELDS)


@cache
def page(name: str, **errors: str) -> str:
    programme = read_programme(TEMPLATES / "programme.toml")
    shared = {
        "programme": programme,
        "site": "https://brigade.example.org",
        "root": "",
        "static": "/static/{}".format,
        "shown": str,
    }
    templates = Templates(TEMPLATES, French(programme.zone), shared)
    themes = [{"slug": "decouvrabilite", "title": "Découvrabilité", "summary": "…"}]
    return templates.render(f"pages/people/{name}.html", values={}, errors=errors, themes=themes)


@every_field
@pytest.mark.parametrize("name", ["registration", "profile"])
def test_a_page_asks_for_each_field_and_names_it_when_it_is_wrong(name: str, field: str) -> None:
    place = f"templates/pages/people/{name}.html"
    assert f'name="{field}"' in page(name), f"{place} has no field {field}"
    unnamed = re.search(rf">{field} : À corriger", page(name, **{field: "À corriger."}))
    assert not unnamed, f"PROFILE_LABELS of templates/pages/_macros.html has no {field}"


@pytest.mark.parametrize("body", [RegistrationBody, ProfileChangesBody])
def test_a_body_has_each_field_and_no_other(body: Any) -> None:
    others = {"email", "consents", "referral", "under_14", "guardian"} & set(body.model_fields)
    place = f"{body.__name__} of web/people/models.py"
    missing = set(PROFILE_FIELDS) - set(body.model_fields)
    assert not missing, f"{place} has no {missing}"
    unknown = set(body.model_fields) - set(PROFILE_FIELDS) - others
    assert not unknown, f"{place} has {unknown}, which Profile has not"


def test_forms_the_api_and_its_description_have_each_field() -> None:
    typed = {name: ["x"] for name in PROFILE_FIELDS}
    for place, shown in (
        ("web/people/forms.py, registration_body", forms.registration_body(typed)),
        ("web/people/forms.py, profile_changes_body", forms.profile_changes_body(typed, False)),
        ("web/people/views.py, profile", views.profile(somebody())),
        ("web/openapi/people.py, PROFILE", PROFILE["properties"]),
    ):
        missing = set(PROFILE_FIELDS) - set(shown)
        assert not missing, f"{place} has no {missing}"


def test_the_team_reads_each_field_before_a_session() -> None:
    source = (TEMPLATES / "pages" / "sessions" / "team.html").read_text("utf-8")
    source = source.replace("profile.full_name", "profile.given_name profile.family_name")
    missing = [name for name in PROFILE_FIELDS if f"profile.{name}" not in source]
    assert not missing, f"templates/pages/sessions/team.html does not show {missing}"


def test_lists_of_people_show_a_field_or_leave_it_out_on_purpose() -> None:
    unsaid = set(PROFILE_FIELDS) - set(views.IN_LISTS) - NOT_IN_LISTS
    assert not unsaid, f"IN_LISTS of web/people/views.py, or NOT_IN_LISTS here, lacks {unsaid}"


def test_each_field_is_stored_and_read_again() -> None:
    assert from_item(to_item(somebody())) == somebody()
    empty = replace(somebody(), profile=Profile("Ana", ""))
    assert from_item(to_item(empty)) == empty


def somebody() -> Participant:
    return Participant("p1", "zoe@example.org", FILLED, NOW, NOW)
