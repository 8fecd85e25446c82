from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chalicelib.adapters.dynamodb.codec import (
    from_item,
    from_item_of_any_release,
    key_item,
    to_item,
)
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.adjusting.adjustments import (
    Adjusted,
    Adjustments,
    Changed,
    SettingsChange,
)
from chalicelib.domain.audience.figures import PageDay
from chalicelib.domain.audience.summary import EditionAudience
from chalicelib.domain.audience.visitors import SALT, AudienceSalt, Seen
from chalicelib.domain.back_office.first_day import FirstDay, Step, Tick
from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.demand.counts import DEMAND, Demand, asked, waiting
from chalicelib.domain.demand.news import NEWS, HourNews
from chalicelib.domain.directory.entries import FoundBy, MailStanding, PersonEntry
from chalicelib.domain.directory.lists import PeopleList
from chalicelib.domain.documents.documents import Document, DocumentState, Tool
from chalicelib.domain.events.events import Earlier, Event, EventKind, EventMode, Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.events.seats import Places, Seats, WaitingPlace, waiting_place
from chalicelib.domain.events.series import Series
from chalicelib.domain.events.topics import TopicProposal, TopicStatus
from chalicelib.domain.letters.letters import Letter, LetterAudience, LetterState, Whom
from chalicelib.domain.levels import Maturity
from chalicelib.domain.limits.budgets import Budget
from chalicelib.domain.looks import Shows, look
from chalicelib.domain.mail.broadcasts import Broadcast, Topic
from chalicelib.domain.mail.limits.daily_limit import DailyCount
from chalicelib.domain.mail.limits.first_mails import FirstMails
from chalicelib.domain.mail.messages import Basis, Ground, Kind, Message, Origin, State
from chalicelib.domain.mail.roundups import Change, Roundup
from chalicelib.domain.mail.sweeps import SweepRound
from chalicelib.domain.mail.told import Told
from chalicelib.domain.mail.wording.texts import MailText, MailTexts, TextBefore
from chalicelib.domain.mail.wording.trials import TriedText
from chalicelib.domain.merging.merges import Merge, merge_id
from chalicelib.domain.people.absorbed import Absorbed
from chalicelib.domain.people.consent_history import ConsentPage
from chalicelib.domain.people.consents import Consent, ConsentSource
from chalicelib.domain.people.drafts import Draft
from chalicelib.domain.people.erasures import Erasure
from chalicelib.domain.people.keys import PersonKey
from chalicelib.domain.people.participants import (
    AddressHolder,
    AskedEvent,
    Guardian,
    HeardFrom,
    JoiningForm,
    ParticipantKind,
)
from chalicelib.domain.people.privacy_requests import (
    Channel,
    PrivacyRequest,
    RequestKind,
    RequestState,
    asked_of_team,
)
from chalicelib.domain.people.staff import Role, StaffAddress
from chalicelib.domain.people.staff_acts import Deed, StaffAct
from chalicelib.domain.privacy.incidents import Facts, Incident, Risk
from chalicelib.domain.privacy.retention_round import Night, RetentionRound, RoundPhase, Tally
from chalicelib.domain.receipts import Receipt
from chalicelib.domain.report.editions import Edition, EditionStatus, Indicator, Share, Superseded
from chalicelib.domain.report.figures import EventFigures, Figures
from chalicelib.domain.report.person_count import PersonCount
from chalicelib.domain.report.recounts import Recount
from chalicelib.domain.report.releases import Release, packed
from chalicelib.domain.report.returning import Accompanied
from chalicelib.domain.retention import RetentionClass
from chalicelib.domain.sessions.bookings import BookingStatus, Outcome, OutcomeReport
from chalicelib.domain.sessions.engagements import Engagement
from chalicelib.domain.sessions.slots import Format, Opening, Schedule, Withdrawn
from chalicelib.domain.sessions.team_files import Before, TeamFile, TeamNotes
from chalicelib.domain.sessions.toolshelves import Toolshelf
from chalicelib.domain.surveys.on_the_spot import AnswerCount, EventAnswer
from chalicelib.domain.surveys.surveys import Answers, Survey
from chalicelib.domain.telephone.phone_calls import CallBefore, CallState, PhoneCall, Reason
from chalicelib.domain.unreadable import Unreadable, UnreadableItem
from chalicelib.domain.week.day_changes import Becomes, DayChange
from chalicelib.domain.week.external import Elsewhere, ExternalCalendar, Unread
from chalicelib.domain.week.patterns import Pattern, Repeat
from tests.support.event_examples import EVENT_AT, EVENT_ID, event, registration, seats
from tests.support.examples import (
    BOOKING_ID,
    DAY,
    HOUR,
    NOW,
    PARTICIPANT_ID,
    SECOND,
    STARTS_AT,
    booking,
    edition,
    message,
    participant,
    profile,
    slot,
    staff_member,
)

