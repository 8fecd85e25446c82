"""The steps of a journey with what DynamoDB answered each, to play again without a network."""

import os
from dataclasses import dataclass
from typing import Any

from chalicelib import wiring
from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.people.participants import EmailClaim, Participant
from chalicelib.workflows.people.register import address_key
from infra.local.system import build

from .journey import EMAIL, SITE, Step, perform, steps
from .network import Traffic
from .results import Unmeasured
from .starting.cold import DUMMIES

Answers = dict[str, bytes]


@dataclass(frozen=True)
class Recording:
    """`answers` are by operation; `environment` is what the tokens in the events are signed with.

    `participant` is the item of who registered, as DynamoDB takes it.
    """

    steps: list[tuple[Step, Answers]]
    participant: dict[str, Any]
    environment: dict[str, str]


def record() -> Recording:
    """On the embedded AWS: to be run apart from what is timed."""
    app = build(SITE).app.app
    traffic = Traffic(wiring.client("dynamodb"))
    recorded = []
    for step in steps():
        traffic.clear()
        perform(app, step)
        recorded.append((step, dict(traffic.bodies)))
    return Recording(recorded, _participant(), {name: os.environ[name] for name in DUMMIES})


def _participant() -> dict[str, Any]:
    claim = wiring.store().one(EmailClaim, address_key(EMAIL))
    participant = wiring.store().one(Participant, claim.participant_id if claim else "")
    if participant is None:
        raise Unmeasured("the participant is not in the table")
    return to_item(participant)
