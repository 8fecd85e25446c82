"""AWS in this process: moto, made atomic, with the table, queues, bucket of the real template."""

import copy
import json
import os
import threading
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from infra import dynoxide
from infra.doubles.answering import NAME, answer_with
from infra.doubles.guard import make_strict
from infra.doubles.table import Table

from .kept import keep_answers

TEMPLATE = Path(__file__).resolve().parent.parent / "resources.json"
REGION = "ca-central-1"
SENDER_DOMAIN = "brigade.example.org"
STACK = "brigade-local"
STREAMS = f"https://streams.dynamodb.{REGION}.amazonaws.com"

# What moto's CloudFormation builds; SES's part is made through its API, below.
BUILT = ("AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::S3::Bucket")


def start(
    site_url: str, milliseconds: Callable[[], float], table: Table | None = None
) -> Callable[[], None]:
    """Start moto, create the stack, and set the environment that `settings` reads.

    `milliseconds` gives the simulated time by which queues count visibility. `table` stands for
    moto's, which is far slower. Returns a function that stops moto and forgets the stack.
    """
    os.environ.update(
        AWS_DEFAULT_REGION=REGION, AWS_ACCESS_KEY_ID="local", AWS_SECRET_ACCESS_KEY="local"
    )
    # Metrics go to the log, which is a terminal here.
    os.environ.setdefault("POWERTOOLS_METRICS_DISABLED", "true")
    from moto import mock_aws

    mock = mock_aws()
    mock.start()
    make_atomic()
    make_strict()
    keep_answers()
    follow_clock(milliseconds)
    outputs = _create_stack()
    name, forget_table = _table(outputs, table)
    os.environ.update(
        STAGE="local",
        TABLE_NAME=name,
        BUCKET_NAME=outputs["BucketName"],
        MAIL_QUEUE_URL=outputs["MailQueueUrl"],
        DOCUMENTS_QUEUE_URL=outputs["DocumentsQueueUrl"],
        SITE_URL=site_url,
        SENDER_ADDRESS=f"brigade@{SENDER_DOMAIN}",
        CONFIGURATION_SET="brigade-local",
        SIGNING_KEYS="embedded-default-key-for-loopback-only",
        ERASURE_KEY="embedded-erasure-key-for-loopback-only",
        MAIL_RATE="inf",
    )

    def stop() -> None:
        forget_table()
        mock.stop()

    return stop


def _table(outputs: dict[str, str], table: Table | None) -> tuple[str, Callable[[], None]]:
    """Return the name of the table, in memory, in Dynoxide or the stack's; and what forgets it."""
    if table is not None:
        answer_with(table)
        return NAME, lambda: None
    if not dynoxide.asked():
        return outputs["TableName"], lambda: None
    client = _client("dynamodb")
    name = dynoxide.new_table(client)
    return name, lambda: client.delete_table(TableName=name)


def streams() -> Any:
    """Return a client of the table's stream, from where the table is."""
    import boto3
    from botocore.config import Config

    if not dynoxide.asked():
        # Named explicitly: boto3 would use an endpoint of the account that moto does not know.
        return boto3.client("dynamodbstreams", endpoint_url=STREAMS)
    # The names of its shards are shorter than boto3 accepts.
    return boto3.client("dynamodbstreams", config=Config(parameter_validation=False))


def waiting(queue_url: str) -> bool:
    """Return whether a queue has something to give now; asking it takes a thousand times longer."""
    from moto.core.models import DEFAULT_ACCOUNT_ID
    from moto.sqs.models import sqs_backends

    queues = sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues
    return bool(queues[queue_url.rpartition("/")[2]].messages)


def held_until(queue_url: str) -> float | None:
    """Return when the next of what a queue holds back comes out, in milliseconds; None if nothing.

    A record is held back from when it is put there, until its delay is over.
    """
    from moto.core.models import DEFAULT_ACCOUNT_ID
    from moto.sqs.models import sqs_backends

    queues = sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues
    held = queues[queue_url.rpartition("/")[2]]._messages
    return min((each.delayed_until for each in held if each.delayed), default=None)


def make_atomic() -> None:
    """Make DynamoDB's calls one at a time.

    moto's transactions copy the table and put the copy back, so that a write acknowledged meanwhile
    would vanish. The copy is made shallow, so an update first copies what it changes in place.
    """
    from moto.dynamodb.models import DynamoDBBackend
    from moto.dynamodb.models.table import Table
    from moto.dynamodb.responses import DynamoHandler

    if getattr(DynamoHandler, "atomic", False):
        return
    lock, original = threading.RLock(), DynamoHandler.call_action
    update_in_place = DynamoDBBackend.update_item

    def call_action(self: Any) -> Any:
        with lock:
            return original(self)

    def update_item(self: Any, table_name: str, key: Any, *given: Any, **named: Any) -> Any:
        _detach(self.get_table(table_name), key)
        return update_in_place(self, table_name, key, *given, **named)

    DynamoHandler.call_action = call_action  # type: ignore[method-assign]
    DynamoDBBackend.update_item = update_item  # type: ignore[method-assign]
    DynamoHandler.atomic = True  # type: ignore[attr-defined]
    Table.__deepcopy__ = _snapshot  # type: ignore[attr-defined]


def _detach(table: Any, key: Any) -> None:
    from moto.dynamodb.models.dynamo_type import DynamoType

    hash_key, range_key = DynamoType(key["pk"]), DynamoType(key["sk"])
    held = table.items.get(hash_key, {})
    if range_key in held:
        held[range_key] = copy.deepcopy(held[range_key])


def _snapshot(table: Any, _memo: Any) -> Any:
    clone = copy.copy(table)
    clone.items = type(table.items)(getattr(table.items, "default_factory", None) or dict)
    for key, held in table.items.items():
        clone.items[key] = dict(held) if isinstance(held, dict) else held
    if table.stream_shard is not None:
        clone.stream_shard = copy.copy(table.stream_shard)
        clone.stream_shard.items = list(table.stream_shard.items)
        clone.stream_shard.table = clone
    return clone


def follow_clock(milliseconds: Callable[[], float]) -> None:
    """Have queues' visibility and delays follow the simulated clock."""
    from moto.sqs import models

    vars(models)["unix_time_millis"] = lambda dt=None: milliseconds()


@cache
def _client(service: str) -> Any:
    import boto3

    return boto3.client(service)  # type: ignore[call-overload]


def _create_stack() -> dict[str, str]:
    template = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    resources = template["Resources"]
    template["Resources"] = {n: r for n, r in resources.items() if r.get("Type") in BUILT}
    parameters = {
        "Stage": "dev",
        "SenderDomain": SENDER_DOMAIN,
        "SenderAddress": f"brigade@{SENDER_DOMAIN}",
        "SiteUrl": "http://127.0.0.1",
    }
    cloudformation, ses = _client("cloudformation"), _client("sesv2")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cloudformation.create_stack(
            StackName=STACK,
            TemplateBody=json.dumps(template),
            Parameters=[
                {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
            ],
        )
    ses.create_email_identity(EmailIdentity=SENDER_DOMAIN)
    ses.create_configuration_set(ConfigurationSetName="brigade-local")
    outputs = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]["Outputs"]
    return {output["OutputKey"]: output["OutputValue"] for output in outputs}