FAMILY = "👨\u200d👩\u200d👧"

MINIMAL: list[Any] = [
    participant(),
    staff_member(),
    StaffAddress("a1", "s7c1"),
    StaffAct(f"{BOOKING_ID}-sessionmoved-2", Deed.SESSION_MOVED, "s7c1", NOW),
    look(Shows.PAGE, "s7c1", BOOKING_ID, NOW.date(), NOW),
    AddressHolder("a1", PARTICIPANT_ID),
    Schedule("s7c1"),
    DayChange("s7c1-c1", NOW.date(), Becomes.CLOSED, "s7c1", NOW, NOW),
    Pattern("s7c1-w1", "Dominique", Opening(NOW, NOW + DAY / 8), Repeat(NOW.date()), NOW),
    slot(),
    booking(),
    Document(BOOKING_ID, BOOKING_ID, "decouvrabilite", "Boîte à outils", NOW),
    Survey(BOOKING_ID, "decouvrabilite", NOW),
    Incident(
        "ic-i1", Facts("Noms", "Un envoi", "Hier", NOW.date(), "12", "Faible", "Rappelé"), "s7c1"
    ),
    asked_of_team("rq-q1", RequestKind.ACCESS, Channel.TELEPHONE, "", NOW, 30 * DAY),
    ConsentPage("p3f0-00000002", ()),
    Merge(merge_id("p3f0", "p9f0"), NOW, NOW + DAY, "s7c1", participant(), participant()),
    message(next_at=None),
    Told(f"{BOOKING_ID}-document", True, NOW + DAY),
    Draft("s7c1-f0", "notes=%C3%A9", NOW, NOW + DAY),
    TeamFile(BOOKING_ID),
    Toolshelf("s7c1"),
    ExternalCalendar("s7c1", "https://agenda.example.org/a.ics", NOW, NOW),
    PhoneCall(f"{PARTICIPANT_ID}-call{PARTICIPANT_ID}-unbooked", Reason.UNBOOKED, NOW, NOW),
    MailTexts("mails"),
    TriedText("s7c1-tryf0", Kind.DOCUMENT, NOW + DAY),
    Erasure(PARTICIPANT_ID, "ana@example.org", NOW, NOW),
    PersonKey(PARTICIPANT_ID, "5a" * 32),
    Roundup("s7c1-20270301", NOW + 60 * DAY),
    DailyCount("p3f0-2027-03-01", NOW + 3 * DAY),
    FirstMails(f"first-{'5e' * 16}", (), NOW + DAY),
    Budget(f"network-{'5e' * 16}", 1_803_996_000_000, NOW + DAY),
    Receipt("r1", "hash", 201, "{}", NOW + DAY),
    event(),
    seats(),
    waiting_place(EVENT_ID, Mode.ONLINE, 7, "p3f0-v7e1"),
    Broadcast(f"{EVENT_ID}-changed-1", Topic.CHANGED, 1),
    registration(),
    EventAnswer(f"{EVENT_ID}-p3f0", Answers(4, False), NOW),
    AnswerCount(EVENT_ID),
    TopicProposal(f"{EVENT_ID}-p3f0", "Titre", "", NOW),
    edition(),
    Release("2026-2027", packed({}), NOW),
    Accompanied("2021-2022#1-c0ffee#5e"),
    Figures("2026-2027#1#people"),
    Demand(DEMAND),
    Alert("p3f0-tdecouvrabilite", "decouvrabilite", NOW),
    HourNews(NEWS, NOW),
    EventFigures("2026-2027#1#ev-v7e1", "Découvrabilité", "cohort", "2027-03-10T09:00:00"),
    PersonCount("p3f0-2026-2027"),
    PersonEntry("p3f0", "", "", "", "", "", "", False, MailStanding.OK, ()),
    FoundBy("p3f0-gauthier gauthier zoe"),
    PeopleList("s7c1-5e", "À rappeler"),
    Letter("lt-lt81", "s7c1", "La salle", "Au sous-sol", LetterAudience("Un thème"), NOW),
    Adjustments("adjustments"),
    FirstDay("first-day"),
    SettingsChange("adjustments-00000001", 1, (), "s7c1", NOW),
    Recount("2026-2027", "2"),
    SweepRound("sweep", NOW),
    RetentionRound("retention", NOW),
    Series("sr-1", "Cohorte", (EVENT_ID,)),
    AudienceSalt(SALT, "5a" * 32, NOW + DAY),
    Seen("5e" * 32, NOW + DAY),
    PageDay("2027-03-01#/"),
    EditionAudience("2026-2027", "2027-03-01"),
]

