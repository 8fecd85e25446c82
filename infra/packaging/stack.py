"""The whole stack that Chalice's template is merged with: resources, functions, alarms."""

import json
from pathlib import Path
from typing import Any

from app import app

from .alarms import alarms
from .dashboard import dashboard
from .gateway import SMALLEST_COMPRESSED, any_methods, gateway_responses

Json = dict[str, Any]
INFRA = Path(__file__).resolve().parents[1]
PARTS = (
    "resources.json",
    "stack/functions.json",
    "stack/api.json",
    "stack/edge.json",
    "stack/alerts.json",
)

FUNCTIONS = {
    "APIHandler": "api-handler",
    "SendMail": "send-mail",
    "MakeDocuments": "make-documents",
    "Dispatch": "dispatch",
    "CountFigures": "count-figures",
    "Sweep": "sweep",
    "FetchCalendars": "fetch-calendars",
    "SettleMail": "settle-mail",
    "EnrolStaff": "enrol-staff",
}
"""Logical id → name of its log group."""

LOGS_KEPT = 90
"""Days: long enough to follow up a complaint, short enough for what nobody needs any more."""


def stack() -> Json:
    """Return all the parts as one CloudFormation document."""
    whole: Json = {}
    for part in PARTS:
        _merge(whole, json.loads((INFRA / part).read_text(encoding="utf-8")))
    ids = list(FUNCTIONS)
    _merge(whole, {"Resources": {**alarms(ids), "Dashboard": dashboard(ids)}})
    definition = {
        "paths": any_methods(app.routes),
        "x-amazon-apigateway-gateway-responses": gateway_responses(),
    }
    api = {"DefinitionBody": definition, "MinimumCompressionSize": SMALLEST_COMPRESSED}
    _merge(whole, {"Resources": {"RestAPI": {"Properties": api}}})
    for function, name in FUNCTIONS.items():
        _merge(whole, {"Resources": _logged(function, name)})
    return whole


def _logged(function: str, name: str) -> Json:
    """Give a function a log group of ours, made before it, so that logs are not kept for ever."""
    group = f"{function}LogGroup"
    return {
        group: {
            "Type": "AWS::Logs::LogGroup",
            "DeletionPolicy": "Delete",
            "UpdateReplacePolicy": "Delete",
            "Properties": {
                "LogGroupName": {"Fn::Sub": f"/brigade/${{Stage}}/{name}"},
                "RetentionInDays": LOGS_KEPT,
            },
        },
        function: {
            "Properties": {
                "LoggingConfig": {"LogGroup": {"Ref": group}},
                # Chalice's own stage is always the same; ours is a parameter.
                "Tags": {"aws-chalice": {"Fn::Sub": "app=brigade:stage=${Stage}"}},
            }
        },
    }


def _merge(whole: Json, part: Json) -> None:
    """Merge dictionaries. Raises ValueError where two parts say different things."""
    for key, value in part.items():
        if isinstance(value, dict) and isinstance(whole.get(key), dict):
            _merge(whole[key], value)
        elif key in whole and whole[key] != value:
            raise ValueError(f"two parts of the stack give {key} differently")
        else:
            whole[key] = value
