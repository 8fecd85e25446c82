"""What « {placeholders} » stand for in the texts of mails: which there are, and in which kinds.

`templates/emails/placeholders.txt` has their values, `words.toml` what each is.
"""

import re
import unicodedata

from ..about import About, AboutAttendance, AboutRoundup, AboutSession, AboutTheme
from ..kinds import KINDS
from ..messages import Kind

WRITTEN = re.compile(r"\{([^{}\n]*)\}")
"""A placeholder in a text; its group is the name as it was typed."""

EVERYWHERE = ("programme", "organisme", "courriel", "telephone")

ABOUT: dict[type[About], tuple[str, ...]] = {
    AboutSession: ("theme", "date", "heure", "fin", "horaire", "brigadiere", "materiel"),
    AboutAttendance: ("activite", "date", "date_courte", "jour", "heure", "horaire", "cote"),
    AboutRoundup: ("comptes",),
    AboutTheme: ("theme", "attendu_depuis"),
}

HELD = ("rencontre", "theme")
"""Of what follows a session, be it an individual one or a group's."""

OF_SOME: dict[str, frozenset[Kind]] = {
    "rencontre": frozenset({Kind.BOOKING_CANCELLED}),
    "age": frozenset({Kind.REGISTRATION, Kind.PERSONAL_LINK}),
    "partage": frozenset({Kind.DOCUMENT}),
    "personne": frozenset({Kind.STAFF_SESSION, Kind.STAFF_OWN_CHANGE}),
    "rang": frozenset({Kind.EVENT_WAITLISTED, Kind.EVENT_WAITING}),
    "confirmer_avant": frozenset({Kind.EVENT_OFFER}),
    "dans_combien": frozenset({Kind.EVENT_REMINDER}),
    "quand": frozenset({Kind.EVENT_REMINDER}),
    "sujet": frozenset({Kind.TOPIC_CHOSEN, Kind.TOPIC_NOT_CHOSEN}),
    "courriel_vie_privee": frozenset({Kind.ERASED}),
    "demande": frozenset({Kind.PRIVACY_IDENTITY, Kind.PRIVACY_WAITING}),
    "voie": frozenset({Kind.PRIVACY_IDENTITY}),
    "recue_le": frozenset({Kind.PRIVACY_IDENTITY, Kind.PRIVACY_WAITING}),
    "due_le": frozenset({Kind.PRIVACY_IDENTITY, Kind.PRIVACY_WAITING}),
    "jours_restants": frozenset({Kind.PRIVACY_WAITING}),
    "demandeur": frozenset({Kind.PRIVACY_COPY}),
    "jusqu_au": frozenset({Kind.PRIVACY_COPY}),
}
"""What some kinds offer beside what all do that are about the same."""

KEPT = frozenset(
    {"confirmer_avant", "courriel_vie_privee", "demande", "demandeur", "due_le", "jusqu_au"}
)
"""What a text may not leave out where its own words say it: nothing else in the mail does."""


def offered(kind: Kind) -> tuple[str, ...]:
    """Return what texts of a kind may name, what is of that kind alone first."""
    alone = (name for name, kinds in OF_SOME.items() if kind in kinds)
    about = HELD if KINDS[kind].follows_session else ABOUT.get(KINDS[kind].about[0], ())
    return (*alone, *about, *EVERYWHERE)


def named(text: str) -> frozenset[str]:
    """Return the names of the placeholders of a text, as they are typed."""
    return frozenset(WRITTEN.findall(text))


def in_one_spelling(text: str) -> str:
    """Return a text with the names of its placeholders as we spell them: « {Activité} » too."""
    return WRITTEN.sub(lambda found: "{" + _plain(found[1]) + "}", text)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.strip().lower())
    ascii_only = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[\s’'-]+", "_", ascii_only) or name
