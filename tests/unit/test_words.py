"""Nothing is added to an enumeration without what people read of it.

Words, colours and reasons stand in `templates/words.toml`. What is said otherwise for one member
than for another, in a template or in a table of the code, is found here.
"""

import ast
import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import chalicelib
from chalicelib import domain
from chalicelib.adapters.texts.french import French
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.adapters.texts.survey_file import read_questionnaire
from chalicelib.adapters.texts.templates import Templates
from chalicelib.domain.acts import Act
from chalicelib.domain.adjusting import fields as settings
from chalicelib.domain.documents.documents import DocumentState
from chalicelib.domain.events.check_ins import Verdict
from chalicelib.domain.events.events import EventMode, Mode
from chalicelib.domain.events.phases import Phase
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.events.topics import TopicStatus
from chalicelib.domain.imports.uploads.keeping import KeepingState
from chalicelib.domain.journey.steps import StepState
from chalicelib.domain.mail import broadcasts, messages
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.people.mail_purposes import OPTIONAL
from chalicelib.domain.privacy.retention_round import RoundPhase
from chalicelib.domain.report.editions import EditionStatus
from chalicelib.domain.report.sections.shapes import ChartKind
from chalicelib.domain.sessions.bookings import BookingStatus, Outcome
from chalicelib.domain.sessions.slots import Format
from chalicelib.domain.surveys.questions import Axis, SharedHow
from chalicelib.domain.telephone.phone_calls import Result
from chalicelib.domain.week.day_changes import Becomes
from chalicelib.settings import TEMPLATES
from infra.region.texts.tables import KEYS, OPEN, TABLES

CODE = Path(chalicelib.__file__).parent
WORDS = Templates(TEMPLATES, French("America/Toronto"), {}).words
STYLES = (TEMPLATES / "static" / "site.css").read_text("utf-8")

IN_THE_SURVEY = {Axis, SharedHow}
"""Their words stand in `survey.toml`, which `make check` holds against them."""

NOT_SHOWN = {
    Act,
    Becomes,
    KeepingState,
    settings.Kind,
    broadcasts.Topic,
    DocumentState,
    Outcome,
    EditionStatus,
    ChartKind,
    messages.Origin,
    RoundPhase,
    Result,
}
"""Enumerations whose members nobody reads by name."""

SAID_IN_SENTENCES: dict[type[StrEnum], str] = {
    Verdict: "welcome present waiting offered gone event_cancelled other_event other_mode early "
    "over",
    Phase: "soon open closed live over cancelled",
    Mode: "in_person online",
    EventMode: "online in_person hybrid",
    Format: "video in_person",
    BookingStatus: "booked completed no_show cancelled",
    RegistrationStatus: "confirmed offered waitlisted cancelled attended absent",
    TopicStatus: "proposed chosen not_chosen",
    StepState: "done current upcoming",
}
"""The members that the templates were read for: each has its sentence where they differ."""

WITH_SENTENCES = {"emails/words.txt", "pages/events/series.html"}
"""Templates that make sentences of their own for some statuses of a registration."""

UNSUBSCRIBED = (
    "survey_invitation survey_reminder event_summary event_digest community_invitation "
    "letter event_letter"
)
"""What « nos sondages », « les bilans de nos activités », « les invitations » and « les messages »
stand for."""

LEFT_OUT: dict[str, str] = {
    # Links are of use once or for a time; only sessions go on with use.
    "web/http/lasting/sliding.py BOUNDS": "address calendar copy document event-survey join "
    "personal request presence registered report sign-in survey ticket unsubscribe who",
    # What is counted is what became of a mail that left, or did not.
    "metrics.py METRICS": "pending claimed unknown",
    # Only a registration that stands, or no longer does, is news.
    "domain/mail/event_mail.py NEWS": "attended absent",
    # Nobody is written to before the team has chosen.
    "domain/mail/topic_mail.py NEWS": "proposed",
    # What is in the other classes is not taken one by one.
    "domain/privacy/classes.py HOLDS": "answers audience budgets drafts events imports mail_counts "
    "receipts registrations reports returning sessions team visitors workings",
    "domain/mail/messages.py _RANK": "pending claimed unknown cancelled failed",
}
"""What tables of the code have nothing for, on purpose."""


LONG = 18
"""Characters of what is more than a word or two of everyday."""

ALSO_ORDINARY = {
    "Participer au programme",
    "Rejoindre la communauté",
    "Rencontre individuelle",
    "dans les jours qui suivent",
}
"""Words of some member that say something else elsewhere, too."""


