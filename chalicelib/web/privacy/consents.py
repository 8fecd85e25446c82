"""The team's register of consents: who had agreed to what on a day, of everybody."""

from datetime import date

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.privacy.consents_of_day import Agreed, Place
from ...domain.privacy.proof_of_day import since_when
from ...workflows.callers import member_of_team
from ...workflows.privacy.list_consents import list_consents
from ..http import forms, requests, responses
from ..http.formats.spreadsheets import spreadsheet
from ..http.times import asked_day, local, zone
from .proof_views import moments_of

ON_A_PAGE, IN_A_FILE = 50, 500
"""How many people are looked at."""

COLUMNS = (
    "person_id",
    "courriel",
    "nom",
    "accord",
    "choix",
    "depuis",
    "source",
    "demande",
    "texte",
)


def consents_page(request: Request) -> Response:
    try:
        day, failure = _day(request), None
    except InvalidFields as error:
        day, failure = _today(), error
    found, following = _listed(request, day, ON_A_PAGE)
    return responses.page(
        "privacy/team/consents",
        422 if failure else 200,
        day=day,
        people=[(each, [(c, since_when(c)) for c in each.consents]) for each in found],
        here=requests.query(request, "suite"),
        following=str(following) if following else "",
        values={"jour": [requests.query(request, "jour") or day.isoformat()]},
        errors=forms.error_messages(failure, {}),
    )


def consents_file(request: Request) -> Response:
    """Answer the same as a table, for more people; the rest is a file that begins after them."""
    wiring.run(member_of_team, requests.staff_caller(request))
    day = _day(request)
    found, following = _listed(request, day, IN_A_FILE)
    rows = [row for each in found for row in _rows(each)]
    answer = spreadsheet(f"accords-{day.isoformat()}", COLUMNS, rows)
    if following:
        where = f"/equipe/consentements.csv?jour={day.isoformat()}&suite={following}"
        answer.headers["Link"] = f'<{wiring.settings().root}{where}>; rel="next"'
    return answer


def _listed(request: Request, day: date, limit: int) -> tuple[list[Agreed], Place | None]:
    place = Place.read(requests.query(request, "suite"))
    caller, (_, until) = requests.staff_caller(request), moments_of(day)
    return wiring.run(list_consents, caller, until, place, limit)


def _rows(found: Agreed) -> list[tuple[str, ...]]:
    person, words = found.participant, wiring.templates().words
    return [
        (
            person.id,
            person.email,
            person.profile.full_name,
            words["purpose"].get(each.concerns, each.concerns),
            "oui" if each.granted else "non",
            local(since_when(each)),
            words["consent_source_team"][each.source],
            local(each.at),
            f"{each.text_version} {each.text}".strip(),
        )
        for each in found.consents
    ]


def _day(request: Request) -> date:
    """Return the day that is asked for, today without one. Raises InvalidFields."""
    text = requests.query(request, "jour")
    return asked_day(text, "jour") if text else _today()


def _today() -> date:
    return wiring.now().astimezone(zone()).date()
