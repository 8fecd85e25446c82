"""Nothing that a person typed, and no link of theirs, is in a log, a metric or a queue."""

import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib import observability, wiring
from chalicelib.adapters.links import Purpose
from infra.local.system import System
from tests.support.driver import THEME, Client, token_in

DEPLOYED = next(
    handler.formatter
    for handler in observability.logger.handlers
    if isinstance(handler.formatter, observability.DiscreetFormatter)
)
"""As it is before `make run` puts its own in its place."""

ADDRESS = "canari.adresse@example.org"
CANARIES = {
    "given_name": "Canariprenom",
    "family_name": "Canarifamille",
    "organization": "Canariorganisme",
    "role": "Canarirole",
    "municipality": "Canariville",
    "phone": "450 555-0177",
    "motivations": "Canarimotivation",
    "needs": "Canaribesoin",
}
REPORT = {
    "notes": "Canarinote **forte**",
    "tools": [{"name": "Canarioutil", "url": "https://canari.example", "why": "Canariraison"}],
    "next_steps": ["Canarietape"],
}
ANSWERS = {
    "satisfaction": 5,
    "shared": True,
    "how": ["other"],
    "idea": "Canariidee",
    "testimonial": "Canaritemoignage",
}


class Heard(logging.Handler):
    """Everything that goes through a logger, as a careless formatter would write it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def text(self) -> str:
        """Messages, arguments and extras; tracebacks are the formatter's affair."""
        left_out = ("exc_info", "exc_text")
        return "\n".join(
            " ".join(str(v) for name, v in vars(record).items() if name not in left_out)
            + record.getMessage()
            for record in self.records
        )


class Log:
    """What was said: on the application's own log as deployed, in queues, and anywhere else."""

    def __init__(self) -> None:
        self.written, self.heard = io.StringIO(), Heard()
        self.queued: list[str] = []

    def text(self) -> str:
        return "\n".join((self.written.getvalue(), self.heard.text(), *self.queued))

    def queue(self, params: Any, **_: Any) -> None:
        """A call to SQS: what waits there is what a dead letter holds."""
        self.queued.append(str(params["body"]))


@pytest.fixture
def log(system: System, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """At DEBUG, in the format of the Lambda functions, whatever `make run` shows."""
    log = Log()
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    wiring.client("sqs").meta.events.register("before-call.sqs.SendMessageBatch", log.queue)
    deployed = logging.StreamHandler(log.written)
    deployed.setFormatter(DEPLOYED)
    # The application's own loggers, that of Chalice among them, and all that reaches the root.
    names = (observability.SERVICE, system.app.app.app_name, "app", "chalicelib")
    loggers = [logging.getLogger(name) for name in dict.fromkeys(names)]
    levels = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.addHandler(deployed)
        logger.addHandler(log.heard)
    logging.getLogger().addHandler(log.heard)
    yield log
    for logger, level in levels:
        logger.setLevel(level)
        logger.removeHandler(deployed)
        logger.removeHandler(log.heard)
    logging.getLogger().removeHandler(log.heard)


class Pages:
    """Draws at once; fails, saying too much, while it is told to."""

    broken = False

    def render(self, toolbox: Any) -> bytes:
        if self.broken:
            raise RuntimeError(f"cannot draw {toolbox.participant_name}: {toolbox.notes}")
        return b"%PDF-1.7"


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch) -> type[Pages]:
    monkeypatch.setattr(Pages, "broken", False)
    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", Pages)
    return Pages


def _everything_said(log: Log, capfd: pytest.CaptureFixture[str]) -> str:
    out, err = capfd.readouterr()
    return "\n".join((log.text(), out, err))


def _indiscretions(said: str, *tokens: str) -> list[str]:
    # « adresse », « example.org » and « Canari » alone would also find what is half hidden;
    # the telephone's last figures only where they are not part of an identifier.
    secrets = (*CANARIES.values(), ADDRESS, "anari", *tokens)
    found = [secret for secret in secrets if secret.casefold() in said.casefold()]
    return found + re.findall(r"(?<![0-9a-f])0177(?![0-9a-f])", said.casefold())


def _register(client: Client) -> str:
    return client.register(ADDRESS, **CANARIES, referral={"heard_from": "press", "code": "Canari"})


def _book(client: Client, token: str, hour: int = 9) -> dict[str, Any]:
    starts, ends = (f"2027-03-02T{h:02}:00:00-05:00" for h in (hour, hour + 1))
    slot = client.open_day(starts, ends)[0]
    body = {"slot_id": slot["id"], "theme": THEME, "needs": "Canaribesoin"}
    booking: dict[str, Any] = client.call("POST", "/api/v1/bookings", body, token).get_json()
    return booking


def test_a_whole_journey_writes_nothing_of_a_person_to_the_log(
    client: Client, log: Log, capfd: pytest.CaptureFixture[str]
) -> None:
    token = _register(client)
    booking = _book(client, token)
    client.drain()
    client.enter(token)
    client.http.get("/mon-espace")
    client.http.post("/mon-espace/profil", data={**CANARIES, "themes": THEME})
    client.call("PATCH", "/api/v1/me", {"role": "Canarirole", "consents": {}}, token)
    client.move_to("2027-03-02T10:00:00-05:00")
    client.hold(booking, **REPORT)
    client.drain()
    client.http.get(client.me(token)["documents"][0]["url"].removeprefix("http://127.0.0.1:8000"))
    client.advance("P2D")
    survey = token_in(client.mails("survey_invitation", ADDRESS)[0])
    client.http.get(f"/sondage?jeton={survey}")
    client.http.post("/sondage", data={**ANSWERS, "shared": "oui"})
    client.call("POST", "/api/v1/survey", {"answers": ANSWERS}, survey)
    client.call("POST", "/mon-espace/lien", {"email": ADDRESS})
    client.http.post("/mon-espace/lien", data={"email": ADDRESS})
    client.advance("P30D")
    said = _everything_said(log, capfd)
    for on in ("record handled", '"MessagesSent":[1.0]', "MessageBody", "correlation_id"):
        assert on in said
    assert _indiscretions(said, token, survey) == []


