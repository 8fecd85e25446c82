"""The stack: there, as it was told, and with all that moves by itself."""

from typing import Any

from infra.deploy.stage import stack_name

from ..check import Found
from .asked import NotDeployed, Stage

UNSETTLED = "IN_PROGRESS"
WELL = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE")
OUTPUTS = ("BucketName", "DocumentsQueueUrl", "EndpointURL", "MailQueueUrl", "TableName")


def deployed(stage: Stage) -> Found:
    name = stack_name(stage.name)
    try:
        status = str(stage.stack["StackStatus"])
    except NotDeployed:
        return Found(
            f"{name} was never deployed in {stage.region}",
            f"make deploy STAGE={stage.name}, or AWS_REGION= the region where it is",
        )
    if status.endswith(UNSETTLED):
        return Found(f"{name} is {status}", "wait for its end, then ask again")
    if status not in WELL:
        return Found(
            f"{name} is {status}",
            f"aws cloudformation describe-stack-events --stack-name {name}\n"
            "docs/operations/deploying.md, step 4",
        )
    return Found(f"{name} is {status}")


def as_told(stage: Stage) -> Found:
    """Hold what the stack was last told against the stage's file, and its outputs against it."""
    given = {name: stage.parameters.get(name) for name in stage.told}
    other = [
        f"{name} is {given[name] or 'nothing'}; the file says {value}"
        for name, value in stage.told.items()
        if given[name] != value
    ]
    other += [f"the output {name} is missing" for name in OUTPUTS if name not in stage.outputs]
    address = stage.outputs.get("EndpointURL", "").rstrip("/")
    if "SiteUrl" not in stage.told and stage.parameters.get("SiteUrl") != address:
        other.append(f"SiteUrl is {stage.parameters.get('SiteUrl')}; the site is {address}")
    drift = stage.stack.get("DriftInformation", {}).get("StackDriftStatus")
    if drift == "DRIFTED":
        other.append("somebody changed resources by hand (CloudFormation: DRIFTED)")
    if other:
        return Found(
            "not what its file says", "\n".join([*other, f"make deploy STAGE={stage.name}"])
        )
    return Found("what its file says")


def alerts(stage: Stage) -> Found:
    topic, client = stage.resource("Alerts"), stage.client("sns")
    pages = client.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic)
    mailed = [
        each for page in pages for each in page["Subscriptions"] if each["Protocol"] == "email"
    ]
    if not mailed:
        return Found(
            "nobody is told: who does not confirm is forgotten after three days",
            f"aws sns subscribe --topic-arn {topic} --protocol email --notification-endpoint "
            f"{stage.told['AlertsAddress']}",
        )
    waiting = [each["Endpoint"] for each in mailed if not _confirmed(each)]
    if waiting:
        return Found(
            f"{', '.join(waiting)} has not confirmed: no alarm reaches it",
            "open the link of the mail « Subscription Confirmation » there",
        )
    return Found(f"{', '.join(each['Endpoint'] for each in mailed)} is told")


def schedules(stage: Stage) -> Found:
    client = stage.client("events")
    states = {
        rule: client.describe_rule(Name=rule)["State"]
        for _, rule in stage.resources("AWS::Events::Rule")
    }
    stopped = [rule for rule, state in states.items() if state != "ENABLED"]
    return _running(
        stage, len(states), "rules", [f"aws events enable-rule --name {each}" for each in stopped]
    )


def triggers(stage: Stage) -> Found:
    client = stage.client("lambda")
    states = {
        uuid: client.get_event_source_mapping(UUID=uuid)["State"]
        for _, uuid in stage.resources("AWS::Lambda::EventSourceMapping")
    }
    stopped = [uuid for uuid, state in states.items() if state not in ("Enabled", "Enabling")]
    enable = "aws lambda update-event-source-mapping --enabled --uuid"
    return _running(stage, len(states), "queues and streams", [f"{enable} {e}" for e in stopped])


def functions(stage: Stage) -> Found:
    """Look for functions that a restoration or a move stopped, and nobody started again."""
    client = stage.client("lambda")
    names = [name for _, name in stage.resources("AWS::Lambda::Function")]
    stopped = [each for each in names if _none_at_once(client, each)]
    start = "aws lambda delete-function-concurrency --function-name"
    return _running(stage, len(names), "functions", [f"{start} {each}" for each in stopped])


def alarms(stage: Stage) -> Found:
    pages = stage.client("cloudwatch").get_paginator("describe_alarms")
    found: list[Any] = [
        alarm
        for page in pages.paginate(AlarmNamePrefix=f"{stack_name(stage.name)}-")
        for alarm in page["MetricAlarms"]
    ]
    ringing = [each["AlarmName"] for each in found if each["StateValue"] == "ALARM"]
    silent = [each["AlarmName"] for each in found if not each.get("ActionsEnabled", True)]
    lines = [f"{name} rings: docs/operations/alarms.md" for name in ringing]
    lines += [f"aws cloudwatch enable-alarm-actions --alarm-names {name}" for name in silent]
    if not found:
        return Found("there is none", f"make deploy STAGE={stage.name}")
    if lines:
        return Found(
            f"{len(ringing)} of {len(found)} ring, {len(silent)} tell nobody", "\n".join(lines)
        )
    return Found(f"none of {len(found)} rings")


def _running(stage: Stage, count: int, what: str, mend: list[str]) -> Found:
    if not count:
        return Found(f"the stack has no {what}", f"make deploy STAGE={stage.name}")
    if mend:
        return Found(f"{len(mend)} of {count} {what} are stopped", "\n".join(mend))
    return Found(f"all {count} {what} are enabled")


def _none_at_once(client: Any, function: str) -> bool:
    found = client.get_function_concurrency(FunctionName=function)
    return bool(found.get("ReservedConcurrentExecutions") == 0)


def _confirmed(subscription: Any) -> bool:
    return str(subscription["SubscriptionArn"]).startswith("arn:")
