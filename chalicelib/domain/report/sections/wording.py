"""Numbers in French sentences: agreement, elision, shares that are said and not calculated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..protection.months import SPAN

NBSP = "\u00a0"
WITHHELD = "non publié (petit groupe)"
"""Said of every number that is not public, whatever it is: why says nothing about how many."""

SPELLED = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
SHARES = (
    (1, 10), (1, 5), (1, 4), (3, 10), (1, 3), (4, 10), (1, 2),
    (6, 10), (2, 3), (7, 10), (3, 4), (8, 10), (9, 10),
)  # fmt: skip
"""The shares that a sentence says; the nearest is taken."""

VOWELS = "aàâeéèêiou"

FEW = 10
"""Below, a share is said by its own numbers: « trois personnes sur sept »."""

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


@dataclass(frozen=True)
class Noun:
    """What is counted: « accompagnement », « accompagnements »."""

    one: str
    many: str
    feminine: bool = False


@dataclass(frozen=True)
class Verb:
    """What they do: « a répondu », « ont répondu », and of none: « n’a répondu »."""

    one: str
    many: str
    none: str


@dataclass(frozen=True)
class Share:
    """A part of a whole in words, with the number that its verb agrees with."""

    text: str
    number: int

    def does(self, verb: Verb) -> str:
        """Return a sentence with its capital, without its full stop."""
        said = verb.none if self.number == 0 else verb.one if self.number == 1 else verb.many
        return sentence(f"{self.text} {said}")


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def number(value: int | float | None) -> str:
    """Return « 2 142 », « 3,5 », or that it is not published."""
    if value is None:
        return WITHHELD
    whole = f"{value:,.1f}" if isinstance(value, float) and value % 1 else f"{int(value):,}"
    return whole.replace(",", NBSP).replace(".", ",")


def spelled(value: int, feminine: bool = False) -> str:
    """Return a number up to ten in letters, others in digits."""
    if value == 1 and feminine:
        return "une"
    return SPELLED[value] if 0 <= value < len(SPELLED) else number(value)


def counted(value: int, noun: Noun) -> str:
    """Return « aucune personne », « une personne », « deux personnes », « 12 personnes »."""
    if value == 0:
        return f"{none(noun)} {noun.one}"
    between = " " if value < len(SPELLED) else NBSP
    said = noun.one if value == 1 else noun.many
    return f"{spelled(value, noun.feminine)}{between}{said}"


def named(value: int | None, noun: Noun) -> str:
    """Return what stands beside a number: « personne » beside 0 and 1, « personnes » beside 2."""
    return noun.one if value in (0, 1) else noun.many


def none(noun: Noun) -> str:
    return "aucune" if noun.feminine else "aucun"


def of(text: str) -> str:
    """Return « de trois », « d’une », « d’aucun »."""
    return f"d’{text}" if text[:1] in VOWELS else f"de {text}"


def than(text: str) -> str:
    """Return « que dans un organisme », « qu’à leur compte »."""
    return f"qu’{text}" if text[:1] in VOWELS else f"que {text}"


def percent(part: int, whole: int) -> str:
    """Return a rounded rate, which is 0 or 100 only where it is so exactly."""
    rounded = (200 * part + whole) // (2 * whole)
    if rounded == 0 and part:
        return f"moins de 1{NBSP}%"
    if rounded == 100 and part < whole:
        return f"plus de 99{NBSP}%"
    return f"{rounded}{NBSP}%"


def rate(part: int | None, whole: int | None) -> str:
    """Return « 39 sur 55 (71 %) », or that it is not published."""
    if part is None or whole is None:
        return WITHHELD
    said = f"{number(part)} sur {number(whole)}"
    return f"{said} ({percent(part, whole)})" if whole else said


def share(part: int, whole: int, noun: Noun) -> Share:
    """Return a part of a whole, neither empty nor smaller than its part, in words.

    « trois personnes sur sept », « près d’une personne sur trois », « toutes les personnes ».
    """
    if part == 0:
        return Share(f"{none(noun)} {noun.one}", 0)
    if part == whole:
        return _all(whole, noun)
    if whole < FEW:
        return Share(f"{counted(part, noun)} sur {spelled(whole)}", part)
    return _near(part, whole, noun)


def _all(whole: int, noun: Noun) -> Share:
    if whole == 1:
        return Share(f"{'la seule' if noun.feminine else 'le seul'} {noun.one}", 1)
    if whole == 2:
        return Share(f"les deux {noun.many}", 2)
    return Share(f"{'toutes' if noun.feminine else 'tous'} les {noun.many}", whole)


def _near(part: int, whole: int, noun: Noun) -> Share:
    if part * 20 > whole * 19:
        every = "toutes" if noun.feminine else "tous"
        return Share(f"presque {every} les {noun.many}", part)
    if part * 40 < whole * 3:
        return Share(f"moins {of(counted(1, noun))} sur dix", 1)
    above, below = min(SHARES, key=lambda each: abs(part / whole - each[0] / each[1]))
    said = f"{counted(above, noun)} sur {spelled(below)}"
    if part * below != above * whole:
        said = f"{'plus' if part * below > above * whole else 'près'} {of(said)}"
    return Share(said, above)


def listed(words: Sequence[str]) -> str:
    """Return « A, B et C »."""
    *before, last = words
    return f"{', '.join(before)} et {last}" if before else last


def day(value: date) -> str:
    """Return « 1er février 2022 »."""
    return f"{'1er' if value.day == 1 else value.day} {MONTHS[value.month - 1]} {value.year}"


def month(key: str) -> str:
    """Return « novembre 2021 » for "2021-11"; of a span, « juillet à septembre 2021 »."""
    first, _, last = key.partition(SPAN)
    if not last:
        return f"{_month(first)} {first[:4]}"
    begun = _month(first) if first[:4] == last[:4] else f"{_month(first)} {first[:4]}"
    between = "et" if _position(last) - _position(first) == 1 else "à"
    return f"{begun} {between} {_month(last)} {last[:4]}"


def _position(key: str) -> int:
    return int(key[:4]) * 12 + int(key[5:7])


def _month(key: str) -> str:
    return MONTHS[int(key[5:7]) - 1]
