"""What an operator does and sees in the account: deploys, tables, queues, logs, mails."""

import json
import os
import re
import time
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.limits.manners import Night
from chalicelib.domain.mail.messages import Kind
from infra.deploy.release import release
from infra.deploy.stage import stack_name

from .emulator import ACCOUNT, REGION
from .site import Site

STAGE = "dev"
SENDER = "brigade@brigade.example.org"
PARAMETERS = {
    "Stage": STAGE,
    "SenderDomain": "brigade.example.org",
    "SenderAddress": SENDER,
    "AlertsAddress": "equipe@brigade.example.org",
    # The emulator has neither budgets nor firewalls: only cfn-lint and checkov look at these.
    "MonthlyBudget": "0",
    "Firewall": "no",
}


NOW, A_NIGHT = timedelta(), timedelta(hours=12)
"""What waits for people to wake is due within a night."""


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str

    @property
    def links(self) -> list[str]:
        return re.findall(r"https?://\S+", self.text)

    def says(self, words: Iterable[str]) -> bool:
        """Return whether the subject has all these words."""
        subject = self.subject.casefold()
        return all(each.casefold() in subject for each in words)

    def link(self, path: str) -> str:
        """Return the address in the mail that holds this path and a token."""
        return next(link for link in self.links if f"{path}?jeton=" in link)


