"""SettleMail as Lambda calls it for EventBridge: again after a failure, as often as the stack says,
then what failed goes where the stack says."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.packaging.stack import stack

PAUSES = (60, 120)
"""Seconds before the second and the third try."""


@dataclass
class Invocation:
    event: dict[str, Any]
    at: float
    tries: int = 0


class Invocations:
    """`give_up` takes the body of the record that the destination is sent, if there is one."""

    def __init__(self, give_up: Callable[[str], None]) -> None:
        config = stack()["Resources"]["SettleMail"]["Properties"]["EventInvokeConfig"]
        self._pauses = PAUSES[: config["MaximumRetryAttempts"]]
        destination = config.get("DestinationConfig", {}).get("OnFailure", {})
        self._kept = destination.get("Destination") == {"Fn::GetAtt": ["MailQueue", "Arn"]}
        self._give_up = give_up
        self._waiting: list[Invocation] = []

    def add(self, event: dict[str, Any], at: float) -> None:
        self._waiting.append(Invocation(event, at))

    def run(self, call: Callable[[dict[str, Any]], Any], at: float) -> None:
        for each in [each for each in self._waiting if each.at <= at]:
            self._waiting.remove(each)
            try:
                call(each.event)
            except Exception:
                self._failed(each, at)

    def _failed(self, each: Invocation, at: float) -> None:
        if each.tries < len(self._pauses):
            pause = self._pauses[each.tries]
            self._waiting.append(Invocation(each.event, at + pause, each.tries + 1))
        elif self._kept:
            self._give_up(json.dumps({"version": "1.0", "requestPayload": each.event}))