def test_what_goes_wrong_is_logged_without_saying_about_whom(
    client: Client, log: Log, capfd: pytest.CaptureFixture[str]
) -> None:
    token = _register(client)
    staff = client.staff()
    wrong = {**CANARIES, "email": f"{ADDRESS}\n", "kind": ADDRESS, "themes": [ADDRESS]}
    client.call("POST", "/api/v1/registrations", wrong)
    client.call("POST", "/api/v1/registrations", {**CANARIES, "email": ADDRESS})
    client.http.post("/inscription", data={**CANARIES, "email": ADDRESS})
    client.http.post("/api/v1/registrations", data=f'{{"email": "{ADDRESS}", ')
    client.call("PATCH", "/api/v1/me", {ADDRESS: "Canari"}, token)
    client.call("GET", f"/api/v1/slots?theme={ADDRESS}")
    client.call("GET", f"/api/v1/staff/agenda?from={ADDRESS}", token=staff)
    client.call("POST", f"/api/v1/bookings/{ADDRESS}/reschedule", {"slot_id": ADDRESS}, token)
    client.call("GET", "/api/v1/me", token=token[:-2])
    client.call("GET", "/api/v1/staff/agenda", token=token)
    client.http.get(f"/mon-espace?jeton={token[:-2]}")
    client.http.get(f"/{ADDRESS}")
    client.http.get("/mon-espace", headers={"Cookie": f"brigade_espace={token}"})
    client.call("POST", "/_local/staff-session", {"email": ADDRESS})
    said = _everything_said(log, capfd)
    assert _indiscretions(said, token, token[:-2]) == []


def test_errors_that_quote_a_person_are_logged_by_their_place_alone(
    client: Client,
    log: Log,
    pages: type[Pages],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A page, the API, the mail, the document: each fails once with an error that tells all."""
    token = _register(client)
    booking = _book(client, token)
    client.drain()

    def tell(*_: Any, **__: Any) -> Any:
        raise RuntimeError(f"{ADDRESS} {CANARIES} {REPORT} {token}") from ValueError(ADDRESS)

    with monkeypatch.context() as patch:
        patch.setattr(type(wiring.store()), "person", tell)
        assert client.call("GET", "/api/v1/me", token=token).status_code == 500
        client.enter(token)
        assert client.http.get("/mon-espace").status_code == 500
    pages.broken = True
    client.hold(booking, **REPORT)
    with monkeypatch.context() as patch:
        patch.setattr(type(wiring.composer()), "compose", tell)
        _book(client, token, 14)
        client.drain()
    with monkeypatch.context() as patch:
        patch.setattr(type(wiring.store()), "due", tell)
        client.advance("PT5M")
    said = _everything_said(log, capfd)
    assert said.count("RuntimeError at test_discretion.py") >= 4
    assert _indiscretions(said, token) == []


def test_a_mail_that_is_given_up_is_logged_by_its_kind(
    client: Client,
    log: Log,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        from chalicelib.domain.mail.mail import Refused

        raise Refused(ADDRESS) from ValueError(ADDRESS)

    monkeypatch.setattr(type(wiring.mailer()), "send", refuse)
    client.call(
        "POST",
        "/api/v1/registrations",
        {
            **CANARIES,
            "email": ADDRESS,
            "kind": "individual",
            "maturity_level": "emergent",
            "themes": [THEME],
            "consents": {"program": True},
        },
    )
    client.drain()
    said = _everything_said(log, capfd)
    assert "MessageFailed" in said
    assert _indiscretions(said) == []


def test_the_names_of_links_and_keys_stay_out_of_addresses_that_are_kept(client: Client) -> None:
    """Message-IDs, calendars' UIDs and SES's tags are kept by others: no address, no name."""
    token = _register(client)
    _book(client, token)
    client.drain()
    for mail in client.mails("booking_confirmed", ADDRESS):
        assert _indiscretions(str(mail["Message-ID"]), token) == []
        assert "anari" not in str(mail["Subject"])
    for purpose in Purpose:
        made = wiring.links().token(purpose, "p1", 0, wiring.now())
        assert _indiscretions(made) == []


FAILING = """
def fail(log):
    try:
        try:
            raise ValueError("Canari de la cause")
        except ValueError as error:
            raise RuntimeError("canari.adresse@example.org") from error
    except RuntimeError:
        log.error("failed for path %s", "/mon-espace", exc_info=True)

import app  # first, as Lambda does
fail(app.app.log)  # as Chalice does for what escapes from a view
from chalicelib.observability import logger
fail(logger)
fail(app.app.log)
"""


def test_as_deployed_an_error_is_one_line_that_says_its_place_and_not_its_text() -> None:
    """Ours and Chalice's: its own format, or Python's, would print what an error quotes."""
    done = subprocess.run(
        [sys.executable, "-c", FAILING],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert _indiscretions(done.stdout + done.stderr) == []
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["exception_name"] for line in lines] == ["RuntimeError"] * 3
    assert all(line["exception"].startswith("RuntimeError at ") for line in lines)


def test_as_deployed_what_is_done_is_logged_too() -> None:
    """Not errors alone, and once: Chalice sets levels and handlers of its own."""
    said = "import app\nfrom chalicelib.handlers import logger\nlogger.info('swept')"
    done = subprocess.run(
        [sys.executable, "-c", said],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert [json.loads(line)["message"] for line in done.stdout.splitlines()] == ["swept"]
