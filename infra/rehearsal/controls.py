"""What must make the rehearsal red: something that the package needs is taken out of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .account import Account
from .event_ends import HEARD, NOT_DRAWN, an_event_is_cancelled
from .events import Events
from .journey import Journey
from .operations import altered
from .red import Red

Running = Callable[[], AbstractContextManager[tuple[Account, Path]]]


@dataclass(frozen=True)
class Control:
    """`take_out` changes the template; the step `red_at` must then fail."""

    name: str
    take_out: Callable[[Any], None]
    red_at: str


def _permission(template: Any) -> None:
    [policy] = template["Resources"]["SendMailRole"]["Properties"]["Policies"]
    statements = policy["PolicyDocument"]["Statement"]
    statements[:] = [each for each in statements if "ses:SendEmail" not in each["Action"]]


def _variable(template: Any) -> None:
    del template["Resources"]["APIHandler"]["Properties"]["Environment"]["Variables"][
        "SIGNING_KEYS"
    ]


def _stream(template: Any) -> None:
    del template["Resources"]["Dispatch"]["Properties"]["Events"]


def _broadcasts(template: Any) -> None:
    [source] = template["Resources"]["Dispatch"]["Properties"]["Events"].values()
    filters = source["Properties"]["FilterCriteria"]["Filters"]
    [one] = [each for each in filters if "Broadcast" in each["Pattern"]]
    pattern = json.loads(one["Pattern"])
    pattern["dynamodb"]["NewImage"]["type"]["S"].remove("Broadcast")
    one["Pattern"] = json.dumps(pattern)


def _deletion(template: Any) -> None:
    [policy] = template["Resources"]["MakeDocumentsRole"]["Properties"]["Policies"]
    for statement in policy["PolicyDocument"]["Statement"]:
        statement["Action"] = [each for each in statement["Action"] if "DeleteItem" not in each]


MAIL = "a registration's mail carries the personal link"
CONTROLS = (
    Control("without the permission to send", _permission, MAIL),
    Control("without an environment variable", _variable, "the site answers"),
    Control("without the stream's mapping", _stream, MAIL),
    Control("without broadcasts in the stream's filter", _broadcasts, HEARD),
    Control("without the documents' permission to delete", _deletion, NOT_DRAWN),
)


def failures(package: Path, running: Running) -> Iterator[str]:
    """Run each control in an account of its own; yield those that were not red at their step."""
    for control in CONTROLS:
        with running() as (account, scratch):
            account.deploy(altered(package, scratch / "without", control.take_out))
            red = _red(Journey(account))
        if red is None:
            yield f"{control.name}: the rehearsal stays green"
        elif red.step != control.red_at:
            yield f"{control.name}: red elsewhere, {red}"
        else:
            print(f"✓ {control.name}: red, {red}", flush=True)


def _red(journey: Journey) -> Red | None:
    try:
        journey.the_site_answers()
        journey.somebody_registers()
        journey.the_brigadiere_signs_in()
        an_event_is_cancelled(Events(journey))
    except Red as red:
        return red
    return None
