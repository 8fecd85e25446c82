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
        """Its CloudFormation resource. No data is no alarm, but for what must always run."""
        below = self.rings_when_below is not None
        return {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "AlarmDescription": f"{self.says} See docs/operations.md, Alarms.",
                "Namespace": self.namespace,
                "MetricName": self.metric,
                "Dimensions": [{"Name": n, "Value": v} for n, v in self.dimensions.items()],
                "Statistic": self.statistic,
                "Period": self.minutes * 60,
                "EvaluationPeriods": self.times,
                "Threshold": self.rings_when_below if below else self.over,
                "ComparisonOperator": f"{'LessThan' if below else 'GreaterThan'}Threshold",
                "TreatMissingData": "breaching" if below else "notBreaching",
                "AlarmActions": [{"Ref": "Alerts"}],
            },
        }


def _dead_letters(queue: str, says: str) -> Alarm:
    waiting = "ApproximateNumberOfMessagesVisible"
    name = {"QueueName": {"Fn::GetAtt": [queue, "QueueName"]}}
    return Alarm(says, "AWS/SQS", waiting, name, statistic="Maximum")


def _of_messages(metric: str, says: str) -> Alarm:
    stage = {"stage": {"Ref": "Stage"}}
    return Alarm(says, "Brigade", metric, stage, statistic="Maximum")


def _of_function(function: str, metric: str, says: str) -> Alarm:
    return Alarm(says, "AWS/Lambda", metric, {"FunctionName": {"Ref": function}})


def _of_reputation(metric: str, over: float, says: str) -> Alarm:
    return Alarm(says, "AWS/SES", f"Reputation.{metric}", {}, "Maximum", minutes=60, over=over)


ALARMS = {
    "MailDeadLetters": _dead_letters("MailDeadLetters", "A mail was given up."),
    "DocumentsDeadLetters": _dead_letters(
        "DocumentsDeadLetters", "A document could not be made: its mail waits."
    ),
    "StreamDeadLetters": _dead_letters(
        "StreamDeadLetters", "The stream gave up on records: the sweep hands them over instead."
    ),
    "MessagesUnknown": _of_messages(
        "MessagesUnknown", "SES said nothing of some mails for 15 minutes."
    ),
    "MessagesStuck": _of_messages("MessagesStuck", "Mails wait more than 15 minutes past due."),
    "SweepMissing": Alarm(
        "The sweep has not run for 15 minutes: reminders wait.",
        "AWS/Lambda",
        "Invocations",
        {"FunctionName": {"Ref": "Sweep"}},
        minutes=15,
        rings_when_below=1,
    ),
    "SiteErrors": Alarm(
        "The site answered with an error of its own.",
        "AWS/ApiGateway",
        "5XXError",
        {"ApiName": {"Fn::Sub": "brigade-${Stage}"}, "Stage": "api"},
    ),
    "TableThrottled": Alarm(
        "DynamoDB refused writes: a key is too busy, or the account's limit is reached.",
        "AWS/DynamoDB",
        "WriteThrottleEvents",
        {"TableName": {"Ref": "Table"}},
    ),
    # SES reviews an account at 5 % of bounces and 0.1 % of complaints: these ring before.
    "BounceRate": _of_reputation("BounceRate", 0.02, "More than 2 % of mails bounce."),
    "ComplaintRate": _of_reputation("ComplaintRate", 0.0008, "More than 0.08 % are called spam."),
}


def alarms(functions: list[str]) -> Json:
    """Every alarm as CloudFormation resources; `functions`: logical ids of all the functions."""
    per_function = {
        f"{function}{metric}": _of_function(function, metric, f"{function}: {metric.lower()}.")
        for function in functions
        for metric in ("Errors", "Throttles")
    }
    return {f"{name}Alarm": a.resource() for name, a in {**ALARMS, **per_function}.items()}