A_NIGHT = Night(
    NOW.date(),
    announced={RetentionClass.MAILS: 2},
    done={RetentionClass.MAILS: 1},
    spared={RetentionClass.MAILS: 1},
)

WHOLE = participant(
    profile=profile(
        given_name=f"Zoé {FAMILY}",
        family_name="أنا",
        kind=ParticipantKind.ORGANIZATION,
        maturity_level=Maturity.AVANCE,
        themes=("decouvrabilite", "marketing-numerique"),
        organization="L’Atelier « 12 »",
        role="Direction",
        discipline="théâtre",
        municipality="Saint-Jérôme",
        phone="450 555-0100",
        motivations="Un.\n\nDeux.\t",
        needs="2027-03-01T09:00:00Z",
    ),
    consents=(
        Consent("program", True, "2026-11", NOW),
        Consent("newsletter", False, "2026-11", NOW + DAY),
        Consent(
            "community",
            True,
            "2026-11",
            NOW,
            source=ConsentSource.TEAM,
            pending=True,
            confirmed_at=NOW + DAY,
            text="J’accepte.",
        ),
    ),
    heard_from=HeardFrom.COLLEAGUE,
    referral_code="007",
    agenda=(Engagement(BOOKING_ID, STARTS_AT, STARTS_AT + HOUR),),
    link_epoch=3,
    calendar_epoch=2,
    session_epoch=5,
    own_code="5a5a5a",
    unsubscribed_at=NOW + DAY,
    refusals=("newsletter", "surveys"),
    bounced_at=NOW + 2 * DAY,
    level_before=Maturity.EMERGENT,
    proven_at=NOW + DAY,
    joining=JoiningForm(profile(organization="Théâtre"), HeardFrom.PRESS, "p3f1"),
    asked_events=(AskedEvent(EVENT_ID, EVENT_AT),),
    guardian=Guardian("Lou", "lou@example.org"),
    version=12,
    absorbed=(Absorbed("p9f0", "Zoé E.", "zoe@example.org", "450 555-0101", 1, 2, 3, opens=False),),
    merged_into="p9f1",
    apart_from=("p9f2",),
    shared_email="couple@example.org",
)

