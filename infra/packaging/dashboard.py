"""The dashboard: what the operator looks at first, on one page."""

import json
from typing import Any

Json = dict[str, Any]
WIDTH, HEIGHT = 8, 6
PER_ROW = 24 // WIDTH

SENT_BY_KIND = (
    "SEARCH('{Brigade,kind,stage} MetricName=\"MessagesSent\" stage=\"${Stage}\"', 'Sum', 300)"
)
WIDGETS: list[tuple[str, str, list[Any]]] = [
    (
        "Requests and errors of the site",
        "Sum",
        [
            ["AWS/ApiGateway", metric, "ApiName", "brigade-${Stage}", "Stage", "api"]
            for metric in ("Count", "4XXError", "5XXError")
        ],
    ),
    (
        "Latency of the site (ms, p95)",
        "p95",
        [["AWS/ApiGateway", "Latency", "ApiName", "brigade-${Stage}", "Stage", "api"]],
    ),
    (
        "Mails by kind: sent",
        "Sum",
        [[{"expression": SENT_BY_KIND}]],
    ),
    (
        "Mails that did not arrive",
        "Sum",
        [
            ["Brigade", metric, "stage", "${Stage}"]
            for metric in ("MessagesBounced", "MessagesComplained", "MessagesFailed")
        ],
    ),
    (
        "Mails unknown, stuck; items unreadable",
        "Maximum",
        [
            ["Brigade", metric, "stage", "${Stage}"]
            for metric in ("MessagesUnknown", "MessagesStuck", "ItemsUnreadable")
        ],
    ),
    (
        "Put off, throttled, late; failed records; refused forms",
        "Sum",
        [
            ["Brigade", metric, "stage", "${Stage}"]
            for metric in (
                "MessagesPutOff",
                "MessagesThrottled",
                "MessagesLate",
                "RecordsFailed",
                "FormsRefused",
                "FirstMailsHeld",
            )
        ],
    ),
    (
        "Waiting in the queues",
        "Maximum",
        [
            [
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                "QueueName",
                f"${{{queue}.QueueName}}",
            ]
            for queue in (
                "MailQueue",
                "DocumentsQueue",
                "MailDeadLetters",
                "DocumentsDeadLetters",
                "StreamDeadLetters",
            )
        ],
    ),
    (
        "Table: units consumed",
        "Sum",
        [
            ["AWS/DynamoDB", metric, "TableName", "${Table}"]
            for metric in ("ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits")
        ],
    ),
]


def dashboard(functions: list[str]) -> Json:
    """Return the CloudFormation resource; `functions`: logical ids of all the functions."""
    names = [["AWS/Lambda", "{metric}", "FunctionName", f"${{{name}}}"] for name in functions]
    per_function = [
        (title, statistic, [[row[0], metric, *row[2:]] for row in names])
        for title, statistic, metric in (
            ("Functions: errors", "Sum", "Errors"),
            ("Functions: duration (ms, p95)", "p95", "Duration"),
        )
    ]
    widgets = [_widget(place, *each) for place, each in enumerate([*WIDGETS, *per_function])]
    return {
        "Type": "AWS::CloudWatch::Dashboard",
        "Properties": {
            "DashboardName": {"Fn::Sub": "brigade-${Stage}"},
            "DashboardBody": {"Fn::Sub": json.dumps({"widgets": widgets})},
        },
    }


def _widget(place: int, title: str, statistic: str, metrics: list[Any]) -> Json:
    row, column = divmod(place, PER_ROW)
    return {
        "type": "metric",
        "x": column * WIDTH,
        "y": row * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": title,
            "region": "${AWS::Region}",
            "stat": statistic,
            "period": 300,
            "metrics": metrics,
        },
    }
