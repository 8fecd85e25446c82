"""A stage to restore, in this process: the functions, mappings and logs that the local stack has
not, beside its table."""

import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import boto3

from chalicelib.adapters.dynamodb.codec import key_item
from chalicelib.adapters.dynamodb.store import Store
from infra.doubles.answering import NAME
from infra.restoring.account import Account
from infra.restoring.copies import copy_name
from infra.restoring.procedure import Restoration
from infra.restoring.sending import SENDERS, SWEEP, WRITERS

from .examples import DAY, NOW

AT = NOW - DAY
"""The moment that is gone back to, and the day after."""

LOGS = ("SendMailLogGroup", "SettleMailLogGroup")


class Stage(Account):
    """Of the local stack's table. `paused`: the seconds waited for, in order."""

    def __init__(self) -> None:
        self.paused: list[float] = []
        super().__init__(boto3.Session(), "local", self.paused.append)
        assert os.environ["TABLE_NAME"] != NAME, (
            "a stage's clients ask moto: mark the test « database »"
        )
        self._made = {**self._functions(), **self._mappings(), **self._logs(), **self._secrets()}
        self.client("events").put_rule(Name="sweep", ScheduleExpression="rate(5 minutes)")
        self._made[SWEEP] = "sweep"

    def resource(self, logical: str) -> str:
        return self._made.get(logical) or super().resource(logical)

    def parameter(self, name: str) -> str:
        return {"ReservedConcurrency": "7"}.get(name, "")

    def copy(self, at: datetime) -> str:
        """The table as it is now stands for what recovery would find; moto knows no other."""
        copy = copy_name(self.table, at)
        self.client("dynamodb").restore_table_to_point_in_time(
            SourceTableName=self.table, TargetTableName=copy, UseLatestRestorableTime=True
        )
        return copy

    def items(self, kind: str = "") -> list[dict[str, Any]]:
        """Those of one type, or all."""
        pages = self.client("dynamodb").get_paginator("scan").paginate(TableName=self.table)
        items = [item for page in pages for item in page["Items"]]
        return [item for item in items if not kind or item["type"]["S"] == kind]

    def logged(self, group: str, at: datetime, line: dict[str, str]) -> None:
        client, name = self.client("logs"), self.resource(group)
        event = {"timestamp": int(at.timestamp() * 1000), "message": json.dumps(line)}
        client.put_log_events(logGroupName=name, logStreamName="one", logEvents=[event])

    def stopped(self) -> dict[str, Any]:
        """What is stopped of whatever can be."""
        client = self.client("lambda")
        state = {
            name: client.get_event_source_mapping(UUID=self._made[name])["State"] == "Disabled"
            for name in SENDERS
        }
        state[SWEEP] = self.client("events").describe_rule(Name="sweep")["State"] == "DISABLED"
        for name in WRITERS:
            found = client.get_function_concurrency(FunctionName=name)
            state[name] = found.get("ReservedConcurrentExecutions") == 0
        return state

    def _functions(self) -> dict[str, str]:
        trust = {"Version": "2012-10-17", "Statement": []}
        role = self.client("iam").create_role(
            RoleName="functions", AssumeRolePolicyDocument=json.dumps(trust)
        )["Role"]["Arn"]
        names = (*WRITERS, "SendMail", "MakeDocuments")
        for name in names:
            self.client("lambda").create_function(
                FunctionName=name,
                Runtime="python3.13",
                Role=role,
                Handler="app.app",
                Code={"ZipFile": _archive()},
            )
        return {name: name for name in names}

    def _mappings(self) -> dict[str, str]:
        return {name: self._mapping(name) for name in SENDERS}

    def _mapping(self, name: str) -> str:
        """Of a queue aside: moto would take from the others what the pump feeds."""
        sqs = self.client("sqs")
        url = sqs.create_queue(QueueName=name)["QueueUrl"]
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        made = self.client("lambda").create_event_source_mapping(
            EventSourceArn=found["Attributes"]["QueueArn"],
            FunctionName=name[: len(name.removesuffix("SqsEventSource")) // 2],
        )
        return str(made["UUID"])

    def _secrets(self) -> dict[str, str]:
        secret = self.client("secretsmanager").create_secret(
            Name="erasures", SecretString=os.environ["ERASURE_KEY"]
        )
        return {"ErasureKey": str(secret["ARN"])}

    def _logs(self) -> dict[str, str]:
        client = self.client("logs")
        for name in LOGS:
            client.create_log_group(logGroupName=name)
            client.create_log_stream(logGroupName=name, logStreamName="one")
        return {name: name for name in LOGS}


def restoration(stage: Account, at: datetime, now: Callable[[], datetime], **how: Any) -> Any:
    """With what it said, line after line."""
    said: list[str] = []
    given = {"agreed": lambda: True, **how}
    return Restoration(stage, at, now=now, say=said.append, **given), said


def save(store: Store, *entities: Any) -> None:
    unit = store.unit()
    for entity in entities:
        unit.save(entity)
    unit.commit()


def run(stage: Stage, what: str = "whole", at: datetime = AT, **how: Any) -> list[str]:
    made, said = restoration(stage, at, lambda: NOW, **how)
    getattr(made, what)()
    return list(said)


def lose(stage: Stage, *entities: Any) -> None:
    for each in entities:
        key = key_item(type(each), each.id)
        stage.client("dynamodb").delete_item(TableName=stage.table, Key=key)


def held(store: Store, entity: Any) -> Any:
    return store.one(type(entity), entity.id)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", "")
    return content.getvalue()
