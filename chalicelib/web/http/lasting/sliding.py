"""A session that is used goes on, within a bound: nobody is sent away while they write."""

from datetime import timedelta

from chalice.app import Request, Response

from .... import wiring
from ....adapters.links import LIFETIMES, Purpose, with_number
from ....domain.people.participants import Participant
from ....domain.people.staff import StaffMember
from .. import requests, responses
from ..keeping import Kept
from ..responses import PARTICIPANT_COOKIE, PARTICIPANT_WHO, STAFF_COOKIE, STAFF_WHO

BOUNDS = {Purpose.SESSION: timedelta(hours=24), Purpose.STAFF: timedelta(hours=72)}
"""How long a session may last in all, however much it is used."""

SESSIONS = (
    (PARTICIPANT_COOKIE, Purpose.SESSION, PARTICIPANT_WHO),
    (STAFF_COOKIE, Purpose.STAFF, STAFF_WHO),
)


def opened(person: Participant | StaffMember) -> list[str]:
    """Return the cookies of a new session: itself, and whose browser it is since when."""
    links, now = wiring.links(), wiring.now()
    wanted = Purpose.STAFF if isinstance(person, StaffMember) else Purpose.SESSION
    name, purpose, who = next(each for each in SESSIONS if each[1] is wanted)
    subject, epoch = with_number(person.id, person.session_epoch), person.link_epoch
    return [
        _cookie(name, links.token(purpose, subject, epoch, now), LIFETIMES[purpose]),
        _cookie(who, links.token(Purpose.WHO, subject, epoch, now), LIFETIMES[Purpose.WHO]),
    ]


def prolonged(request: Request, answer: Response) -> None:
    """Give a session that was used after a quarter of its time the whole of it again.

    Only with an answer that nobody else may keep.
    """
    mine = answer.headers.get("Cache-Control") == Kept.NEVER.value
    if answer.status_code >= 400 or not mine or "Set-Cookie" in answer.headers:
        return
    cookies = [new for each in SESSIONS if (new := _renewed(request, *each))]
    if cookies:
        answer.headers["Set-Cookie"] = cookies


def _renewed(request: Request, name: str, purpose: Purpose, who: str) -> str:
    links, now = wiring.links(), wiring.now()
    held = links.whose(purpose, requests.cookie(request, name))
    first = links.whose(Purpose.WHO, requests.cookie(request, who))
    if held is None or first is None or held[:2] != first[:2]:
        return ""
    lifetime, left = LIFETIMES[purpose], held[2] - now
    end = first[2] - LIFETIMES[Purpose.WHO] + BOUNDS[purpose]
    longer = min(lifetime, end - now)
    if not timedelta() < left < lifetime * 3 / 4 or longer <= left:
        return ""
    return _cookie(name, links.token(purpose, *held[:2], now, longer), longer)


def _cookie(name: str, token: str, lifetime: timedelta) -> str:
    return responses.set_cookie(name, token, int(lifetime.total_seconds()))
