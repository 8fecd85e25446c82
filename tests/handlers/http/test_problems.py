import importlib
import json
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from chalicelib import web
from chalicelib.domain.errors import FieldError, InvalidFields
from chalicelib.web.http.asked import FIELDS
from chalicelib.web.http.bodies import Body
from chalicelib.web.http.parsing import parse, parse_fields
from chalicelib.web.http.problems import NotJson, field_message, problem, problem_of
from chalicelib.web.http.sentences import SENTENCES
from chalicelib.web.people import models
from tests.support.driver import REGISTRATION, Client


def bodies(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for child in kind.__subclasses__():
        yield child
        yield from bodies(child)


def every_body() -> list[type[BaseModel]]:
    """The bodies of every area of the web."""
    for module in pkgutil.walk_packages(web.__path__, "chalicelib.web."):
        importlib.import_module(module.name)
    return sorted(set(bodies(Body)), key=lambda body: body.__name__)


BODIES = every_body()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_problem_has_what_rfc_9457_asks_for(code: str) -> None:
    document = problem(code, 409)
    assert set(document) == {"type", "title", "status", "detail", "code"}
    assert document["type"] == f"urn:brigade:problem:{code.replace('_', '-')}"
    assert (document["status"], document["code"]) == (409, code)


def test_invalid_fields_are_told_one_by_one() -> None:
    failure = InvalidFields(
        FieldError("themes.0", "unknown_theme"), FieldError("needs", "too_long", 9)
    )
    document = problem_of(failure)
    assert (document["status"], document["code"]) == (422, "invalid_fields")
    first, second = document["errors"]
    assert first == {
        "field": "themes.0",
        "code": "unknown_theme",
        "message": FIELDS["unknown_theme"],
    }
    assert (second["field"], second["code"]) == ("needs", "too_long")
    assert "9 caractères au plus" in second["message"]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (FieldError("markdown", "required"), "Écrivez le bilan, puis envoyez-le."),
        (FieldError("meetings", "too_few", 1), "Cochez au moins une rencontre."),
        (FieldError("topics", "too_many", 4), "Gardez-en 4 au plus."),
        (FieldError("ends_at", "ends_before_start"), "La fin doit venir après le début."),
    ],
)
def test_a_message_is_true_of_its_field(error: FieldError, message: str) -> None:
    assert field_message(error) == message


def test_registrations_that_would_open_too_late_are_told_before_what_to_open_them() -> None:
    assert "avant le début" in field_message(
        FieldError("registration_opens_at", "ends_before_start")
    )


def test_a_moment_that_is_none_is_told_with_an_example_that_people_write() -> None:
    message = field_message(FieldError("ends_at", "invalid_datetime"))
    assert "9 mars 2027 à 13" in message
    assert "T13" not in message


def test_what_a_registration_does_not_allow_is_told_truly_of_each_that_does_not_stand() -> None:
    detail = problem("not_registered", 409)["detail"]
    assert all(word in detail for word in ("annulée", "en attente", "passée"))


def failure(model: type[BaseModel], content: bytes) -> NotJson | InvalidFields | None:
    try:
        parse(model, content)
    except (NotJson, InvalidFields) as failed:
        return failed
    return None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b'{"a": NaN,}', b"\x00", b'"\\ud800"', b"[" * 5000, b"<a/>"],
    ids=range(8),
)
def test_what_is_not_json_is_said_to_be_so(content: bytes) -> None:
    assert isinstance(failure(models.RegistrationBody, content), NotJson)


def registration_errors(**changes: Any) -> dict[str, str]:
    failed = failure(models.RegistrationBody, json.dumps({**REGISTRATION, **changes}).encode())
    assert isinstance(failed, InvalidFields)
    return {error.field: error.code for error in failed.errors}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "ana", "invalid_email"),
        ("email", "ana@example.org\nBcc: x@example.org", "invalid_email"),
        ("email", "é@example.org", "invalid_email"),
        ("email", None, "wrong_type"),
        ("given_name", " ", "required"),
        ("given_name", "x" * 81, "too_long"),
        ("given_name", "x" * 10**6, "too_long"),
        ("given_name", "Ana\x00", "control_character"),
        ("given_name", "\u3164", "required"),
        ("phone", "abc", "invalid_phone"),
        ("given_name", "www.example.org", "no_links"),
        ("kind", "robot", "invalid_choice"),
        ("kind", 3, "invalid_choice"),
        ("themes", [], "too_few"),
        ("themes", ["decouvrabilite"] * 21, "too_many"),
        ("themes", "decouvrabilite", "wrong_type"),
        ("needs", "x" * 4001, "too_long"),
        ("needs", 12, "wrong_type"),
        ("referral", {}, "wrong_type"),
    ],
)
def test_each_mistake_in_a_registration_has_its_code(field: str, value: Any, code: str) -> None:
    expected = {"referral.heard_from": "required"} if field == "referral" else {field: code}
    assert registration_errors(**{field: value}) == expected


