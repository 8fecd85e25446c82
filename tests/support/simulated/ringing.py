"""CloudWatch in little: metrics as they are counted, and whether the stack's alarms ring.

An alarm is read from its CloudFormation resource: one metric and its statistic, or the few
functions of metric math that ours use.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from infra.packaging.alarms import alarms
from infra.packaging.stack import FUNCTIONS

Json = dict[str, Any]
Point = float | None

ALARMS: Json = {
    name.removesuffix("Alarm"): resource["Properties"]
    for name, resource in alarms(list(FUNCTIONS)).items()
}
STATISTICS: Json = {"Sum": sum, "Maximum": max}
CALCULATED: Json = {
    "FILL": lambda point, other: other if point is None else point,
    "IF": lambda condition, yes, no: yes if condition else no,
}


class Metrics:
    """What was counted, by metric and minute."""

    def __init__(self) -> None:
        self._counted: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))

    def count(
        self, at: float, namespace: str, metric: str, value: float, **dimensions: Any
    ) -> None:
        """At a moment, in seconds."""
        named = [{"Name": name, "Value": each} for name, each in dimensions.items()]
        self._counted[_name(namespace, metric, named)][int(at // 60)].append(value)

    def point(self, metric: Json, statistic: str, since: float, until: float) -> Point:
        name = _name(metric["Namespace"], metric["MetricName"], metric["Dimensions"])
        held = self._counted[name]
        minutes = range(int(since // 60), int(until // 60))
        values = [value for minute in minutes for value in held.get(minute, [])]
        return float(STATISTICS[statistic](values)) if values else None


def _name(namespace: str, metric: str, dimensions: list[Json]) -> str:
    return json.dumps([namespace, metric, sorted(dimensions, key=lambda each: each["Name"])])


def ringing(metrics: Metrics, at: float) -> set[str]:
    """The alarms of the stack that are in alarm at a moment."""
    return {name for name, alarm in ALARMS.items() if _rings(alarm, metrics, at)}


def _rings(alarm: Json, metrics: Metrics, at: float) -> bool:
    points = list(_points(alarm, metrics, at))
    below = alarm["ComparisonOperator"] == "LessThanThreshold"
    missing = alarm["TreatMissingData"] == "breaching"
    threshold: float = alarm["Threshold"]
    passed: list[bool] = [
        missing if point is None else point < threshold if below else point > threshold
        for point in points
    ]
    needed: int = alarm.get("DatapointsToAlarm", len(points))
    return sum(passed) >= needed


def _points(alarm: Json, metrics: Metrics, at: float) -> Iterator[Point]:
    """Of the periods that end now, oldest first."""
    if "Metrics" not in alarm:
        for since, until in _periods(alarm, alarm["Period"], at):
            yield metrics.point(alarm, alarm["Statistic"], since, until)
        return
    said, *named = alarm["Metrics"]
    expression = said["Expression"].replace(" AND ", " and ")
    inner = expression.removeprefix("DIFF(").removesuffix(")") if "DIFF" in expression else ""
    before: Point = None
    for since, until in _periods(alarm, named[0]["MetricStat"]["Period"], at):
        values = {
            each["Id"]: metrics.point(
                each["MetricStat"]["Metric"], each["MetricStat"]["Stat"], since, until
            )
            for each in named
        }
        point = eval(inner or expression, CALCULATED, values)
        yield (None if before is None else point - before) if inner else point
        before = point


def _periods(alarm: Json, seconds: int, at: float) -> Iterator[tuple[float, float]]:
    for n in reversed(range(alarm["EvaluationPeriods"])):
        yield at - (n + 1) * seconds, at - n * seconds
