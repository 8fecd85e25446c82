"""The statuses that the description says of each route, by number."""

import re
from typing import Any

import pytest

import app  # noqa: F401 - declares the routes
from chalicelib.web.http.routing import DECLARED
from chalicelib.web.openapi.document import document
from chalicelib.web.openapi.shapes import PUBLIC

OPERATIONS: dict[tuple[str, str], dict[str, Any]] = {
    (method.upper(), path): operation
    for path, item in document("Essai", "https://brigade.example.org")["paths"].items()
    for method, operation in item.items()
}
ASKED_LATER = {"409", "429", "503"}
"""What passes: asking again helps, after the seconds of Retry-After."""


def statuses(route: tuple[str, str]) -> set[str]:
    return set(OPERATIONS[route]["responses"])


@pytest.mark.parametrize("route", OPERATIONS, ids=" ".join)
def test_statuses_are_said_by_number(route: tuple[str, str]) -> None:
    assert all(re.fullmatch("[1-5][0-9]{2}", each) for each in statuses(route))


@pytest.mark.parametrize("route", OPERATIONS, ids=" ".join)
def test_what_is_limited_says_429_and_nothing_else_does(route: tuple[str, str]) -> None:
    """A route whose form is counted is limited: see `DECLARED`."""
    assert ("429" in statuses(route)) == DECLARED[route].mails


@pytest.mark.parametrize("route", OPERATIONS, ids=" ".join)
def test_what_knows_its_caller_says_401_and_403(route: tuple[str, str]) -> None:
    if OPERATIONS[route].get("security", PUBLIC) != PUBLIC:
        assert {"401", "403"} <= statuses(route)


@pytest.mark.parametrize("route", OPERATIONS, ids=" ".join)
def test_what_passes_says_when_to_ask_again_and_nothing_else_does(route: tuple[str, str]) -> None:
    answers = OPERATIONS[route]["responses"]
    later = {s for s, answer in answers.items() if "Retry-After" in answer.get("headers", {})}
    assert later == ASKED_LATER & set(answers)
    unknown = {
        s for s, answer in answers.items() if "WWW-Authenticate" in answer.get("headers", {})
    }
    assert unknown == {"401"} & set(answers)
