"""The steps of a journey with DynamoDB's answers to each, to play again without a network."""

import os
from dataclasses import dataclass
from typing import Any

from chalicelib import wiring
from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.participants import AddressHolder, Participant
from infra.local.system import build

from .journey import EMAIL, SITE, Step, perform, steps
from .network import Traffic
from .results import Unmeasured
from .starting.cold import DUMMIES

Answers = dict[str, bytes]


@dataclass(frozen=True)
class Recording:
    """`answers` are by operation; `environment` has the keys that signed the tokens in the events.

    `participant` is the registered person's item, in DynamoDB's wire format.
    """

    steps: list[tuple[Step, Answers]]
    participant: dict[str, Any]
    environment: dict[str, str]


def record() -> Recording:
    """Record the journey on the embedded AWS; in another process than the one that is timed."""
    app = build(SITE).app.app
    traffic = Traffic(wiring.client("dynamodb"))
    recorded = []
    for step in steps():
        traffic.clear()
        perform(app, step)
        recorded.append((step, dict(traffic.bodies)))
    return Recording(recorded, _participant(), {name: os.environ[name] for name in DUMMIES})


def _participant() -> dict[str, Any]:
    claim = wiring.store().one(AddressHolder, address_key(EMAIL))
    participant = wiring.store().one(Participant, claim.participant_id if claim else "")
    if participant is None:
        raise Unmeasured("the participant is not in the table")
    return to_item(participant)
