"""An admin at the import page, as handlers' tests drive it."""

import io
import re
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from infra.local.system import System
from tests.support.driver import Client

EXPORTS = Path(__file__).parents[2] / "unit/imports/exports"
PAGE = "/equipe/importations"

FILES = {
    "edition.json": """{"slug": "2020-2021", "title": "Essai", "starts_on": "2020-09-01",
    "ends_on": "2021-12-31", "target_people": 10,
    "reach": {"sharers": "mean", "non_sharers": 0, "non_respondents": 1}}""",
    "participants.csv": "email,given_name,family_name,kind,organization,discipline,municipality,"
    "maturity_level,referred_by_colleague,registered_on,consent_newsletter,community_member\n"
    "ana@example.org,Ana,Exemple,individual,,,,emergent,no,2021-09-01,no,no\n"
    "zoe@example.org,Zoé,Exemple,individual,,,,emergent,no,2021-09-01,no,no\n",
    "sessions.csv": "session_ref,theme,format,starts_at,status,email\n"
    "A1,decouvrabilite,individual,2021-11-04T16:00:00,completed,ana@example.org\n",
    "events.csv": "event_ref,title,kind,themes,starts_at,duration_minutes,mode\n",
    "attendance.csv": "event_ref,email,mode,status\n",
    "survey_responses.csv": "survey,email,answered_on,shared,people_reached,project_planned,"
    "concrete_action,best_axis\n",
}


class Admin(Client):
    """An admin, in their browser."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self.be("equipe@example.org")

    def be(self, address: str) -> None:
        self.http.set_cookie("brigade_equipe", self.staff(address), domain="localhost")

    def bring(self, files: dict[str, str | bytes], path: str = PAGE) -> TestResponse:
        sent = [
            (io.BytesIO(c.encode() if isinstance(c, str) else c), name) for name, c in files.items()
        ]
        return self.http.post(path, data={"fichiers": sent}, follow_redirects=True)

    def answer(self, page: TestResponse, **said: str) -> TestResponse:
        """Send the questions of a page as they are proposed, but for what is said."""
        form = {**proposed(page.text), **said}
        return self.http.post(f"{address(page)}/reponses", data=form, follow_redirects=True)

    def keep(self, page: TestResponse, **said: str) -> TestResponse:
        """Keep a parcel, and look once its job is done."""
        asked = self.http.post(f"{address(page)}/garder", data=said)
        if asked.status_code != 303:
            return asked
        self.system.pump.drain()
        return self.http.get(asked.location, follow_redirects=True)

    def take_out(self, page: TestResponse, number: int) -> TestResponse:
        data = {"tableau": str(number)}
        return self.http.post(f"{address(page)}/retirer", data=data, follow_redirects=True)

    def report(self) -> Any:
        path = "/api/v1/staff/report?edition=2020-2021"
        return self.call("GET", path, token=self.staff("equipe@example.org")).get_json()


def address(page: TestResponse) -> str:
    found = re.search(r'action="(/equipe/importations/[0-9a-f]{40})/', page.text)
    assert found, page.text
    return found[1]


def proposed(html: str) -> dict[str, str]:
    """The fields of the questions' form, as a browser would send it back untouched."""
    form = html.partition('/reponses"')[2].partition("</form>")[0]
    boxes = dict(re.findall(r'<input id="champ-[^"]+" name="([^"]+)"[^>]* value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        boxes[name] = chosen[1] if chosen else ""
    return boxes
