"""Least privilege: what each function does on AWS, through the whole journey, against its policy.

The rehearsal's emulator enforces policies for the calls of functions; here each permission is also
held to be needed; what no journey goes through (`reachable`) and the platform's own calls (polling,
logs) to be allowed.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from chalicelib import connections, wiring
from chalicelib.adapters.dynamodb.codec import key_item
from chalicelib.adapters.imports.archives import write_archive
from chalicelib.adapters.mail import pace as mail_pace
from chalicelib.domain.documents.documents import Document
from chalicelib.workflows.ports import Store, Unit
from infra.local.system import System, build
from infra.packaging.stack import FUNCTIONS, stack
from tests.handlers.imports.importing import Admin
from tests.handlers.imports.test_people_known_again import with_ana
from tests.package.iam import POLICIES, Grant, Need, grants, needs
from tests.package.reachable import STORE, UNIT, could_ask
from tests.support.driver import THEME, Client, SetClock
from tests.support.editions.past_editions import first_edition, with_edition
from tests.support.events import EventClient
from tests.support.injected import Calls
from tests.support.small_world import BROWSER

API = "api-handler"
SENDER = "brigade@brigade.example.org"
HANDLERS = (
    "send_mail",
    "make_documents",
    "dispatch",
    "count_figures",
    "sweep",
    "fetch_calendars",
    "settle_mail",
    "enrol_staff",
)
POLLING = {
    "send-mail": ("MailQueue", ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")),
    "make-documents": ("DocumentsQueue", ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")),
}
LATER, LATER_STILL = "2027-03-22T13:30:00-04:00", "2027-03-22T15:00:00-04:00"
READING = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")


def platform(function: str) -> list[Need]:
    """What Lambda itself does with a function's role: logs, polling, giving up."""
    group = f"{next(name for name, kebab in FUNCTIONS.items() if kebab == function)}LogGroup"
    wanted = [Need(f"logs:{a}", group) for a in ("CreateLogStream", "PutLogEvents")]
    queue, actions = POLLING.get(function, ("", ()))
    wanted += [Need(f"sqs:{action}", queue) for action in actions]
    if function in ("dispatch", "count-figures"):
        wanted += [Need(f"dynamodb:{action}", "Table.StreamArn") for action in READING]
        wanted.append(Need("sqs:SendMessage", "StreamDeadLetters"))
    if function == "settle-mail":
        wanted.append(Need("sqs:SendMessage", "MailQueue"))
    return wanted


class Recorder:
    """Notes what each function asks of AWS, at the client, before it is sent."""

    def __init__(self) -> None:
        self.running = API
        self.seen: dict[str, set[Need]] = {name: set() for name in FUNCTIONS.values()}

    def client(self, service: str, attempts: int = 3) -> Any:
        made = self.original(service, attempts)
        made.meta.events.register_first(f"provide-client-params.{service}.*", self._note)
        return made

    original: Any = None

    def _note(self, params: Any, model: Any, **_: Any) -> None:
        service = model.service_model.service_name
        settings = wiring.settings()
        self.seen[self.running] |= set(needs(service, model.name, params, settings))

    def during(self, name: str, handler: Any) -> Any:
        def call(event: Any, context: Any) -> Any:
            self.running = name.replace("_", "-")
            try:
                return handler(event, context)
            finally:
                self.running = API

        return call


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    """After the whole journey."""
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        recorder.original = wiring.client
        recorded = cache(recorder.client)
        patch.setattr(wiring, "client", recorded)
        patch.setattr(connections, "client", recorded)
        system = build("http://127.0.0.1:8000", SetClock("2027-03-01T09:00:00-05:00"))
        patch.setenv("MAIL_RATE", "0")  # SES is asked, and nothing waits
        patch.setattr(mail_pace, "LONGEST", 0)
        wiring.settings.cache_clear()
        granted = {"SendQuota": {"MaxSendRate": 14.0}}
        Calls(wiring.client("sesv2", 1), "GetAccount", granted)  # moto does not know it
        for name in HANDLERS:
            patch.setattr(system.app, name, recorder.during(name, getattr(system.app, name)))
        journey(system)
        yield recorder
        system.close()


