"""Whatever comes as an event of SES: one that names no mail of ours is passed over, and said."""

import logging
from typing import Any

import pytest

from chalicelib import handlers, observability
from tests.support.systems import system_for

system = system_for("module")
pytestmark = pytest.mark.usefixtures("system")
"""As in a container: each event begins with what admins set."""

NAMED: dict[str, Any] = {"message": ["p1-a"]}
VALUES: tuple[Any, ...] = ([], None, "p1-a", [None], [1], [""], {}, 3)
TYPES: tuple[Any, ...] = (None, "", "Open", 1, ["Send"], {})
MAILS: dict[str, Any] = {
    "a mail of null": None,
    "no tags": {},
    "tags of null": {"tags": None},
    "tags that are a list": {"tags": ["message"]},
    **{f"a tag that holds {values!r}": {"tags": {"message": values}} for values in VALUES},
}
UNREADABLE: dict[str, Any] = {
    "no detail": {},
    "a detail of null": {"detail": None},
    "a detail that is a list": {"detail": []},
    "a detail that says nothing": {"detail": {}},
    "no mail": {"detail": {"eventType": "Send"}},
    **{what: {"detail": {"eventType": "Send", "mail": mail}} for what, mail in MAILS.items()},
    **{
        f"a type that is {each!r}": {"detail": {"eventType": each, "mail": {"tags": NAMED}}}
        for each in TYPES
    },
}


@pytest.mark.parametrize("event", UNREADABLE.values(), ids=UNREADABLE)
def test_an_event_that_names_no_mail_is_passed_over_and_said(
    event: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, observability.SERVICE):
        handlers.settle_mail(event)
    assert caplog.messages == ["ignored SES event"]


@pytest.mark.parametrize("rest", [{"kind": []}, {"correlation": None}, {"other": []}, {"kind": 1}])
def test_what_else_its_tags_hold_does_not_hide_the_mail_they_name(
    rest: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []

    def settle(_story: Any, message: str, *_: Any) -> list[Any]:
        told.append(message)
        return []

    monkeypatch.setattr("chalicelib.wiring.run", settle)
    bounces: tuple[dict[str, Any], ...] = ({}, {"bounce": None}, {"bounce": []})
    for bounce in bounces:
        detail = {"eventType": "Bounce", "mail": {"tags": {**NAMED, **rest}}, **bounce}
        handlers.settle_mail({"detail": detail})
    assert told == ["p1-a"] * len(bounces)
