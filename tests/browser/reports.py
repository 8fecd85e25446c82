"""The states of the pages of a report."""

from typing import Protocol

from tests.support.reports.keeping import keep_first_edition

REPORT = "/equipe/bilans/2021-2022"


class Walking(Protocol):
    """Goes through the site as several people, and keeps what each page showed."""

    def see(self, path: str, said: str = "") -> str: ...

    def send(self, path: str, said: str, **fields: str) -> str: ...

    def be_staff(self) -> None: ...

    def be_nobody(self) -> None: ...


def see_reports(walk: Walking, long: str, notes: str) -> None:
    """Read an edition's report as the team, with texts that they wrote."""
    keep_first_edition()
    walk.be_staff()
    walk.see("/equipe/bilans")
    walk.see("/equipe/bilans/2026-2027", "a report, nothing yet")
    text = f"{REPORT}/textes/themes"
    walk.see(text, "the text of a section")
    walk.send(text, "preview", markdown=notes, action="apercu")
    walk.send(text, "changed meanwhile", markdown=notes, seen=long, action="garder")
    walk.send(f"{REPORT}/textes/faits-saillants", "kept", markdown=notes, action="garder")
    walk.send(text, "kept", markdown=notes, action="garder")
    walk.see(f"{REPORT}?profil=individual", "a report, one profile")
    walk.be_nobody()