def journey(system: System) -> None:
    client = Client(system)
    system.app.enrol_staff({"email": "nouvelle@example.org", "name": "N", "role": "adviser"}, None)
    client.http.get("/vu?page=/", headers={"User-Agent": BROWSER})
    client.http.get("/vu/semaine", headers={"User-Agent": BROWSER})
    waits = client.register("zoe@example.org")
    client.call("POST", "/api/v1/me/alerts", {"theme": THEME}, waits)
    client.drain()
    client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T15:00:00-05:00")
    client.drain()
    assert client.kinds("zoe@example.org")[-1] == "theme_open"
    elsewhere(client)
    token = client.register()
    free = client.driver.slots(THEME)
    booking = client.book(token, free[0])
    client.driver.move(token, booking["id"], free[1]["id"])
    client.driver.cancel(token, client.book(token, free[3])["id"])
    last = f"/api/v1/staff/slots/{free[5]['id']}"
    assert client.call("DELETE", last, token=client.staff()).status_code == 204
    client.call("GET", "/api/v1/staff/agenda?from=2027-03-01&to=2027-04-01", token=client.staff())
    client.call("GET", "/api/v1/staff/today", token=client.staff())
    client.move_to("2027-03-09T12:00:00-05:00")
    client.hold(booking, notes="Bravo.")
    client.drain()
    document = client.me(token)["documents"][0]["url"]
    assert client.http.get(document).data.startswith(b"%PDF")
    assert client.http.get(f"/themes/{THEME}/fiche.pdf").data.startswith(b"%PDF")
    wiring.files()._patience = 1  # nobody draws meanwhile
    other_theme = "/themes/marketing-numerique/fiche.pdf"
    assert client.http.get(other_theme).status_code == 503
    client.drain()
    assert client.http.get(other_theme).data.startswith(b"%PDF")
    client.register("bounce@simulator.amazonses.com")
    people = "/api/v1/staff/people?q=ana+exemple"
    assert client.call("GET", people, token=client.staff()).status_code == 200
    events(EventClient(system), token)
    past_edition(client)
    for _ in range(4):
        client.advance("P4D")
    erased(client, token)
    for night in ("2027-04-20T03:10:00-04:00", "2027-04-21T03:10:00-04:00"):
        client.move_to(night)


def elsewhere(client: Client) -> None:
    """An adviser's calendar hides an hour, until it is taken back."""
    path, url = "/api/v1/staff/external-calendar", "https://agenda.example.org/a.ics"
    taken = "BEGIN:VEVENT\nDTSTART:20270309T190000Z\nDURATION:PT1H\nEND:VEVENT"
    client.system.outside.calendars[url] = f"BEGIN:VCALENDAR\n{taken}\nEND:VCALENDAR\n".encode()
    assert client.call("PUT", path, {"url": url}, client.staff()).status_code == 200
    client.advance("PT15M")
    assert client.call("GET", path, token=client.staff()).get_json()["times"]
    client.call("DELETE", path, token=client.staff())
    client.advance("PT15M")


def events(client: EventClient, token: str) -> None:
    """Registered, in line, promoted, offered a seat that lapses; told of a change."""
    others = [client.register(f"p{n}@example.org") for n in range(3)]
    event = client.create(capacity={"in_person": 0, "online": 1})
    first = client.seat(event, token)
    second, _, _ = [client.seat(event, other) for other in others]
    client.leave(first, token)
    client.drain()
    client.change(event, venue="Ailleurs", capacity={"online": 1})
    client.call("GET", "/api/v1/staff/agenda?from=2027-03-01&to=2027-04-01", token=client.staff())
    client.guest(event, "gaelle@example.org")
    client.drain()
    other = f"/api/v1/staff/events/{client.create()['id']}"
    client.drain()
    assert client.call("POST", f"{other}/cancel", {}, client.staff()).status_code == 200
    client.drain()
    client.move_to("2027-03-20T08:00:00-04:00")
    client.leave(second, others[0])
    client.advance("PT3H")
    client.advance("PT3H")
    cancelled_with_somebody_there(client, token)
    unreadable(client, token)


def erased(client: Client, token: str) -> None:
    """With a document, of which each version goes."""
    assert client.call("DELETE", "/api/v1/me", token=token).status_code == 202
    client.drain()


def past_edition(client: Client) -> None:
    """Brought in, corrected, and taken out again; that under way, too. Ana is in one."""
    token, path = client.staff("equipe@example.org"), "/api/v1/staff/imports"
    headers = {"Authorization": f"Bearer {token}"}
    first = with_ana(first_edition())
    for files in (first, with_edition(first, title="Phase I")):
        answer = client.http.post(path, data=write_archive(files), headers=headers)
        assert answer.status_code == 201, answer.text
    for slug in ("2021-2022", "2026-2027"):
        assert client.call("GET", f"{path}/{slug}", token=token).status_code == 200
    by_the_page(client, with_edition(first_edition(), slug="2020-2021"))
    by_the_page(client, with_edition(first_edition(), slug="2020-2021", title="Phase I"))
    report = "/api/v1/staff/report.pdf?edition=2021-2022"
    assert client.call("GET", report, token=token).status_code == 503
    client.drain()
    assert client.call("GET", report, token=token).data.startswith(b"%PDF")


def by_the_page(client: Client, files: dict[str, bytes]) -> None:
    """Kept by a job; its edition is beside another."""
    admin = Admin(client.system)
    kept = admin.keep(admin.bring({"edition.zip": write_archive(files)}))
    assert "est gardée" in kept.text


