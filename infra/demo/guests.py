"""The participants of the demonstration: each acts on the mails that reach them.

Each has seeded dice of their own, so that nobody's choices depend on the order of the others'.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from chalicelib import wiring
from chalicelib.domain.mail.messages import Kind

from ..local.ses import Received
from . import words as words
from .journal import Fact, What
from .people import Habit, Person
from .stage import Act, Stage, parsed, token_in

NOTICE, HURRY = timedelta(days=4), timedelta(hours=3)
CHOICE = 6
"""How many of the next slots somebody chooses from."""


class Guest:
    """One participant, and what they have done so far. `token`: of their personal link.

    `on_session` is called with each session they book or move.
    """

    def __init__(
        self, person: Person, stage: Stage, on_session: "Callable[[Fact, Guest], None]"
    ) -> None:
        self.person, self._stage, self._on_session = person, stage, on_session
        self.dice = Random(f"brigade {person.address}")  # noqa: S311 - the same season each time
        self.token, self._booking = "", ""
        self._theme, self._done = person.themes[0], set[Habit]()

    def once(self, habit: Habit) -> bool:
        """Return whether the habit is theirs and has not shown yet; it then counts as shown."""
        if habit not in self.person.habits or habit in self._done:
            return False
        self._done.add(habit)
        return True

    def arrive(self, first_day: datetime) -> None:
        """Register in one of the four weeks from `first_day`."""
        self._plan(self._some_day(0, 25, first_day), self._register)

    def receive(self, mail: Received) -> None:
        match mail.kind:
            case Kind.REGISTRATION:
                self.token = token_in(mail)
                if not self.once(Habit.NEVER_BOOKS):
                    hasty = Habit.HASTY in self.person.habits
                    self._plan(self._soon() if hasty else self._some_day(0, 3), self._book)
            case Kind.BOOKING_CONFIRMED | Kind.BOOKING_MOVED | Kind.BOOKING_REMINDER:
                self._reconsider(mail.kind == Kind.BOOKING_REMINDER)
            case Kind.BOOKING_CANCELLED:
                self.miss()
            case Kind.DOCUMENT if self.once(Habit.RETURNS):
                self._theme = self.person.themes[-1]
                self._plan(self._some_day(2, 6), self._book)
            case Kind.SURVEY_INVITATION | Kind.SURVEY_REMINDER:
                self._meet_survey(mail)

    def miss(self) -> None:
        """React to a session that did not take place."""
        if self.once(Habit.BOOKS_AGAIN):
            self._plan(self._some_day(1, 4), self._book)

    def _register(self) -> None:
        self._stage.driver.register(words.registration(self.person, self.dice))
        again = What.REGISTERED in (fact.what for fact in self._facts())
        self._note(What.REGISTERED_AGAIN if again else What.REGISTERED)
        if self.once(Habit.TWICE_AT_ONCE):
            self._plan(self._stage.now + timedelta(minutes=20), self._register)
        if self.once(Habit.TWICE_LATER):
            self._plan(self._some_day(2, 4), self._register)

    def _book(self) -> None:
        slot = self._chosen_slot()
        if slot is None:  # nothing is free: looks again the day after
            self._plan(self._some_day(1, 2), self._book)
            return
        needs = self.dice.choice(words.NEEDS)
        answer = self._stage.driver.book(self.token, slot["id"], self._theme, needs=needs)
        self._booking = answer["id"]
        self._note_session(What.BOOKED, answer)

    def _move(self) -> None:
        slot = self._chosen_slot()
        if slot is None or self._is_too_late():
            return
        answer = self._stage.driver.move(self.token, self._booking, slot["id"])
        self._note_session(What.MOVED, answer)

    def _cancel(self) -> None:
        if self._is_too_late():
            return
        self._stage.driver.cancel(self.token, self._booking)
        self._note(What.CANCELLED, self._booking)

    def _is_too_late(self) -> bool:
        """Return whether the programme's deadline has passed: where reminders come after it."""
        *_, last = (fact for fact in self._facts() if fact.booking == self._booking)
        deadline = wiring.programme().cancel_deadline
        return last.starts_at is None or self._stage.now > last.starts_at - deadline

    def _reconsider(self, reminded: bool) -> None:
        """Move or cancel: some the day after they booked, some at the first reminder."""
        if reminded != (Habit.LATE in self.person.habits):
            return
        moment = self._soon(hours=10) if reminded else self._some_day(1, 1)
        if self.once(Habit.MOVES):
            self._plan(moment, self._move)
        elif self.once(Habit.CANCELS):
            self._plan(moment, self._cancel)

    def _meet_survey(self, mail: Received) -> None:
        invited = mail.kind == Kind.SURVEY_INVITATION
        if invited and self.once(Habit.UNSUBSCRIBES):
            self._plan(self._some_day(1, 2), lambda: self._unsubscribe(mail))
        elif (Habit.ANSWERS_SOON if invited else Habit.ANSWERS_LATE) in self.person.habits:
            self._plan(self._some_day(1, 3), lambda: self._answer(mail))

    def _answer(self, mail: Received) -> None:
        token = token_in(mail)
        answers = words.answers(self._stage.driver.questions(token), self.dice)
        self._stage.driver.answer(token, answers)
        reached = answers["people_reached"] or 0
        detail = f"satisfaction {answers['satisfaction']} sur 5, personnes jointes : {reached}"
        self._note(What.ANSWERED, self._stage.booking(mail), detail)

    def _unsubscribe(self, mail: Received) -> None:
        self._stage.one_click(str(parsed(mail)["List-Unsubscribe"]).strip("<>"))
        self._note(What.UNSUBSCRIBED)

    def _chosen_slot(self) -> dict[str, Any] | None:
        """Return one of the next slots on their theme that leaves them time to get ready."""
        hasty = Habit.HASTY in self.person.habits
        earliest = self._stage.now + (HURRY if hasty else NOTICE)
        slots = self._stage.driver.slots(self._theme)
        near = [slot for slot in slots if _utc(slot["starts_at"]) >= earliest]
        return self.dice.choice(near[: 1 if hasty else CHOICE]) if near else None

    def _note_session(self, what: What, booking: dict[str, Any]) -> None:
        starts, ends = _utc(booking["starts_at"]), _utc(booking["ends_at"])
        who, theme = self.person.address, booking["theme"]
        session = Fact(self._stage.now, who, what, booking["id"], theme, starts, ends)
        self._stage.note(session)
        self._on_session(session, self)

    def _note(self, what: What, booking: str = "", detail: str = "") -> None:
        """Note a fact. `booking` is one of theirs, as their latest fact about it left it."""
        blank = Fact(self._stage.now, self.person.address, what)
        about = [fact for fact in self._facts() if booking and fact.booking == booking]
        last = about[-1] if about else blank
        self._stage.note(replace(last, at=self._stage.now, what=what, detail=detail))

    def _facts(self) -> list[Fact]:
        return [fact for fact in self._stage.facts if fact.who == self.person.address]

    def _plan(self, moment: datetime, act: Act) -> None:
        self._stage.at(moment, self.person.address, act)

    def _soon(self, hours: int = 1) -> datetime:
        return self._stage.now + timedelta(minutes=5 * self.dice.randint(6, 12 * hours))

    def _some_day(self, first: int, last: int, since: datetime | None = None) -> datetime:
        """Return a moment `first` to `last` days on, 8 h to 22 h there, never before now."""
        start = wiring.templates().french.local(since or self._stage.now)
        day = start.date() + timedelta(days=self.dice.randint(first, last))
        minutes = 5 * self.dice.randint(8 * 12, 22 * 12)
        midnight = datetime.combine(day, datetime.min.time(), start.tzinfo)
        return max(midnight + timedelta(minutes=minutes), start + timedelta(minutes=10))


def _utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)
