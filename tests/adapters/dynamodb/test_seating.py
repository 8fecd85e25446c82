"""What is asked of an event's seats is what DynamoDB takes: nothing declared in vain."""

import re

import pytest

from chalicelib.adapters.dynamodb import seating
from chalicelib.adapters.dynamodb.seating import Change
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.seats import Claim, Move, Places, Reshape
from tests.support.event_examples import EVENT_ID, REGISTRATION_ID, event, seats
from tests.support.examples import HOUR, NOW

ONLINE, IN_PERSON = Mode.ONLINE, Mode.IN_PERSON
TAKEN, WAITING = (Claim(REGISTRATION_ID, ONLINE, 3, waits) for waits in (False, True))
ONE_MODE = seats(places={ONLINE: Places(3)})
TWO_MODES = seats(places={ONLINE: Places(3), IN_PERSON: Places(3)})
OPENING = seats(opens_at=NOW + HOUR)

CHANGES = {
    "a seat": seating.claim(EVENT_ID, REGISTRATION_ID, ONLINE, False, NOW),
    "a place in line": seating.claim(EVENT_ID, REGISTRATION_ID, ONLINE, True, NOW),
    "a ticket": seating.draw_ticket(EVENT_ID, NOW),
    "a claim settled": seating.release(EVENT_ID, TAKEN, NOW),
    "a claim given back": seating.give_back(EVENT_ID, WAITING, NOW),
    "a promotion": seating.move(Move(EVENT_ID, takes=ONLINE, leaves=ONLINE), NOW),
    "a switch": seating.move(Move(EVENT_ID, takes=ONLINE, vacates=IN_PERSON), NOW),
    "a switch of lines": seating.move(Move(EVENT_ID, joins=ONLINE, leaves=IN_PERSON), NOW),
    "a seat left": seating.move(Move(EVENT_ID, vacates=ONLINE), NOW),
    "a mode that comes": seating.reshape(
        Reshape(ONE_MODE, event(), {ONLINE: 2, IN_PERSON: 1}), NOW
    ),
    "a mode that goes": seating.reshape(Reshape(TWO_MODES, event(), {ONLINE: 2}), NOW),
    "an opening": seating.reshape(Reshape(ONE_MODE, event(opens_at=NOW), {ONLINE: 3}), NOW),
    "an opening taken away": seating.reshape(Reshape(OPENING, event(), {ONLINE: 3}), NOW),
    "an offer missed": seating.move(Move(EVENT_ID, vacates=ONLINE, joins=ONLINE), NOW),
    "nothing left to do": seating.settled(TWO_MODES, None, NOW),
    "something left to do": seating.settled(
        seats(places={ONLINE: Places(3, taking={REGISTRATION_ID: 3})}), None, NOW
    ),
    "a free seat that rests until later": seating.settled(
        seats(places={ONLINE: Places(3, 2, waiting=1)}), NOW + HOUR, NOW
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_each_name_and_value_declared_is_used_and_each_one_used_is_declared(
    change: Change,
) -> None:
    request = change.request("table")
    asked = f"{request['UpdateExpression']} {request['ConditionExpression']}"
    names, values = (
        request.get(f"ExpressionAttribute{kind}", {}).keys() for kind in ("Names", "Values")
    )
    assert set(re.findall(r"[#:]\w+", asked)) == names | values
