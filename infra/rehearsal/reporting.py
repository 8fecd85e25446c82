"""The report of an edition, deployed: counted from the stream, imported, drawn, published."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from infra.deploy.staff import enrol
from infra.driving import token_of

from .account import STAGE
from .journey import Journey
from .red import eventually, must
from .region import PROGRAMME, reported

ADMIN = "equipe@example.org"
REPORT = "/api/v1/staff/report"
FIRST = Path(__file__).parents[2] / "tests/support/editions/2021-2022"


def the_edition_is_reported(journey: Journey) -> None:
    """Check the figures that the stream's function kept: one session, one seat of a group's.

    What is not of the edition's days does not count.
    """
    step = "the sessions that were held are counted"
    held = datetime.fromisoformat(journey.bookings[1]["starts_at"])
    moments = {"individual": held, "group": datetime.now(UTC)}
    expected = {name: int(reported(PROGRAMME, when)) for name, when in moments.items()}

    def counted() -> bool:
        told = journey.site.api("GET", REPORT, token=journey.staff).json()
        by_format = told["accompaniments"]["by_format"]
        return bool(by_format == expected and told["journey"]["held"] == sum(expected.values()))

    eventually(step, counted)


def a_past_edition_is_brought_in(journey: Journey) -> None:
    """Send the first edition's files as a zip through API Gateway; publish what they say."""
    step = "a past edition is brought in"
    admin = _admin(journey)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FIRST.iterdir()):
            archive.write(path, path.name)
    site, zipped = journey.site, content.getvalue()
    kept = site.send_file("/api/v1/staff/imports", zipped, "application/zip", admin)
    must(step, kept.status == 201, kept)
    told = site.api("GET", f"{REPORT}?edition=2021-2022", token=admin).json()
    must(step, (told["people"]["total"], told["reach"]["direct"]) == (55, 146), told["people"])
    must(step, site.api("GET", "/api/v1/reports/2021-2022").status == 404)
    site.cookies["brigade_equipe"] = admin
    published = site.page("/equipe/bilans/2021-2022/publication", {"action": "publier"})
    must(step, published.status == 303, published)
    public = site.api("GET", "/api/v1/reports/2021-2022").json()
    must(step, public["people"]["total"] == 55, public)
    must(step, "collaboration-nuagique" not in public["accompaniments"]["by_theme"], public)


def _admin(journey: Journey) -> str:
    """Sign an admin in by the link mailed to them; return their session."""
    step = "an admin signs in"
    enrol(journey.account.session, STAGE, ADMIN, "Camille Exemple", "admin")
    site = journey.account.site()
    site.page("/equipe/lien", {"email": ADMIN})
    mail = eventually(step, lambda: journey.account.mails(ADMIN))[0]
    entered = site.page("/equipe/connexion", {"jeton": token_of(mail.link("/equipe/connexion"))})
    must(step, entered.status == 303, entered)
    return site.cookies["brigade_equipe"]
