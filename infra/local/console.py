"""The `/_local/` routes: mailbox, clock, drain, staff sessions. Never in the deployed package."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from pydantic import AwareDatetime, BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, RequestRedirect, Rule
from werkzeug.wrappers import Request, Response

from chalicelib import wiring
from chalicelib.adapters.links import LIFETIMES, Purpose, with_number
from chalicelib.web.http import responses
from chalicelib.workflows.people.find_member import find_member

from .clock import NotForward
from .mailview import html_part, parts

if TYPE_CHECKING:
    from .system import System

PAGE = Path(__file__).with_name("console.html")

ROUTES = Map(
    [
        Rule("/_local/", endpoint="page", methods=["GET"]),
        Rule("/_local/mail", endpoint="mails", methods=["GET"]),
        Rule("/_local/mail/<identifier>", endpoint="mail", methods=["GET"]),
        Rule("/_local/mail/<identifier>/html", endpoint="mail_html", methods=["GET"]),
        Rule("/_local/mail/<identifier>/parts/<int:number>", endpoint="mail_part", methods=["GET"]),
        Rule("/_local/clock", endpoint="clock", methods=["GET"]),
        Rule("/_local/clock", endpoint="move_clock", methods=["POST"]),
        Rule("/_local/drain", endpoint="drain", methods=["POST"]),
        Rule("/_local/schedules", endpoint="schedules", methods=["POST"]),
        Rule("/_local/staff-session", endpoint="staff_session", methods=["POST"]),
        Rule("/_local/enter", endpoint="enter", methods=["POST"]),
    ]
)


class ClockBody(BaseModel):
    now: AwareDatetime | None = None
    advance: timedelta | None = None


class Console:
    def __init__(self, system: "System") -> None:
        self._system = system

    def handle(self, request: Request) -> Response:
        try:
            endpoint, parameters = ROUTES.bind("").match(request.path, request.method)
        except RequestRedirect as redirect:
            return Response(status=308, headers={"Location": redirect.new_url})
        except MethodNotAllowed as error:
            refused = _problem("method_not_allowed", 405)
            refused.allow.update(error.valid_methods or ())
            return refused
        except NotFound:
            return _problem("not_found", 404)
        answer: Response = getattr(self, f"_{endpoint}")(request, **parameters)
        return answer

    def _page(self, request: Request) -> Response:
        template = Environment(autoescape=True).from_string(PAGE.read_text(encoding="utf-8"))
        french = wiring.templates().french
        mails = [(mail, parts(mail.raw)) for mail in reversed(self._system.mailbox.mails)]
        now = self._system.clock.now()
        text = template.render(
            mails=mails,
            now=now,
            french=french,
            programme=wiring.programme(),
            adviser=wiring.templates().words["role"]["adviser"],
        )
        return Response(text, mimetype="text/html")

    def _mails(self, request: Request) -> Response:
        mails = [
            {
                "id": mail.id,
                "kind": mail.kind,
                "to": mail.to,
                "subject": mail.subject,
                "sent_at": _local(mail.sent_at),
            }
            for mail in self._system.mailbox.mails
        ]
        return _json({"mail": mails})

    def _mail(self, request: Request, identifier: str) -> Response:
        mail = self._system.mailbox.find(identifier)
        return _found(mail.raw if mail else None, "message/rfc822")

    def _mail_html(self, request: Request, identifier: str) -> Response:
        mail = self._system.mailbox.find(identifier)
        return _found(html_part(mail.raw).encode() if mail else None, "text/html")

    def _mail_part(self, request: Request, identifier: str, number: int) -> Response:
        mail = self._system.mailbox.find(identifier)
        found = parts(mail.raw) if mail else []
        if number >= len(found):
            return _problem("not_found", 404)
        return Response(found[number].content, mimetype=found[number].content_type)

    def _clock(self, request: Request) -> Response:
        return _json({"now": _local(self._system.clock.now())})

    def _move_clock(self, request: Request) -> Response:
        form = request.form.get("advance")
        try:
            body = ClockBody.model_validate({"advance": form} if form else _body(request))
            if (body.now is None) == (body.advance is None):
                raise ValueError("one of now and advance")
            self._system.move(body.now, body.advance)
        except (NotForward, ValidationError, OverflowError, ValueError) as error:
            return _invalid("now", _reason(error))
        return _back() if form else self._clock(request)

    def _drain(self, request: Request) -> Response:
        self._system.drain()
        return _json({})

    def _schedules(self, request: Request) -> Response:
        self._system.pump.run_schedules()
        self._system.pump.drain()
        return _back()

    def _staff_session(self, request: Request) -> Response:
        try:
            address = TypeAdapter(dict[str, str]).validate_python(_body(request)).get("email", "")
        except (ValidationError, ValueError):
            address = ""
        # Valid after any move of the clock: a script asks once.
        token = _staff_token(address, timedelta(days=3650))
        return _json({"token": token}) if token else _invalid("email", "unknown_adviser")

    def _enter(self, request: Request) -> Response:
        response = Response(status=303, headers={"Location": "/equipe"})
        token = _staff_token(request.form.get("email", ""))
        seconds = int(LIFETIMES[Purpose.STAFF].total_seconds())
        cookie = responses.set_cookie(responses.STAFF_COOKIE, token or "", seconds)
        response.headers["Set-Cookie"] = cookie
        return response


def _staff_token(address: str, lifetime: timedelta | None = None) -> str | None:
    member = wiring.run(find_member, address)
    if member is None:
        return None
    links, now = wiring.links(), wiring.now()
    subject = with_number(member.id, member.session_epoch)
    return links.token(Purpose.STAFF, subject, member.link_epoch, now, lifetime)


def _body(request: Request) -> Any:
    """Return the body. Raises ValueError if it is not JSON."""
    return from_json(request.get_data() or b"{}", allow_inf_nan=False)


def _found(content: bytes | None, mimetype: str) -> Response:
    return Response(content, mimetype=mimetype) if content else _problem("not_found", 404)


def _local(moment: datetime) -> str:
    return wiring.templates().french.local(moment).isoformat()


def _json(document: Any) -> Response:
    return Response(responses.dumps(document), mimetype="application/json")


def _problem(code: str, status: int) -> Response:
    answer = responses.plain_problem(code, status)
    return Response(answer.body, status=status, headers=answer.headers)


def _invalid(field: str, code: str) -> Response:
    from chalicelib.domain.errors import FieldError, InvalidFields

    answer = responses.error(InvalidFields(FieldError(field, code)))
    return Response(answer.body, status=answer.status_code, headers=answer.headers)


def _reason(error: Exception) -> str:
    return "in_the_past" if isinstance(error, NotForward) else "invalid_datetime"


def _back() -> Response:
    return Response(status=303, headers={"Location": "/_local/"})