FULL: list[Any] = [
    Incident(
        "ic-i20270301t140000f0",
        Facts(
            "Noms et adresses",
            "Un envoi à la mauvaise personne",
            "Fin février",
            NOW.date(),
            "Une douzaine",
            "Délicat",
            "Rappelé",
            risk=Risk.SERIOUS,
            commission_told_on=NOW.date(),
            people_told_on=NOW.date(),
            public_notice="Aucun",
        ),
        "s7c1",
        version=2,
    ),
    PrivacyRequest(
        "rq-q20270301t140000f0",
        RequestKind.PORTABILITY,
        Channel.WRITTEN,
        NOW,
        NOW + 30 * DAY,
        person_id=PARTICIPANT_ID,
        who="Zoé Roy",
        note="Une copie.",
        recorded_by="s7c1",
        recipient="autre@example.org",
        state=RequestState.DONE,
        identified_at=NOW + HOUR,
        closed_at=NOW + DAY,
        outcome="Envoyée.",
        version=2,
    ),
    WHOLE,
    staff_member(
        role=Role.ADMIN,
        active=False,
        link_epoch=1,
        link_sent_at=NOW,
        calendar_epoch=2,
        session_epoch=5,
        sign_ins=9,
        signed_in_at=NOW + DAY,
        signed_in_with="5a5a5a",
        daily_roundup=True,
        version=1,
    ),
    StaffAddress("a1", "s7c1", version=1),
    StaffAct(
        f"{BOOKING_ID}-sessionmoved-2", Deed.SESSION_MOVED, "s7c1", NOW, "2026-2027", version=1
    ),
    replace(look(Shows.FILE, "s7c1", BOOKING_ID, NOW.date(), NOW), about="ev-v3f0", version=1),
    AddressHolder("a1", PARTICIPANT_ID, version=1),
    MailTexts(
        "mails",
        texts={"document": MailText({"subject": "Voici"}, "s7c1", NOW)},
        before=TextBefore("document", "s7c1", NOW, MailText({"title": "Ah"}, "s7c1", NOW)),
        version=2,
    ),
    TriedText("s7c1-tryf0", Kind.DOCUMENT, NOW + DAY, "corrected", {"subject": "Voici"}, 1),
    ExternalCalendar(
        "s7c1",
        "https://agenda.example.org/é.ics",
        NOW,
        NOW + HOUR,
        NOW,
        Unread.REFUSED,
        NOW,
        (Elsewhere(NOW, NOW + HOUR),),
        3,
    ),
    Toolshelf("s7c1", (Tool("Canva", "https://www.canva.com"),), ("Écrire la fiche",), 3),
    Schedule(
        "s7c1", "s7c1-w1", "https://visio.example.org/é", (Withdrawn(slot(), 4, NOW),), version=4
    ),
    DayChange(
        "s7c1-c1",
        NOW.date(),
        Becomes.MOVED,
        "s7c1",
        NOW,
        NOW + DAY,
        ("decouvrabilite",),
        (NOW + DAY).date(),
        onwards=True,
        reason="Une tempête",
        correlation="a1b2",
        later=-30,
        reached=NOW,
        since=540,
        before=720,
        version=1,
    ),
    Pattern(
        "s7c1-w1",
        "Dominique Exemple",
        Opening(
            NOW,
            NOW + DAY / 8,
            ("decouvrabilite",),
            slot_minutes=45,
            buffer_minutes=15,
            format=Format.IN_PERSON,
            meeting_url="https://visio.example.org/é",
        ),
        Repeat(NOW.date(), (NOW.date(),), (0, 4)),
        NOW,
        next_at=NOW,
        written=80,
        version=2,
    ),
    slot(
        themes=("decouvrabilite",),
        format=Format.IN_PERSON,
        meeting_url="https://visio.example.org/é",
        booking_id=BOOKING_ID,
        elsewhere=True,
        version=2,
    ),
    booking(
        format=Format.IN_PERSON,
        meeting_url="https://visio.example.org",
        needs="Mon site",
        status=BookingStatus.COMPLETED,
        sequence=2,
        report=OutcomeReport(
            Outcome.COMPLETED,
            "# Bravo\n",
            (Tool("Wikidata", "https://www.wikidata.org", "Pour exister"), Tool("Canva")),
            ("Créer sa fiche",),
        ),
        held_at=STARTS_AT + HOUR,
        reason="Une tempête",
        offered=(NOW, NOW + DAY),
        link_changes=2,
        version=3,
    ),
    PhoneCall(
        f"{BOOKING_ID}-news",
        Reason.NEWS,
        NOW,
        NOW + DAY,
        STARTS_AT,
        "s7c1",
        Kind.BOOKING_MOVED,
        f"{BOOKING_ID}-moved-1",
        1,
        CallState.AGAIN,
        2,
        "Messagerie pleine",
        "s7c1",
        NOW,
        CallBefore(NOW + HOUR, CallState.AGAIN, NOW, 1, "Occupée", "s8d2", NOW - DAY),
        version=2,
    ),
    TeamFile(
        BOOKING_ID,
        TeamNotes("À rappeler en mai", NOW),
        Before(
            STARTS_AT + HOUR,
            STARTS_AT + HOUR + SECOND,
            BookingStatus.NO_SHOW,
            OutcomeReport(Outcome.NO_SHOW, "Pas venue.", (Tool("Wikidata"),), ("Rappeler",)),
            STARTS_AT + HOUR,
            "Une panne",
        ),
        version=2,
    ),
    Document(
        BOOKING_ID,
        BOOKING_ID,
        "decouvrabilite",
        "Boîte à outils",
        NOW,
        DocumentState.READY,
        NOW + HOUR,
        2,
        "documents/x.pdf",
        "c6af9ac6",
        5,
        NOW,
        1,
    ),
    Survey(
        BOOKING_ID,
        "decouvrabilite",
        NOW,
        Answers(5, True, 0, ("bouche à oreille",), False, True, "Axe 1", "Une idée", "Merci!"),
        NOW + DAY,
        2,
    ),
    message(
        Kind.SURVEY_REMINDER,
        booking_id=BOOKING_ID,
        sequence=1,
        step=2,
        anchor_at=NOW,
        expires_at=NOW + DAY,
        file_key="documents/x.pdf",
        state=State.UNKNOWN,
        attempts=3,
        retried_unknown=True,
        provider_id="0100",
        sent_at=NOW + HOUR,
        reason="answered",
        cause="Throttling",
        put_off_at=NOW,
        correlation="c6af9ac6",
        to="zoe@example.org",
        begins_at=NOW + DAY,
        basis=Basis(Ground.IMPLIED, NOW, NOW + DAY, "summaries", "2026-12"),
        origin=Origin.STRANGER,
        version=7,
    ),
    Roundup("s7c1-20270301", NOW + 60 * DAY, (Change(BOOKING_ID, 0, 2),), 3),
    DailyCount("p3f0-2027-03-01", NOW + 3 * DAY, 40, 41),
    FirstMails(f"first-{'5e' * 16}", (NOW, NOW + DAY), NOW + 30 * DAY, NOW + DAY, 3),
    Budget("everywhere-7", 1_803_996_000_001, NOW + DAY, 7),
    Receipt("r1", "hash", 204, '{"id":"é"}', NOW + DAY, "p3f0", 1),
    event(
        kind=EventKind.CONFERENCE,
        mode=EventMode.ONLINE,
        public=True,
        venue="Maison « é »",
        venue_address="12, rue X",
        venue_access="Rampe",
        online_url="https://visio.example.org",
        opens_at=NOW,
        closes_at=EVENT_AT - HOUR,
        description="Une\n\nconférence",
        language="en",
        accessibility="LSQ",
        speakers=("Ana", "Bo"),
        replay_url="https://video.example.org",
        summary="# Bilan",
        series="cohorte-1",
        cancelled_at=NOW,
        sequence=3,
        earlier=Earlier(NOW, NOW, "Avant", "1, rue de l’Exemple", 2, NOW),
        summaries=1,
        version=4,
    ),
    seats(
        places={
            Mode.ONLINE: Places(2, 2, 1, {"p1-v7e1": 4}, {"p2-v7e1": 5}),
            Mode.IN_PERSON: Places(20),
        },
        opens_at=NOW,
        cancelled=True,
        next_ticket=6,
        freed=2,
        tended=2,
        next_at=NOW,
        version=1,
    ),
    WaitingPlace(f"{EVENT_ID}-in_person-00000007", "p3f0-v7e1", 1, True),
    Broadcast(
        f"{EVENT_ID}-reminder24h-2",
        Topic.REMINDER,
        2,
        NOW,
        EVENT_AT,
        Mode.ONLINE,
        True,
        True,
        "00000003#p1-v7e1",
        2,
        True,
        "c6af9ac6",
        NOW,
        3,
    ),
    registration(
        mode=Mode.IN_PERSON,
        status=RegistrationStatus.OFFERED,
        sequence=1,
        event_sequence=2,
        confirm_by=EVENT_AT,
        answered=False,
        offer_missed=True,
        provisional=True,
        attended_at=EVENT_AT,
        attended_in=Mode.ONLINE,
        version=5,
    ),
    ConsentPage("p3f0-00000002", (Consent("newsletter", True, "2026-11", NOW),), 1),
    Merge(merge_id("p3f0", "p9f0"), NOW, NOW + DAY, "s7c1", WHOLE, WHOLE, 1),
    EventAnswer(f"{EVENT_ID}-p3f0", Answers(5, True), NOW, 1),
    AnswerCount(EVENT_ID, 12, 12),
    TopicProposal(f"{EVENT_ID}-p3f0", "Titre « é »", "Une\nligne", NOW, TopicStatus.CHOSEN, 1, 2),
    Series("sr-1", "Cohorte", (EVENT_ID, "ev-v2"), 3),
    edition(
        imported=True,
        archive="imports/c6af9ac6.zip",
        generation="2",
        next_generation="3",
        status=EditionStatus.PUBLISHED,
        texts={"people": "# Merci\n", "highlights": "« Un »"},
        share_epoch=2,
        indicators=(Indicator("newsletter_open_rate", "0.58", "infolettres, « automne »"),),
        returning=7,
        superseded=(Superseded("1-c0ffee", "editions/2026-2027/1-c0ffee.zip"),),
        shares=(Share("f00d", "Ministère « é »", NOW),),
        counted_for=(date(2026, 9, 1), date(2027, 8, 31)),
        version=4,
    ),
    Release("2026-2027", packed({"people": {"total": 55}}), NOW, packed([{}]), 3),
    Accompanied("2021-2022#1-c0ffee#5e", ("5e" * 10, "5e1d" * 5), 1),
    Figures(
        "2026-2027#1#first/decouvrabilite/",
        {"first/decouvrabilite//2027-03-10T09:00:00": 2, "first/decouvrabilite//": 1},
        3,
    ),
    Alert("p3f0-tdecouvrabilite", "decouvrabilite", NOW, 2, NOW, NOW + HOUR, version=3),
    HourNews(NEWS, NOW, 1, NOW, version=5),
    Demand(DEMAND, {asked("decouvrabilite"): 12, waiting("decouvrabilite"): 3}, version=4),
    EventFigures(
        "2026-2027#1#R5",
        "Découvrabilité",
        "cohort",
        "2027-03-10T09:00:00",
        ("decouvrabilite",),
        "online",
        2,
    ),
    PersonEntry(
        "p3f0",
        "gauthier zoe",
        "Zoé",
        "Gauthier",
        "zoe@example.org",
        "Théâtre d’exemple",
        "514 555-0147",
        True,
        MailStanding.UNSUBSCRIBED,
        ("=all", "=theme:decouvrabilite", "gauthier", "~goti", "@zoe@example.org", "#0147"),
        3,
    ),
    Adjustments(
        "adjustments",
        (Adjusted("delays.undo_minutes", "20", "s7c1", NOW, 1),),
        1,
        2,
    ),
    FirstDay("first-day", (Tick(Step.THEMES, "s7c1", NOW),), True, 1),
    SettingsChange(
        "adjustments-00000001",
        1,
        (Changed("delays.undo_minutes", "", "20"),),
        "s7c1",
        NOW,
        "Pour essayer",
        1,
    ),
    PeopleList("s7c1-5e", "À rappeler", "laurentides", ("absent", "theme:decouvrabilite"), 2),
    Letter(
        "lt-lt81",
        "s7c1",
        "La salle",
        "Au sous-sol",
        LetterAudience("Cohorte", EVENT_ID, Whom.COMING, "laurentides", ("absent",)),
        NOW,
        "s7c1",
        LetterState.SENDING,
        NOW,
        NOW,
        NOW,
        "p3f0",
        80,
        {"no_address": 2},
        "request",
        3,
    ),
    FoundBy("p3f0-=theme:marketing-numerique gauthier zoe", 1),
    PersonCount("p3f0-2026-2027", {"1": {"people/total": 1}, "2": {"people/total": 1}}, 3),
    Recount("2026-2027", "2", '{"pk": {"S": "PERSON#p3f0"}}', True, 40, 5),
    SweepRound("sweep", NOW, NOW + HOUR, "p3f0-x81a", 4),
    RetentionRound(
        "retention",
        NOW,
        phase=RoundPhase.PURGING,
        cursor='{"pk": {"S": "PERSON#p3f0"}, "sk": {"S": "PROFILE"}}',
        counting={RetentionClass.MAILS: Tally(2, NOW)},
        announced={RetentionClass.MAILS: ("p3f0-m1", "p3f0-m2")},
        kept={RetentionClass.MAILS: Tally(3, NOW)},
        kept_at=NOW,
        tonight=A_NIGHT,
        last=A_NIGHT,
        version=4,
    ),
    Told(f"{BOOKING_ID}-document", False, NOW + DAY, 1),
    Draft("s7c1-f0", "notes=%C3%A9", NOW, NOW + DAY, 2),
    PersonKey(PARTICIPANT_ID, "5a" * 32, 2),
    Erasure(
        PARTICIPANT_ID,
        "ana@example.org",
        NOW,
        NOW + HOUR,
        silent=True,
        sessions=(BOOKING_ID,),
        tries=1,
        again=True,
        correlation="c-1",
        guardian="lou@example.org",
        version=2,
    ),
    AudienceSalt(SALT, "5a" * 32, NOW + DAY, 7),
    Seen("5e" * 32, NOW + DAY, True, 2),
    PageDay("2027-03-01#/themes/decouvrabilite", 12, 7, 3, 12),
    EditionAudience(
        "2026-2027",
        "2027-03-02",
        {"2027-03-01": (12, 7, 3), "2027-03-02": (1, 1, 0)},
        {"/": 7, "/themes/decouvrabilite": 5},
        {"/": 1},
        2,
    ),
]