def test_a_mistake_inside_a_list_or_an_object_says_where() -> None:
    themes = ["decouvrabilite", "inconnu"]
    assert registration_errors(themes=themes) == {"themes.1": "unknown_theme"}
    assert registration_errors(consents={"program": True, "newsletter": "oui"}) == {
        "consents.newsletter": "wrong_type"
    }


@pytest.mark.parametrize("consents", [{}, {"program": False}, {"newsletter": True}])
def test_taking_part_without_the_consent_it_needs_is_refused_as_such(
    consents: dict[str, bool],
) -> None:
    assert registration_errors(consents=consents) == {"consents.program": "consent_required"}


def test_all_mistakes_are_told_at_once_and_each_field_once() -> None:
    failed = failure(models.RegistrationBody, b"{}")
    assert isinstance(failed, InvalidFields)
    fields = [error.field for error in failed.errors]
    assert len(set(fields)) == len(fields) == 7
    assert {error.code for error in failed.errors} == {"required"}


def test_a_body_that_is_no_object_is_told_as_a_whole() -> None:
    for content in (b"[]", b"null", b'"ana"', b"3"):
        failed = failure(models.RegistrationBody, content)
        assert isinstance(failed, InvalidFields)
        assert [(e.field, e.code) for e in failed.errors] == [("body", "wrong_type")]


def test_what_came_from_a_form_is_checked_like_json() -> None:
    with pytest.raises(InvalidFields) as failed:
        parse_fields(models.RegistrationBody, {**REGISTRATION, "given_name": "Ana\x00"})
    assert failed.value.errors == (FieldError("given_name", "control_character", place=(1, 4)),)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**20, 10**40)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["https://x", "http://", "2027-03-01T09:00:00", "9999-12-31T23:59:59Z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@pytest.mark.parametrize("model", BODIES, ids=[model.__name__ for model in BODIES])
def test_whatever_a_body_holds_its_mistakes_are_told_in_whole_sentences(
    model: type[BaseModel],
) -> None:
    names = st.sampled_from(sorted(model.model_fields))

    @settings(deadline=None, derandomize=True, max_examples=40)
    @given(st.dictionaries(names, JSON))
    def check(body: dict[str, Any]) -> None:
        failed = failure(model, json.dumps(body).encode())
        for error in getattr(failed, "errors", ()):
            message = field_message(error)
            assert "None" not in message
            assert error.field

    check()


def test_errors_travel_as_problem_documents(client: Client) -> None:
    answer = client.call("POST", "/api/v1/registrations", {**REGISTRATION, "email": "secret-ana"})
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    document = answer.get_json()
    assert [error["field"] for error in document["errors"]] == ["email"]
    assert "secret-ana" not in answer.text


def test_each_way_to_go_wrong_has_its_status(client: Client) -> None:
    def ask(method: str, path: str, token: str = "", **headers: str) -> tuple[int, str]:
        answer = client.call(method, path, {}, token, **headers)
        return answer.status_code, answer.get_json()["code"]

    assert ask("GET", "/api/v1/nowhere") == (404, "not_found")
    assert ask("PUT", "/api/v1/me") == (405, "method_not_allowed")
    assert ask("GET", "/api/v1/me") == (401, "unauthenticated")
    assert ask("GET", "/api/v1/me", "forged") == (401, "invalid_token")
    assert ask("GET", "/api/v1/me", client.staff()) == (403, "forbidden")
    key = {"Idempotency_Key": "k" * 256}
    assert ask("POST", "/api/v1/registrations", **key) == (422, "invalid_idempotency_key")
    malformed = client.http.post(
        "/api/v1/registrations", data=b"{", content_type="application/json"
    )
    assert (malformed.status_code, malformed.get_json()["code"]) == (400, "not_json")
