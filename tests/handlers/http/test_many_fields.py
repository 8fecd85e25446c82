"""What has too many fields is refused before each is looked at, in a body as in a form."""

from typing import Any
from urllib.parse import urlencode

import pydantic
import pytest
from werkzeug.test import Client as WsgiClient

from chalicelib.web.http.parsing import MOST_VALUES
from chalicelib.web.http.requests import MOST_FIELDS
from tests.handlers.http.test_bad_input import assert_problem, nothing_changes
from tests.support.driver import REGISTRATION, Client
from tests.support.systems import system_for

system = system_for("module")
MANY = MOST_VALUES + 1
SHAPES: dict[str, Any] = {
    "beside the fields": {**REGISTRATION, **{f"{n:x}": 0 for n in range(MANY)}},
    "in one of them": {**REGISTRATION, "consents": {f"{n:x}": 0 for n in range(MANY)}},
    "in a list": {**REGISTRATION, "themes": ["x"] * MANY},
    "in lists of lists": {**REGISTRATION, "x": [[[0] * 9] * 99] * 99},
    "in objects in a list": {**REGISTRATION, "x": [{"a": 0}] * MANY},
    "as a list": [0] * MANY,
}


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test if a body is checked field by field."""

    def refuse(*_: Any, **__: Any) -> None:
        pytest.fail("it was checked field by field")

    monkeypatch.setattr(pydantic.BaseModel, "model_validate_json", refuse)


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_body_with_too_many_values_is_not_looked_at(client: Client, shape: Any) -> None:
    with nothing_changes(client):
        answer = client.call("POST", "/api/v1/registrations", shape)
    problem = assert_problem(answer, 422)
    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("body", "too_many")]


def test_a_body_with_a_few_unknown_keys_is_taken_as_before(client: Client) -> None:
    body = {**REGISTRATION, "email": "peu@example.org", "x": {"y": [1, 2, 3]}}
    assert client.call("POST", "/api/v1/registrations", body).status_code == 202


@pytest.mark.parametrize("path", ["/inscription", "/mon-espace/lien", "/mon-espace/profil"])
@pytest.mark.parametrize("ended", [False, True], ids=["nobody's", "of a session that ended"])
def test_a_form_with_too_many_fields_is_not_looked_at(
    client: Client, path: str, ended: bool
) -> None:
    """Neither by its view, nor by what answers it once, nor by what keeps it for later."""
    browser = WsgiClient(client.http.application)
    if ended:
        browser.get(f"/mon-espace?jeton={client.register('fin@example.org')}")
        client.advance("PT5H")
    fields = urlencode([("cle", "0" * 20)] + [("x", "")] * (MOST_FIELDS + 1))
    kind = "application/x-www-form-urlencoded"
    answer = browser.post(path, data=fields, content_type=kind)
    assert answer.status_code in (401, 415)
    assert "Set-Cookie" not in answer.headers or ended