NAMES = [type(entity).__name__ for entity in FULL]
INDEXES = {"timeline_pk", "timeline_sk", "due_pk", "due_sk", "ttl"}


def shape(value: Any) -> Any:
    """The value with the type of each of its parts, as equality alone would not tell."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if is_dataclass(value):
        return type(value), {f.name: shape(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return type(value), [shape(part) for part in value]
    if isinstance(value, datetime):
        return datetime, value, value.utcoffset()
    return type(value), value


def indexed(entity: Any) -> set[str]:
    return set(to_item(entity)) & INDEXES


def test_each_kind_of_entity_has_its_examples() -> None:
    assert {type(e) for e in MINIMAL} == {type(e) for e in FULL} == set(LAYOUTS)


@pytest.mark.parametrize("entity", FULL, ids=NAMES)
def test_the_full_examples_set_each_field(entity: Any) -> None:
    defaults = {f.name: f.default for f in fields(entity) if f.default is not MISSING}
    assert [name for name, value in defaults.items() if getattr(entity, name) == value] == []


@pytest.mark.parametrize("entity", FULL, ids=NAMES)
def test_an_entity_with_each_field_set_comes_back_as_it_was(entity: Any) -> None:
    assert shape(from_item(to_item(entity))) == shape(entity)


@pytest.mark.parametrize("entity", MINIMAL, ids=NAMES)
def test_an_entity_with_little_set_comes_back_as_it_was(entity: Any) -> None:
    assert shape(from_item(to_item(entity))) == shape(entity)


@pytest.mark.parametrize("entity", FULL, ids=NAMES)
def test_keys_and_index_attributes_hide_no_field(entity: Any) -> None:
    layout = LAYOUTS[type(entity)]
    added = {*layout.key(entity.id), *layout.index(entity), "type"}
    assert added.isdisjoint(f.name for f in fields(entity))


@pytest.mark.parametrize("entity", FULL, ids=NAMES)
def test_an_item_is_found_under_the_key_of_its_entity(entity: Any) -> None:
    key = key_item(type(entity), entity.id)
    assert set(key) == {"pk", "sk"}
    assert key.items() <= to_item(entity).items()


def test_what_shares_an_id_does_not_share_a_place() -> None:
    places = [tuple(map(str, key_item(entity, BOOKING_ID).values())) for entity in LAYOUTS]
    assert len(set(places)) == len(places)


def test_all_that_is_held_about_a_person_is_in_their_partition() -> None:
    elsewhere = AddressHolder | Receipt | Event | Seats | WaitingPlace | Broadcast | Series
    elsewhere |= AnswerCount | EventAnswer | TopicProposal | SweepRound | StaffAddress
    elsewhere |= Edition | Release | Figures | EventFigures | Recount | Accompanied
    elsewhere |= AudienceSalt | Seen | PageDay | EditionAudience | Budget | FirstMails
    elsewhere |= PrivacyRequest | Incident | RetentionRound | FoundBy | Demand | HourNews
    elsewhere |= Adjustments | SettingsChange | FirstDay
    elsewhere |= MailTexts | Letter
    held = [e for e in FULL if not isinstance(e, elsewhere)]
    people = {to_item(e)["pk"]["S"] for e in held}
    assert people == {f"PERSON#{PARTICIPANT_ID}", "PERSON#s7c1"}


def test_what_is_none_takes_no_attribute() -> None:
    assert {"held_at", "report"}.isdisjoint(to_item(booking()))


def test_a_moment_is_written_in_utc_to_the_second_whatever_its_zone() -> None:
    montreal = STARTS_AT.astimezone(ZoneInfo("America/Toronto"))
    item = to_item(booking(starts_at=montreal))
    assert item["starts_at"] == {"S": "2027-03-10T14:00:00Z"}
    assert item["timeline_pk"] == {"S": "AGENDA#2027-03"}
    assert from_item(item).starts_at == STARTS_AT


def test_the_last_evening_of_a_month_belongs_to_the_next_month_s_agenda_in_utc() -> None:
    evening = datetime(2027, 3, 31, 20, 30, tzinfo=ZoneInfo("America/Toronto"))
    item = to_item(booking(starts_at=evening.astimezone(UTC)))
    assert item["timeline_pk"] == {"S": "AGENDA#2027-04"}


def test_only_a_free_slot_is_listed_among_the_open_ones() -> None:
    assert indexed(slot()) == {"timeline_pk", "timeline_sk"}
    assert indexed(slot(booking_id=BOOKING_ID)) == set()
    assert indexed(slot(elsewhere=True)) == set()


@pytest.mark.parametrize("status", list(BookingStatus))
def test_the_agenda_shows_all_sessions_but_the_cancelled_ones(status: BookingStatus) -> None:
    shown = status is not BookingStatus.CANCELLED
    assert bool(indexed(booking(status=status))) == shown


@pytest.mark.parametrize(
    ("settled", "partition"),
    [
        (message().settled(State.SENT, NOW), "MAILS"),
        (message().cancelled("answered"), "MAILS"),
        (message().cancelled("no_address"), "UNDELIVERED"),
        (message().settled(State.BOUNCED, NOW), "UNDELIVERED"),
        (message().failed("refused"), "UNDELIVERED"),
    ],
)
def test_a_mail_that_is_settled_is_listed_and_waits_for_nothing(
    settled: Message, partition: str
) -> None:
    assert to_item(settled)["due_pk"] == {"S": partition}
    assert indexed(settled) == {"due_pk", "due_sk"}


def test_only_what_waits_for_a_time_is_in_the_index_of_what_is_due() -> None:
    assert indexed(message()) == {"due_pk", "due_sk"}
    requested = Document(BOOKING_ID, BOOKING_ID, "d", "Boîte", NOW, next_at=NOW)
    assert indexed(requested) == {"due_pk", "due_sk"}
    assert indexed(requested.ready("documents/x.pdf")) == set()


def test_all_that_is_held_about_an_event_is_in_its_partition() -> None:
    held = [e for e in FULL if isinstance(e, Event | Seats | WaitingPlace | Broadcast)]
    assert {to_item(e)["pk"]["S"] for e in held} == {"EVENT#v7e1"}


def test_the_roster_is_in_order_of_arrival_and_without_those_who_left() -> None:
    item = to_item(registration())
    assert item["timeline_pk"] == {"S": f"ROSTER#{EVENT_ID}"}
    assert item["timeline_sk"] == {"S": f"{3:08}#{registration().id}"}
    assert indexed(registration(status=RegistrationStatus.CANCELLED)) == set()


def test_only_an_offer_waits_for_a_time() -> None:
    offered = registration(status=RegistrationStatus.OFFERED, confirm_by=NOW)
    assert indexed(offered) >= {"due_pk", "due_sk"}
    assert indexed(registration(confirm_by=NOW)) == {"timeline_pk", "timeline_sk"}


def test_the_community_is_who_agreed_and_can_be_written_to() -> None:
    member = participant(consents=(Consent("community", True, "2026-11", NOW),))
    assert to_item(member)["timeline_pk"] == {"S": "COMMUNITY"}
    assert indexed(participant()) == set()
    assert indexed(replace(member, bounced_at=NOW)) == {"due_pk", "due_sk"}  # told to the team
    assert indexed(replace(member, unsubscribed_at=NOW)) == set()


def test_what_expires_says_when_in_whole_seconds_since_1970() -> None:
    seconds = {"N": str(int((NOW + DAY).timestamp()))}
    assert to_item(Receipt("r1", "h", 200, "{}", NOW + DAY))["ttl"] == seconds
    assert to_item(DailyCount("p3f0-x", NOW + DAY))["ttl"] == seconds


def test_what_a_later_version_added_to_an_item_is_left_aside() -> None:
    item: Mapping[str, Any] = {**to_item(slot()), "added_later": {"S": "x"}}
    assert from_item(dict(item)) == slot()


ODD: list[dict[str, Any]] = [
    {"N": "7"},
    {"N": "1.5"},
    {"S": "novelty"},
    {"S": "2027-03-01T14:00:00"},
    {"BOOL": True},
    {"NULL": True},
    {"L": [{"M": {}}]},
    {"M": {"novelty": {"S": ""}}},
]
"""In an attribute's place."""


