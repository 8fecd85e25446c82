"""DynamoDB calls of a request, each with an Idempotency-Key, through the real app."""

from chalicelib import wiring
from infra.local.system import build

from .journey import SITE, perform, steps
from .network import Traffic
from .results import Comparison, Result

GOALS = {"registration": 1, "booking": 2, "outcome": 3}

LEAST = {
    "registration": ("one write", 1),
    "booking": ("one read, one write", 2),
    "outcome": ("one read, one write", 2),
}


def measure() -> list[Result]:
    app = build(SITE).app.app
    traffic = Traffic(wiring.client("dynamodb"))
    results = []
    for step in steps():
        traffic.clear()
        perform(app, step)
        comparison = Comparison(
            f"DynamoDB calls of a new {step.name}", traffic.calls, "calls", *LEAST[step.name]
        )
        results.append(comparison.value_within(GOALS[step.name]))
    return results
