"""CPU time of a request in our own code and boto3: DynamoDB's answers come from memory."""

import importlib
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from chalicelib import wiring

from .apart import apart
from .journey import Step, perform
from .network import CannedNetwork
from .recording import Answers, Recording, record
from .results import Comparison, Result
from .timing import alternated

RUNS = 300
WARM_UP = 20
REGISTRATION_MILLISECONDS = 5
RATIOS = {"booking": 7, "outcome": 6}
"""Half as much again as when this was written: two calls each, and seven and five writes."""
BASELINE = "one put_item of the participant"


def measure(runs: int = RUNS) -> list[Result]:
    subjects = _subjects(apart(record))
    alternated(WARM_UP, subjects)
    spent = alternated(runs, subjects)
    registration = _against_put("registration", spent).value_within(REGISTRATION_MILLISECONDS)
    others = (_against_put(name, spent).ratio_within(RATIOS[name]) for name in RATIOS)
    return [registration, *others]


def _subjects(recording: Recording) -> dict[str, Callable[[], object]]:
    os.environ.update(recording.environment)
    app = importlib.import_module("app").app
    client, table = wiring.client("dynamodb"), wiring.settings().table
    network = CannedNetwork(client)
    subjects: dict[str, Callable[[], object]] = {
        BASELINE: partial(client.put_item, TableName=table, Item=recording.participant)
    }
    for step, answers in recording.steps:
        subjects[step.name] = partial(_replay, app, step, network, answers)
    return subjects


def _replay(app: Any, step: Step, network: CannedNetwork, answers: Answers) -> None:
    network.answers = answers
    perform(app, step)


def _against_put(name: str, spent: dict[str, float]) -> Comparison:
    title = f"CPU of {name}, network apart"
    return Comparison(title, spent[name], "ms", BASELINE, spent[BASELINE])