@pytest.mark.parametrize("entity", FULL, ids=lambda e: type(e).__name__)
def test_an_item_is_read_as_it_was_written_or_not_at_all(entity: Any) -> None:
    """Whatever is wrong with one of its attributes: what is read is what would be written back."""
    item = to_item(replace(entity, version=1))
    for name in item.keys() - {"pk", "sk", "timeline_pk", "timeline_sk", "due_pk", "due_sk", "ttl"}:
        for odd in ODD:
            found = from_item_of_any_release({**item, name: odd})
            if not isinstance(found, Unreadable):
                assert to_item(found).get(name, {"NULL": True}) == odd, name


@pytest.mark.parametrize("name", ["id", "type", "version"])
@pytest.mark.parametrize("entity", FULL, ids=lambda e: type(e).__name__)
def test_an_item_without_what_all_have_is_told_by_its_place(entity: Any, name: str) -> None:
    item = {n: v for n, v in to_item(entity).items() if n != name}
    place = Unreadable(item["pk"]["S"], item["sk"]["S"])
    assert from_item_of_any_release(item) == place
    with pytest.raises(UnreadableItem) as refused:
        from_item(item)
    assert refused.value.item == place


def test_an_item_elsewhere_than_its_id_says_cannot_be_read() -> None:
    item = {**to_item(booking()), "sk": {"S": "BOOKING#another"}}
    assert from_item_of_any_release(item) == Unreadable(
        f"PERSON#{PARTICIPANT_ID}", "BOOKING#another"
    )
