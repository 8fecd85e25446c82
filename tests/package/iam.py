"""Policies of the stack's functions, and what a call to AWS asks of them, in the same words.

A resource goes by its logical id in the template: `Table`, `Table/index/due`, `MailQueue`,
`Documents/documents/…`, `identity/…`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from chalicelib.settings import Settings

POLICIES = Path(__file__).parents[2] / "infra/policies"
WRITES = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
SENDER = {"SenderDomain": "brigade.example.org", "MailEvents": "brigade-local"}
PREFIX = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:"


@dataclass(frozen=True)
class Need:
    """What one call asks for. `sender`: the From address, where there is one."""

    action: str
    resource: str
    sender: str = ""


def needs(service: str, operation: str, params: Any, settings: Settings) -> Iterator[Need]:
    """What an API call needs. Raises KeyError for a call that this table does not know."""
    match (service, operation):
        case ("dynamodb", "TransactWriteItems"):
            for write in params["TransactItems"]:
                yield Need(f"dynamodb:{WRITES[next(iter(write))]}", "Table")
        case ("dynamodb", "Query"):
            index = f"/index/{params['IndexName']}" if "IndexName" in params else ""
            yield Need("dynamodb:Query", f"Table{index}")
        case ("dynamodb", "BatchGetItem" | "BatchWriteItem" | "UpdateItem" | "Scan"):
            yield Need(f"dynamodb:{operation}", "Table")
        case ("s3", _):
            yield from _of_files(operation, params)
        case ("sqs", "SendMessageBatch"):
            to_mail = params["QueueUrl"] == settings.mail_queue_url
            yield Need("sqs:SendMessage", "MailQueue" if to_mail else "DocumentsQueue")
        case ("sesv2", "SendEmail" | "GetAccount"):
            yield from _to_send(params) if params else [Need("ses:GetAccount", "*")]
        case _:
            raise KeyError(f"{service}:{operation}")


def _of_files(operation: str, params: Any) -> Iterator[Need]:
    if operation == "ListObjectVersions":
        yield Need("s3:ListBucketVersions", "Documents")
        return
    key, which = params["Key"], "Version" if "VersionId" in params else ""
    action = "GetObject" if operation == "HeadObject" else operation + which
    yield Need(f"s3:{action}", f"Documents/{key}")
    if action == "GetObject" and key.startswith(("themes/", "imports/")):
        yield Need("s3:ListBucket", "Documents")  # S3 says 404, and not 403, to who may list


def _to_send(params: Any) -> Iterator[Need]:
    """A raw mail asks for the action of its API and of the one before, on all it names."""
    sender = params["FromEmailAddress"].rpartition("<")[2].rstrip(">")
    identity = f"identity/{sender.rpartition('@')[2]}"
    for resource in (identity, f"configuration-set/{params['ConfigurationSetName']}"):
        yield Need("ses:SendEmail", resource, sender)
        yield Need("ses:SendRawEmail", resource, sender)


@dataclass(frozen=True)
class Grant:
    """One statement of a policy. `sender`: whether it holds for the stack's From address alone."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    sender_only: bool = False

    def covers(self, need: Need, sender_address: str) -> bool:
        resource = any(fnmatchcase(need.resource, pattern) for pattern in self.resources)
        sender = not self.sender_only or need.sender == sender_address
        return need.action in self.actions and resource and sender


def grants(function: str) -> list[Grant]:
    """Of a function, by the name of its policy file."""
    document = json.loads((POLICIES / f"{function}.json").read_text(encoding="utf-8"))
    return [_grant(statement) for statement in document["Statement"]]


def _grant(statement: Any) -> Grant:
    assert statement["Effect"] == "Allow"
    condition = statement.get("Condition")
    only = {"StringEquals": {"ses:FromAddress": {"Ref": "SenderAddress"}}}
    assert condition in (None, only)
    resources = statement["Resource"]
    named = resources if isinstance(resources, list) else [resources]
    return Grant(tuple(statement["Action"]), tuple(map(_name, named)), condition is not None)


def _name(resource: Any) -> str:
    if "Fn::GetAtt" in resource:
        name, attribute = resource["Fn::GetAtt"]
        return str(name if attribute == "Arn" else f"{name}.{attribute}")
    if resource == "*":
        return "*"
    text = resource["Fn::Sub"].removeprefix(PREFIX)
    for variable, value in SENDER.items():
        text = text.replace(f"${{{variable}}}", value)
    return re.sub(r"\$\{(\w+)\.Arn\}", r"\1", text)