def cancelled_with_somebody_there(client: EventClient, token: str) -> None:
    """A mark of presence is corrected twice; then what the group session set off is taken back: it
    did not take place."""
    session = client.create(kind="group_session", starts_at=LATER, ends_at=LATER_STILL)
    registration = client.seat(session, token)["id"]
    path = f"/api/v1/staff/events/{session['id']}"
    for status in ("attended", "absent", "attended"):
        body = {"attendances": [{"registration_id": registration, "status": status}]}
        marked = client.call("PUT", f"{path}/attendance", body, client.staff())
        assert marked.status_code == 200, marked.text
    assert client.call("POST", f"{path}/cancel", {}, client.staff()).status_code == 200


def unreadable(client: EventClient, token: str) -> None:
    """The sweep sets aside a document that it cannot read; so does who was to draw it."""
    document = wiring.store().one(Document, client.me(token)["documents"][0]["id"])
    assert document is not None
    wiring.client("dynamodb").update_item(
        TableName=wiring.settings().table,
        Key=key_item(Document, document.id),
        UpdateExpression="SET due_pk = :pk, due_sk = :sk REMOVE title",
        ExpressionAttributeValues={":pk": {"S": "DUE"}, ":sk": {"S": "2027-03-20T00:00:00Z"}},
    )
    client.advance("PT5M")
    wiring.queues().hand_over("documents", [document])
    client.drain()


@pytest.mark.parametrize("function", FUNCTIONS.values())
def test_a_function_may_do_what_it_does(function: str, recorder: Recorder) -> None:
    assert [n for n in recorder.seen[function] if not allowed(grants(function), n)] == []


@pytest.mark.parametrize("function", FUNCTIONS.values())
def test_a_function_may_do_what_its_code_could_ask(function: str) -> None:
    """Also what no journey goes through: what happens on the worst day alone."""
    assert [n for n in could_ask(function) if not allowed(grants(function), n)] == []


@pytest.mark.parametrize("function", FUNCTIONS.values())
def test_all_that_was_asked_of_the_table_is_found_in_the_code(
    function: str, recorder: Recorder
) -> None:
    """The control: what is read from the code leaves nothing out."""
    seen = {need for need in recorder.seen[function] if need.action.startswith("dynamodb:")}
    assert seen - could_ask(function) == set()


@pytest.mark.parametrize(("port", "methods"), [(Store, STORE), (Unit, UNIT)])
def test_what_each_method_of_a_port_asks_is_known(port: type, methods: dict[str, Any]) -> None:
    declared = {name for each in port.__mro__ for name in vars(each) if not name.startswith("_")}
    assert declared == methods.keys()


@pytest.mark.parametrize("function", FUNCTIONS.values())
def test_a_function_may_do_nothing_else(function: str, recorder: Recorder) -> None:
    """Each action of each statement was needed, by the function or by Lambda for it."""
    asked = [*recorder.seen[function], *platform(function)]
    unused = [
        (action, grant.resources)
        for grant in grants(function)
        for action in grant.actions
        if not any(n.action == action and grant.covers(n, SENDER) for n in asked)
    ]
    assert unused == []


@pytest.mark.parametrize("function", FUNCTIONS.values())
def test_lambda_may_poll_and_log_for_a_function(function: str) -> None:
    assert [n for n in platform(function) if not allowed(grants(function), n)] == []


@pytest.mark.parametrize("function", FUNCTIONS.values())
def test_each_action_of_each_policy_matters(function: str, recorder: Recorder) -> None:
    """The control: a policy without one of its actions refuses something."""
    asked = [*recorder.seen[function], *platform(function)]
    for grant in grants(function):
        for action in grant.actions:
            rest = [without(g, action) if g == grant else g for g in grants(function)]
            assert [n for n in asked if not allowed(rest, n)]


def test_mail_from_another_address_is_refused() -> None:
    forged = Need("ses:SendRawEmail", "identity/brigade.example.org", "autre@brigade.example.org")
    assert not allowed(grants("send-mail"), forged)


@pytest.mark.parametrize("policy", sorted(POLICIES.glob("*.json")), ids=lambda p: p.stem)
def test_no_policy_says_everything(policy: Path) -> None:
    for statement in json.loads(policy.read_text(encoding="utf-8"))["Statement"]:
        assert not any("*" in action for action in statement["Action"])
        of_the_account = statement["Action"] == ["ses:GetAccount"]  # which has no resource
        assert statement["Resource"] != "*" or of_the_account


def test_every_function_has_a_role_of_its_own() -> None:
    config = json.loads((POLICIES.parents[1] / ".chalice/config.json").read_text("utf-8"))
    files = {n: c["iam_policy_file"] for n, c in config["lambda_functions"].items()}
    assert files == {
        kebab.replace("-", "_"): f"../infra/policies/{kebab}.json" for kebab in FUNCTIONS.values()
    }
    assert set(FUNCTIONS) <= set(stack()["Resources"])


def allowed(policy: list[Grant], need: Need) -> bool:
    return any(grant.covers(need, SENDER) for grant in policy)


def without(grant: Grant, action: str) -> Grant:
    rest = tuple(a for a in grant.actions if a != action)
    return Grant(rest, grant.resources, grant.sender_only)
