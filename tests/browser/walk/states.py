"""Each page as people come upon it, made by driving the site: empty, full, refused, late."""

from dataclasses import dataclass
from typing import Any

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.workflows.people.find_member import find_member
from infra.local.mailview import html_part
from infra.local.system import System
from tests.support.driver import THEME
from tests.support.events import EventClient

from .by_hand import see_by_hand
from .calls import see_calls
from .first_day import see_first_day
from .imports import see_imports
from .letters import see_letters
from .making import see_making
from .person import see_person
from .privacy import see_privacy
from .reports import see_reports
from .settings import see_settings
from .wording import see_wording

LONG = "anticonstitutionnellement-et-découvrabilité-de-la-francophonie-numérique"
ADDRESS = "marie.helene.bissonnette-charbonneau@patrimoine-laurentides.example.org"
PERSON = {"given_name": "Marie-Hélène", "family_name": "Bissonnette-Charbonneau-Vaillancourt"}
ROOM = "https://visio.example.org/brigade-numerique-laurentides-rencontre-individuelle-2027"
NOTES = f"""## À retenir

- **Partager** tôt

- [x] Publié
- [ ] À traduire

{ROOM}/une/tres/longue/adresse

`{LONG}`
"""
EVENT_AT, EVENT_ENDS = "2027-03-20T13:30:00-04:00", "2027-03-20T15:00:00-04:00"
HELD, MEETING = "2027-03-08", "2027-03-25"


@dataclass(frozen=True)
class State:
    """What a person sees, and where; `mail` is read in a mail program, not on the site."""

    name: str
    html: str
    mail: bool = False


