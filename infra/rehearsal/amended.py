"""Runs MiniStack 1.5 in its own environment's Python, with corrections where AWS differs.

First argument: the program that starts functions, in place of Python.
"""

import json
import runpy
import string
import sys
from typing import Any

sys.executable = sys.argv.pop(1)

from ministack import app  # noqa: E402 - it reads sys.executable
from ministack.core import iam_actions, lambda_runtime, responses  # noqa: E402
from ministack.services import apigateway_v1, dynamodb  # noqa: E402
from ministack.services.cloudformation import changesets, provisioners  # noqa: E402


def import_rest_api(
    definition: Any, data: Any, original: Any = apigateway_v1._import_rest_api
) -> Any:
    """Read binary media types and methods « any » from the API's definition."""
    data["binaryMediaTypes"] = definition["x-amazon-apigateway-binary-media-types"]
    for methods in definition["paths"].values():
        methods["any"] = methods.pop("x-amazon-apigateway-any-method")
    return original(definition, data)


def action_from_target(headers: Any, original: Any = iam_actions._action_from_target) -> Any:
    """Require the same permission for a batch of messages as for one message."""
    return (original(headers) or "").removesuffix("Batch") or None


def enforce_ses(
    method: str,
    path: str,
    headers: Any,
    body: bytes,
    query: Any,
    request_id: str,
    original: Any = app._enforce_ses_v2,
) -> Any:
    """Check sending against the sender's identity, the configuration set and the From address."""
    if not path.endswith("/outbound-emails"):
        return original(method, path, headers, body, query, request_id)
    sent = json.loads(body)
    sender = sent["FromEmailAddress"]
    place = f"{app.extract_region(headers, query)}:{responses.get_account_id()}"
    for resource in (
        f"identity/{sender.rpartition('@')[2]}",
        f"configuration-set/{sent['ConfigurationSetName']}",
    ):
        denied = app._enforce_data_plane(
            "sesv2",
            "ses:SendEmail",
            headers,
            query,
            request_id,
            resource_arn=f"arn:aws:ses:{place}:{resource}",
            service_context={"ses:FromAddress": sender},
        )
        if denied:
            return denied
    return None


def resolve_parameters(
    template: Any, given: Any, previous: Any, original: Any = changesets._resolve_parameters
) -> Any:
    """Refuse a parameter that the template does not declare."""
    unknown = {each["Key"] for each in given} - template.get("Parameters", {}).keys()
    if unknown:
        raise ValueError(f"Parameters: [{', '.join(sorted(unknown))}] do not exist in the template")
    return original(template, given, previous)


def alarm_record(
    name: str, properties: Any, original: Any = provisioners._cw_metric_alarm_record
) -> Any:
    """Accept an alarm on several metrics, as one on the first of them: no alarm rings here."""
    metrics = properties.get("Metrics")
    if not metrics:
        return original(name, properties)
    first = next(each["MetricStat"] for each in metrics if "MetricStat" in each)
    simple = {each: value for each, value in properties.items() if each != "Metrics"}
    return original(name, {**simple, **first["Metric"]})


def describe_continuous_backups(
    data: Any, original: Any = dynamodb._describe_continuous_backups
) -> Any:
    """Answer that recovery is on, as the template asks, and reaches back for weeks."""
    dynamodb._pitr_settings[data["TableName"]] = True
    status, headers, body = original(data)
    found = json.loads(body)
    recovery = found["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    recovery["EarliestRestorableDateTime"] -= 35 * 86_400
    return status, headers, json.dumps(found).encode()


def secret_string(properties: Any, original: Any = provisioners._sm_secret_string) -> str:
    """Make up a secret without punctuation, where the template asks for that."""
    how = properties.get("GenerateSecretString", {})
    if how.get("ExcludePunctuation"):
        how = {**how, "ExcludeCharacters": string.punctuation}
    return str(original({**properties, "GenerateSecretString": how}))


def discard_nothing(worker: Any) -> None:
    """Leave a function's unpacked code, which goes with the rehearsal's folder.

    An update would otherwise delete tens of thousands of files before the emulator answers again:
    more than a minute on a busy machine, after which the deployment gives up.
    """


apigateway_v1._import_rest_api = import_rest_api
apigateway_v1._OPENAPI_HTTP_METHODS |= {"any"}
iam_actions._action_from_target = action_from_target
app._enforce_ses_v2 = enforce_ses
changesets._resolve_parameters = resolve_parameters
provisioners._cw_metric_alarm_record = alarm_record
provisioners._sm_secret_string = secret_string
lambda_runtime.Worker._discard_tmpdir = discard_nothing
dynamodb._describe_continuous_backups = describe_continuous_backups
runpy.run_module("ministack", run_name="__main__")
