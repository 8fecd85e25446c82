"""What follows a session: reminder, survey, SES's events; and what must not be left."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from infra.driving import token_of
from infra.packaging.stack import FUNCTIONS

from .account import SENDER, STAGE
from .journey import PERSON, Journey
from .red import eventually, must
from .region import PROGRAMME, reminder_of

HOUR = timedelta(hours=1)

SCHEDULE = 360.0
"""Seconds within which a schedule of five minutes has run once, and its mails have left."""

COUNTED = (
    "registration",
    "booking_confirmed",
    "document",
    "survey_invitation",
    "event_confirmed",
    "event_promoted",
    "event_changed",
    "event_cancelled",
)
"""Kinds of mails that must have left, by the metric that counts them."""


def days_go_by(journey: Journey) -> None:
    """Check that the schedule itself sends the survey, moved to now as if two days went by.

    It sends the reminder too, unless a sweep asked for meanwhile did; at night it waits for people
    to wake, and is moved as well.
    """
    account, site = journey.account, journey.site
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    first = journey.bookings[0]["id"]
    reminded = reminder_of(PROGRAMME)
    due = f"{first}-reminder{reminded // HOUR}h" if reminded else "none"
    for asleep in account.items("Message"):
        if asleep["id"].startswith(due) and asleep["due_at"] > now:
            account.fall_due(asleep, now)
    invitations = [m for m in account.items("Message") if m["kind"] == "survey_invitation"]
    pending = [m for m in invitations if m["booking_id"] == journey.bookings[1]["id"]]
    must("the survey waits for its day", len(pending) == 1, pending)
    account.fall_due(pending[0], now)
    step = "the schedule sends what has come due"
    if reminded:
        eventually(f"{step}: the reminder", partial(account.mail, PERSON, "rappel"), SCHEDULE)
    look = partial(account.mail, PERSON, "deux minutes")
    invitation = eventually(f"{step}: the survey", look, SCHEDULE)
    token = token_of(invitation.link("/sondage"))
    journey.driver.questions(token)
    answers = {"satisfaction": 5, "shared": True, "idea": "Idéecanari"}
    journey.driver.answer(token, answers)
    again = site.api("POST", "/api/v1/survey", {"answers": answers}, token)
    must("the survey is answered once", again.status == 409, again)


def ses_tells_what_became_of_mails(journey: Journey) -> None:
    """Check the rule and its target with an event as SES would send it.

    The emulator's SES sends none.
    """
    step, account = "SES's events settle mails", journey.account
    message = next(m for m in account.items("Message") if m["kind"] == "registration")
    events = account.session.client("events")
    patterns = [rule.get("EventPattern", "") for rule in events.list_rules()["Rules"]]
    [pattern] = [each for each in patterns if "aws.ses" in each]
    for name, expected in ((f"brigade-{STAGE}", True), ("another", False)):
        event = json.dumps(_ses_event(message, name))
        answer = events.test_event_pattern(EventPattern=pattern, Event=event)
        must(f"{step}: those of the configuration set alone", answer["Result"] is expected, answer)
    failure, told = account.invoke("SettleMail", _ses_event(message, f"brigade-{STAGE}"))
    must(step, failure is None, told)
    after = next(m for m in account.items("Message") if m["id"] == message["id"])
    must(step, after["state"] == "delivered", after["state"])


def calendars_are_fetched(journey: Journey) -> None:
    """Check that the function of calendars reads, and writes down what became of it.

    From outside it fetches nothing here: an address of this machine is one where it may not go.
    """
    step, site = "an external calendar is looked at", journey.site
    path, address = "/api/v1/staff/external-calendar", "https://127.0.0.1/agenda.ics"
    given = site.api("PUT", path, {"url": address}, journey.staff)
    must(step, given.status == 200, given)
    journey.account.on_schedule("FetchCalendars")
    told = site.api("GET", path, token=journey.staff).json()
    must(step, (told["unread"], told["times"]) == ("address", []), told)
    must(step, site.api("DELETE", path, token=journey.staff).status == 204)
    journey.account.on_schedule("FetchCalendars")
    must("one that is taken back is forgotten", not journey.account.items("ExternalCalendar"))


def nothing_is_left_behind(journey: Journey) -> None:
    account = journey.account
    for queue in ("MailQueue", "DocumentsQueue"):
        eventually(f"{queue} empties", partial(account.empty, queue))
    for queue in ("MailDeadLetters", "DocumentsDeadLetters", "StreamDeadLetters"):
        must(f"{queue} is empty", account.empty(queue))
    mails = Counter((mail.to, mail.subject) for mail in account.sent())
    twice = [mail for mail, times in mails.items() if times > 1]
    must("each mail is sent once", not twice, twice)


def the_logs_say_enough_and_not_too_much(journey: Journey) -> None:
    groups = [f"/brigade/{STAGE}/{name}" for name in FUNCTIONS.values()]
    said = "\n".join(line for group in groups for line in journey.account.log_lines(group))
    lines = said.splitlines()
    failed = [line for line in lines if '"level":"ERROR"' in line or "Traceback" in line]
    must("no function failed", not failed, "\n".join(failed))
    for kind in COUNTED:
        wanted = '"MessagesSent":[1.0]', f'"kind":"{kind}"'
        must(f"{kind} is counted", any(all(word in line for word in wanted) for line in lines))
    sent = [line for line in lines if '"kind":"document"' in line and "record handled" in line]
    must("a mail names the request behind it", sent and "correlation_id" in sent[0], sent)
    for canary in ("exemple@", "prénom", "essainom", "canari", journey.token, journey.staff):
        must("the logs name nobody", canary.casefold() not in said.casefold(), canary)


def _ses_event(message: dict[str, Any], configuration_set: str) -> dict[str, Any]:
    """Return a delivery, as a configuration set sends it through EventBridge."""
    return {
        "version": "0",
        "id": "1",
        "detail-type": "Email Delivered",
        "source": "aws.ses",
        "account": "123456789012",
        "time": "2026-11-24T12:00:00Z",
        "region": "ca-central-1",
        "resources": [],
        "detail": {
            "eventType": "Delivery",
            "mail": {
                "source": SENDER,
                "destination": [PERSON],
                "tags": {
                    "ses:configuration-set": [configuration_set],
                    "message": [message["id"]],
                    "kind": [message["kind"]],
                },
            },
            "delivery": {},
        },
    }
