"""The demonstration's participants: plainly invented, with the habits that make the season."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.levels import Maturity
from chalicelib.domain.people.participants import ParticipantKind
from infra.demonstrated import demonstrated

DISCOVERY, MARKETING, SECURITY = map(
    demonstrated, ("decouvrabilite", "marketing-numerique", "cybersecurite-loi-25")
)


class Habit(StrEnum):
    """What somebody does once in the season; the answers come at each survey."""

    TWICE_AT_ONCE = "fills in the registration again within the hour"
    TWICE_LATER = "fills in the registration again some days later"
    NEVER_BOOKS = "never books"
    HASTY = "books within the hour, the first slot there is"
    MOVES = "moves the session"
    CANCELS = "cancels the session"
    LATE = "moves or cancels only once the first reminder has come"
    ABSENT = "does not come"
    BOOKS_AGAIN = "books again after a cancellation or an absence"
    RETURNS = "books a second session after the document: the next theme, or the same"
    ANSWERS_SOON = "answers the survey's invitation"
    ANSWERS_LATE = "answers the survey's first reminder"
    UNSUBSCRIBES = "unsubscribes at the survey's invitation"


@dataclass(frozen=True)
class Person:
    """`family` may be empty: some people have one name. `address` defaults to their name's."""

    given: str
    family: str
    kind: ParticipantKind
    level: Maturity
    discipline: str
    municipality: str
    themes: tuple[str, ...]
    habits: frozenset[Habit] = frozenset()
    organization: str = ""
    mailbox: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def address(self) -> str:
        return self.mailbox or f"{self.slug}@example.org"

    @property
    def slug(self) -> str:
        """« dessai » for « d’Essai »: ASCII, for addresses and files."""
        plain = unicodedata.normalize("NFD", self.name.lower()).replace(" ", "-")
        return "".join(c for c in plain if c.isascii() and (c.isalnum() or c == "-"))


def _person(
    name: str,
    level: Maturity,
    discipline: str,
    municipality: str,
    themes: tuple[str, ...],
    *habits: Habit,
    kind: ParticipantKind = ParticipantKind.INDIVIDUAL,
    organization: str = "",
    mailbox: str = "",
) -> Person:
    given, _, family = name.partition(" ")
    return Person(
        given,
        family,
        kind,
        level,
        discipline,
        municipality,
        themes,
        frozenset(habits),
        organization,
        mailbox,
    )


NOVICE, EMERGENT = Maturity.DEBUTANT, Maturity.EMERGENT
WORKING, ADVANCED = Maturity.OPERATIONNEL, Maturity.AVANCE

# fmt: off
CAST = (
    # The first four alone make a small season: a move, a cancellation, an absence, a complaint.
    _person("Aimée Exemple", EMERGENT, "arts visuels", "Val-David", (DISCOVERY,), Habit.MOVES,
            Habit.ANSWERS_SOON),
    _person("Bastien Fictif", NOVICE, "théâtre", "Saint-Jérôme", (MARKETING,), Habit.CANCELS),
    _person("Chloé Modèle", WORKING, "musique", "Sainte-Adèle", (DISCOVERY,), Habit.ABSENT),
    _person("Délima Factice", EMERGENT, "métiers d’art", "Lachute", (SECURITY,),
            mailbox="complaint@simulator.amazonses.com"),
    _person("Émile Prétexte", WORKING, "danse", "Mont-Tremblant", (MARKETING,), Habit.RETURNS,
            Habit.ANSWERS_SOON),
    _person("Fabienne Semblant", EMERGENT, "littérature", "Prévost", (DISCOVERY, SECURITY)),
    _person("Gaspard Esquisse", EMERGENT, "arts visuels", "Mont-Laurier", (MARKETING, DISCOVERY),
            Habit.TWICE_LATER, Habit.ANSWERS_LATE),
    _person("Hélène Maquette", WORKING, "muséologie", "Saint-Eustache", (SECURITY,),
            Habit.CANCELS, Habit.LATE, Habit.BOOKS_AGAIN, kind=ParticipantKind.ORGANIZATION,
            organization="Musée de l’Exemple"),
    _person("Ignace Brouillon", NOVICE, "photographie", "Oka", (MARKETING,), Habit.TWICE_LATER,
            mailbox="bounce@simulator.amazonses.com"),
    _person("Juliette Échantillon", WORKING, "diffusion", "Sainte-Agathe-des-Monts",
            (DISCOVERY, MARKETING), Habit.RETURNS, Habit.ANSWERS_LATE,
            kind=ParticipantKind.ORGANIZATION, organization="Salle Gabarit"),
    _person("Koffi Gabarit", EMERGENT, "musique", "Blainville", (MARKETING,), Habit.ABSENT,
            Habit.BOOKS_AGAIN, Habit.ANSWERS_SOON),
    _person("Léonie Prototype", ADVANCED, "arts numériques", "Morin-Heights", (SECURITY, DISCOVERY),
            Habit.RETURNS, Habit.UNSUBSCRIBES),
    _person("Maïkan", EMERGENT, "conte", "Rivière-Rouge", (DISCOVERY,)),
    _person("Noémie Canevas", NOVICE, "cirque", "Nominingue", (MARKETING,), Habit.NEVER_BOOKS),
    _person("Octave Fiction", WORKING, "patrimoine", "Saint-Sauveur", (SECURITY,), Habit.MOVES,
            Habit.LATE, Habit.ANSWERS_LATE, kind=ParticipantKind.ORGANIZATION,
            organization="Société d’histoire fictive"),
    _person("Pénélope Illustration", EMERGENT, "illustration", "Piedmont", (DISCOVERY,),
            Habit.TWICE_AT_ONCE),
    _person("Quentin Décor", WORKING, "scénographie", "Boisbriand", (MARKETING,), Habit.RETURNS),
    _person("Rosalie Figurine", NOVICE, "marionnette", "Labelle", (DISCOVERY,), Habit.MOVES,
            Habit.CANCELS),
    _person("Sacha d’Essai", EMERGENT, "cinéma", "Mirabel", (SECURITY, MARKETING),
            Habit.HASTY, Habit.ANSWERS_SOON, kind=ParticipantKind.STUDENT),
    _person("Théa Ébauche", EMERGENT, "arts visuels", "Saint-Jérôme", (MARKETING, SECURITY),
            Habit.RETURNS, kind=ParticipantKind.STUDENT),
)
# fmt: on