def enumerations() -> list[type[StrEnum]]:
    """Those of the domain, wherever they are declared."""
    for module in pkgutil.walk_packages(domain.__path__, "chalicelib.domain."):
        importlib.import_module(module.name)
    return [each for each in StrEnum.__subclasses__() if each.__module__.startswith("chalicelib.d")]


def values(enumeration: type[StrEnum]) -> list[str]:
    return [member.value for member in enumeration]


def name(enumeration: type[StrEnum]) -> str:
    return f"{enumeration.__module__.removeprefix('chalicelib.')}.{enumeration.__name__}"


@pytest.mark.parametrize("table", TABLES)
def test_every_member_has_its_words(table: str) -> None:
    enumeration, said = TABLES[table], WORDS.get(table, {})
    missing = [value for value in values(enumeration) if not said.get(value)]
    unknown = [value for value in said if value not in values(enumeration)]
    assert not missing, f"words.toml [{table}] says nothing of {name(enumeration)}: {missing}"
    assert not unknown, f"words.toml [{table}] says more than {name(enumeration)} has: {unknown}"


def test_every_enumeration_has_words_or_is_never_shown() -> None:
    known = {*TABLES.values(), *SAID_IN_SENTENCES, *NOT_SHOWN, *IN_THE_SURVEY}
    new = [name(each) for each in enumerations() if each not in known]
    assert not new, f"give each a table in words.toml and in TABLES, or say it is not shown: {new}"
    assert set(WORDS) == set(KEYS)


def test_every_purpose_of_the_programme_s_consents_has_its_name() -> None:
    consents = read_programme(TEMPLATES / "programme.toml").consents
    missing = [text.purpose for text in consents if text.purpose not in WORDS["purpose"]]
    assert not missing, f"words.toml [purpose] lacks {missing}"


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_mail_has_its_templates(kind: messages.Kind) -> None:
    wanted = [f"{KINDS[kind].template}{suffix}" for suffix in (".txt", ".html")]
    missing = [name for name in wanted if not (TEMPLATES / "emails" / name).exists()]
    others = [k.value for k in KINDS if k is not kind and KINDS[k].template == KINDS[kind].template]
    assert not missing, f"{kind.value}: templates/emails lacks {missing}"
    assert not others, f"{kind.value}: {others} say the same, from the same template"


def test_every_mail_that_may_follow_a_group_session_says_so_as_its_reason() -> None:
    said = WORDS["mail_reason_of_group_session"]
    wanted = {kind.value for kind in KINDS if KINDS[kind].follows_session}
    assert wanted == set(said), f"of a group session: {sorted(wanted ^ set(said))}"
    empty = [kind for kind in said if not said[kind]]
    assert not empty, f"words.toml [mail_reason_of_group_session] says nothing of {empty}"


def test_every_purpose_one_can_unsubscribe_from_says_what_one_no_longer_receives() -> None:
    wanted = {each.value for each in OPTIONAL}
    missing = sorted(wanted - {key for key, text in WORDS["unsubscribe"].items() if text})
    assert not missing, f"words.toml [unsubscribe] lacks {missing}"


def test_what_one_no_longer_receives_was_read_for_every_mail_to_unsubscribe_from() -> None:
    new = {kind.value for kind in KINDS if KINDS[kind].can_unsubscribe} - set(UNSUBSCRIBED.split())
    assert not new, (
        f"see that words.toml [unsubscribe] and unsubscribe.html say that one no longer receives "
        f"{sorted(new)}, then add it to UNSUBSCRIBED, in this file"
    )


def test_every_colour_is_one_of_the_style_sheet() -> None:
    tags = {value for table in WORDS if table.endswith("colour") for value in WORDS[table].values()}
    tags |= set(values(BookingStatus))
    missing = [f".tag-{tag}" for tag in sorted(tags) if f".tag-{tag} {{" not in STYLES]
    assert not missing, f"site.css lacks {missing}"


@pytest.mark.parametrize("enumeration", SAID_IN_SENTENCES, ids=name)
def test_templates_that_tell_members_apart_were_read_for_all_of_them(
    enumeration: type[StrEnum],
) -> None:
    new = set(values(enumeration)) - set(SAID_IN_SENTENCES[enumeration].split())
    places = sorted({place for place, said in told_apart() if said & set(values(enumeration))})
    assert not new, f"{name(enumeration)} has {new}: see that {places} say it, then add it here"


