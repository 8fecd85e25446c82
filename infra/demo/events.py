"""The two hybrid prototypes of the first edition, replayed with ten people, then twelve.

Each takes place in a room and online at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib import wiring
from chalicelib.adapters.links import Purpose

from ..driving import token_of
from . import words as words
from .adviser import ADDRESS
from .guests import Guest
from .journal import Fact, What
from .people import Habit
from .stage import Act, SeasonError, Stage, parsed

ROOM, ONLINE = "in_person", "online"
SIMULATED = "@simulator.amazonses.com"


@dataclass(frozen=True)
class Plan:
    """`seats`: of the room. One more person waits for a seat, and gets that of the one who leaves.

    The last of the `online` is absent.
    """

    title: str
    starts_at: datetime
    seats: int
    online: int

    @property
    def people(self) -> int:
        return self.seats + 1 + self.online

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=90)


def plans(monday: datetime) -> tuple[Plan, Plan]:
    """Return plans six weeks and nine weeks after a Monday at nine."""
    first = monday + timedelta(weeks=6, days=3, hours=4, minutes=30)
    return (
        Plan("Prototype hybride 1 : créer ensemble à distance", first, 5, 6),
        Plan("Prototype hybride 2 : la salle et l’écran", first + timedelta(weeks=3), 6, 7),
    )


def able(guests: Sequence[Guest]) -> list[Guest]:
    """Return the guests who receive mails to the end."""
    lost = (Habit.UNSUBSCRIBES, Habit.NEVER_BOOKS)
    return [
        guest
        for guest in guests
        if not guest.person.address.endswith(SIMULATED)
        and not guest.person.habits.intersection(lost)
    ]


class Prototype:
    """One of the two prototypes, from its creation to its summary."""

    def __init__(self, stage: Stage, plan: Plan, guests: Sequence[Guest]) -> None:
        self._stage, self._plan = stage, plan
        self._room = guests[: plan.seats + 1]
        self._online = guests[plan.seats + 1 : plan.people]
        self._id = ""
        self._held: dict[str, Fact] = {}

    def plan(self) -> None:
        """Plan what people do of their own accord, each at its time."""
        plan = self._plan
        opening = plan.starts_at - timedelta(days=14)
        self._stage.at(opening, ADDRESS, self._create)
        for n, guest in enumerate([*self._room, *self._online], 1):
            mode = ROOM if guest in self._room else ONLINE
            moment = opening + timedelta(minutes=20 * n)
            self._act(moment, guest, lambda g=guest, m=mode: self._register(g, m))  # type: ignore[misc]
        self._act(plan.starts_at - timedelta(days=9), self._room[0], self._leave)
        for n, guest in enumerate(self._room[1:]):
            moment = plan.starts_at - timedelta(minutes=15 - 2 * n)
            self._act(moment, guest, lambda g=guest: self._arrive(g))  # type: ignore[misc]
        for n, guest in enumerate(self._online[:-1]):
            moment = plan.starts_at - timedelta(minutes=10 - n)
            self._act(moment, guest, lambda g=guest: self._join(g))  # type: ignore[misc]
        present = [*self._room[1:], *self._online[:-1]]
        for n, guest in enumerate(present[::2] + present[1::4]):
            moment = plan.ends_at - timedelta(minutes=5) + timedelta(minutes=n)
            self._act(moment, guest, lambda g=guest: self._answer(g))  # type: ignore[misc]
        self._stage.at(plan.ends_at + timedelta(minutes=30), ADDRESS, self._note_absent)
        self._stage.at(plan.ends_at + timedelta(days=1), ADDRESS, self._sum_up)

    def _act(self, moment: datetime, guest: Guest, act: Act) -> None:
        self._stage.at(moment, guest.person.address, act)

    def _create(self) -> None:
        plan = self._plan
        body = {
            "title": plan.title,
            "kind": "hybrid_prototype",
            "starts_at": plan.starts_at.isoformat(),
            "ends_at": plan.ends_at.isoformat(),
            "mode": "hybrid",
            "capacity": {ROOM: plan.seats, ONLINE: plan.online},
            "venue": "Maison de la culture",
            "venue_address": "12, rue de l’Exemple, Saint-Jérôme",
            "venue_access": "Entrée par la cour, rampe à gauche.",
            "online_url": "https://visio.example.org/prototype",
            "public": True,
        }
        path = "/api/v1/staff/events"
        self._id = self._stage.call("POST", path, 201, body, self._staff()).get_json()["id"]
        self._note(ADDRESS, What.PLANNED)

    def _register(self, guest: Guest, mode: str) -> None:
        path = f"/api/v1/events/{self._id}/registrations"
        placed = self._stage.call("POST", path, 201, {"mode": mode}, guest.token).get_json()
        what = What.SEATED if placed["status"] == "confirmed" else What.IN_LINE
        self._note(guest.person.address, what, placed["id"], mode)

    def _leave(self) -> None:
        """Leave: the seat goes to the next in line."""
        leaver, waiter = self._room[0], self._room[-1]
        held = self._held[leaver.person.address]
        path = f"/api/v1/event-registrations/{held.booking}"
        self._stage.call("DELETE", path, 204, token=leaver.token)
        self._note(leaver.person.address, What.LEFT, held.booking, ROOM)
        shown = self._stage.driver.me(waiter.token)
        mine = self._held[waiter.person.address].booking
        statuses = {r["id"]: r["status"] for r in shown["event_registrations"]}
        if statuses[mine] != "confirmed":
            raise SeasonError("La place libérée n’est allée à personne.")
        self._note(waiter.person.address, What.PROMOTED, mine, ROOM)

    def _arrive(self, guest: Guest) -> None:
        """Open the mail's entry ticket, read its code by camera, press the team's one button."""
        held = self._held[guest.person.address]
        self._enter(self._in_mail(guest, "/evenements/billet"), "/evenements/billet")
        token = wiring.links().token(Purpose.PRESENCE, held.booking, 0, self._stage.now)
        door = f"brigade_equipe={self._staff()}"
        self._stage.open(f"/equipe/presences?jeton={token}", 200, door)
        for _ in range(2):  # a bad network: the button is pressed again
            self._stage.submit("/equipe/presences", {"jeton": token}, cookie=door)
        self._note(guest.person.address, What.WELCOMED, held.booking, ROOM)

    def _enter(self, link: str, path: str) -> None:
        """Open a link, which takes its token out of the address."""
        cookie = self._stage.open(link, 303).headers["Set-Cookie"].partition(";")[0]
        self._stage.open(path, 200, cookie)

    def _join(self, guest: Guest) -> None:
        link = self._in_mail(guest, "/rejoindre")
        self._enter(link, "/rejoindre")
        self._stage.submit("/rejoindre", {"jeton": token_of(link)})
        held = self._held[guest.person.address]
        self._note(guest.person.address, What.JOINED, held.booking, ONLINE)

    def _answer(self, guest: Guest) -> None:
        """Answer the survey from the room's screen, by its short address."""
        door = f"brigade_equipe={self._staff()}"
        screen = self._stage.open(f"/equipe/evenements/{self._id}/ecran", 200, door).text
        short = re.search(r"(/s/\w{6})<", screen)
        if short is None:
            raise SeasonError("L’écran ne montre pas l’adresse du sondage.")
        page = self._stage.open(self._stage.open(short[1], 303).headers["Location"], 200).text
        carried = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))
        given = words.on_the_spot(guest.dice)
        self._stage.submit("/sondage/evenement", {**given, **carried})
        self._note(guest.person.address, What.SAID_THERE)

    def _note_absent(self) -> None:
        absent = self._online[-1].person.address
        body = {
            "attendances": [{"registration_id": self._held[absent].booking, "status": "absent"}]
        }
        path = f"/api/v1/staff/events/{self._id}/attendance"
        self._stage.call("PUT", path, 200, body, self._staff())
        self._note(absent, What.ABSENT_THERE, self._held[absent].booking, ONLINE)

    def _sum_up(self) -> None:
        path = f"/api/v1/staff/events/{self._id}/summary"
        self._stage.call("POST", path, 200, {"markdown": words.SUMMARY}, self._staff())
        self._note(ADDRESS, What.SUMMED_UP)

    def _in_mail(self, guest: Guest, path: str) -> str:
        """Return a link of the last mail about this event that holds this path."""
        mine = self._held[guest.person.address].booking
        for mail in reversed(self._stage.mails):
            if mail.to == guest.person.address and self._stage.booking(mail) == mine:
                body = parsed(mail).get_body(("plain",))
                found = re.search(rf"({path}\?jeton=\S+)", body.get_content() if body else "")
                if found:
                    return found[1]
        raise SeasonError(f"Aucun courriel ne mène à {path}")

    def _staff(self) -> str:
        answer = self._stage.call("POST", "/_local/staff-session", 200, {"email": ADDRESS})
        return str(answer.get_json()["token"])

    def _note(self, who: str, what: What, registration: str = "", mode: str = "") -> None:
        times = self._plan.starts_at.astimezone(UTC), self._plan.ends_at.astimezone(UTC)
        fact = Fact(self._stage.now, who, what, registration, "", *times, self._plan.title, mode)
        if registration:
            self._held[who] = fact
        self._stage.note(fact)
