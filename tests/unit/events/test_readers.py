from dataclasses import replace

import pytest

from chalicelib.domain.events.readers import as_read_by
from chalicelib.domain.people.participants import Participant
from tests.support.event_examples import event, registration
from tests.support.examples import participant

TOLD = event(summary="Ce qui s’est dit", replay_url="https://video.example.org/1")
MEMBER = participant()
GUEST = replace(MEMBER, profile=replace(MEMBER.profile, kind=None))


@pytest.mark.parametrize(
    ("public", "person", "registered", "reads"),
    [
        (True, None, False, True),
        (True, GUEST, False, True),
        (False, None, False, False),
        (False, GUEST, False, False),
        (False, GUEST, True, True),
        (False, MEMBER, False, True),
    ],
)
def test_who_reads_what_was_said_there(
    public: bool, person: Participant | None, registered: bool, reads: bool
) -> None:
    held = replace(TOLD, public=public)
    seen = as_read_by(held, person, registration() if registered else None)
    hidden = replace(held, summary="", replay_url="")
    assert seen == (held if reads else hidden)
