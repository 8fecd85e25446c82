"""The alarms of the stack: what rings, when, and where the operator reads what to do."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Alarm:
    """Rings when a metric's `statistic` over `minutes` passes `over`, `times` in a row."""

    says: str
    namespace: str
    metric: str
    dimensions: Json
    statistic: str = "Sum"
    minutes: int = 5
    times: int = 1
    over: float = 0
    rings_when_below: float | None = None

    def resource(self) -> Json:
        """Return its CloudFormation resource.

        No data is no alarm, except for what must always run.
        """
        below = self.rings_when_below is not None
        return _alarm(
            self.says,
            {
                **self.looked_at(),
                "Statistic": self.statistic,
                "Period": self.minutes * 60,
                "EvaluationPeriods": self.times,
                "Threshold": self.rings_when_below if below else self.over,
                "ComparisonOperator": f"{'LessThan' if below else 'GreaterThan'}Threshold",
                "TreatMissingData": "breaching" if below else "notBreaching",
            },
        )

    def looked_at(self) -> Json:
        named = [{"Name": name, "Value": value} for name, value in self.dimensions.items()]
        return {"Namespace": self.namespace, "MetricName": self.metric, "Dimensions": named}


@dataclass(frozen=True)
class Calculation:
    """Rings when an expression of metric math is above zero, `times` among the last `among`.

    `of`: the metrics by the names that the expression gives them.
    """

    says: str
    expression: str
    of: dict[str, Alarm]
    minutes: int = 5
    times: int = 1
    among: int = 1

    def resource(self) -> Json:
        """Return its CloudFormation resource. No data is no alarm."""
        said = {"Id": "rings", "Expression": self.expression, "ReturnData": True}
        return _alarm(
            self.says,
            {
                "Metrics": [said, *(self._metric(name, each) for name, each in self.of.items())],
                "EvaluationPeriods": self.among,
                "DatapointsToAlarm": self.times,
                "Threshold": 0,
                "ComparisonOperator": "GreaterThanThreshold",
                "TreatMissingData": "notBreaching",
            },
        )

    def _metric(self, name: str, each: Alarm) -> Json:
        of = {"Metric": each.looked_at(), "Period": self.minutes * 60, "Stat": each.statistic}
        return {"Id": name, "MetricStat": of, "ReturnData": False}


def _alarm(says: str, rings: Json) -> Json:
    description = f"{says} See docs/operations/alarms.md."
    told = {"AlarmDescription": description, "AlarmActions": [{"Ref": "Alerts"}]}
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": {**told, **rings}}


def _of_queue(queue: str, metric: str, says: str, over: float = 0) -> Alarm:
    name = {"QueueName": {"Fn::GetAtt": [queue, "QueueName"]}}
    return Alarm(says, "AWS/SQS", metric, name, statistic="Maximum", over=over)


def _dead_letters(queue: str, says: str) -> Calculation:
    """Ring for more dead letters than before, even while others wait for a person."""
    waiting = _of_queue(queue, "ApproximateNumberOfMessagesVisible", "")
    return Calculation(says, "DIFF(FILL(waiting, 0))", {"waiting": waiting}, among=3)


def _late_queue(queue: str, says: str) -> Alarm:
    return _of_queue(queue, "ApproximateAgeOfOldestMessage", says, over=300)


def _of_messages(metric: str, says: str) -> Alarm:
    stage = {"stage": {"Ref": "Stage"}}
    return Alarm(says, "Brigade", metric, stage, statistic="Maximum")


def _counted(metric: str, says: str = "", over: float = 0) -> Alarm:
    """Ring for a metric that is written only when something happens."""
    return Alarm(says, "Brigade", metric, {"stage": {"Ref": "Stage"}}, over=over)


def _of_function(
    function: str, metric: str, says: str, minutes: int = 5, below: float | None = None
) -> Alarm:
    of = {"FunctionName": {"Ref": function}}
    return Alarm(says, "AWS/Lambda", metric, of, minutes=minutes, rings_when_below=below)


def _of_table(metric: str, says: str = "", **index: str) -> Alarm:
    of = {"TableName": {"Ref": "Table"}, **index}
    return Alarm(says, "AWS/DynamoDB", metric, of)


def _of_reputation(metric: str, over: float, says: str) -> Alarm:
    return Alarm(says, "AWS/SES", f"Reputation.{metric}", {}, "Maximum", minutes=60, over=over)


def _silence(says: str, minutes: int, times: int) -> Calculation:
    """Ring when mails left in each of so many periods and SES told the end of none."""
    settled = " + ".join(f"FILL({name}, 0)" for name in SETTLED)
    return Calculation(
        says,
        f"IF(FILL(sent, 0) > 0 AND {settled} == 0, 1, 0)",
        {"sent": SENT["sent"], **SETTLED},
        minutes=minutes,
        times=times,
        among=times,
    )


