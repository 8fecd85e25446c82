"""What finding people costs as the programme grows: the calls of a page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.directory.asking import conditions
from chalicelib.domain.directory.entries import PersonEntry, entry_of
from chalicelib.domain.levels import Maturity
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.participants import Participant, ParticipantKind, Profile
from chalicelib.domain.programme import PROGRAM
from chalicelib.workflows.directory.find_people import People, found
from infra.doubles.table import Table

from ..results import Comparison, Result, Unmeasured

FEW, MANY = 50, 50_000
MOST_CALLS = 9
"""Of a page, whatever is looked for here: the member who asks is one more."""

NOW = datetime(2027, 3, 1, 14, tzinfo=UTC)
AGREED = (Consent(PROGRAM, True, "2026-11", NOW),)
GIVEN = ("Marie", "Luc", "Zoé", "Jean-François", "Sylvie", "Étienne", "Maude", "Réjean")
FAMILIES = ("Tremblay", "Gagnon", "Côté", "Roy", "Nguyen", "St-Onge", "Lefebvre", "Ouellet")
LOOKED_FOR: dict[str, tuple[str, Sequence[str]]] = {
    "everybody": ("", ()),
    "a name as one hears it": ("gotier", ()),
    "two names of many": ("mar trem", ()),
    "a filter": ("", ("unbooked",)),
    "a name and three filters": ("marie", ("unbooked", "alone", "level:emergent")),
    "the end of a telephone number": ("0147", ()),
}


def measure(many: int = MANY) -> list[Result]:
    few = {name: calls for name, (calls, _) in _searched(FEW).items()}
    return [
        Comparison(
            f"people: {name}, among {many:,}", calls, "calls", f"among {FEW}", few[name]
        ).value_within(MOST_CALLS)
        for name, (calls, _) in _searched(many).items()
    ]


def _searched(people: int) -> dict[str, tuple[int, People]]:
    """Return the calls of each search, and what it found. Raises Unmeasured."""
    table = Table()
    fill(table, programme(people))
    done = {name: counted(table, *asked) for name, asked in LOOKED_FOR.items()}
    names = [row.family_name for row in done["a name as one hears it"][1].listed]
    if names != ["Gauthier"]:
        raise Unmeasured(f"« gotier » found {names}")
    return done


def counted(table: Table, q: str, filters: Sequence[str]) -> tuple[int, People]:
    """Return the calls of a first page, and the page."""
    calls: list[str] = []
    table.around = calls.append
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    page = found(conditions(q, filters), None, store=store)
    table.around = lambda _moment: None
    return calls.count("before"), page


def programme(people: int) -> Iterator[Participant]:
    """Yield people whose names come again and again; one alone is called Gauthier."""
    random = Random(people)  # noqa: S311
    for n in range(people):
        family = "Gauthier" if n == people // 2 else random.choice(FAMILIES)
        named = Profile(
            given_name=random.choice(GIVEN),
            family_name=family,
            kind=ParticipantKind.INDIVIDUAL,
            maturity_level=random.choice([*Maturity]),
            themes=("decouvrabilite",),
            phone=f"514 5{n:06}",
            organization=random.choice(("", "Théâtre d’exemple", "Les Lucioles")),
        )
        yield Participant(f"p{n:05}", f"p{n}@example.org", named, NOW, NOW, AGREED)


def fill(table: Table, people: Iterable[Participant]) -> None:
    """Put people's rows and keys in a table as they are listed, without the calls."""
    for person in people:
        entry = entry_of(person, ())
        everything: list[Any] = [entry, *entry.found_by]
        for each in everything:
            item = to_item(replace(each, version=1))
            held = table._partitions.setdefault(item["pk"]["S"], {})
            held[item["sk"]["S"]] = item if isinstance(each, PersonEntry) else _place(item)


def _place(item: dict[str, Any]) -> dict[str, Any]:
    """Return a key without what is not read of it: a million of them are in memory at once."""
    return {"pk": item["pk"], "sk": item["sk"]}