class Walk(EventClient):
    """Goes through the site as several people, and keeps what each page showed."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self.states: list[State] = []

    def see(self, path: str, said: str = "") -> str:
        answer = self.http.get(path, follow_redirects=True)
        return self.keep(said or path.partition("?")[0], answer.text)

    def send(self, path: str, said: str, **fields: Any) -> str:
        answer = self.http.post(path, data=fields, follow_redirects=True)
        return self.keep(f"{path} ({said})", answer.text)

    def be(self, token: str) -> None:
        self.enter(token)

    def be_nobody(self) -> None:
        for name in ("espace", "equipe"):
            self.http.delete_cookie(f"brigade_{name}", domain="localhost")

    def be_staff(self) -> None:
        self.http.set_cookie("brigade_equipe", self.staff(), domain="localhost")

    def be_admin(self) -> None:
        token = self.staff("equipe@example.org")
        self.http.set_cookie("brigade_equipe", token, domain="localhost")

    def link(self, purpose: Purpose, subject: str) -> str:
        return wiring.links().token(purpose, subject, 0, wiring.now())

    def keep(self, name: str, html: str) -> str:
        assert "</html>" in html, f"{name}: no page, but {html[:80]!r}"
        self.states.append(State(name, html))
        return html


def walked(system: System) -> list[State]:
    """Return every state, those of the mails that left meanwhile included."""
    walk = Walk(system)
    _public(walk)
    events = _events(walk)
    ana = _beginnings(walk, events)
    _team(walk, events)
    _people(walk)
    _members(walk)
    see_first_day(walk)
    see_settings(walk, LONG)
    see_wording(walk, LONG)
    booking = _sessions(walk, ana)
    _at_the_event(walk, events, ana)
    _afterwards(walk, events, ana, booking)
    see_reports(walk, LONG, NOTES)
    see_imports(walk)
    see_privacy(walk, LONG)
    see_person(walk, LONG)
    see_letters(walk)
    see_calls(walk, LONG)
    return walk.states + _mails(system)


def _public(walk: Walk) -> None:
    for path in ("/", "/themes", "/evenements", "/confidentialite", "/accessibilite"):
        walk.see(path, f"{path}, nothing open" if path == "/evenements" else "")
    for slug in wiring.themes():
        walk.see(f"/themes/{slug}")
    walk.see(f"/themes/{THEME}/fiche.pdf", "a theme's PDF that is being made")
    for path in ("/inscription", "/inscription/merci", "/sondage/merci", "/sondage"):
        walk.see(path)
    for path in ("/nulle-part", "/mon-espace", "/mon-espace/lien", "/equipe", "/desabonnement"):
        walk.see(path, f"{path}, as a stranger")
    walk.send("/inscription", "with errors", given_name="", email="zoe@", phone="abc")
    walk.send("/inscription", "a slip", **_typed(email="marie.helene@gmial.com"))
    walk.send("/inscription", "done", **_typed(email="lea@example.org"))
    walk.send("/inscription/adresse", "with errors", email="lea@")
    walk.send("/mon-espace/lien", "sent", email=ADDRESS)
    walk.send("/mon-espace/lien", "wrong", email="zoe@")
    walk.send("/equipe/lien", "sent", email=ADDRESS)


def _typed(**changes: Any) -> dict[str, Any]:
    choices = {"kind": "individual", "maturity_level": "emergent", "themes": [THEME]}
    return {**PERSON, **choices, "consents": ["program"], **changes}


def _events(walk: Walk) -> dict[str, dict[str, Any]]:
    """Make an event of each sort, each in its state."""
    sorts: dict[str, dict[str, Any]] = {
        "open": {"title": f"Conférence {LONG}", "venue_access": LONG, "accessibility": LONG},
        "full": {"capacity": {"in_person": 1, "online": 1}},
        "one": {"mode": "online", "capacity": {"online": 1}},
        "closed": {"public": False},
        "soon": {"opens_at": "2027-03-10T09:00:00-05:00"},
        "cancelled": {},
        "codevelopment": {"kind": "codevelopment", "description": NOTES},
    }
    events = {name: walk.create(**changes) for name, changes in sorts.items()}
    for n in range(3):
        walk.guest(events["full"], f"p{n}@example.org", "in_person")
    path = f"/api/v1/staff/events/{events['cancelled']['id']}/cancel"
    walk.call("POST", path, {}, walk.staff())
    for name, event in events.items():
        walk.see(f"/evenements/{event['id']}", f"an event, {name}")
    walk.see("/evenements")
    path = f"/evenements/{events['open']['id']}"
    walk.see(f"{path}/merci", "registered for an event")
    walk.send(path, "with errors", email="zoe@")
    walk.send(path, "a slip", mode="online", given_name="Zoé", email="zoe@gmial.com")
    guest = {"given_name": "Zoé", "email": f"x{ADDRESS}", "consents": ["program"]}
    walk.send(path, "a guest, done", mode="online", **guest)
    walk.see(f"{path}/merci", "a guest is registered for an event")
    walk.send(f"{path}/adresse", "with errors", email="zoe@")
    return events


def _beginnings(walk: Walk, events: dict[str, dict[str, Any]]) -> str:
    """Register somebody who waits for one seat, is offered another, and has a third."""
    guest = walk.guest(events["open"], "guest@example.org")
    assert guest.status_code == 202, guest.text
    walk.drain()
    walk.be(walk.token_for("guest@example.org", "event_confirmed"))
    walk.see("/mon-espace", "the space of a guest")
    walk.see("/mon-espace/reserver", "booking, before joining")
    ana = walk.register(ADDRESS, **PERSON)
    walk.see(f"/mon-espace?jeton={ana}", "another's link")
    walk.be(ana)
    for path in ("/mon-espace", "/mon-espace/profil", "/mon-espace/liens", "/mon-espace/reserver"):
        walk.see(path, f"{path}, new")
    walk.see("/mon-espace/effacer", "what goes and what stays")
    walk.see("/mon-espace/efface", "erased")
    walk.send("/mon-espace/profil", "with errors", given_name="", phone="abc")
    walk.see(f"/mon-espace/reserver?theme={THEME}", "booking, no slot")
    walk.send("/mon-espace/alertes", "to be told", theme=THEME)
    walk.see(f"/mon-espace/reserver?theme={THEME}", "booking, no slot, to be told")
    walk.send("/mon-espace/alertes/retirer", "not to be told", theme=THEME)
    walk.see(f"/evenements/{events['closed']['id']}", "an event, as a participant")
    held = {name: walk.seat(events[name], ana, mode) for name, mode in _WANTED}
    for event in ("open", "full"):
        walk.see(f"/evenements/{events[event]['id']}", f"an event, {event}, one's own")
    walk.send(f"/evenements/{events['one']['id']}", "two at one time", mode="online")
    for event in ("open", "full"):
        mine = f"/mon-espace/evenements/{held[event]['id']}"
        walk.see(f"{mine}/mode", f"the other mode, {event}")
        walk.see(f"{mine}/annuler", f"leaving, {event}")
    walk.send(f"{mine}/confirmer", "no offer")
    walk.see("/mon-espace", "the space, events to come")
    subjects = f"/evenements/{events['codevelopment']['id']}/sujets"
    walk.see(subjects, "subjects, none")
    walk.send(subjects, "with errors", title="")
    walk.send(subjects, "proposed", title=LONG, text=NOTES)
    walk.see(f"{subjects}/retirer", "withdrawing a subject")
    token = walk.link(Purpose.UNSUBSCRIBE, _id(ana))
    walk.see(f"/desabonnement?jeton={token}", "unsubscribing")
    _address(walk, ana)
    return ana


def _address(walk: Walk, ana: str) -> None:
    walk.see("/mon-espace/calendrier")
    walk.see("/mon-espace/calendrier/changer")
    walk.send("/mon-espace/calendrier", "a new one")
    walk.see("/mon-espace/adresse")
    for said, email in (("wrong", "zoe@"), ("a slip", "zoe@gmial.com"), ("sent", f"x{ADDRESS}")):
        walk.send("/mon-espace/adresse", said, email=email)
    proof = walk.link(Purpose.ADDRESS, f"{_id(ana)} x{ADDRESS}")
    walk.see(f"/mon-espace/adresse/confirmer?jeton={proof}", "the new address, proven")
    walk.be_nobody()
    walk.send("/mon-espace/profil", "the session is over", **_typed())


_WANTED = (("open", "in_person"), ("full", "in_person"), ("codevelopment", "online"))


def _id(token: str) -> str:
    return wiring.links().read(Purpose.PERSONAL, token, wiring.now())[0]


def _team(walk: Walk, events: dict[str, dict[str, Any]]) -> None:
    member = wiring.run(find_member, "brigadiere@example.org")
    sign_in = walk.link(Purpose.SIGN_IN, member.id if member else "")
    walk.see(f"/equipe/connexion?jeton={sign_in}", "the team's link")
    walk.be_staff()
    walk.see("/equipe", "today, nobody comes")
    walk.see("/equipe/semaine", "the agenda, nothing open")
    walk.see("/equipe/calendrier")
    walk.see("/equipe/calendrier/changer")
    walk.see("/equipe/calendrier/externe", "her calendar elsewhere, none")
    walk.send("/equipe/calendrier/externe", "wrong", url=LONG)
    walk.send("/equipe/calendrier/externe", "given", url=f"https://{LONG[:40]}.example.org/{LONG}")
    walk.see("/equipe/avis")
    walk.send("/equipe/avis", "with errors", notices="")
    walk.see("/equipe/demande", "what people want")
    walk.send("/equipe/demande", "refused", theme=THEME, starts_at="2027-03-01T09:00:00-05:00")
    walk.see(f"/equipe/demande?fait={HELD}", "opened")
    walk.see("/equipe/semaine/ouvrir", "hours, to open each week")
    walk.send("/equipe/semaine/ouvrir", "hours, with errors", day="", until="hier", demander="oui")
    again = {"day": "2027-03-22", "from": "9:00", "to": "12:00", "until": "2027-04-30"}
    again |= {"slot_minutes": "60", "buffer_minutes": "0", "format": "video"}
    walk.send("/equipe/semaine/ouvrir", "hours, before they open", demander="oui", **again)
    walk.see("/equipe/semaine/jours/2027-03-22", "a day without hours")
    walk.see("/equipe/evenements")
    see_making(walk, LONG, ROOM)
    at = {name: f"/equipe/evenements/{event['id']}" for name, event in events.items()}
    for name in ("open", "full", "cancelled"):
        walk.see(at[name], f"the team's event, {name}")
    moved = {"day": "2027-03-21", "from": "9:00", "to": "10:00", "venue": LONG, "demander": "oui"}
    walk.send(f"{at['open']}/modifier", "asks", **{**_CHANGED, **moved})
    for page in ("modifier", "annuler", "prochaine", "accueil", "sujets", "ecran", "sondage"):
        walk.see(f"{at['codevelopment']}/{page}", f"the team's event, {page}")
    walk.see(f"{at['codevelopment']}/sujets/choix?topics=x", "choosing a subject, none")
    walk.send(f"{at['open']}/prochaine", "with errors", **{**_NEXT, "day": "", "title": ""})
    walk.send(f"{at['open']}/inscriptions", "with errors", email="zoe@")
    see_by_hand(walk, at["open"], LONG)
    walk.send(f"{at['open']}/prochaine", "planned", **_NEXT)
    series = walk.call("GET", f"/api/v1/events/{events['open']['id']}").get_json()["series"]
    walk.see(f"/evenements/series/{series}", "a series, its own")
    walk.be_nobody()
    walk.see(f"/evenements/series/{series}", "a series, as a stranger")
    walk.send(f"/evenements/series/{series}", "with errors", email="zoe@")


def _people(walk: Walk) -> None:
    walk.be_admin()
    walk.drain()
    page = "/equipe/personnes"
    walk.see(page, "people, all")
    walk.see(f"{page}?q=bissonette&filtre=unbooked&filtre=theme:{THEME}", "people, filtered")
    walk.see(f"{page}?q=nobody", "people, nobody")
    walk.send(f"{page}/listes", "with errors", q="bissonette", name="")
    walk.send(f"{page}/listes", "done", q="bissonette", name=LONG)
    token = walk.staff("equipe@example.org")
    kept: Any = walk.call("GET", "/api/v1/staff/lists", token=token).json
    walk.send(f"{page}/listes/{kept['lists'][0]['id']}", "removed")
    walk.be_nobody()


def _members(walk: Walk) -> None:
    walk.be_admin()
    walk.send("/equipe/membres", "with errors", name="", email="zoe@")
    walk.see("/equipe/journal")
    walk.send("/equipe/membres", "a slip", name=LONG, email="zoe@gmial.com", role="adviser")
    walk.send("/equipe/membres", "done", name=LONG, email=ADDRESS, role="admin")
    added = wiring.run(find_member, ADDRESS)
    walk.send(f"/equipe/membres/{added.id if added else ''}", "barred", access="aucun")
    leaving = wiring.run(find_member, "brigadiere@example.org")
    walk.see(f"/equipe/membres/{leaving.id if leaving else ''}/rencontres", "her sessions")
    walk.be_nobody()


_CHANGED = {
    "title": f"Conférence {LONG}",
    "kind": "conference",
    "mode": "hybrid",
    "capacity_in_person": "20",
    "capacity_online": "100",
}

_NEXT = {
    "cle": "0123456789abcdef0123",  # pragma: allowlist secret - of a form
    "title": "Deuxième rencontre",
    "series_title": LONG,
    "day": "2027-04-17",
    "from": "13:30",
    "to": "15:00",
}


def _sessions(walk: Walk, ana: str) -> dict[str, Any]:
    """Book one session to hold, one to come; each page on the way."""
    held = walk.open_day(f"{HELD}T09:00:00-05:00", f"{HELD}T11:00:00-05:00")
    coming = walk.open_day(f"{MEETING}T09:00:00-04:00", f"{MEETING}T16:00:00-04:00")
    walk.be(ana)
    walk.see("/mon-espace/reserver", "booking, a theme")
    walk.see(f"/mon-espace/reserver?theme={THEME}", "booking, a time")
    walk.send("/mon-espace/reserver", "with errors", theme=THEME)
    booking = walk.driver.book(ana, held[0]["id"], needs=f"{LONG}\n{ROOM}")
    later = walk.driver.book(ana, coming[0]["id"])
    walk.see("/mon-espace?fait=reservation", "the space, just booked")
    for what in ("deplacer", "annuler"):
        walk.see(f"/mon-espace/rencontres/{later['id']}/{what}", f"a session, {what}")
    walk.be_staff()
    walk.see(f"/equipe/semaine?semaine={HELD}", "the agenda, a week")
    walk.see(f"/equipe/rencontres/{booking['id']}", "the team's session, to come")
    walk.send(f"/equipe/rencontres/{booking['id']}/lien", "wrong", meeting_url=LONG)
    walk.send(f"/equipe/rencontres/{booking['id']}/lien", "given", meeting_url=ROOM)
    walk.see(f"/equipe/rencontres/{booking['id']}/annuler", "the team cancels a session")
    walk.see(f"/equipe/rencontres/{booking['id']}/deplacer", "the team moves a session")
    walk.send(f"/equipe/rencontres/{booking['id']}/deplacer", "nowhere", reason=LONG)
    walk.see("/equipe/outils", "nothing at hand")
    walk.send("/equipe/outils", "wrong", name="", url="rien")
    walk.send("/equipe/outils", "at hand", name=LONG[:200], url=ROOM, step=LONG[:500])
    walk.see("/equipe/outils", "tools at hand")
    walk.see(f"/equipe/rencontres/{booking['id']}/adresse", "the team corrects an address")
    walk.send(f"/equipe/rencontres/{booking['id']}/adresse", "wrong", email="zoe@")
    taken = f"/equipe/plages/{coming[0]['id']}/retirer"
    walk.send(taken, "an hour that somebody booked first", day=MEETING)
    hour = f"/equipe/plages/{coming[2]['id']}"
    walk.send(f"{hour}/retirer", "an hour is withdrawn", day=MEETING)
    walk.send(f"{hour}/defaire", "the hour is back", day=MEETING)
    walk.send(f"{hour}/defaire", "nothing to undo", day=MEETING)
    walk.see("/equipe/semaine/heures", "what comes again, nothing")
    again = {"day": "2027-05-03", "from": "17:00", "to": "19:00", "until": "2027-06-28"}
    again |= {"slot_minutes": "60", "buffer_minutes": "0", "format": "in_person"}
    walk.send("/equipe/semaine/ouvrir", "hours, each week", weekdays=["1", "3"], **again)
    walk.see("/equipe/semaine/heures", "what comes again")
    stops = {"since": "17:00", "before": "19:00"}
    walk.send("/equipe/semaine/heures", "wrong", day="hier", **stops)
    walk.send("/equipe/semaine/heures", "changed", day="2027-05-10", changer="oui", **stops)
    walk.send("/equipe/semaine/heures", "stopped", day="2027-05-10", **stops)
    walk.send("/equipe/semaine/heures", "stopped twice", day="2027-05-17", **stops)
    day = f"/equipe/semaine/jours/{coming[2]['starts_at'][:10]}"
    walk.see(day, "a day, to be changed")
    walk.send(day, "with errors", becomes="moved")
    walk.move_to(f"{HELD}T09:30:00-05:00")
    walk.see("/equipe", "today, a session is on")
    walk.be(ana)
    walk.see("/mon-espace", "the space, the session is on")
    walk.see(f"/mon-espace/rencontres/{booking['id']}/deplacer", "a session, too late to move")
    walk.be_staff()
    path = f"/equipe/rencontres/{booking['id']}"
    walk.see(path, "the team's session, on")
    tools = {"tool_name": ["", LONG], "tool_url": ["rien", ROOM], "tool_why": ["", LONG]}
    walk.send(path, "with errors", outcome="completed", **tools)
    walk.send(f"{path}/brouillon", "a draft", notes=NOTES)
    walk.send(f"{path}/attendue", "the person is expected")
    walk.send(f"{path}/apercu", "a document that is being drawn", notes=NOTES)
    walk.send(f"{path}/notes", "noted", team_notes=LONG)
    walk.send(f"{path}/notes", "noted by another meanwhile", team_notes="Autre chose")
    walk.send(path, "held", outcome="completed", notes=NOTES, tool_name=LONG, tool_url=ROOM)
    walk.send(f"{path}/defaire", "undone")
    walk.send(path, "held", outcome="completed", notes=NOTES, tool_name=LONG, tool_url=ROOM)
    walk.send("/equipe/avis", "chosen", notices="resume")
    walk.driver.move(ana, later["id"], coming[1]["id"])
    walk.drain()
    walk.see("/equipe/avis", "the notices, a session waits")
    walk.see(path, "the team's session, its document sent")
    walk.see(f"{path}?suivi=corriger", "the team corrects a document")
    walk.send(f"{path}/correction", "with errors", **tools)
    walk.send(f"{path}/renvoi", "sent again")
    walk.advance("P1D")
    walk.be(ana)
    walk.see("/mon-espace", "the space, a session held")
    return booking


def _at_the_event(walk: Walk, events: dict[str, dict[str, Any]], ana: str) -> None:
    walk.move_to("2027-03-20T13:20:00-04:00")
    registrations = walk.me(ana)["event_registrations"]
    mine = {r["event_id"]: r for r in registrations}
    held = {name: mine.get(event["id"], {}).get("id") for name, event in events.items()}
    walk.be(ana)
    walk.see("/mon-espace", "the space, an event begins")
    for name in ("open", "full"):
        token = walk.link(Purpose.TICKET, held[name])
        walk.see(f"/evenements/billet?jeton={token}", f"a ticket, {name}")
    join = walk.link(Purpose.JOIN, held["codevelopment"])
    walk.see(f"/rejoindre?jeton={join}", "joining online")
    code = f"/equipe/presences?jeton={walk.link(Purpose.PRESENCE, held['open'])}"
    walk.be_nobody()
    walk.see(code, "a ticket's code, as a participant")
    walk.be_staff()
    walk.see(code, "the door, a ticket")
    walk.send("/equipe/presences", "noted", jeton=code.partition("=")[2])
    walk.see("/equipe/presences?jeton=illisible", "the door, a code that cannot be read")
    at = {name: f"/equipe/evenements/{event['id']}" for name, event in events.items()}
    walk.see(f"{at['open']}/accueil?nom=biss", "the door, by name")
    walk.see(f"{at['full']}/accueil?nom=nobody", "the door, nobody")
    removal = f"{at['open']}/inscriptions/{held['open']}/retirer"
    walk.see(removal, "the team removes somebody")
    address = f"{at['open']}/inscriptions/{held['open']}/adresse"
    walk.see(address, "the team corrects an address of an event")
    walk.move_to("2027-03-20T14:50:00-04:00")
    walk.see(f"{at['open']}/ecran", "the room's screen, open")
    survey = f"/sondage/evenement?jeton={walk.link(Purpose.EVENT_SURVEY, events['open']['id'])}"
    walk.be_nobody()
    walk.see(survey, "the survey on the spot")
    walk.see(f"/evenements/{events['one']['id']}", "an event, live")


def _afterwards(
    walk: Walk, events: dict[str, dict[str, Any]], ana: str, booking: dict[str, Any]
) -> None:
    walk.move_to("2027-03-22T09:00:00-04:00")
    walk.be_staff()
    at = {name: f"/equipe/evenements/{event['id']}" for name, event in events.items()}
    held = next(
        r for r in walk.me(ana)["event_registrations"] if r["event_id"] == events["open"]["id"]
    )
    came = {"attendances": [{"registration_id": held["id"], "status": "attended"}]}
    path = f"/api/v1/staff/events/{events['open']['id']}/attendance"
    walk.call("PUT", path, came, walk.staff())
    walk.see(at["open"], "the team's event, over")
    walk.see(f"{at['open']}/attestations", "attestations that are being drawn")
    walk.see(f"{at['open']}/ecran", "the room's screen, over")
    walk.send(f"{at['open']}/bilan", "preview", markdown=NOTES, action="preview")
    body = {"markdown": NOTES, "replay_url": ROOM}
    walk.call("POST", f"/api/v1/staff/events/{events['open']['id']}/summary", body, walk.staff())
    walk.see(f"{at['open']}/sondage", "the survey's answers")
    walk.be(ana)
    walk.see(f"/evenements/{events['open']['id']}", "an event, summed up")
    walk.see("/mon-espace", "the space, with a survey and a past")
    survey = walk.link(Purpose.SURVEY, booking["id"])
    walk.see(f"/sondage?jeton={survey}", "the survey")
    walk.send("/sondage", "with errors", people_reached="beaucoup")
    walk.driver.answer(survey, {"satisfaction": 5, "shared": True, "people_reached": 3})
    walk.see(f"/sondage?jeton={survey}", "the survey, answered")
    walk.move_to(f"{MEETING}T08:00:00-04:00")
    walk.be(ana)
    walk.see("/mon-espace", "the space, a session today")
    walk.drain()


def _mails(system: System) -> list[State]:
    """Return one mail of each kind."""
    latest = {mail.kind: mail.raw for mail in system.mailbox.mails}
    return [State(f"mail {kind}", html_part(raw), True) for kind, raw in sorted(latest.items())]
