"""Around a stage: what is missing is said in order, with what to do, and nothing is changed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ProfileNotFound
from moto import mock_aws

from infra.doctor.checks import CHECKS
from infra.doctor.cloud.asked import Stage
from infra.doctor.facts.names import NamesSilent
from infra.doctor.reading import READS, WouldChange, only_reading
from infra.doctor.shared import here
from infra.local.kept import keep_answers
from infra.moving import marks as moves
from infra.region.places import WrongRegion
from tests import FIRST_REGION

from .account import ALARM, ALERTS, ANSWERS, BUCKET, DOMAIN, SERVER, TARGET, World, deploy


@pytest.fixture(scope="module", autouse=True)
def deployed() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setattr("infra.doctor.cloud.here.platform.python_version", lambda: "3.13.1")
        keep_answers()
        with mock_aws(config={"lambda": {"use_docker": False}}):
            deploy()
            yield


@pytest.fixture
def prod(tmp_path: Path) -> World:
    """All is well; no test changes the account itself."""
    return World(tmp_path)


def said(world: World, name: str = "prod") -> dict[str, str]:
    """What is said of each check: its line, and what to do below it."""
    found: dict[str, str] = {}
    for line in world.examine(name).splitlines():
        if line[:2] in ("✓ ", "✗ ", "– "):
            check = line[2:].partition(":")[0]
            found[check] = line
        elif line.startswith("    "):
            found[check] += f"\n{line.strip()}"
    return found


def marks(found: dict[str, str]) -> dict[str, list[str]]:
    return {mark: [name for name in found if found[name][0] == mark] for mark in "✓✗–"}


def test_all_is_well_and_nothing_but_reads_was_asked(prod: World) -> None:
    text = prod.examine()
    assert text.endswith("All is well."), text
    assert {line[0] for line in text.splitlines()[:-1]} == {"✓"}
    assert len(text.splitlines()) == sum(Stage in check.of for check in CHECKS) + 1
    assert prod.calls
    assert [name for name in prod.calls if not name.startswith(READS)] == []


@pytest.mark.parametrize(
    ("service", "call", "asked"),
    [
        ("s3", "create_bucket", {"Bucket": "any"}),
        ("sesv2", "put_account_details", {"MailType": "TRANSACTIONAL", "WebsiteURL": "https://a"}),
        ("lambda", "invoke", {"FunctionName": "any"}),
        ("sns", "subscribe", {"TopicArn": "any", "Protocol": "email"}),
    ],
)
def test_a_call_that_may_change_something_does_not_leave(
    prod: World, service: str, call: str, asked: dict[str, Any]
) -> None:
    client = only_reading(prod.session()).client(service)
    with pytest.raises(WouldChange):
        getattr(client, call)(**asked)
    assert prod.calls == []


def wrong(prod: World, check: str) -> str:
    """The one thing that is said to be wrong."""
    found = said(prod)
    assert marks(found)["✗"] == [check]
    return found[check]


def answers(name: str, **changes: Any) -> Callable[[World], None]:
    """Have a call answer otherwise, part by part."""

    def change(world: World) -> None:
        world.answers[name] = {
            key: {**value, **changes.get(key, {})} if isinstance(value, dict) else value
            for key, value in {**ANSWERS.get(name, {}), **_plain(changes)}.items()
        }

    return change


def _plain(changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in changes.items() if not isinstance(value, dict)}


def record(name: str, kind: str, *values: str) -> Callable[[World], None]:
    return lambda world: world.records.update({(name, kind): list(values)})


def page(path: str, text: str | None) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.pages = {**world.pages, path: text} if text is not None else {}

    return change


ROLLED_BACK = {"StackName": "brigade-prod", "StackStatus": "UPDATE_ROLLBACK_COMPLETE"}
CHANGING = {"StackName": "brigade-prod", "StackStatus": "UPDATE_IN_PROGRESS"}

CASES: dict[str, tuple[str, Callable[[World], None], str]] = {
    "sandbox": ("SES", answers("GetAccount", ProductionAccessEnabled=False), "step 8"),
    "stopped": ("SES", answers("GetAccount", SendingEnabled=False), "stopped"),
    "used up": ("SES", answers("GetAccount", SendQuota={"SentLast24Hours": 49000.0}), "nearly all"),
    "ten at once": (
        "concurrency",
        answers("GetAccountSettings", AccountLimit={"ConcurrentExecutions": 10}),
        "aws service-quotas",
    ),
    "DKIM is not written": (
        "DKIM",
        record(f"one._domainkey.{DOMAIN}", "CNAME"),
        f"write one._domainkey.{DOMAIN} CNAME one.dkim.amazonses.com",
    ),
    "DKIM waits": (
        "DKIM",
        answers("GetEmailIdentity", VerifiedForSendingStatus=False),
        "sometimes hours",
    ),
    "no MX of MAIL FROM": (
        "MAIL FROM",
        record(f"retour.{DOMAIN}", "MX"),
        f"write retour.{DOMAIN} MX 10 {SERVER}",
    ),
    "no SPF": ("MAIL FROM", record(f"retour.{DOMAIN}", "TXT", "v=spf1 -all"), "v=spf1 include"),
    "no DMARC": ("DMARC", record(f"_dmarc.{DOMAIN}", "TXT", "other"), "v=DMARC1; p=none; rua="),
    "no mailbox": ("mailboxes", record(DOMAIN, "MX", "0 ."), ALERTS),
    "certificate waits": (
        "certificate",
        answers("DescribeCertificate", Certificate={"Status": "PENDING_VALIDATION"}),
        "PENDING_VALIDATION",
    ),
    "certificate of another name": (
        "certificate",
        answers("DescribeCertificate", Certificate={"DomainName": "brigade.quebec"}),
        "not of inscription.brigade.quebec",
    ),
    "domain leads nowhere": (
        "domain",
        record("inscription.brigade.quebec", "CNAME"),
        f"write inscription.brigade.quebec CNAME {TARGET}",
    ),
    "alerts are not confirmed": (
        "alerts",
        lambda world: world.subscription("PendingConfirmation"),
        "Subscription Confirmation",
    ),
    "nobody is alerted": (
        "alerts",
        lambda world: world.answers.update(ListSubscriptionsByTopic={"Subscriptions": []}),
        "aws sns subscribe",
    ),
    "a schedule is stopped": (
        "schedules",
        answers("DescribeRule", State="DISABLED"),
        "aws events enable-rule --name sweep",
    ),
    "a queue is not read": (
        "triggers",
        answers("GetEventSourceMapping", State="Disabled"),
        "aws lambda update-event-source-mapping --enabled",
    ),
    "a function is stopped": (
        "functions",
        answers("GetFunctionConcurrency", ReservedConcurrentExecutions=0),
        "aws lambda delete-function-concurrency --function-name",
    ),
    "the stack went back": (
        "stack",
        lambda world: world.answers.update(DescribeStacks={"Stacks": [ROLLED_BACK]}),
        "describe-stack-events",
    ),
    "the stack is changing": (
        "stack",
        lambda world: world.answers.update(DescribeStacks={"Stacks": [CHANGING]}),
        "wait for its end",
    ),
    "SES closed the account": (
        "SES",
        answers("GetAccount", EnforcementStatus="SHUTDOWN"),
        "read the case",
    ),
    "SES looks at the account": (
        "SES",
        answers("GetAccount", EnforcementStatus="PROBATION"),
        "BounceRate",
    ),
    "no MAIL FROM": (
        "MAIL FROM",
        answers("GetEmailIdentity", MailFromAttributes={"MailFromDomain": ""}),
        "make deploy STAGE=prod",
    ),
    "no alarm": ("alarms", answers("DescribeAlarms", MetricAlarms=[]), "make deploy STAGE=prod"),
    "an alarm tells nobody": (
        "alarms",
        answers(
            "DescribeAlarms",
            MetricAlarms=[{"AlarmName": ALARM, "StateValue": "OK", "ActionsEnabled": False}],
        ),
        f"aws cloudwatch enable-alarm-actions --alarm-names {ALARM}",
    ),
    "it moved away": (
        "moved",
        lambda world: world.mark(moves.LEAVING, moves.Mark("m", "/srv/b", "2027-03-01", done=True)),
        "start nothing here",
    ),
    "it is moving away": (
        "moved",
        lambda world: world.mark(moves.LEAVING, moves.Mark("m", "/srv/b", "2027-03-01")),
        "make move FROM=prod TO=/srv/b goes on",
    ),
    "it is on its way here": (
        "moved",
        lambda world: world.mark(moves.ARRIVING, moves.Mark("m", "/srv/b", "2027-03-01")),
        "make move FROM=/srv/b TO=prod goes on",
    ),
    "an alarm rings": (
        "alarms",
        answers("DescribeAlarms", MetricAlarms=[{"AlarmName": ALARM, "StateValue": "ALARM"}]),
        f"{ALARM} rings",
    ),
    "the site is down": ("pages", page("/", None), "/healthz: 500"),
    "another site": ("pages", page("/", "<h1>Parked</h1>"), "/: is not this site's"),
    "no theme": ("pages", page("/api/v1/themes", "{}"), "/api/v1/themes: is not this site's"),
    "the file has changed": (
        "stack as told",
        lambda world: world.say_of_stage(monthly_budget="40"),
        "MonthlyBudget is nothing; the file says 40",
    ),
    "no admin": (
        "admin",
        lambda world: world.answers.update(Query={"Items": [], "Count": 0}),
        "make staff STAGE=prod",
    ),
    "may not": (
        "SES",
        lambda world: world.answers.update(
            GetAccount=ClientError({"Error": {"Code": "AccessDenied", "Message": ""}}, "GetAccount")
        ),
        "deploying.md, What you need",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_said_with_what_to_do(prod: World, case: str) -> None:
    check, change, told = CASES[case]
    change(prod)
    assert told in wrong(prod, check)


def test_examples_that_are_left_are_named(prod: World) -> None:
    prod.settings.write_bytes((FIRST_REGION / "programme.toml").read_bytes())
    found = said(prod)
    assert "contact_email = equipe@example.org" in found["examples"]
    prod.say_of_stage(alerts_address="equipe@example.org")
    assert "AlertsAddress = equipe@example.org" in said(prod)["stage's file"]


def test_our_names_in_another_region_are_named(
    prod: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "OURS", FIRST_REGION / "programme.toml")
    text = prod.settings.read_text("utf-8")
    other = text.replace('region = "Laurentides"', 'region = "Nord"')
    prod.settings.write_text(other, "utf-8")
    told = wrong(prod, "examples")
    assert "organisation = Culture Laurentides" in told
    assert "mail.sender_name" in told
    assert "consents[1].text" in told


def test_settings_that_are_wrong_are_named(prod: World) -> None:
    text = prod.settings.read_text("utf-8").replace("America/Toronto", "America/Montreall")
    prod.settings.write_text(text, "utf-8")
    found = said(prod)
    assert "zone" in found["settings"]
    assert found["examples"] == "– examples: not asked; « settings » comes first"


def test_a_stage_that_was_never_deployed(prod: World) -> None:
    none = {"Error": {"Code": "ValidationError", "Message": "brigade-prod does not exist"}}
    prod.answers["DescribeStacks"] = ClientError(none, "DescribeStacks")  # type: ignore[arg-type]
    found = said(prod)
    assert found["stack"] == (
        "✗ stack: brigade-prod was never deployed in ca-central-1\n"
        "→ make deploy STAGE=prod, or AWS_REGION= the region where it is"
    )
    assert found["DKIM"] == "– DKIM: not asked; « stack » comes first"
    assert marks(found)["✗"] == ["stack"]


@pytest.mark.parametrize("name", ["", "nope", "../prod", "dev"])
def test_a_stage_without_a_file(prod: World, name: str) -> None:
    found = said(prod, name)
    assert marks(found)["✗"] == ["stage's file"]
    assert found["stack"].startswith("–")
    assert found["credentials"].startswith("✓")


def test_without_credentials_all_that_needs_none_is_asked(
    prod: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setattr("botocore.credentials.CredentialResolver.load_credentials", lambda _: None)
    found = said(prod)
    assert "aws sso login" in found["credentials"]
    assert marks(found)["✗"] == ["credentials"]
    assert found["DMARC"].startswith("✓")
    assert found["SES"] == "– SES: not asked; « credentials » comes first"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ProfileNotFound(profile="other"), "aws sso login"),
        (EndpointConnectionError(endpoint_url="https://sts"), "is there a network"),
        (WrongRegion("region/programme.toml: is missing"), "region/programme.toml"),
        (RuntimeError("of the doctor"), "RuntimeError: of the doctor"),
    ],
)
def test_no_check_ends_with_a_traceback(prod: World, error: Exception, told: str) -> None:
    def fail() -> Any:
        raise error

    assert told in prod.examine(session=fail)


def test_where_the_site_left_nothing_tells_to_start_it(prod: World) -> None:
    """Two sites that run would each send the same mails."""
    prod.mark(moves.LEAVING, moves.Mark("m", "/srv/b", "2027-03-01", done=True))
    prod.answers["GetEventSourceMapping"] = {"State": "Disabled"}
    found = said(prod)
    for check in ("schedules", "triggers", "functions", "pages", "alarms"):
        assert found[check] == f"– {check}: not asked; « moved » comes first"


SETTINGS_IN_TABLE = "BatchGetItem"
"""What admins set: without it, what the file says is looked at."""


def test_a_move_that_is_given_up_is_forgotten_by_a_command(prod: World) -> None:
    prod.mark(moves.LEAVING, moves.Mark("m", "/srv/b", "2027-03-01"))
    assert f"aws s3 rm s3://{BUCKET}/moves/leaving.json" in wrong(prod, "moved")


EXPIRED = ClientError({"Error": {"Code": "ExpiredToken", "Message": "past"}}, "GetCallerIdentity")
GONE = EndpointConnectionError(endpoint_url="https://sts")


@pytest.mark.parametrize(("error", "told"), [(EXPIRED, "aws sso login"), (GONE, "AWS_REGION=")])
def test_credentials_that_are_past_and_no_network_to_aws(
    prod: World, error: Exception, told: str
) -> None:
    prod.answers["GetCallerIdentity"] = error
    found = said(prod)
    assert told in found["credentials"]
    assert marks(found)["✗"] == ["credentials"]


@pytest.mark.parametrize("error", [GONE, ValueError("odd"), {}], ids=["no network", "odd", "empty"])
def test_whatever_one_call_answers_the_other_checks_are_asked(prod: World, error: Any) -> None:
    """Each call in its turn fails, or answers nothing that is known."""
    usual = said(prod)
    for call in dict.fromkeys(prod.calls):
        before = prod.answers.get(call)
        prod.answers[call] = error if error else {"Odd": 1}
        found = said(prod)
        assert list(found) == list(usual), call
        bad = marks(found)["✗"]
        assert all("→" in found[each] for each in bad), call
        assert bad or not error or call == SETTINGS_IN_TABLE, call
        prod.answers[call] = before


def test_names_that_nobody_answers(prod: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(name: str, kind: str) -> list[str]:
        raise NamesSilent(f"{name} ({kind}): no answer")

    monkeypatch.setattr(prod, "_names", silent)
    found = said(prod)
    assert marks(found)["✗"] == ["mailboxes", "domain", "DKIM", "MAIL FROM", "DMARC"]
    assert all("is there a network" in found[each] for each in marks(found)["✗"])
