"""What the stack itself says of its cost: alarms, metrics, memory, queues that are polled."""

import json
from pathlib import Path
from typing import Any

from chalicelib.domain.mail.messages import Kind
from chalicelib.metrics import METRICS, SWEPT

from .prices import Amounts

Json = dict[str, Any]
CONFIG = Path(__file__).resolve().parents[2] / ".chalice/config.json"

HOURS = 720
"""Hours in a month: a metric is paid for by the hours in which it is sent."""

MAIL_METRICS = 4
"""Of an ordinary mail: sent and delivered, each for the stage and for the mail's kind."""


def counted(stack: Json) -> Amounts:
    """Return a month's use by what is in the stack."""
    types = [resource.get("Type") for resource in stack["Resources"].values()]
    return {
        "alarms": sum(map(_looked_at, stack["Resources"].values())),
        "dashboards": types.count("AWS::CloudWatch::Dashboard"),
        "secrets": types.count("AWS::SecretsManager::Secret"),
        "metrics": len(SWEPT),
    }


def polled_queues(stack: Json) -> int:
    """Count the queues that Lambda polls without pause."""
    return sum(
        name.endswith("SqsEventSource")
        for resource in stack["Resources"].values()
        for name in resource.get("Properties", {}).get("Events", {})
    )


def mail_metrics(mails: float) -> Amounts:
    """Return the most metrics that a month's mails can make: by state, for stage and each kind."""
    return {"metrics": min(len(METRICS) * (1 + len(Kind)), MAIL_METRICS * mails / HOURS)}


def memory(config: Path = CONFIG) -> dict[str, float]:
    """Return each function's memory in GB."""
    functions = json.loads(config.read_text(encoding="utf-8"))["lambda_functions"]
    return {name: each["lambda_memory_size"] / 1024 for name, each in functions.items()}


def _looked_at(resource: Json) -> int:
    """Count the metrics that an alarm looks at, by which it is paid for."""
    if resource.get("Type") != "AWS::CloudWatch::Alarm":
        return 0
    return sum("MetricStat" in each for each in resource["Properties"].get("Metrics", [])) or 1