READS, WRITES = "ReadThrottleEvents", "WriteThrottleEvents"
ON_INDEXES = {
    f"{index}_{kind}": _of_table(metric, GlobalSecondaryIndexName=index)
    for index in ("timeline", "due")
    for kind, metric in (("reads", READS), ("writes", WRITES))
}
SENT = {name.lower(): _counted(f"Messages{name}") for name in ("Sent", "Throttled")}
SETTLED = {
    name.lower(): _counted(f"Messages{name}") for name in ("Delivered", "Bounced", "Complained")
}

ALARMS: dict[str, Alarm | Calculation] = {
    "MailDeadLetters": _dead_letters("MailDeadLetters", "A mail was given up."),
    "DocumentsDeadLetters": _dead_letters(
        "DocumentsDeadLetters", "A document could not be made: its mail waits."
    ),
    "StreamDeadLetters": _dead_letters(
        "StreamDeadLetters", "The stream gave up on records: the sweep hands them over instead."
    ),
    "MessagesUnknown": _of_messages(
        "MessagesUnknown", "Nobody can tell whether SES took some mails."
    ),
    "MessagesStuck": _of_messages("MessagesStuck", "Mails wait more than 15 minutes past due."),
    "ItemsUnreadable": _of_messages(
        "ItemsUnreadable", "Items of the table cannot be read: what needs them waits."
    ),
    "RecordsFailed": _counted("RecordsFailed", "A mail, a document or another record failed."),
    "MessagesPutOff": _counted(
        "MessagesPutOff", "SES did not take a mail, or it could not be composed: it waits."
    ),
    "MessagesThrottled": Calculation(
        "SES throttles every mail: its quota is used up.",
        "IF(FILL(sent, 0) == 0, FILL(throttled, 0), 0)",
        SENT,
        times=2,
        among=2,
    ),
    "MessagesLate": _counted(
        "MessagesLate", "SES takes mails too slowly: some are more than 15 minutes late."
    ),
    "FirstMailsHeld": _counted(
        "FirstMailsHeld", "More mails to new addresses than an hour may have: they wait their turn."
    ),
    "FormsRefused": _counted(
        "FormsRefused", "More than 50 forms in five minutes came too often: a flood.", over=50
    ),
    # One half hour may end between a mail and its event; two in a row do not.
    "EventsMissing": _silence("Mails leave and SES's events do not come.", 30, times=2),
    "EventsMissingAllDay": _silence(
        "A few mails left in a day, and no event of SES came.", 24 * 60, times=1
    ),
    "MailQueueLate": _late_queue("MailQueue", "Mails wait more than 5 minutes in their queue."),
    "DocumentsQueueLate": _late_queue(
        "DocumentsQueue", "Documents wait more than 5 minutes in their queue."
    ),
    "SeatsRestless": _counted(
        "SeatsRestless", "The seats of an event never settle, or their line had to be mended."
    ),
    "SweepMissing": _of_function(
        "Sweep",
        "Invocations",
        "The sweep has not run for 10 minutes: reminders wait.",
        minutes=10,
        below=1,
    ),
    "StreamSilent": _of_function(
        "Dispatch",
        "Invocations",
        "Nothing came by the stream for 10 minutes, not even the sweep's own mark.",
        minutes=10,
        below=1,
    ),
    "StreamLate": Alarm(
        "The stream is read more than 3 minutes late.",
        "AWS/Lambda",
        "IteratorAge",
        {"FunctionName": {"Ref": "Dispatch"}},
        statistic="Maximum",
        over=180_000,
    ),
    "SiteErrors": Alarm(
        "The site answered with an error of its own.",
        "AWS/ApiGateway",
        "5XXError",
        {"ApiName": {"Fn::Sub": "brigade-${Stage}"}, "Stage": "api"},
    ),
    "TableThrottled": _of_table(
        WRITES, "DynamoDB refused writes: a key is too busy, or the account's limit is reached."
    ),
    "ReadsThrottled": _of_table(READS, "DynamoDB refused reads."),
    "IndexesThrottled": Calculation(
        "DynamoDB refused reads or writes of an index.",
        " + ".join(f"FILL({name}, 0)" for name in ON_INDEXES),
        ON_INDEXES,
    ),
    # SES reviews an account at 5 % of bounces and 0.1 % of complaints: these ring before.
    "BounceRate": _of_reputation("BounceRate", 0.02, "More than 2 % of mails bounce."),
    "ComplaintRate": _of_reputation("ComplaintRate", 0.0008, "More than 0.08 % are called spam."),
}


def alarms(functions: list[str]) -> Json:
    """Return every alarm as CloudFormation resources; `functions`: logical ids of them all."""
    per_function = {
        f"{function}{metric}": _of_function(function, metric, f"{function}: {metric.lower()}.")
        for function in functions
        for metric in ("Errors", "Throttles")
    }
    return {f"{name}Alarm": a.resource() for name, a in {**ALARMS, **per_function}.items()}
