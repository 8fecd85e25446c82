"""What each event handler of `app.py` does with its event, in the shape that AWS gives it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any

from . import correlation, wiring
from .adapters.mail.ses_events import read_event
from .domain import addresses, texts
from .domain.documents.themes import ThemeSheet
from .domain.events.attestations import PrintedAttestations
from .domain.imports.uploads.keeping import parcel_of
from .domain.mail.messages import Message, State
from .domain.people.staff import Role
from .domain.privacy.binders import PrintedBinder
from .domain.report.printed import PrintedReport
from .domain.unreadable import UnreadableItem
from .metrics import METRICS, count, count_one, count_sweep
from .observability import logger, name_of
from .workflows.audience.tend_audience import tend_audience
from .workflows.demand.hear_of_hours import hear_of_hours
from .workflows.directory.keep_listed import keep_listed
from .workflows.documents.deliver_document import deliver_document
from .workflows.documents.print_binder import draw_binder
from .workflows.documents.print_theme_sheet import draw_theme
from .workflows.events.print_attestations import draw_attestations
from .workflows.imports.keep_parcel import keep_parcel
from .workflows.mail.dispatch import dispatch_new
from .workflows.mail.dispatch import sweep as sweep_due
from .workflows.mail.failures import MessageFailed, NotComposed, StillFailed
from .workflows.mail.send_messages import send_message
from .workflows.mail.set_aside import set_aside
from .workflows.mail.settle_message import settle_message
from .workflows.people.manage_staff import bar, enrol
from .workflows.privacy.keep_in_time import begin_night
from .workflows.report.count_figures import count_changed
from .workflows.report.print_report import draw_report
from .workflows.report.publish_report import renew_release
from .workflows.tended import TENDED
from .workflows.week.hide_hours import hear_of_access
from .workflows.week.read_calendars import read_calendars

Event = dict[str, Any]
Facts = dict[str, str]

SES_STATES = {
    "Send": State.SENT,
    "Delivery": State.DELIVERED,
    "Bounce": State.BOUNCED,
    "Reject": State.BOUNCED,  # SES found a virus: nothing is sent, the address is fine
    "Complaint": State.COMPLAINED,
}
SES_EVENT, GIVEN_UP = "SesEvent", "requestPayload"
"""The type, and the key that Lambda gives it, of an SES event that `settle_mail` failed on."""


class HandlerFailed(Exception):
    """What Lambda is told, and writes to the log: the type of the error alone."""


def discreetly[**P, T](handler: Callable[P, T]) -> Callable[P, T]:
    """Make a handler raise HandlerFailed in place of any error.

    Lambda logs the text of an error that escapes, and that text may quote a person. The error
    itself is logged by its type and place.
    """

    @wraps(handler)
    def handled(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return handler(*args, **kwargs)
        except Exception as error:
            logger.exception("handler failed")
            raise HandlerFailed(name_of(error)) from None

    return handled


def send_mail(event: Event, context: Any) -> Event:
    """Send the mails of a batch, and tell the stories of what causes mails.

    Returns the records that failed, in Lambda's shape.
    """

    def handle(kind: str, identifier: str) -> Facts:
        if kind not in TENDED:
            return _send(identifier)
        told = wiring.run(TENDED[kind], identifier)
        return {"type": kind, **(told or {})}

    return _each(event, context, handle)


def make_documents(event: Event, context: Any) -> Event:
    """Make the documents, theme sheets and reports of a batch, and keep its past editions.

    Returns the records that failed, in Lambda's shape.
    """
    return _each(event, context, lambda _kind, identifier: _make(identifier))


@discreetly
def dispatch(event: Event) -> None:
    """Hand over the new outbox entries of the table's stream.

    After an error the stream sends its records again.
    """
    from .adapters.dynamodb.codec import from_item_of_any_release
    from .adapters.dynamodb.layout import OUTBOX

    new = [each["dynamodb"] for each in event["Records"] if each["eventName"] == "INSERT"]
    images = [each["NewImage"] for each in new]
    outbox = [image for image in images if image.get("type", {}).get("S") in OUTBOX]
    handed = wiring.run(dispatch_new, map(from_item_of_any_release, outbox))
    logger.info("dispatched", extra={"count": handed})


@discreetly
def count_figures(event: Event) -> None:
    """Count and list anew whom and what the records of the table's stream are about.

    After an error the stream sends its records again; not if a public report cannot be renewed.
    """
    from .adapters.dynamodb.changes import access_of, counted_by, freed_by

    wiring.refresh()
    found = [each["dynamodb"]["Keys"] for each in event["Records"]]
    keys = [(key["pk"]["S"], key["sk"]["S"]) for key in found]
    changed = [counted_by(*key) for key in keys]
    counted = wiring.run(count_changed, [each for each in changed if each])
    wiring.run(keep_listed, changed)
    wiring.run(hear_of_hours, [each for each in (freed_by(*key) for key in keys) if each])
    wiring.run(hear_of_access, [each for each in (access_of(*key) for key in keys) if each])
    for slug in counted.published:
        with suppress(Exception), _ringing("Release", slug):
            wiring.run(renew_release, slug)
    logger.info("counted", extra={"count": counted.changed})


@discreetly
def sweep() -> None:
    """Hand over what is due, write the metrics of the sweep, tend the audience; by night, more."""
    wiring.refresh()
    swept = wiring.run(sweep_due)
    count_sweep(swept.unknown, swept.stuck, swept.set_aside, swept.restless)
    wiring.run(tend_audience)
    wiring.run(begin_night)
    logger.info("swept", extra={"count": swept.handed_over, "put_right": swept.put_right})


@discreetly
def fetch_calendars() -> None:
    """Read the calendars that advisers gave: the one function that fetches from outside."""
    found = wiring.run(read_calendars)
    logger.info("calendars", extra={"count": found.read, "unread": found.unread})


@discreetly
def settle_mail(event: Event) -> None:
    """Handle an SES event from EventBridge; after three failures the queue of mails gets it."""
    wiring.refresh()
    _settle(event)


def _settle(event: Event) -> None:
    """Settle the message that the event's tags name.

    An event that names none, or that cannot be read, is not about one of our mails.
    """
    said = read_event(event)
    state = SES_STATES.get(said.type)
    if state is None or not said.message:
        logger.info("ignored SES event", extra={"event_type": said.type})
        return
    correlation.current.set(said.correlation)
    for reached in wiring.run(settle_message, said.message, state, said.permanent, said.to):
        count_one(METRICS.get(reached), said.kind)
    logger.info("settled", extra={"message_id": said.message, "state": state.value})


def enrol_staff(event: Event) -> None:
    """Enrol a member of staff for the operator: `{"email", "name", "role"}`; `none` bars them.

    Raises KeyError, ValueError or NotFound, which the operator reads.
    """
    email, role = texts.address(event["email"]), event["role"]
    wrong, _ = addresses.cause(email)
    if wrong and role != "none":
        raise ValueError("not an address")
    if role == "none":
        wiring.run(bar, email)
    else:
        wiring.run(enrol, email, texts.name(event["name"]) or email, Role(role))
    logger.info("staff changed", extra={"role": role})


def _send(message_id: str) -> Facts:
    try:
        message: Message | None = wiring.run(send_message, message_id)
    except StillFailed:
        raise  # counted when it failed
    except MessageFailed as failed:
        count(failed.message)
        raise
    except NotComposed as failed:
        count(failed.message)
        raise failed.error from None
    if message is None:
        return {}
    count(message)
    said = {"kind": message.kind.value, "state": message.state.value, "cause": message.cause}
    return {name: value for name, value in said.items() if value}


def _make(identifier: str) -> Facts:
    if sheet := ThemeSheet.read(identifier):
        wiring.run(draw_theme, sheet)
    elif report := PrintedReport.read(identifier):
        wiring.run(draw_report, report)
    elif binder := PrintedBinder.read(identifier):
        wiring.run(draw_binder, binder)
    elif attestations := PrintedAttestations.read(identifier):
        wiring.run(draw_attestations, attestations)
    elif parcel := parcel_of(identifier):
        wiring.run(keep_parcel, parcel)
    else:
        wiring.run(deliver_document, identifier)
    return {}


@contextmanager
def _ringing(kind: str, entry: str) -> Iterator[None]:
    """Measure and log what fails, which rings; let the error go on."""
    try:
        yield
    except Exception:
        count_one("RecordsFailed", kind)
        logger.exception("record failed", extra={"entry": entry, "type": kind})
        raise


def _settle_again(event: Event) -> None:
    """Handle an event that `settle_mail` failed on: a queue retries for longer than Lambda does."""
    said = read_event(event)
    with _ringing(SES_EVENT, said.message):
        _settle(event)
    facts = {"type": SES_EVENT, "kind": said.kind, "state": SES_STATES.get(said.type, "")}
    logger.info("record handled", extra={"entry": said.message, **facts})


def _told(story: Callable[[str, str], Facts], kind: str, identifier: str) -> Facts:
    """Tell a record's story; set the record aside if it needs an item that cannot be read.

    Another try would meet the same item. Raises UnreadableItem if no sweep would bring the record
    back.
    """
    try:
        return story(kind, identifier)
    except UnreadableItem as error:
        if not wiring.run(set_aside, kind, identifier, error):
            raise
        return {"type": kind, "set_aside_for": str(error)}


def _each(event: Event, context: Any, story: Callable[[str, str], Facts]) -> Event:
    """Tell the story of one record at a time; only those that fail go back to the queue."""
    from aws_lambda_powertools.utilities import batch

    wiring.refresh()

    def handle(record: Any) -> None:
        entry = json.loads(record.body)
        if GIVEN_UP in entry:
            _settle_again(entry[GIVEN_UP])
            return
        correlation.current.set(entry.get("correlation", ""))
        kind = entry.get("type", "Message")
        with _ringing(kind, entry["id"]):
            facts = _told(story, kind, entry["id"])
        logger.info("record handled", extra={"entry": entry["id"], **facts})

    processor = batch.BatchProcessor(batch.EventType.SQS, raise_on_entire_batch_failure=False)
    answer = batch.process_partial_response(event, handle, processor, context)
    return dict(answer)
