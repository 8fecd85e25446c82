"""The Chalice application: routes from blueprints, and one function for each event handler.

All functions share this file, and a person waits for the API to start: so the module of the event
handlers is loaded only when one is called.
"""

from collections.abc import Callable
from logging import LogRecord
from typing import Any

from chalice.app import (
    CaseInsensitiveMapping,
    Chalice,
    CloudWatchEvent,
    DynamoDBEvent,
    Rate,
    Request,
    Response,
    SQSEvent,
)

from chalicelib import correlation
from chalicelib.web.adjusting import routes as adjusting
from chalicelib.web.audience import routes as audience
from chalicelib.web.back_office import routes as back_office
from chalicelib.web.calendars import routes as calendars
from chalicelib.web.demand import routes as demand
from chalicelib.web.directory import routes as directory
from chalicelib.web.documents import routes as documents
from chalicelib.web.events import routes as events
from chalicelib.web.http import methods
from chalicelib.web.imports import routes as imports
from chalicelib.web.letters import routes as letters
from chalicelib.web.openapi import routes as openapi
from chalicelib.web.people import routes as people
from chalicelib.web.privacy import routes as privacy
from chalicelib.web.report import routes as report
from chalicelib.web.sessions import routes as sessions
from chalicelib.web.site import routes as site
from chalicelib.web.surveys import routes as surveys
from chalicelib.web.telephone import routes as telephone
from chalicelib.web.week import routes as week
from chalicelib.web.wording import routes as wording

app = Chalice(app_name="brigade", configure_logs=False)
app.api.binary_types = ["*/*"]  # browsers ask for text/html first, and a PDF must still be one

AREAS = (
    site,
    openapi,
    documents,
    people,
    sessions,
    surveys,
    events,
    back_office,
    demand,
    directory,
    letters,
    calendars,
    imports,
    report,
    audience,
    privacy,
    telephone,
    week,
    adjusting,
    wording,
)
for area in AREAS:
    app.register_blueprint(area.blueprint)

# Placeholders: `infra/stack/functions.json` puts the stack's own ARNs in their place.
PLACED_BY_INFRA = "arn:aws:sqs:ca-central-1:000000000000:placed-by-infra"
STREAM_PLACED_BY_INFRA = "arn:aws:dynamodb:ca-central-1:000000000000:table/t/stream/s"


def observe(record: LogRecord) -> bool:
    """Load the discreet logger before Chalice writes its first line through it."""
    from chalicelib import observability

    return record.name == observability.SERVICE


app.log.addFilter(observe)


@app.middleware("http")
def correlate(event: Request, get_response: Callable[[Request], Response]) -> Response:
    """Keep the request's id for all that it causes; it is in API Gateway's access log, too."""
    correlation.current.set(str(event.context.get("requestId", "")))
    return get_response(event)


@app.middleware("http")
def accept_anything(event: Request, get_response: Callable[[Request], Response]) -> Response:
    """Treat a request without Accept as accepting anything (RFC 9110).

    Otherwise Chalice would refuse it a binary type.
    """
    if "accept" not in event.headers:
        event.headers = CaseInsensitiveMapping({**event.headers, "accept": "*/*"})
    return get_response(event)


@app.middleware("http")
def answer_any_method(event: Request, get_response: Callable[[Request], Response]) -> Response:
    """Answer HEAD wherever GET is answered, and tell other methods what is allowed."""
    return methods.answer(event, get_response, app.routes)


@app.on_sqs_message(queue_arn=PLACED_BY_INFRA, batch_size=10)
def send_mail(event: SQSEvent) -> dict[str, Any]:
    from chalicelib import handlers

    return handlers.send_mail(event.to_dict(), event.context)


@app.on_sqs_message(queue_arn=PLACED_BY_INFRA, batch_size=1)
def make_documents(event: SQSEvent) -> dict[str, Any]:
    from chalicelib import handlers

    return handlers.make_documents(event.to_dict(), event.context)


@app.on_dynamodb_record(stream_arn=STREAM_PLACED_BY_INFRA, batch_size=100)
def dispatch(event: DynamoDBEvent) -> None:
    from chalicelib import handlers

    handlers.dispatch(event.to_dict())


@app.on_dynamodb_record(stream_arn=STREAM_PLACED_BY_INFRA, batch_size=100)
def count_figures(event: DynamoDBEvent) -> None:
    from chalicelib import handlers

    handlers.count_figures(event.to_dict())


@app.schedule(Rate(5, unit=Rate.MINUTES))
def sweep(event: CloudWatchEvent) -> None:
    from chalicelib import handlers

    handlers.sweep()


@app.schedule(Rate(15, unit=Rate.MINUTES))
def fetch_calendars(event: CloudWatchEvent) -> None:
    from chalicelib import handlers

    handlers.fetch_calendars()


@app.on_cw_event({"source": ["aws.ses"]})
def settle_mail(event: CloudWatchEvent) -> None:
    from chalicelib import handlers

    handlers.settle_mail(event.to_dict())


@app.lambda_function(name="enrol_staff")
def enrol_staff(event: dict[str, Any], context: Any) -> None:
    from chalicelib import handlers

    handlers.enrol_staff(event)
