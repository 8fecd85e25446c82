"""People come to an event, switch, leave; staff move, resize, cancel it; anything dies anywhere or
is overtaken there; streams come twice and backwards: nobody is lost, nothing is oversold, the line
keeps its order, each is told once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from inspect import signature
from itertools import count
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chalicelib.adapters.dynamodb.codec import from_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.adapters.dynamodb.patience import TRIES, Patience
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.acts import Act
from chalicelib.domain.errors import Busy, DomainError
from chalicelib.domain.events import offers
from chalicelib.domain.events.events import Event, EventMode, Mode
from chalicelib.domain.events.registrations import (
    AlreadyRegistered,
    EventRegistration,
    registration_id,
)
from chalicelib.domain.events.seats import Seats, WaitingPlace
from chalicelib.domain.mail.broadcasts import Broadcast, of_free_seat
from chalicelib.domain.mail.mail import Mail
from chalicelib.domain.mail.messages import Message, State
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.receipts import NO_KEY
from chalicelib.workflows.events.announce import announce
from chalicelib.workflows.events.change_registration import (
    accept_offer,
    leave_event,
    let_lapse,
    switch_mode,
)
from chalicelib.workflows.events.manage_events import cancel_event, change_event, create_event
from chalicelib.workflows.events.register_for_event import SeatRequest, register_for_event
from chalicelib.workflows.events.seating import tend
from chalicelib.workflows.mail.dispatch import dispatch_new, sweep
from chalicelib.workflows.mail.send_messages import send_message
from chalicelib.workflows.mail.settle_message import settle_message
from infra.doubles.table import Table

from ...support.event_examples import event
from ...support.examples import DAY, HOUR, NOW, PROGRAMME, participant, staff_member

PEOPLE, STEPS, EXAMPLES, SEEDS = 6, 50, 50, 4
STAFF = Caller("s7c1", 0, staff=True, act=Act.EVENTS)
WORK: dict[type, Callable[..., Any]] = {
    Broadcast: announce,
    EventRegistration: let_lapse,
    Message: send_message,
    Seats: tend,
}

modes, people = st.sampled_from(list(Mode)), st.integers(0, PEOPLE - 1)
acts = st.sampled_from(["register", "register", "leave", "switch", "accept"])
calls = st.integers(1, 7)
Trap = tuple[Any, ...] | None
traps = st.one_of(
    st.none(),
    st.tuples(st.just("dies"), calls, st.sampled_from(["before", "after"])),
    st.tuples(st.just("is refused"), calls, st.integers(1, TRIES)),
    st.tuples(st.just("is not heard"), calls),
    st.tuples(st.just("is overtaken"), calls, acts, people, modes),
    st.tuples(st.just("is overtaken"), calls, acts, people, modes),
)
"""What happens at a call of what is going on: it dies, it is refused so many times, it goes through
and its answer is lost, or somebody else goes first."""


class Killed(BaseException):
    """As SIGKILL: no handler of ours may catch it."""


class Mailbox:
    """Composes nothing, and notes what leaves."""

    def __init__(self) -> None:
        self.sent: list[Message] = []

    def compose(self, *_: Any) -> Mail:
        return Mail("", "", "", "", "")

    def holds_back(self, *_: object) -> bool:
        return False

    def send(self, _mail: Mail, message: Message, _now: datetime) -> str:
        self.sent.append(message)
        return "id"


class Queues:
    """What was handed over and not handled yet, by kind and id."""

    def __init__(self) -> None:
        self.waiting: list[tuple[type, str]] = []

    def hand_over(self, _queue: str, entries: Any, _now: Any = None) -> None:
        self.waiting += [(type(entry), entry.id) for entry in entries]


class World:
    """The stories, with a table in memory."""

    def __init__(self) -> None:
        self.table, self.queues, self.mailbox = Table(), Queues(), Mailbox()
        self.now, self.ids = NOW, count(1)
        self.read = self.settled = 0

    @property
    def store(self) -> Store:
        patience = Patience(sleep=lambda _seconds: None)
        return Store(lambda: self.table, "table", patience=patience)  # type: ignore[arg-type, return-value]

    def run(self, story: Callable[..., Any], *request: Any) -> Any:
        tools = self.tools()
        named = [n for n, p in signature(story).parameters.items() if p.kind is p.KEYWORD_ONLY]
        return story(*request, **{name: tools[name] for name in named})

    def tools(self) -> dict[str, Any]:
        return {
            "store": self.store,
            "programme": PROGRAMME,
            "now": self.now,
            "new_id": lambda: f"{next(self.ids):x}",
            "composer": self.mailbox,
            "mailer": self.mailbox,
            "queues": self.queues,
            "hide": lambda kind, subject: f"{kind}-{subject}",
        }

    def of[T](self, kind: type[T]) -> list[T]:
        return [
            from_item(item) for item in self.table.items if item["type"]["S"] == LAYOUTS[kind].name
        ]

    def drain(self) -> None:
        """SES's own events, the stream, the queue, until nothing moves."""
        for message in self.mailbox.sent[self.settled :]:
            self.run(settle_message, message.id, State.DELIVERED, False)
            self.settled += 1
        while self.read < len(self.table.written) or self.queues.waiting:
            records = self.table.written[self.read :]
            self.dispatch(records)
            self.read += len(records)
            while self.queues.waiting:
                kind, identifier = self.queues.waiting[0]
                self.run(WORK[kind], identifier)
                self.queues.waiting.pop(0)

    def dispatch(self, records: list[Any]) -> None:
        outbox = [r for r in records if r["type"]["S"] in ("Message", "Broadcast")]
        self.run(dispatch_new, map(from_item, outbox))


