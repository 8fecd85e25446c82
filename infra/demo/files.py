"""What a season leaves on disk: mails, documents, report, the timeline in French, the counts."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from chalicelib import wiring
from chalicelib.adapters.texts.french import French

from ..local.ses import Received
from .journal import Fact, Journal, Sent, What

SAID = {
    What.OPENED: "ouvre une journée « {theme} » : {detail}",
    What.REGISTERED: "s’inscrit",
    What.REGISTERED_AGAIN: "remplit de nouveau le formulaire d’inscription",
    What.BOOKED: "réserve « {theme} » : {session}",
    What.MOVED: "déplace « {theme} » : {session}",
    What.CANCELLED: "annule « {theme} » : {session}",
    What.HELD: "a eu sa rencontre « {theme} »",
    What.ABSENT: "ne se présente pas à « {theme} »",
    What.ANSWERED: "répond au sondage de « {theme} » ({detail})",
    What.UNSUBSCRIBED: "se désabonne des courriels de sondage",
    What.BOUNCED: "courriel refusé : l’adresse n’existe pas",
    What.COMPLAINED: "signale le courriel comme indésirable",
    What.PLANNED: "crée « {detail} » : {session}",
    What.SEATED: "a une place {mode} à « {detail} »",
    What.IN_LINE: "attend une place {mode} à « {detail} »",
    What.LEFT: "laisse sa place {mode} à « {detail} »",
    What.PROMOTED: "sort de la liste d’attente : une place {mode} à « {detail} »",
    What.WELCOMED: "arrive à « {detail} », son code est lu à l’accueil",
    What.JOINED: "entre en ligne à « {detail} » par son lien",
    What.ABSENT_THERE: "ne se présente pas à « {detail} »",
    What.SAID_THERE: "répond sur place au sondage de « {detail} »",
    What.SUMMED_UP: "envoie le bilan de « {detail} »",
}
MODES = {"in_person": "dans la salle", "online": "en ligne"}
COUNTED = {
    What.REGISTERED: "Inscriptions",
    What.REGISTERED_AGAIN: "Formulaires remplis de nouveau",
    What.BOOKED: "Réservations",
    What.MOVED: "Rencontres déplacées",
    What.CANCELLED: "Rencontres annulées",
    What.ABSENT: "Absences",
    What.HELD: "Rencontres tenues",
    What.ANSWERED: "Réponses au sondage",
    What.UNSUBSCRIBED: "Désabonnements",
    What.BOUNCED: "Adresses refusées",
    What.COMPLAINED: "Plaintes",
    What.PLANNED: "Rencontres hybrides",
    What.IN_LINE: "Mises en liste d’attente",
    What.PROMOTED: "Sorties de la liste d’attente",
    What.WELCOMED: "Présences dans la salle",
    What.JOINED: "Présences en ligne",
    What.ABSENT_THERE: "Absences à une rencontre",
    What.SAID_THERE: "Réponses sur place",
}
CAUSED = (What.BOUNCED, What.COMPLAINED)
"""What follows a mail of the same moment; all other facts come before its mails."""


def emptied(folder: Path) -> Path:
    """Empty a folder but for two new subfolders. Refuses one that never held a season."""
    held = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    if held and not held & {"mail", "documents", "chronologie.txt"}:
        raise SystemExit(f"{folder} contient autre chose qu’une saison : rien n’est effacé.")
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("mail", "documents"):
        (folder / name).mkdir(parents=True)
    return folder


def write(
    folder: Path, journal: Journal, mails: Sequence[Received], names: dict[str, str], end: str
) -> None:
    """Write the season.

    `mails` as `journal.mails` numbers them; `names` by address; `end` closes the timeline.
    """
    for sent, mail in zip(journal.mails, mails, strict=True):
        (folder / "mail" / _file_name(sent)).write_bytes(mail.raw)
    for document in journal.documents:
        (folder / "documents" / document.filename).write_bytes(document.content)
    text = "\n".join(_timeline(journal, names))
    (folder / "chronologie.txt").write_text(f"{text}\n\n{end}\n", encoding="utf-8")


def write_report(folder: Path, figures: dict[str, Any], pdf: bytes) -> None:
    """Write the report of the season, as JSON and as PDF."""
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    (folder / "bilan.json").write_text(f"{text}\n", encoding="utf-8")
    (folder / "bilan.pdf").write_bytes(pdf)


def summary(journal: Journal, violations: Sequence[str]) -> str:
    counts = Counter(fact.what for fact in journal.facts)
    kinds = Counter(mail.kind for mail in journal.mails)
    lines = ["Bilan de la démonstration"]
    lines += [f"  {label:<32}{counts[what]:>5}" for what, label in COUNTED.items()]
    lines += [f"  {'Documents':<32}{len(journal.documents):>5}"]
    lines += [f"  {'Courriels':<32}{len(journal.mails):>5}"]
    lines += [f"    {kind:<30}{count:>5}" for kind, count in sorted(kinds.items())]
    if violations:
        lines += ["", "Vérifications : ce qui ne va pas", *(f"  - {v}" for v in violations)]
    else:
        lines += ["", "Vérifications : tout est juste."]
    return "\n".join(lines)


def _file_name(sent: Sent) -> str:
    return f"{sent.number:03}-{sent.kind}-{sent.to}.eml"


def _timeline(journal: Journal, names: dict[str, str]) -> Iterator[str]:
    french, day = wiring.templates().french, ""
    yield f"Une saison de la {wiring.programme().name}, avec des personnes inventées"
    entries: list[Fact | Sent] = [*journal.facts, *journal.mails]
    for entry in sorted(entries, key=_order):
        today = french.day(entry.at)
        if today != day:
            day = today
            yield f"\n{day} ({french.zone_name(entry.at)})"
        yield _line(entry, names, french)


def _order(entry: Fact | Sent) -> tuple[datetime, str, int]:
    """Sort by time, then by person, then what they did before the mails it caused."""
    if isinstance(entry, Sent):
        return entry.at, entry.to, 1
    return entry.at, entry.who, 2 if entry.what in CAUSED else 0


def _line(entry: Fact | Sent, names: dict[str, str], french: French) -> str:
    if isinstance(entry, Sent):
        name = names.get(entry.to, entry.to)
        said = f"  → courriel {entry.number:03} {entry.kind} « {entry.subject} »"
    else:
        name, said = names.get(entry.who, entry.who), _said(entry, french)
    clock = french.clock(entry.at).replace("\u00a0", " ")
    return f"  {clock:<8}  {name:<24}{said}"


def _said(fact: Fact, french: French) -> str:
    theme = wiring.themes().get(fact.theme)
    session = (
        f"{french.day(fact.starts_at)} à {french.clock(fact.starts_at)}" if fact.starts_at else ""
    )
    title = theme.title if theme else fact.theme
    mode = MODES.get(fact.mode, "")
    return SAID[fact.what].format(theme=title, session=session, detail=fact.detail, mode=mode)
