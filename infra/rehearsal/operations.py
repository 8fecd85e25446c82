"""What an operator does to a stack with people's data in it: update, new keys, roll-back."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.deploy.changes import DeploymentFailed
from infra.deploy.keys import rotate

from .account import STAGE, Account
from .journey import Journey
from .red import must

MEMORY = 640
"""Of the mail's function in the next release: an update changes it, a failed one must not."""


def update(journey: Journey, package: Path, scratch: Path) -> None:
    """Deploy other code and another template: people's data is still theirs."""
    account = journey.account
    before = of_people(account)
    changed = altered(package, scratch / "next", _more_memory_and_a_parameter)
    with zipfile.ZipFile(changed / "deployment.zip", "a") as archive:
        archive.writestr("RELEASE", "the next one")
    code = _configuration(account, "APIHandler")["CodeSha256"]
    shown = account.deploy(changed)
    must("the changes are shown first", any("SendMail" in line for line in shown), shown)
    must(
        "the code is the next release's",
        code != _configuration(account, "APIHandler")["CodeSha256"],
    )
    must("the settings are too", _configuration(account, "SendMail")["MemorySize"] == MEMORY)
    journey.goes_on(before)


def new_keys(journey: Journey) -> None:
    """Rotate the keys: links signed before still open, and new ones do."""
    before = of_people(journey.account)
    keys = _signing_keys(journey.account)
    rotate(journey.account.session, STAGE)
    after = _signing_keys(journey.account)
    must("a new key is in front of the others", after[1:] == keys[:2] and after[0] not in keys)
    journey.goes_on(before)


def roll_back(journey: Journey, package: Path, scratch: Path) -> None:
    """Check that a release failing half-way changes nothing; then deploy an older one."""
    account = journey.account
    before = of_people(account)
    broken = altered(package, scratch / "broken", _less_memory_and_a_resource_that_fails)
    try:
        account.deploy(broken)
    except DeploymentFailed as failure:
        must("the reason is said first", str(failure).startswith("Impossible"), failure)
    else:
        must("a broken release fails", holds=False)
    must("it is rolled back", account.status == "UPDATE_ROLLBACK_COMPLETE", account.status)
    must("the settings are as before", _configuration(account, "SendMail")["MemorySize"] == MEMORY)
    journey.goes_on(before)
    account.deploy(package)
    must("an older release is deployed", account.status == "UPDATE_COMPLETE", account.status)
    journey.goes_on(before)


def altered(package: Path, folder: Path, change: Callable[[Any], None]) -> Path:
    """Return a copy of the package whose template is changed."""
    shutil.copytree(package, folder)
    path = folder / "template.json"
    template = json.loads(path.read_text(encoding="utf-8"))
    change(template)
    path.write_text(json.dumps(template), encoding="utf-8")
    return folder


def _more_memory_and_a_parameter(template: Any) -> None:
    """Change memory, and add a parameter that the older release does not declare."""
    template["Resources"]["SendMail"]["Properties"]["MemorySize"] = MEMORY
    template["Parameters"]["Novelty"] = {"Type": "String", "Default": "new"}


def _less_memory_and_a_resource_that_fails(template: Any) -> None:
    template["Resources"]["SendMail"]["Properties"]["MemorySize"] = 128
    template["Resources"]["Impossible"] = {
        "Type": "AWS::SQS::Queue",
        "DependsOn": ["SendMail"],
        "Properties": {"VisibilityTimeout": 1_000_000},  # at most twelve hours
    }


def of_people(account: Account) -> dict[str, int]:
    """Count the items of people's data."""
    kinds = ("Participant", "Booking", "Document", "Event", "EventRegistration")
    return {kind: len(account.items(kind)) for kind in kinds}


def _configuration(account: Account, function: str) -> Any:
    client = account.session.client("lambda")
    return client.get_function_configuration(FunctionName=account.resource(function))


def _signing_keys(account: Account) -> list[str]:
    variables = _configuration(account, "APIHandler")["Environment"]["Variables"]
    return str(variables["SIGNING_KEYS"]).split(",")
