"""What the stack itself says of its cost: alarms, metrics, memory, queues that are polled."""

import json
from pathlib import Path
from typing import Any

from chalicelib.domain.messages import Kind
from chalicelib.handlers import METRICS

from .prices import Amounts

Json = dict[str, Any]
CONFIG = Path(__file__).resolve().parents[2] / ".chalice/config.json"

HOURS = 720
"""Of a month: a metric is paid for by the hours it is sent in."""

MAIL_METRICS = 4
"""Sent and delivered, each of the stage and of the kind: what an ordinary mail counts in."""


def counted(stack: Json) -> Amounts:
    """A month of what stands there."""
    types = [resource.get("Type") for resource in stack["Resources"].values()]
    return {
        "alarms": types.count("AWS::CloudWatch::Alarm"),
        "dashboards": types.count("AWS::CloudWatch::Dashboard"),
        "secrets": types.count("AWS::SecretsManager::Secret"),
        "metrics": _watched_always(stack),
    }


def polled_queues(stack: Json) -> int:
    """Those that Lambda asks for messages without pause."""
    return sum(
        name.endswith("SqsEventSource")
        for resource in stack["Resources"].values()
        for name in resource.get("Properties", {}).get("Events", {})
    )


def mail_metrics(mails: float) -> Amounts:
    """Metrics of a month's mails: at most, those of each state, of the stage and of each kind."""
    return {"metrics": min(len(METRICS) * (1 + len(Kind)), MAIL_METRICS * mails / HOURS)}


def memory(config: Path = CONFIG) -> dict[str, float]:
    """GB of each function."""
    functions = json.loads(config.read_text(encoding="utf-8"))["lambda_functions"]
    return {name: each["lambda_memory_size"] / 1024 for name, each in functions.items()}


def _watched_always(stack: Json) -> int:
    """Metrics of our own that alarms watch: the sweep writes them each time."""
    properties = [each.get("Properties", {}) for each in stack["Resources"].values()]
    return len({p["MetricName"] for p in properties if p.get("Namespace") == "Brigade"})