def test_no_template_keeps_words_of_an_enumeration_for_itself() -> None:
    copies = [
        f"{place}: {sorted(keys)} of {name(enumeration)}"
        for place, keys in tables_of_templates()
        for enumeration in set(TABLES.values())
        if len(keys) > 1 and keys <= set(values(enumeration)) and place not in WITH_SENTENCES
    ]
    assert not copies, "these belong in words.toml"


def test_what_is_said_of_a_member_a_step_or_a_question_is_written_once() -> None:
    """In `words.toml` or `survey.toml`: a second place would not follow."""
    asked = read_questionnaire(TEMPLATES / "survey.toml").session
    texts = {each.label for each in asked} | {each.hint for each in asked}
    texts |= {label for each in asked for label in (each.choices or {}).values()}
    words = tomllib.loads((TEMPLATES / "words.toml").read_text("utf-8"))
    texts |= {text for table in words.values() for text in table.values()} - ALSO_ORDINARY
    long = [text for text in texts if len(text) > LONG]
    places = [path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"}]
    read = [(path, path.read_text("utf-8")) for path in (*places, *CODE.rglob("*.py"))]
    again = [f"{path.name}: {text}" for path, said in read for text in long if text in said]
    assert not again, f"said in words.toml or survey.toml already: {again}"


@cache
def trees() -> list[tuple[str, nodes.Template]]:
    paths = [path for path in sorted(TEMPLATES.rglob("*")) if path.suffix in {".html", ".txt"}]
    parse = Environment(autoescape=True).parse
    return [(str(each.relative_to(TEMPLATES)), parse(each.read_text("utf-8"))) for each in paths]


def tables_of_templates() -> list[tuple[str, set[str]]]:
    """Each dictionary that a template writes out: where, and its keys."""
    return [(place, _keys(node)) for place, tree in trees() for node in tree.find_all(nodes.Dict)]


def told_apart() -> list[tuple[str, set[str]]]:
    """Where a template compares with words of ours, or has a table of its own."""
    compared = [
        (place, {each.value for each in node.find_all(nodes.Const)})
        for place, tree in trees()
        for node in tree.find_all(nodes.Compare)
    ]
    return compared + tables_of_templates()


def _keys(node: nodes.Dict) -> set[str]:
    return {pair.key.value for pair in node.items if isinstance(pair.key, nodes.Const)}


def test_tables_of_the_code_have_every_member_of_their_enumeration() -> None:
    tables: dict[tuple[str, type[StrEnum]], set[str]] = {}
    for place, enumeration, said in tables_of_the_code():
        tables.setdefault((place, enumeration), set()).update(said)
    missing = [
        f"{place} has nothing for {sorted(left)} of {name(enumeration)}"
        for (place, enumeration), said in tables.items()
        if (left := set(values(enumeration)) - said - set(LEFT_OUT.get(place, "").split()))
    ]
    assert not missing
    assert {place for place, _ in tables} >= set(LEFT_OUT)


def tables_of_the_code() -> Iterator[tuple[str, type[StrEnum], set[str]]]:
    """Each table that the code keys by an enumeration: where, which, and the members it has."""
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            target = _target(node)
            if target and isinstance(node, ast.Assign | ast.AnnAssign):
                found = _members(path, node.value)
                if found:
                    enumeration = type(found[0])
                    yield f"{path.relative_to(CODE)} {target}", enumeration, {*found}


def _target(node: ast.stmt) -> str:
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.target)
    return ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ""


def _members(path: Path, value: ast.expr | None) -> list[StrEnum]:
    """The keys of a dictionary that are all members of one enumeration."""
    if not isinstance(value, ast.Dict) or not all(isinstance(k, ast.Attribute) for k in value.keys):
        return []
    parts = path.relative_to(CODE.parent).with_suffix("").parts
    scope = vars(importlib.import_module(".".join(parts)))
    found = [eval(ast.unparse(key), scope) for key in value.keys if key]
    return [key for key in found if isinstance(key, StrEnum)]


def test_every_setting_has_its_name_and_says_what_it_does() -> None:
    for table in ("setting", "setting_hint"):
        assert WORDS[table].keys() == settings.SCHEMA.keys()


@pytest.mark.parametrize("table", sorted(KEYS.keys() - TABLES.keys() - OPEN))
def test_a_table_of_no_enumeration_says_what_is_read_of_it(table: str) -> None:
    """A part of what is held about somebody, without a title, would be an error of their export."""
    assert set(WORDS[table]) == set(KEYS[table])