class Seating(RuleBasedStateMachine):
    """The model: who was told that they come, and what was seen the moment before."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        unit = self.world.store.unit()
        unit.add(staff_member())
        unit.add(*[participant(id=f"p{n}", email=f"p{n}@example.org") for n in range(PEOPLE)])
        unit.commit()
        draft = event(self.world.now + 4 * DAY, mode=EventMode.HYBRID)
        capacities = {Mode.IN_PERSON: 1, Mode.ONLINE: 2}
        created = self.world.run(create_event, STAFF, draft, capacities, NO_KEY)
        self.event_id = created.event.id
        self.before: dict[str, EventRegistration] = {}
        self.comes: dict[str, bool] = {}
        self.acted: set[str] = set()
        self.asking: list[str] = []
        self.crossed: set[str] = set()
        self.world.table.around = self._around
        self.trap: Trap = None
        self.calls = self.done = 0

    @rule(person=people, mode=modes, trap=traps)
    def register(self, person: int, mode: Mode, trap: Trap = None) -> None:
        with self.told(trap, person, True, also=AlreadyRegistered):
            request = SeatRequest(Caller(f"p{person}", 0), self.event_id, mode)
            self.world.run(register_for_event, request, NO_KEY)

    @rule(person=people, trap=traps)
    def leave(self, person: int, mode: Mode | None = None, trap: Trap = None) -> None:
        with self.told(trap, person, False):
            self.world.run(leave_event, Caller(f"p{person}", 0), self._id(person))

    @rule(person=people, mode=modes, trap=traps)
    def switch(self, person: int, mode: Mode, trap: Trap = None) -> None:
        with self.told(trap, person, True):
            self.world.run(switch_mode, Caller(f"p{person}", 0), self._id(person), mode)

    @rule(person=people, trap=traps)
    def accept(self, person: int, mode: Mode | None = None, trap: Trap = None) -> None:
        with self.told(trap, person, True):
            self.world.run(accept_offer, Caller(f"p{person}", 0), self._id(person), NO_KEY)

    @rule(mode=modes, seats=st.integers(0, 3), trap=traps)
    def resize(self, mode: Mode, seats: int, trap: Trap = None) -> None:
        with self.told(trap):
            self.world.run(change_event, STAFF, self.event_id, {}, {mode: seats})

    @rule(hours=st.sampled_from([-30, 24, 96]), trap=traps)
    def reschedule(self, hours: int, trap: Trap = None) -> None:
        found, by = self._event(), hours * HOUR
        times = {"starts_at": found.starts_at + by, "ends_at": found.ends_at + by}
        with self.told(trap):
            self.world.run(change_event, STAFF, self.event_id, times, {})

    @precondition(lambda self: self.done == 60)
    @rule()
    def call_off(self) -> None:
        with self.told(None):
            self.world.run(cancel_event, STAFF, self.event_id, NO_KEY)

    @rule(minutes=st.sampled_from([3, 20, 120, 900]), trap=traps)
    def time_passes(self, minutes: int, trap: Trap = None) -> None:
        with self.told(trap):
            self.world.now += timedelta(minutes=minutes)
            self.world.run(sweep)
            self.world.drain()

    @rule(trap=traps)
    def streams_come_twice_and_backwards(self, trap: Trap = None) -> None:
        with self.told(trap):
            self.world.dispatch(self.world.table.written[::-1][:60])
            self.world.drain()

    @invariant()
    def the_seats_are_those_of_the_registrations(self) -> None:
        (seats,) = self.world.of(Seats)
        registrations = {r.id: r for r in self.world.of(EventRegistration)}
        unsettled = [
            claim
            for claim in seats.claims()
            if claim.registration_id not in registrations
            or registrations[claim.registration_id].ticket < claim.ticket
        ]
        for mode, places in seats.places.items():
            mine = [r for r in registrations.values() if r.mode is mode]
            held = [claim for claim in unsettled if claim.mode is mode]
            assert places.taken <= places.capacity
            assert places.taken == sum(r.seated for r in mine) + sum(not c.waits for c in held)
            assert places.waiting == sum(r.waits for r in mine) + sum(c.waits for c in held)
        self._lines(registrations)
        self._in_order(registrations)
        self._nobody_is_lost(registrations)
        self.before, self.acted = registrations, set()

    def teardown(self) -> None:
        self.trap = None
        for _ in range(3):
            self.time_passes(20)
        self.the_seats_are_those_of_the_registrations()
        (seats,) = self.world.of(Seats)
        self._rests(seats)
        self._told_once()

    def _rests(self, seats: Seats) -> None:
        """A seat that is free is for whoever takes it: who waits is told, or let an offer lapse."""
        found, now = self._event(), self.world.now
        open_lines = [mode for mode in Mode if seats.promotable(mode, now)]
        if open_lines and not offers.shared(found, PROGRAMME, now):
            waiting = [r for r in self.world.of(EventRegistration) if r.mode in open_lines]
            assert all(r.offer_missed for r in waiting if r.waits)
            assert seats.next_at == offers.shared_from(found, PROGRAMME)
            return
        told = {each.id for each in self.world.of(Broadcast)}
        assert {of_free_seat(found, mode, seats.freed, now).id for mode in open_lines} <= told
        assert not seats.claims()
        assert seats.next_at is None

    @contextmanager
    def told(
        self,
        trap: Trap,
        person: int | None = None,
        comes: bool = False,
        also: type[DomainError] | None = None,
    ) -> Iterator[None]:
        """What they were answered holds from now on; whose request died does not know, nor who
        sent two at once."""
        Seating.steps += 1
        self.done += 1
        identifier = "" if person is None else self._id(person)
        self.acted.add(identifier)
        self._asks(identifier)
        if trap is not None:
            self.trap, self.calls = trap, 0
        try:
            yield
        except Killed:
            self.comes.pop(identifier, None)
            return
        except DomainError as error:
            if isinstance(error, Busy):
                assert trap is not None
                assert trap[0] == "is refused"
                self.comes.pop(identifier, None)  # told to look whether it is done
                return
            if also is None or not isinstance(error, also):
                return
        finally:
            self.trap = None
            self.asking.pop()
        if person is not None and identifier not in self.crossed:
            self.comes[identifier] = comes

    def _asks(self, identifier: str) -> None:
        if not self.asking:
            self.crossed.clear()
        if identifier in self.asking:
            self.crossed.add(identifier)
            self.comes.pop(identifier, None)
        self.asking.append(identifier)

    def _around(self, moment: str) -> None:
        if self.trap is None:
            return
        kind, call, *what = self.trap
        moments = {"dies": what[0] if what else "", "is not heard": "after"}
        if moment != moments.get(kind, "before"):
            return
        self.calls += 1
        if self.calls >= call:
            self._spring(kind, self.calls - call, *what)

    def _spring(self, kind: str, times: int, *what: Any) -> None:
        """Of what is refused several times, each; of what else happens, the first."""
        if kind != "is refused" or times + 1 == what[0]:
            self.trap = None
        if kind == "dies":
            raise Killed
        if kind in ("is refused", "is not heard"):
            raise ClientError({"Error": {"Code": "InternalServerError"}}, "any")  # type: ignore[arg-type, typeddict-item, unused-ignore]
        act, person, mode = what
        getattr(self, act)(person, mode)

    def _lines(self, registrations: dict[str, EventRegistration]) -> None:
        """Who waits is in the line of their mode, with their ticket, once."""
        line = {place.id: place.registration_id for place in self.world.of(WaitingPlace)}
        assert line == {
            f"{self.event_id}-{r.mode.value}-{r.ticket:08}": r.id
            for r in registrations.values()
            if r.waits
        }

    def _in_order(self, after: dict[str, EventRegistration]) -> None:
        """Who got a seat came before all those who waited for one all along."""
        for mode in Mode:
            seated = [r for r in after.values() if r.seated and r.mode is mode]
            line = [r.ticket for r in self.before.values() if self._waited(r, after, mode)]
            for registration in seated:
                earlier = self.before.get(registration.id)
                if earlier is None or not (earlier.seated and earlier.mode is mode):
                    in_line = earlier and earlier.waits and earlier.mode is mode
                    if in_line and earlier and self._took_it(earlier):
                        continue
                    assert not line or (in_line and registration.ticket < min(line))

    def _took_it(self, earlier: EventRegistration) -> bool:
        """Whether somebody took a seat that was free for whoever waited."""
        shared = offers.shared(self._event(), PROGRAMME, self.world.now)
        return earlier.id in self.acted and (shared or earlier.offer_missed)

    def _waited(
        self, earlier: EventRegistration, after: dict[str, EventRegistration], mode: Mode
    ) -> bool:
        same = after[earlier.id] == earlier and earlier.id not in self.acted
        return same and earlier.waits and earlier.mode is mode and not earlier.offer_missed

    def _nobody_is_lost(self, registrations: dict[str, EventRegistration]) -> None:
        for identifier, comes in self.comes.items():
            found = registrations[identifier]
            lapsed = not found.stands and found.confirm_by is not None
            assert found.stands == comes or (comes and lapsed), found

    def _told_once(self) -> None:
        """Each mail left once; who comes to what stands had the news of how they come.

        At night it is there for the morning.
        """
        sent = [message.id for message in self.world.mailbox.sent]
        assert len(set(sent)) == len(sent)
        now, morning = self.world.now, PROGRAMME.sleep.wakes_at(self.world.now)
        kept = [m for m in self.world.of(Message) if m.state is State.PENDING]
        sent += [m.id for m in kept if now < m.due_at <= morning]
        found = self._event()
        for registration in self.world.of(EventRegistration):
            news = self._news(registration, sent)
            assert len(news) <= 1, news
            if found.standing(self.world.now) and registration.coming:
                assert news, (registration, sent)
        if found.cancelled_at is not None:
            coming = {r.id for r in self.world.of(EventRegistration) if r.coming}
            told = {i.partition("-cancelled")[0] for i in sent if "-cancelled-" in i}
            assert coming <= told

    def _news(self, registration: EventRegistration, sent: list[str]) -> list[str]:
        ends = ("changed", "cancelled", "reminder", "onlineseat", "inpersonseat")
        return [
            identifier
            for identifier in sent
            if identifier.startswith(f"{registration.id}-")
            and identifier.endswith(f"-{registration.sequence}")
            and not identifier.split("-")[2].startswith(ends)
        ]

    def _event(self) -> Event:
        (found,) = self.world.of(Event)
        return found

    def _id(self, person: int) -> str:
        return registration_id(f"p{person}", self.event_id)


@pytest.mark.parametrize("number", range(SEEDS))
def test_whatever_happens_the_seats_are_right(number: int) -> None:
    class Seeded(Seating):
        pass

    Seating.steps = 0
    run_state_machine_as_test(
        seed(number)(Seeded),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],  # bounded: shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Seating.steps >= 2500