class Account:
    """The account of the emulator at `address`."""

    def __init__(self, address: str) -> None:
        import boto3

        self.address = address
        os.environ["AWS_ENDPOINT_URL"] = address  # as an operator says it to any AWS tool
        self.session = boto3.Session(
            aws_access_key_id=ACCOUNT, aws_secret_access_key="rehearsal", region_name=REGION
        )

    def deploy(self, package: Path) -> list[str]:
        """Deploy as `make deploy` does; return the changes it showed. Raises DeploymentFailed."""
        shown: list[str] = []

        def agreed(lines: list[str]) -> bool:
            shown.extend(lines)
            return True

        release(self.session, package, PARAMETERS, agreed)
        return shown

    def site(self) -> Site:
        """Return the site at the address that its functions know.

        In the emulator, unlike AWS, an update of the API's definition gives it a new one.
        """
        parameters = {p["ParameterKey"]: p["ParameterValue"] for p in self._stack()["Parameters"]}
        identifier = self.outputs["RestAPIId"]
        local = f"{self.address}/restapis/{identifier}/api/_user_request_"
        return Site(parameters["SiteUrl"], local)

    @property
    def outputs(self) -> dict[str, str]:
        found = self._stack()
        return {each["OutputKey"]: each["OutputValue"] for each in found["Outputs"]}

    @property
    def status(self) -> str:
        return str(self._stack()["StackStatus"])

    def _stack(self) -> Any:
        client = self.session.client("cloudformation")
        return client.describe_stacks(StackName=stack_name(STAGE))["Stacks"][0]

    def resource(self, logical: str) -> str:
        """Return the physical id of one of the stack's resources."""
        client = self.session.client("cloudformation")
        found = client.describe_stack_resource(
            StackName=stack_name(STAGE), LogicalResourceId=logical
        )
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def stage_variables(self) -> dict[str, str]:
        """Return what the API's stage tells API Gateway's own answers."""
        client: Any = self.session.client("apigateway")
        stage = client.get_stage(restApiId=self.outputs["RestAPIId"], stageName="api")
        return dict(stage.get("variables", {}))

    def invoke(self, logical: str, event: dict[str, Any]) -> Any:
        answer = self.session.client("lambda").invoke(
            FunctionName=self.resource(logical), Payload=json.dumps(event).encode()
        )
        return answer.get("FunctionError"), json.loads(answer["Payload"].read() or b"null")

    def items(self, kind: str) -> list[dict[str, Any]]:
        """Return every item of one type, as plain values."""
        from boto3.dynamodb.types import TypeDeserializer

        read = TypeDeserializer().deserialize
        pages = self._dynamodb.get_paginator("scan").paginate(TableName=self.outputs["TableName"])
        items = ({n: read(v) for n, v in item.items()} for page in pages for item in page["Items"])
        return [item for item in items if item["type"] == kind]

    def fall_due(self, item: dict[str, Any], moment: str) -> None:
        """Move what waits for a later day to a moment that has passed, unless it has just left."""
        client = self._dynamodb
        with suppress(client.exceptions.ConditionalCheckFailedException):
            client.update_item(
                TableName=self.outputs["TableName"],
                Key={name: {"S": item[name]} for name in ("pk", "sk")},
                ConditionExpression="attribute_exists(next_at)",
                UpdateExpression="SET next_at = :at, due_sk = :sk",
                ExpressionAttributeValues={
                    ":at": {"S": moment},
                    ":sk": {"S": f"{moment}#{item['id']}"},
                },
            )

    def morning_comes(self) -> None:
        """Have what waits for people to wake leave now: the rehearsal may be at night."""
        now, noon = (f"{datetime.now(UTC) + ahead:%Y-%m-%dT%H:%M:%SZ}" for ahead in (NOW, A_NIGHT))
        waiting = [m for m in self.items("Message") if m["state"] == "pending" and "next_at" in m]
        asleep = [m for m in waiting if now < m["next_at"] < noon and _sleeps(m["kind"])]
        for each in asleep:
            self.fall_due(each, now)
        if asleep:
            self.sweep()

    def mail_by_day(self, address: str, words: str) -> Mail | None:
        """Return a mail as `mail` does, once people are awake."""
        self.morning_comes()
        return self.mail(address, words)

    @cached_property
    def _dynamodb(self) -> Any:
        return self.session.client("dynamodb")

    def empty(self, queue: str) -> bool:
        """Return whether nothing waits in a queue of the stack, or is being handled."""
        client: Any = self.session.client("sqs")
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        url = self.resource(queue)
        found = client.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return all(found[name] == "0" for name in names)

    def log_lines(self, group: str) -> Iterator[str]:
        pages = self.session.client("logs").get_paginator("filter_log_events")
        for page in pages.paginate(logGroupName=group):
            yield from (event["message"] for event in page["events"])

    def sweep(self) -> None:
        """Sweep as its schedule does. Raises RuntimeError.

        What falls due next must do so in a later second: a sweep does not hand over again what it
        has passed.
        """
        self.on_schedule("Sweep")
        time.sleep(1)

    def on_schedule(self, logical: str) -> None:
        """Run a function as its schedule does. Raises RuntimeError."""
        names = ("id", "detail-type", "source", "account", "time", "region")
        event = {"version": "0", "resources": [], "detail": {}, **dict.fromkeys(names, "")}
        failure, told = self.invoke(logical, event)
        if failure:
            raise RuntimeError(f"{logical}: {told}")

    def mails(self, to: str) -> list[Mail]:
        """Return what SES accepted for an address, oldest first."""
        return [mail for mail in self.sent() if mail.to == to]

    def mail(self, to: str, *words: str) -> Mail | None:
        """Return the last mail to an address whose subject has all these words, if any."""
        mails = [mail for mail in self.mails(to) if mail.says(words)]
        return mails[-1] if mails else None

    def told(self, *words: str) -> Counter[str]:
        """Return how many mails whose subject has all these words each address got."""
        return Counter(mail.to for mail in self.sent() if mail.says(words))

    def sent(self) -> list[Mail]:
        """Return what SES accepted, oldest first. The emulator keeps texts, not attachments."""
        with urllib.request.urlopen(f"{self.address}/_ministack/ses/messages") as answer:  # noqa: S310
            kept = json.load(answer)["messages"].values()
        sent = sorted((one for each in kept for one in each), key=lambda one: one["Timestamp"])
        return [Mail(to, one["Subject"], one["BodyText"]) for one in sent for to in one["To"]]


def _sleeps(kind: str) -> bool:
    return KINDS[Kind(kind)].night is not Night.LEAVES
