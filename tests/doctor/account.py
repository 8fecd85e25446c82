"""An account of AWS around a stage: moto's, and answers of our own where moto has none."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.people.staff import Role
from chalicelib.settings import TEMPLATES
from chalicelib.workflows.people.manage_staff import enrol
from infra.doctor.checks import CHECKS
from infra.doctor.cloud.asked import Stage
from infra.doctor.facts.pages import Answer
from infra.doctor.report import Report
from infra.doubles.items import template
from infra.dynoxide import CREATED_WITH
from infra.moving import marks
from tests import FIRST_REGION
from tests.support.examples import NOW

REGION, DOMAIN, SITE = "ca-central-1", "brigade.quebec", "https://inscription.brigade.quebec"
TARGET = "d-1.execute-api.ca-central-1.amazonaws.com"
SERVER = "feedback-smtp.ca-central-1.amazonses.com"
ALERTS = "equipe@brigade.quebec"
BUCKET = "brigade-prod-documents"
ALARM = "brigade-prod-SiteErrorsAlarm-1"

SETTINGS = {
    "equipe@example.org": "equipe@brigade.quebec",
    "vie-privee@example.org": "vie-privee@brigade.quebec",
    "450 555-0100": "450 431-2270",
    "rue de l’Exemple": "rue Saint-Georges",
    ".example.org": ".brigade.quebec",
}
"""What a region says in the place of our examples."""

RECORDS: dict[tuple[str, str], list[str]] = {
    (DOMAIN, "MX"): ["10 mx.brigade.quebec."],
    (f"retour.{DOMAIN}", "MX"): [f"10 {SERVER}."],
    (f"retour.{DOMAIN}", "TXT"): ["v=spf1 include:amazonses.com ~all"],
    (f"_dmarc.{DOMAIN}", "TXT"): ["v=DMARC1; p=none"],
    (f"one._domainkey.{DOMAIN}", "CNAME"): ["one.dkim.amazonses.com."],
    ("inscription.brigade.quebec", "CNAME"): [f"{TARGET}."],
}

PAGES = {
    "/healthz": '{"status":"ok"}',
    "/": "<h1>Brigade numérique des Laurentides</h1>",
    "/api/v1/themes": '{"themes":[{"slug":"decouvrabilite"}]}',
    "/themes/decouvrabilite": "<h1>Découvrabilité</h1>",
    "/evenements": "<h1>Événements</h1>",
    "/openapi.json": '{"openapi":"3.1.0"}',
}

ANSWERS: dict[str, Any] = {
    "GetAccountSettings": {"AccountLimit": {"ConcurrentExecutions": 1000}},
    "GetAccount": {
        "ProductionAccessEnabled": True,
        "SendingEnabled": True,
        "EnforcementStatus": "HEALTHY",
        "SendQuota": {"Max24HourSend": 50000.0, "MaxSendRate": 14.0, "SentLast24Hours": 12.0},
    },
    "GetEmailIdentity": {
        "VerifiedForSendingStatus": True,
        "DkimAttributes": {"Status": "SUCCESS", "Tokens": ["one"]},
        "MailFromAttributes": {
            "MailFromDomain": f"retour.{DOMAIN}",
            "MailFromDomainStatus": "SUCCESS",
        },
    },
    "DescribeCertificate": {
        "Certificate": {"Status": "ISSUED", "DomainName": "*.brigade.quebec"},
    },
    "GetEventSourceMapping": {"State": "Enabled"},
}
"""By the name of the call."""


PARAMETERS = {
    "Stage": "prod",
    "SenderDomain": DOMAIN,
    "SenderAddress": f"brigade@{DOMAIN}",
    "AlertsAddress": ALERTS,
    "DomainName": "inscription.brigade.quebec",
    "CertificateArn": f"arn:aws:acm:{REGION}:123456789012:certificate/1",
    "SiteUrl": SITE,
}

ASSUMED = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


class World:
    """All is well around the stage `prod`, until a test changes something."""

    def __init__(self, folder: Path) -> None:
        self.answers, self.records, self.pages = dict(ANSWERS), dict(RECORDS), dict(PAGES)
        self.calls: list[str] = []
        self.settings, self.files = settings_of_theirs(folder / "programme.toml"), folder
        self.say_of_stage()
        self.subscription("arn:aws:sns:ca-central-1:123456789012:alerts:1")

    def say_of_stage(self, **changes: str) -> None:
        said = {
            "sender_domain": DOMAIN,
            "sender_address": f"brigade@{DOMAIN}",
            "alerts_address": ALERTS,
            "domain_name": "inscription.brigade.quebec",
            "certificate_arn": f"arn:aws:acm:{REGION}:123456789012:certificate/1",
            **changes,
        }
        lines = (f'{name} = "{value}"\n' for name, value in said.items() if value)
        (self.files / "prod.toml").write_text("".join(lines), encoding="utf-8")

    def subscription(self, answer: str) -> None:
        """Have the alerts address be confirmed, or not."""
        said = {"Protocol": "email", "Endpoint": ALERTS, "SubscriptionArn": answer}
        self.answers["ListSubscriptionsByTopic"] = {"Subscriptions": [said]}

    def examine(self, name: str = "prod", session: Callable[[], Any] | None = None) -> str:
        lines: list[str] = []
        stage = Stage(
            name=name,
            new_session=session or self.session,
            names=self._names,
            fetch=self._fetch,
            settings=lambda: self.settings,
            files=self.files,
        )
        Report(lines.append).examine(stage, CHECKS)
        return "\n".join(lines)

    def session(self) -> Any:
        session = boto3.Session(region_name=REGION)
        session.events.register("before-call", self._answer)
        return session

    def mark(self, which: str, mark: marks.Mark) -> None:
        """Have the stage know of a move."""

        def answer(params: Any) -> Any:
            if not params["url_path"].endswith(which):
                return None
            return {"Body": BytesIO(json.dumps(asdict(mark)).encode())}

        self.answers["GetObject"] = answer

    def _answer(self, model: Any, params: Any, **_: Any) -> Any:
        self.calls.append(model.name)
        answer = self.answers.get(model.name)
        if callable(answer):
            answer = answer(params)
        if isinstance(answer, Exception):
            raise answer
        return answer and (_Http(), {**answer, "ResponseMetadata": {}})

    def _names(self, name: str, kind: str) -> list[str]:
        return self.records.get((name, kind), [])

    def _fetch(self, address: str) -> Answer:
        path = address.removeprefix(SITE)
        return Answer(200, self.pages[path]) if path in self.pages else Answer(500, "")


def settings_of_theirs(where: Path) -> Path:
    """Write the settings of a region that has said all of itself; return where."""
    text = (FIRST_REGION / "programme.toml").read_text(encoding="utf-8")
    for example, theirs in SETTINGS.items():
        text = text.replace(example, theirs)
    where.parent.mkdir(exist_ok=True)
    where.write_text(text, encoding="utf-8")
    (where.parent / "static").symlink_to(TEMPLATES / "static")
    return where


def deploy() -> None:
    """Make the part of the stack `prod` that is looked at, an alarm, and its admin."""
    role = boto3.client("iam").create_role(
        RoleName="any", AssumeRolePolicyDocument=json.dumps(ASSUMED)
    )["Role"]["Arn"]
    given = [{"ParameterKey": k, "ParameterValue": v} for k, v in PARAMETERS.items()]
    boto3.client("cloudformation", region_name=REGION).create_stack(
        StackName="brigade-prod",
        TemplateBody=json.dumps(_template(role)),
        Parameters=given,  # type: ignore[arg-type]
    )
    boto3.client("cloudwatch", region_name=REGION).put_metric_alarm(
        AlarmName=ALARM,
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=1,
        MetricName="5XXError",
        Namespace="AWS/ApiGateway",
        Period=300,
        Statistic="Sum",
        Threshold=0,
    )
    store = Store(partial(boto3.client, "dynamodb", region_name=REGION), "brigade-prod")
    enrol("ana@brigade.quebec", "Ana", Role.ADMIN, store=store, new_id=lambda: "1" * 26, now=NOW)


class _Http:
    status_code = 200


def _template(role: str) -> dict[str, Any]:
    table = template()["Resources"]["Table"]["Properties"]
    code = {"ZipFile": "def f(*_): pass"}
    function = {"Code": code, "Handler": "index.f", "Role": role, "Runtime": "python3.13"}
    outputs = ("TableName", "BucketName", "MailQueueUrl", "DocumentsQueueUrl")
    values: dict[str, Any] = {name: {"Ref": "Alerts"} for name in outputs}
    values |= {"EndpointURL": "https://1.execute-api.example/api/", "DomainTarget": TARGET}
    kept = {key: table[key] for key in CREATED_WITH}
    resources = {
        "Table": ("AWS::DynamoDB::Table", {**kept, "TableName": "brigade-prod"}),
        "Alerts": ("AWS::SNS::Topic", {}),
        "Documents": ("AWS::S3::Bucket", {"BucketName": BUCKET}),
        "MailQueue": ("AWS::SQS::Queue", {}),
        "SendMail": ("AWS::Lambda::Function", function),
        "SendMailSqsEventSource": (
            "AWS::Lambda::EventSourceMapping",
            {
                "EventSourceArn": {"Fn::GetAtt": ["MailQueue", "Arn"]},
                "FunctionName": {"Fn::GetAtt": ["SendMail", "Arn"]},
            },
        ),
        "SweepRule": (
            "AWS::Events::Rule",
            {"Name": "sweep", "ScheduleExpression": "rate(5 minutes)", "State": "ENABLED"},
        ),
    }
    return {
        "Parameters": {name: {"Type": "String"} for name in PARAMETERS},
        "Resources": {n: {"Type": t, "Properties": p} for n, (t, p) in resources.items()},
        "Outputs": {name: {"Value": value} for name, value in values.items()},
    }
