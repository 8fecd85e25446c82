"""The states of the pages of a report."""

from datetime import date
from typing import Protocol

from chalicelib.adapters.links import Purpose
from tests.support.reports.keeping import keep_first_edition

REPORT = "/equipe/bilans/2021-2022"


class Walking(Protocol):
    """Goes through the site as several people, and keeps what each page showed."""

    def see(self, path: str, said: str = "") -> str: ...

    def send(self, path: str, said: str, **fields: str) -> str: ...

    def be_staff(self) -> None: ...

    def be_admin(self) -> None: ...

    def be_nobody(self) -> None: ...

    def link(self, purpose: Purpose, subject: str) -> str: ...


def see_reports(walk: Walking, long: str, notes: str) -> None:
    """Read an edition's report as the team, with texts that they wrote."""
    keep_first_edition()
    walk.be_staff()
    walk.see("/equipe/bilans")
    walk.see("/equipe/bilans/2026-2027", "a report, nothing yet")
    walk.be_admin()
    text = f"{REPORT}/textes/themes"
    walk.see(text, "the text of a section")
    walk.send(text, "preview", markdown=notes, action="apercu")
    walk.send(text, "changed meanwhile", markdown=notes, seen=long, action="garder")
    walk.send(f"{REPORT}/textes/faits-saillants", "kept", markdown=notes, action="garder")
    walk.send(text, "kept", markdown=notes, action="garder")
    walk.see(f"{REPORT}?profil=individual", "a report, one profile")
    walk.see(f"{REPORT}/bilan.pdf", "a report's PDF that is being made")
    _published(walk)


def _published(walk: Walking) -> None:
    """Publish two editions, and read them as everybody does."""
    walk.be_nobody()
    walk.see("/bilans", "the reports, none")
    walk.see("/bilans/2021-2022/apercu", "a report, without its link")
    walk.be_admin()
    walk.see(f"{REPORT}/publication", "nothing published")
    walk.send(f"{REPORT}/publication", "prepared", action="preparer")
    walk.send(f"{REPORT}/publication", "a link without a name", action="partager", name="")
    walk.send(f"{REPORT}/publication", "a link given", action="partager", name="Ministère " * 7)
    link = walk.link(Purpose.REPORT, "2021-2022")
    walk.see(f"/bilans/2021-2022/apercu?jeton={link}", "a report, before it is public")
    walk.send(f"{REPORT}/publication", "published", action="publier")
    later = {"starts_on": date(2022, 9, 1), "ends_on": date(2023, 6, 30)}
    keep_first_edition(id="2022-2023", title="Brigade numérique, phase II", **later)
    walk.send("/equipe/bilans/2022-2023/publication", "another published", action="publier")
    walk.be_nobody()
    walk.see("/bilans", "the reports, two")
    walk.see("/bilans?comparer=2021-2022", "only one to compare")
    walk.see("/bilans?comparer=2021-2022&comparer=2022-2023", "two reports, side by side")
    walk.see("/bilans/2021-2022")
    walk.see("/bilans/2021-2022?profil=individual", "a public report, one profile")
