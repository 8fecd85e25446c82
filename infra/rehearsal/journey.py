"""The journey of a participant and of the adviser, through API Gateway."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from infra.deploy.staff import enrol
from infra.driving import Driver, token_of

from .account import STAGE, Account
from .red import eventually, must
from .region import HELD, PROGRAMME, SESSION, SOON, THEME, ahead, reminder_of
from .site import Site

ADVISER = "brigadiere@example.org"
PERSON = "zoe.exemple@example.org"
REGISTRATION: dict[str, Any] = {
    "email": PERSON,
    "given_name": "Zoéprénom",
    "family_name": "D’Essainom",
    "kind": "individual",
    "maturity_level": "emergent",
    "themes": [THEME],
    "consents": {"program": True},
    "needs": "Besoincanari",
}
NOTES = "Fiche Wikidata **créée** ensemble, notecanari."


class Journey:
    """What the steps found, for the steps that follow."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.site: Site = account.site()
        self.driver = Driver(self._ask)
        self.token = self.staff = ""
        self.bookings: list[Any] = []
        self.count = 0

    def the_site_answers(self) -> None:
        step = "the site answers"
        healthy = self.site.api("GET", "/healthz")
        must(step, (healthy.status, healthy.json()) == (200, {"status": "ok"}), healthy)
        home = self.site.page("/")
        must(step, home.status == 200 and 'href="/api/inscription' in home.text, home.text)
        style = self.site.page("/static/site.css")
        must(step, style.status == 200 and b"font-face" in style.body, style.status)
        themes = self.site.api("GET", "/api/v1/themes").json()["themes"]
        must(step, THEME in {theme["slug"] for theme in themes}, themes)
        described = self.site.api("GET", "/openapi.json").json()
        must(step, described["openapi"].startswith("3.1"), described)
        looked_at = self.site.api("HEAD", "/api/v1/themes")
        must(step, (looked_at.status, looked_at.body) == (200, b""), looked_at)
        refused = self.site.api("PUT", "/api/v1/me")
        allowed = refused.headers.get("allow")
        must(step, (refused.status, allowed) == (405, "DELETE, GET, HEAD, PATCH"), refused)
        local = self.site.api("GET", "/_local/mail")
        must("what is local is not deployed", local.status in (403, 404), local.status)
        told = self.account.stage_variables()
        must("error pages lead to the site", told == {"site": f"{self.site.public}/"}, told)

    def somebody_registers(self) -> None:
        step = "a registration's mail carries the personal link"
        bad = self.site.api("POST", "/api/v1/registrations", {**REGISTRATION, "email": "zoé"})
        must("bad input is refused", bad.status == 422 and bad.json()["errors"], bad)
        answer = self.site.api("POST", "/api/v1/registrations", REGISTRATION)
        must(step, (answer.status, answer.json()) == (202, {"status": "accepted"}), answer)
        mail = eventually(step, lambda: self.account.mails(PERSON))[0]
        path = self.site.path_of(mail.link("/mon-espace"))
        self.token = token_of(path)
        opened = self.site.page(path)
        must("the link opens", opened.status in (200, 303), opened)
        seen = self.site.page("/mon-espace")
        must("the link opens", REGISTRATION["given_name"] in seen.text, seen.text)
        changed = self.site.api("PATCH", "/api/v1/me", {"role": "Direction"}, self.token)
        must("the profile changes", changed.status == 200, changed)

    def the_brigadiere_signs_in(self) -> None:
        step = "the brigadière signs in"
        enrol(self.account.session, STAGE, ADVISER, "Dominique Exemple", "adviser")
        self.site.page("/equipe/lien", {"email": ADVISER})
        mail = eventually(step, lambda: self.account.mails(ADVISER))[0]
        path = self.site.path_of(mail.link("/equipe/connexion"))
        must(step, self.site.page(path).status == 200)
        entered = self.site.page("/equipe/connexion", {"jeton": token_of(path)})
        must(step, entered.status == 303, entered)
        self.staff = self.site.cookies["brigade_equipe"]
        must(step, "Dominique" in self.site.page("/equipe").text)

    def sessions_are_booked(self) -> None:
        """Book a session whose reminder is due now, and move another; two people want the same."""
        step = "sessions are booked"
        now = datetime.now(UTC).replace(second=0, microsecond=0)
        reminded = reminder_of(PROGRAMME) or PROGRAMME.booking_notice
        soon = self._open(now + reminded + SOON, 1)
        later = self._open(now + ahead(PROGRAMME), 4)
        first = self._book(soon[0])
        key = f"rehearsal-{now.isoformat()}"
        body = {"slot_id": later[0], "theme": THEME}
        once, twice = (
            self.site.api("POST", "/api/v1/bookings", body, self.token, key) for _ in range(2)
        )
        must("the same key gives the same answer", once.body == twice.body, twice)
        must(step, once.status == 201, once)
        self.bookings = [first, self.driver.move(self.token, once.json()["id"], later[1])]
        self._race(later[2])
        for words in ("confirmée", "déplacée"):
            eventually(f"a mail says « {words} »", partial(self.account.mail, PERSON, words))

    def _open(self, starts: datetime, sessions: int) -> list[str]:
        ends = starts + sessions * SESSION
        slots = self.driver.open_day(self.staff, ADVISER, starts.isoformat(), ends.isoformat())
        return [slot["id"] for slot in slots]

    def _book(self, slot: str) -> Any:
        return self.driver.book(self.token, slot, needs="Besoincanari")

    def _race(self, slot: str) -> None:
        """Have eight people book one slot at once: one gets it."""
        tokens = [self._somebody(f"coureur{n}@example.org") for n in range(8)]
        body = {"slot_id": slot, "theme": THEME}

        def book(token: str) -> int:
            return self.site.api("POST", "/api/v1/bookings", body, token).status

        with ThreadPoolExecutor(len(tokens)) as pool:
            statuses = sorted(pool.map(book, tokens))
        must("one place goes to one of eight", statuses == [201, *[409] * 7], statuses)

    def _somebody(self, address: str) -> str:
        self.driver.register({**REGISTRATION, "email": address})
        step = "each registration gets its mail"
        mail = eventually(step, lambda: self.account.mails(address))[0]
        return token_of(mail.link("/mon-espace"))

    def a_session_is_held(self) -> None:
        """Check that the layer's Pango drew the document, that it was kept, mailed, served."""
        step = "a session's document"
        moved = self.bookings[1]
        self.driver.record(
            self.staff,
            moved["id"],
            notes=NOTES,
            tools=[{"name": "Wikidata", "url": "https://www.wikidata.org"}],
            next_steps=["Compléter la fiche"],
        )
        [document] = eventually(step, self._documents, 120 + HELD)
        address = document["url"]
        fetched = self.site.page(self.site.path_of(address))
        if fetched.status == 303:
            fetched = self.site.page(fetched.headers["location"].removeprefix("/api"))
        must(step, fetched.body.startswith(b"%PDF"), fetched.headers)
        must("the document says what was noted", "notecanari" in _text(fetched.body))
        eventually(
            "the document is mailed", partial(self.account.mail_by_day, PERSON, "votre document")
        )
        must("the layer's Pango drew it", _mapped("/lib/libpango-1.0.so.0"))

    def _documents(self) -> Any:
        return self.driver.me(self.token)["documents"]

    def goes_on(self, held: dict[str, int]) -> None:
        """Check the site after something was done to the stack.

        An earlier link opens, nobody has lost anything, and somebody new gets a mail.
        """
        self.site = self.account.site()
        for kind, count in held.items():
            must(f"no {kind} is lost", len(self.account.items(kind)) >= count)
        me = self.driver.me(self.token)
        seen = {session["id"] for session in me["sessions"]}
        must("the sessions are there", {each["id"] for each in self.bookings} <= seen, me)
        self.count += 1
        self.driver.me(self._somebody(f"apres{self.count}@example.org"))

    def _ask(self, method: str, path: str, expected: int, body: Any = None, token: str = "") -> Any:
        """Send a request of the driver's. Raises Red for another status than expected."""
        answer = self.site.api(method, path, body, token)
        step = f"{method} {path.partition('?')[0]} answers {expected}"
        must(step, answer.status == expected, answer)
        return answer.json() if answer.body else None


def _text(pdf: bytes) -> str:
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def _mapped(file: str) -> bool:
    """Return whether a process has a file open whose path ends so.

    Those of this machine end with a full version, in a folder of its architecture.
    """
    for maps in Path("/proc").glob("[0-9]*/maps"):
        try:
            if f"{file}\n" in maps.read_text():
                return True
        except OSError:
            continue  # it ended, or is somebody else's
    return False
