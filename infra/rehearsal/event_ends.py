"""How events end: attended, which may count as a session, or cancelled."""

from datetime import timedelta
from functools import partial
from typing import Any

from .events import Events, about
from .red import eventually, must
from .region import THEME

GROUP: dict[str, Any] = {
    "title": "Groupe essai",
    "kind": "group_session",
    "themes": [THEME],
    "mode": "in_person",
    "capacity": {"in_person": 2},
    "public": True,
}
HEARD = "who comes or waits hears that an event is cancelled"
NOT_DRAWN = "what did not take place has no document"
EVENING = {**GROUP, "title": "Soir essai", "capacity": {"in_person": 1}}


def a_group_session_is_attended(events: Events) -> None:
    """Check that those present get the document and later the survey; the absent, neither."""
    came, stayed = "venue@example.org", "restee@example.org"
    session = events.make(GROUP, timedelta(hours=1))
    for address in (came, stayed):
        events.by_form(session, address)
    _mark(events, session, {came: "attended", stayed: "absent"})
    step = "attendance is recorded"
    shown = {who["participant"]["email"]: who["status"] for who in events.roster(session)}
    must(step, shown == {came: "attended", stayed: "absent"}, shown)
    step = "a group session counts as a session"
    [document] = eventually(step, lambda: about(events.account, session, "Document"))
    events.fall_due(document)
    eventually(f"{step}: its document", partial(events.account.mail_by_day, came, "votre document"))
    [survey] = eventually(step, partial(_surveys, events, session))
    events.fall_due(survey)
    eventually(f"{step}: its survey", partial(events.account.mail, came, "deux minutes"))
    subjects = [mail.subject for mail in events.account.mails(stayed)]
    must("it does not for who was absent", len(subjects) == 1, subjects)


def an_event_is_cancelled(events: Events) -> None:
    """Check an offer near the start, then a cancelled event.

    The seat that somebody leaves is offered, and taken by a person who is then marked present. Once
    it is cancelled, each who is registered or waits is told once, and no document is drawn.
    """
    left, took, waits = addresses = tuple(f"{n}@example.org" for n in ("partie", "prise", "attend"))
    evening = events.make(EVENING, timedelta(hours=20))
    for address in addresses:
        events.by_form(evening, address)
    _offer(events, evening, left, took)
    _mark(events, evening, {took: "attended"})
    path = f"/api/v1/staff/events/{evening['id']}/cancel"
    for _ in range(2):
        cancelled = events.site.api("POST", path, {}, events.staff)
        must("an event is cancelled", cancelled.status == 200, cancelled)
    events.each_has(HEARD, evening, "activité annulée", [took, waits])
    events.second_pass(evening)
    events.each_has("nobody hears of it twice", evening, "activité annulée", [took, waits])
    [document] = about(events.account, evening, "Document")
    events.fall_due(document)
    eventually(NOT_DRAWN, lambda: not about(events.account, evening, "Document"))
    must(NOT_DRAWN, events.account.mail(took, "votre document") is None)


def _offer(events: Events, event: Any, left: str, took: str) -> None:
    step = "near the start a seat is offered"
    events.journey.driver.confirm(events.token_of(took, event, "liste d’attente"))
    token = events.token_of(left, event, "place confirmée")
    path = f"/api/v1/event-registrations/{_registration(events, event, left)}"
    gone = events.site.api("DELETE", path, token=token)
    must("somebody leaves an event", gone.status == 204, gone)
    events.each_has(step, event, "place à confirmer", [took])
    token = events.token_of(took, event, "place à confirmer")
    path = f"/api/v1/event-registrations/{_registration(events, event, took)}/confirm"
    accepted = events.site.api("POST", path, {}, token)
    must(step, accepted.json().get("status") == "confirmed", accepted)


def _mark(events: Events, event: Any, marks: dict[str, str]) -> None:
    attendances = [
        {"registration_id": _registration(events, event, address), "status": status}
        for address, status in marks.items()
    ]
    path = f"/api/v1/staff/events/{event['id']}/attendance"
    recorded = events.site.api("PUT", path, {"attendances": attendances}, events.staff)
    must("attendance is recorded", recorded.status == 200, recorded)


def _registration(events: Events, event: Any, address: str) -> str:
    found = {who["participant"]["email"]: who["id"] for who in events.roster(event)}
    return str(found[address])


def _surveys(events: Events, event: Any) -> list[Any]:
    """Return the first survey mails, planned."""
    mails = about(events.account, event, "Message")
    return [each for each in mails if each["kind"] == "survey_invitation"]
