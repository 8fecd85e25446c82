"""The largest of each kind of item that the boundary lets in: DynamoDB takes 400 kB."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.adjusting.adjustments import (
    Adjusted,
    Adjustments,
    Changed,
    SettingsChange,
    written,
)
from chalicelib.domain.adjusting.checking import EACH_ROOM, EACH_TOOL, checked
from chalicelib.domain.adjusting.fields import SCHEMA
from chalicelib.domain.adjusting.fields import Field as Setting
from chalicelib.domain.adjusting.fields import Kind as SettingKind
from chalicelib.domain.audience.figures import PageDay, page_day_id
from chalicelib.domain.audience.pages import LONGEST as LONGEST_PATH
from chalicelib.domain.audience.summary import MOST_PAGES, EditionAudience
from chalicelib.domain.audience.visitors import SALT, AudienceSalt, Seen
from chalicelib.domain.back_office.first_day import FIRST_DAY, FirstDay, Step, Tick
from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.demand.counts import DEMAND, Demand
from chalicelib.domain.demand.news import NEWS, HourNews
from chalicelib.domain.directory.entries import (
    LONGEST_NAME,
    FoundBy,
    MailStanding,
    PersonEntry,
)
from chalicelib.domain.directory.filters import for_theme
from chalicelib.domain.directory.keys import LONGEST_ADDRESS
from chalicelib.domain.directory.lists import PeopleList
from chalicelib.domain.documents.documents import Document
from chalicelib.domain.events.events import Earlier, Event, Mode
from chalicelib.domain.events.seats import CLAIMS_AT_ONCE, Places, Seats, waiting_place
from chalicelib.domain.events.series import MOST as MOST_MEETINGS
from chalicelib.domain.events.series import Series
from chalicelib.domain.events.topics import TopicProposal
from chalicelib.domain.letters.letters import Letter, LetterAudience, Whom
from chalicelib.domain.levels import Maturity
from chalicelib.domain.limits.budgets import Budget
from chalicelib.domain.looks import Shows, look
from chalicelib.domain.mail.broadcasts import Broadcast, Topic
from chalicelib.domain.mail.limits.daily_limit import DailyCount
from chalicelib.domain.mail.limits.first_mails import FirstMails
from chalicelib.domain.mail.messages import Basis, Ground, Kind, Message
from chalicelib.domain.mail.roundups import MOST, Change, Roundup
from chalicelib.domain.mail.sweeps import SweepRound
from chalicelib.domain.mail.told import Told
from chalicelib.domain.mail.wanted import OF_THE_PERSON
from chalicelib.domain.mail.wording.texts import (
    LONGEST_BLOCK,
    LONGEST_IN_ALL,
    MailText,
    MailTexts,
    TextBefore,
)
from chalicelib.domain.mail.wording.trials import TriedText
from chalicelib.domain.merging.apart import MOST_APART
from chalicelib.domain.merging.merges import Merge
from chalicelib.domain.merging.merging import MOST_MERGED
from chalicelib.domain.people.absorbed import Absorbed
from chalicelib.domain.people.consent_history import KEPT, TURNED, ConsentPage, turned
from chalicelib.domain.people.consents import Consent, ConsentSource
from chalicelib.domain.people.drafts import LONGEST, Draft
from chalicelib.domain.people.erasures import Erasure
from chalicelib.domain.people.keys import PersonKey
from chalicelib.domain.people.mail_purposes import OPTIONAL
from chalicelib.domain.people.participants import (
    MOST_AHEAD,
    AddressHolder,
    AskedEvent,
    JoiningForm,
    Participant,
)
from chalicelib.domain.people.privacy_requests import PrivacyRequest, asked_of_team
from chalicelib.domain.people.staff import Role, StaffAddress, StaffMember
from chalicelib.domain.people.staff_acts import Deed, StaffAct
from chalicelib.domain.privacy.incidents import Incident
from chalicelib.domain.privacy.retention_round import (
    ANNOUNCED_AT_MOST,
    Night,
    RetentionRound,
    Tally,
)
from chalicelib.domain.receipts import Receipt
from chalicelib.domain.report.editions import (
    LONGEST_SOURCE,
    LONGEST_TEXT,
    MOST_INDICATORS,
    MOST_SECTIONS,
    MOST_SHARES,
    Edition,
    Indicator,
    Share,
)
from chalicelib.domain.report.figures import EventFigures, Figures
from chalicelib.domain.report.person_count import PersonCount
from chalicelib.domain.report.protection.releasing import MOST_BYTES as MOST_RELEASED
from chalicelib.domain.report.recounts import Recount
from chalicelib.domain.report.releases import Release
from chalicelib.domain.report.returning import MARK, Accompanied
from chalicelib.domain.retention import RetentionClass
from chalicelib.domain.sessions.bookings import Booking, BookingStatus
from chalicelib.domain.sessions.engagements import Engagement
from chalicelib.domain.sessions.slots import MOST_WITHDRAWN, Schedule, Slot, Withdrawn
from chalicelib.domain.sessions.team_files import Before, TeamFile, TeamNotes
from chalicelib.domain.sessions.toolshelves import Toolshelf
from chalicelib.domain.surveys.on_the_spot import AnswerCount, EventAnswer
from chalicelib.domain.surveys.surveys import Survey
from chalicelib.domain.telephone.phone_calls import CallBefore, CallState, PhoneCall, Reason
from chalicelib.domain.week.day_changes import OFFERED, DayChange
from chalicelib.domain.week.external import MOST as MOST_TIMES
from chalicelib.domain.week.external import Elsewhere, ExternalCalendar, Unread
from chalicelib.domain.week.patterns import MOST_SLOTS, Pattern
from chalicelib.web.events import models as models_events
from chalicelib.web.events import models_series as models_around
from chalicelib.web.http.responses import dumps
from chalicelib.web.people import models
from chalicelib.web.privacy import incident_models
from chalicelib.web.privacy import models as privacy_models
from chalicelib.web.sessions import models as sessions_models
from chalicelib.web.surveys import models as surveys_models
from chalicelib.web.week import models as week_models
from chalicelib.web.wording.models import MOST_BLOCKS
from infra.costs.weighing import weight
from tests.support.event_examples import registration
from tests.support.examples import PROGRAMME, edition

DOCS = Path(__file__).resolve().parents[3] / "docs" / "data-model.md"
MOST_BYTES = 400 * 1024
WIDE = "𠀀"  # four bytes: none takes more
NOW = datetime(2099, 12, 31, tzinfo=UTC)
WALL = "2099-12-31T09:00:00"
ID = "p" + "f" * 20
LONG_ID = f"{ID}-x{'f' * 20}"
EVENT_ID = f"ev-v{'f' * 20}"
EMAIL = f"{'e' * 64}@{'e' * 60}.{'e' * 60}.{'e' * 60}.org"
THEMES = [f"{n:02}-{'x' * 60}" for n in range(20)]
PURPOSES = (
    "program",
    "newsletter",
    "community",
    "summaries",
    "surveys",
    "directory",
    "testimonial",
)


def largest(model: type[BaseModel], **fixed: Any) -> Any:
    """The body that says the most: each text as long as its field takes, in wide characters."""
    schema = model.model_json_schema()
    body = _fill(schema, schema.get("$defs", {}), "") | fixed
    return model.model_validate_json(dumps(body), context={"themes": THEMES})


def _fill(schema: dict[str, Any], kinds: dict[str, Any], name: str) -> Any:
    schema = kinds[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if "anyOf" in schema:
        return _fill(schema["anyOf"][0], kinds, name)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return max(schema["enum"], key=lambda value: len(str(value)))
    match schema["type"]:
        case "object":
            return {n: _fill(part, kinds, n) for n, part in schema["properties"].items()}
        case "array":
            items = [_fill(schema["items"], kinds, name)] * schema["maxItems"]
            return THEMES if name == "themes" else items
        case "string" | ["string", "null"]:
            return _text(schema, name)
        case "integer":
            return schema["maximum"]
    return True


def _text(schema: dict[str, Any], name: str) -> str:
    match schema.get("format"):
        case "date-time":
            return NOW.isoformat()
        case "date":
            return NOW.date().isoformat()
        case "email":
            return EMAIL
    if name.endswith("url"):
        return "https://example.org/" + "x" * (int(schema["maxLength"]) - 20)
    if "pattern" in schema:
        return LONG_ID
    longest = int(schema.get("maxLength", 0))
    words = f"{WIDE * 79} " * (longest // 80 + 1)
    return words[:longest].strip().ljust(longest, WIDE)


def history(count: int, words: str = "é" * 200) -> tuple[Consent, ...]:
    """One purpose after the other, in long texts of a long version."""
    said: dict[str, Any] = {"source": ConsentSource.OWN_LINK, "confirmed_at": NOW, "text": words}
    return tuple(
        Consent(PURPOSES[n % len(PURPOSES)], n % 2 == 0, "2026-11-01-révisée", NOW, **said)
        for n in range(count)
    )


LET_GROW = history(1200, words="")
"""What an earlier release let grow: it did not keep the words."""


def a_participant(consents: tuple[Consent, ...]) -> Participant:
    guardian = {"name": WIDE * 80, "email": f"p{EMAIL[1:]}"}
    wanted = largest(models.RegistrationBody, guardian=guardian).registration()
    return Participant(
        ID,
        wanted.email,
        wanted.profile,
        NOW,
        NOW,
        consents,
        wanted.heard_from,
        wanted.referral_code,
        (Engagement(LONG_ID, NOW, NOW),) * MOST_AHEAD,
        unsubscribed_at=NOW,
        refusals=tuple(sorted(OPTIONAL)),
        bounced_at=NOW,
        level_before=Maturity.OPERATIONNEL,
        proven_at=NOW,
        joining=JoiningForm(wanted.profile, wanted.heard_from, wanted.referral_code),
        asked_events=(AskedEvent(LONG_ID, NOW),) * PROGRAMME.limits.unproven_events,
        guardian=wanted.guardian,
        absorbed=(Absorbed(ID, WIDE * 161, "e" * 254, WIDE * 40),) * MOST_MERGED,
        merged_into=ID,
        apart_from=(ID,) * MOST_APART,
    )


def an_event() -> Event:
    summary = largest(models_events.SummaryBody)
    event: Event = replace(
        largest(models_events.EventBody).draft(),
        id=EVENT_ID,
        series=f"sr-{'f' * 20}",
        replay_url=summary.replay_url,
        summary=summary.markdown,
        cancelled_at=NOW,
    )
    before = Earlier(NOW, NOW, event.venue, event.venue_address, 99, NOW)
    return replace(event, earlier=before)


def a_booking() -> Booking:
    slot = a_slot()
    return Booking(
        LONG_ID,
        slot.id,
        THEMES[0],
        NOW,
        NOW,
        slot.adviser_id,
        slot.adviser_name,
        slot.format,
        NOW,
        slot.meeting_url,
        largest(sessions_models.BookingBody, theme=THEMES[0]).needs,
        report=largest(sessions_models.OutcomeBody).report(),
        held_at=NOW,
        reason=largest(sessions_models.RescheduleBody).reason,
        offered=(NOW,) * OFFERED,
    )


def a_team_file() -> TeamFile:
    """Of a session whose absence had been recorded with as much to say."""
    said = a_booking().report
    before = Before(NOW, NOW, BookingStatus.NO_SHOW, said, NOW)
    return TeamFile(LONG_ID, TeamNotes(largest(sessions_models.NotesBody).notes, NOW), before)


def settings() -> dict[str, str]:
    """The longest value of each setting, as it is kept."""
    return {key: written(checked(key, longest_setting(field))) for key, field in SCHEMA.items()}


def longest_setting(field: Setting) -> Any:
    most = field.values[1]
    longest: dict[SettingKind, Any] = {
        SettingKind.COUNT: field.most,
        **dict.fromkeys(
            (SettingKind.ASCENDING, SettingKind.DESCENDING), [*range(field.most, 0, -1)][:most]
        ),
        SettingKind.DAY: "2099-12-31",
        SettingKind.HOUR: "23:59",
        SettingKind.THEMES: [f"{'t' * 60}-{number}" for number in range(most)],
        SettingKind.EMAIL: "a" * (field.most - 12) + "@example.org",
        SettingKind.PHONE: f"450 555-0100 {WIDE * field.most}"[: field.most],
        SettingKind.ADDRESS: longest_part("url", field.most),
        SettingKind.ROOMS: [longest_row(EACH_ROOM, number) for number in range(most)],
        SettingKind.TOOLS: [longest_row(EACH_TOOL, number) for number in range(most)],
    }
    return longest.get(field.kind, WIDE * field.most)


def longest_row(parts: dict[str, tuple[int, int]], number: int) -> dict[str, Any]:
    lengths = {part: most for part, (_, most) in parts.items()}
    texts = {part: longest_part(part, most) for part, most in lengths.items() if part != "seats"}
    row = {**texts, "name": f"{number:02}{texts['name'][2:]}"}
    return {**row, "seats": lengths["seats"]} if "seats" in lengths else row


def longest_part(part: str, most: int) -> str:
    begins = "https://" if part == "url" else ""
    return begins + WIDE * (most - len(begins))


def an_adjustment() -> Adjustments:
    held = (Adjusted(key, value, ID, NOW, 10**7) for key, value in settings().items())
    return Adjustments("adjustments", tuple(held), 10**7)


def a_first_day() -> FirstDay:
    return FirstDay(FIRST_DAY, tuple(Tick(step, ID, NOW) for step in Step), True)


def a_settings_change() -> SettingsChange:
    changed = (Changed(key, value, value) for key, value in settings().items())
    return SettingsChange("adjustments-99999999", 10**7, tuple(changed), ID, NOW, WIDE * 1000)


def a_calendar() -> ExternalCalendar:
    url = "https://" + "a" * 1992
    times = (Elsewhere(NOW, NOW),) * MOST_TIMES
    return ExternalCalendar(ID, url, NOW, NOW, NOW, Unread.UNREACHABLE, NOW, times)


def a_shelf() -> Toolshelf:
    body = largest(sessions_models.ShelfBody)
    return Toolshelf(ID).holding(*body.wanted())


def mail_texts() -> MailTexts:
    """As many kinds as may be worded in all, each in a few blocks of the longest."""
    blocks = {f"block{n}": WIDE * LONGEST_BLOCK for n in range(5)}
    text = MailText(blocks, ID, NOW)
    kinds = range(LONGEST_IN_ALL // (5 * LONGEST_BLOCK))
    return MailTexts(
        LONG_ID,
        texts={f"{LONG_ID}{n}": text for n in kinds},
        before=TextBefore(LONG_ID, ID, NOW, text),
    )


def a_tried_text() -> TriedText:
    blocks = {f"block{n}": WIDE * LONGEST_BLOCK for n in range(MOST_BLOCKS)}
    return TriedText(LONG_ID, Kind.STAFF_DOCUMENT_FAILED, NOW, WIDE * 80, blocks)


def a_slot() -> Slot:
    opening = largest(week_models.AvailabilityBody).opening()
    url, themes = opening.meeting_url, opening.themes
    return Slot(LONG_ID, ID, WIDE * 200, NOW, NOW, themes, opening.format, url, LONG_ID)


def a_schedule() -> Schedule:
    url = largest(week_models.AvailabilityBody).meeting_url
    gone = Withdrawn(replace(a_slot(), booking_id=""), 10**6, NOW)
    return Schedule(ID, LONG_ID, url, (gone,) * MOST_WITHDRAWN)


def a_pattern() -> Pattern:
    body = largest(week_models.AvailabilityBody)
    days = [(NOW - n * timedelta(days=1)).date().isoformat() for n in range(100)]
    repeat = largest(week_models.RepeatBody, **{"except": days}).repeat()
    return Pattern(LONG_ID, WIDE * 200, body.opening(), repeat, NOW, NOW, MOST_SLOTS)


def a_day_change() -> DayChange:
    body = largest(week_models.DayBody, begins=None, since=None, before=None)
    day, themes = body.day, tuple(body.themes)
    return DayChange(LONG_ID, day, body.becomes, ID, NOW, NOW, themes, day, True, body.reason)


def some_seats() -> Seats:
    claims = {f"{ID}-v{n:020}": 99_999_999 for n in range(CLAIMS_AT_ONCE)}
    places = Places(20_000, 20_000, 10**8, claims, claims)
    return Seats(EVENT_ID, NOW, NOW, dict.fromkeys(Mode, places), NOW, next_at=NOW)


def a_receipt() -> Receipt:
    """Of an outcome: it answers all that was noted of the session."""
    report = largest(sessions_models.OutcomeBody).model_dump(mode="json")
    return Receipt("f" * 64, "f" * 64, 201, dumps({**report, "session": "x" * 2000}), NOW)


def an_entry() -> PersonEntry:
    """Three names, two addresses and an organisation of eight words, each with its sounds."""
    profile = a_participant(()).profile
    told = profile.given_name, profile.family_name, EMAIL, profile.organization, profile.phone
    keys = tuple(f"{n:03}{WIDE * LONGEST_ADDRESS}" for n in range(150))
    return PersonEntry(ID, WIDE * LONGEST_NAME, *told, True, MailStanding.UNSUBSCRIBED, keys)


def a_request() -> PrivacyRequest:
    body = largest(privacy_models.AskedBody)
    taken = asked_of_team(LONG_ID, body.kind, body.channel, ID, NOW, timedelta(days=30))
    outcome = largest(privacy_models.AnswerBody).outcome
    who = f"{body.who} ({WIDE * 254})"
    return replace(taken, person_id=ID, who=who, note=body.note, outcome=outcome)


def a_retention_round() -> RetentionRound:
    """With as many announced as one night may take, and a night before it."""
    counts = dict.fromkeys(RetentionClass, 10**6)
    tallies = dict.fromkeys(RetentionClass, Tally(10**6, NOW))
    night = Night(NOW.date(), counts, counts, counts)
    announced = {RetentionClass.MAILS: (LONG_ID,) * ANNOUNCED_AT_MOST}
    round_ = RetentionRound("retention", NOW, cursor="x" * 300, announced=announced)
    return replace(round_, counting=tallies, kept=tallies, tonight=night, last=night)


def an_incident() -> Incident:
    return Incident(
        LONG_ID, largest(incident_models.IncidentBody, aware_on="2099-12-31").facts(), ID
    )


def an_audience() -> EditionAudience:
    """Of an edition of three years, in which every page is looked at."""
    days = {f"{n:010}": (10**9, 10**9, 10**9) for n in range(3 * 366)}
    pages = {f"/{n:0{LONGEST_PATH - 1}}": 10**9 for n in range(MOST_PAGES)}
    return EditionAudience("x" * 40, "2099-12-31", days, pages, pages)


ANSWERS = largest(surveys_models.AnswersBody).answers()
TOPIC = largest(models_around.TopicBody)


def an_edition() -> Edition:
    """Every text of the team and every indicator, each as long as it may be."""
    texts = {f"section_{n:02}": WIDE * LONGEST_TEXT for n in range(MOST_SECTIONS)}
    source = WIDE * LONGEST_SOURCE
    return edition(
        texts=texts,
        indicators=tuple(Indicator("x" * 60, "9" * 20, source) for _ in range(MOST_INDICATORS)),
        shares=tuple(Share("f" * 20, WIDE * 80, NOW) for _ in range(MOST_SHARES)),
    )


def many_figures() -> Figures:
    """First sessions on a theme, of an edition of a year with ten different hours a day."""
    days = (datetime(2099, 1, 1) + timedelta(days=n) for n in range(366))
    starts = (day + timedelta(hours=hour) for day in days for hour in range(10))
    group = f"first/{THEMES[0]}/{THEMES[1]}"
    counts = {f"{group}/{start.isoformat()}": 10**6 for start in starts}
    return Figures(f"{'f' * 60}#{'9' * 20}#{group}", counts)


LARGEST: list[Any] = [
    a_participant(history(TURNED)),
    turned(a_participant(LET_GROW))[1][0],
    Merge(ID, NOW, NOW, ID, a_participant(history(TURNED)), a_participant(history(TURNED))),
    StaffMember(ID, "e" * 254, WIDE * 200, Role.ADVISER, link_sent_at=NOW),
    StaffAddress("f" * 64, ID),
    StaffAct(f"{LONG_ID}-addresscorrected-1", Deed.ADDRESS_CORRECTED, ID, NOW, WIDE * 300),
    look(Shows.ROSTER, ID, LONG_ID, NOW.date(), NOW),
    AddressHolder("f" * 64, ID),
    a_schedule(),
    a_pattern(),
    a_day_change(),
    a_slot(),
    a_booking(),
    a_team_file(),
    a_shelf(),
    mail_texts(),
    a_tried_text(),
    a_calendar(),
    Document(LONG_ID, LONG_ID, THEMES[0], WIDE * 200, NOW, next_at=NOW, file_key=LONG_ID * 2),
    Survey(LONG_ID, THEMES[0], NOW, ANSWERS, NOW),
    Message(
        LONG_ID * 2,
        Kind.DOCUMENT,
        NOW,
        NOW,
        LONG_ID,
        file_key=LONG_ID * 2,
        reason="x" * 200,
        basis=Basis(Ground.EXPRESS, NOW, NOW, "community", "2026-11-01-révisée"),
    ),
    DailyCount(f"{ID}-2099-12-31", NOW),
    FirstMails(f"first-{'f' * 32}", (NOW,) * 30, NOW, NOW),
    Budget(f"everywhere-{'f' * 32}", 10**14, NOW),
    an_event(),
    some_seats(),
    waiting_place(EVENT_ID, Mode.IN_PERSON, 99_999_999, LONG_ID, True),
    Broadcast(f"{EVENT_ID}-changed-99", Topic.CHANGED, 99, NOW, cursor=LONG_ID),
    Series(f"sr-{'f' * 20}", TOPIC.title, (EVENT_ID,) * MOST_MEETINGS),
    TopicProposal(f"{EVENT_ID}-{ID}", TOPIC.title, TOPIC.text, NOW),
    EventAnswer(f"{EVENT_ID}-{ID}", ANSWERS, NOW),
    AnswerCount(EVENT_ID, 10**6),
    Told(LONG_ID * 2, True, NOW),
    Roundup(f"{ID}-20991231", NOW, (Change(LONG_ID, 9999, 9999),) * MOST),
    Draft(f"{ID}-{'f' * 20}", "x" * LONGEST, NOW, NOW),
    PersonKey(ID, "f" * 64),
    Erasure(
        ID,
        EMAIL,
        NOW,
        NOW,
        sessions=(f"{ID}-{'f' * 20}",) * MOST_AHEAD,
        guardian=EMAIL,
    ),
    an_edition(),
    Release("f" * 60, "x" * MOST_RELEASED, NOW),
    many_figures(),
    Accompanied(f"{'f' * 60}#{'9' * 20}#ff", ("f" * MARK,) * 1000),
    Alert(LONG_ID, "x" * 60, NOW, 10**9, NOW, NOW),
    HourNews(NEWS, NOW, heard_at=NOW),
    Demand(DEMAND, {f"{DEMAND}/waiting/{n:060}": 10**9 for n in range(200)}),
    EventFigures(
        f"{'f' * 60}#{'9' * 20}#{EVENT_ID}", WIDE * 200, "hybrid_prototype", WALL, tuple(THEMES)
    ),
    PersonCount(
        f"{ID}-{'9' * 20}",
        {
            str(n): {f"first/{'t' * 60}/{'t' * 200}/{k:026}": 10**6 for k in range(50)}
            for n in (1, 2)
        },
    ),
    PhoneCall(
        LONG_ID,
        Reason.NEWS,
        NOW,
        NOW,
        NOW,
        LONG_ID,
        Kind.BOOKING_CANCELLED,
        LONG_ID,
        10**6,
        CallState.AGAIN,
        10**6,
        WIDE * 1000,
        LONG_ID,
        NOW,
        CallBefore(NOW, CallState.AGAIN, NOW, 10**6, WIDE * 1000, LONG_ID, NOW),
    ),
    an_entry(),
    an_adjustment(),
    a_first_day(),
    a_settings_change(),
    PeopleList(f"{ID}-{'f' * 16}", WIDE * 200, WIDE * 150, tuple(map(for_theme, THEMES[:10]))),
    Letter(
        "lt-lt" + "9" * 20,
        ID,
        WIDE * 120,
        WIDE * 10_000,
        LetterAudience(
            WIDE * 200, LONG_ID, Whom.ALL, WIDE * 150, tuple(map(for_theme, THEMES[:10]))
        ),
        NOW,
        ID,
        left_out=dict.fromkeys(sorted(OF_THE_PERSON), 10**9),
        cursor=ID,
    ),
    FoundBy(f"{ID}-{WIDE * (LONGEST_ADDRESS + LONGEST_NAME)}"),
    Recount("9" * 20, "9" * 20, "x" * 300, True, 10**9),
    SweepRound("sweep", NOW, NOW, LONG_ID * 2),
    a_retention_round(),
    AudienceSalt(SALT, "f" * 64, NOW),
    Seen("f" * 64, NOW, True),
    an_audience(),
    PageDay(page_day_id(NOW.date(), "/" * LONGEST_PATH), 10**9, 10**9, 10**9),
    registration(id=LONG_ID, confirm_by=NOW, attended_at=NOW),
    a_receipt(),
    a_request(),
    an_incident(),
]


@pytest.mark.parametrize("entity", LARGEST, ids=[type(each).__name__ for each in LARGEST])
def test_the_largest_of_each_kind_fits_in_an_item(entity: Any) -> None:
    assert weight(to_item(entity)) < MOST_BYTES


def names(entities: Iterable[type[Any]]) -> list[str]:
    return sorted(LAYOUTS[entity].name for entity in entities)


def test_each_kind_is_weighed_and_has_a_line_that_says_what_bounds_it() -> None:
    bounds = DOCS.read_text("utf-8").partition("\n## Bounds\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([A-Z]\w+) \|", bounds, re.MULTILINE)
    assert sorted(rows) == names(type(each) for each in LARGEST) == names(LAYOUTS)


def test_no_change_of_mind_is_one_too_many_and_none_is_forgotten() -> None:
    """A thousand changes: the person and each page stay small, the whole stays proven."""
    person, said = a_participant(()), list[Consent]()
    pages: list[ConsentPage] = []
    for n, entry in enumerate(history(1000)):
        said.append(entry)
        changed = replace(person, consents=(*person.consents, entry), version=n)
        person, page = turned(changed)
        pages += page
        assert len(person.consents) <= TURNED
        assert person.consents_now() == {each.purpose: each.granted for each in said}
    kept = [each for page in pages for each in page.consents] + list(person.consents)
    assert sorted(kept, key=str) == sorted(said, key=str)
    assert len({page.id for page in pages}) == len(pages)
    assert max(weight(to_item(page)) for page in pages) < 10_000


def test_a_purpose_that_nobody_speaks_of_any_more_stays_in_force() -> None:
    """Agreed to once, then hundreds of changes of another."""
    once = Consent("program", True, "2026-11", NOW)
    others = [Consent("newsletter", n % 2 == 0, "2026-11", NOW) for n in range(300)]
    person, (page,) = turned(replace(a_participant(()), consents=(once, *others)))
    assert person.consents_now()["program"] is True
    assert person.consents[0] == once
    assert len(person.consents) == KEPT + 1
    assert page.consents == tuple(others[: 300 - KEPT])


def test_what_an_earlier_release_let_grow_is_turned_at_once() -> None:
    person, (page,) = turned(a_participant(LET_GROW))
    assert (len(person.consents), len(page.consents)) == (KEPT, 1200 - KEPT)
    assert turned(person) == (person, ())
    assert isinstance(page, ConsentPage)
