import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import UndefinedError

from chalicelib.adapters.links import LIFETIMES, Links, Purpose
from chalicelib.adapters.mail.composer import MailComposer
from chalicelib.adapters.texts.french import French
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.adapters.texts.templates import Templates
from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.documents.themes import Theme
from chalicelib.domain.events.events import EventMode, Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.levels import Maturity
from chalicelib.domain.mail.about import (
    About,
    AboutAttendance,
    AboutLetter,
    AboutPerson,
    AboutRequest,
    AboutRoundup,
    AboutSession,
    AboutTheme,
    AboutTrial,
)
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.mail import Mail
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.mail.roundups import News, Roundup, What
from chalicelib.domain.mail.wording.trials import TriedText
from chalicelib.domain.people import participants as people
from chalicelib.domain.people.staff import Role, StaffMember
from chalicelib.domain.programme import Programme
from chalicelib.domain.sessions.bookings import Booking, BookingStatus
from chalicelib.domain.sessions.slots import Format
from chalicelib.settings import TEMPLATES
from tests.support.event_examples import EVENT_AT, OF_EVENTS, attendance, event, registration
from tests.support.examples import copy, letter, request, slot

SITE = "https://brigade.example.org"
NOW = datetime(2027, 3, 1, 15, tzinfo=UTC)
NBSP = "\u00a0"
PROGRAMME = read_programme(TEMPLATES / "programme.toml")
TITLE, WRITTEN = "Découvrabilité", date(2026, 11, 1)
THEME = Theme("decouvrabilite", TITLE, "…", 60, "2026-2027", 1, WRITTEN, "CC0-1.0")
MEETING = "https://visio.example.org/abc-def"
BOOKING = Booking(
    id="p1-x1",
    slot_id="s1",
    theme=THEME.slug,
    starts_at=datetime(2027, 3, 15, 17, 30, tzinfo=UTC),
    ends_at=datetime(2027, 3, 15, 18, 30, tzinfo=UTC),
    adviser_id="s1",
    adviser_name="Marie Gagnon",
    format=Format.VIDEO,
    booked_at=NOW,
    meeting_url=MEETING,
)
PROFILE = people.Profile(
    "Zoé", "Roy", people.ParticipantKind.INDIVIDUAL, Maturity.EMERGENT, (THEME.slug,)
)
PARTICIPANT = people.Participant("p1", "zoe@example.org", PROFILE, NOW, NOW, proven_at=NOW)
STAFF = StaffMember("s1", "marie@example.org", "Marie Gagnon", Role.ADVISER)
ROUNDUPS = {Kind.STAFF_ROUNDUP}
OF_ADVISER = {Kind.STAFF_SESSION, Kind.STAFF_OWN_CHANGE}
TO_STAFF = {Kind.STAFF_SIGN_IN, Kind.STAFF_DOCUMENT_FAILED, *OF_ADVISER, *ROUNDUPS}
TO_STAFF |= {Kind.PRIVACY_WAITING, Kind.STAFF_TEXT_TRIED}
OF_REQUESTS = {Kind.PRIVACY_IDENTITY, Kind.PRIVACY_COPY, Kind.PRIVACY_WAITING}
OF_THEMES = {Kind.THEME_OPEN}
OF_LETTERS = {Kind.LETTER, Kind.EVENT_LETTER}
"""Who writes one words it: no other text says anything of it."""
OF_ADDRESSES = {Kind.ADDRESS_PROOF, Kind.ADDRESS_CHANGED, Kind.ERASED}
WITHOUT_BOOKING = {
    Kind.REGISTRATION,
    Kind.PERSONAL_LINK,
    Kind.COMMUNITY_INVITATION,
    *OF_ADDRESSES,
    *TO_STAFF,
    *OF_EVENTS,
}
WITHOUT_BOOKING |= OF_REQUESTS | OF_THEMES
WITHOUT_BOOKING -= OF_ADVISER
WITHOUT_TOKEN = {
    Kind.STAFF_DOCUMENT_FAILED,
    *OF_ADVISER,
    Kind.ADDRESS_CHANGED,
    Kind.ERASED,
    *ROUNDUPS,
}
WITHOUT_TOKEN |= {Kind.PRIVACY_WAITING}
"""Their page asks to sign in, or nobody may enter from there any more."""
WITH_TIME = [Kind.BOOKING_CONFIRMED, Kind.BOOKING_MOVED, Kind.BOOKING_REMINDER]
WITH_NEEDS = [Kind.BOOKING_CONFIRMED, Kind.BOOKING_MOVED]

OF_SURVEYS = [Kind.SURVEY_INVITATION, Kind.SURVEY_REMINDER]

every_kind = pytest.mark.parametrize("kind", list(Kind))


class StoredPdf:
    def put(self, key: str, content: bytes, content_type: str) -> None: ...

    def get(self, key: str) -> bytes:
        return b"%PDF-1.7"


class Page(HTMLParser):
    """What a reader gets: the text, the links, the elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:  # not in <style>
            self.text += data


def fresh_templates(programme: Programme) -> Templates:
    return Templates(
        TEMPLATES,
        French(programme.zone),
        {"programme": programme, "site": SITE},
    )


templates = cache(fresh_templates)


def composer_for(programme: Programme) -> MailComposer:
    return MailComposer(
        templates(programme),
        Links(["k" * 32], SITE),
        StoredPdf(),  # type: ignore[arg-type]
        {THEME.slug: THEME},
        programme,
        "brigade@example.org",
    )


def compose(
    kind: Kind,
    booking: Booking | None = BOOKING,
    step: int | None = None,
    person: people.Participant = PARTICIPANT,
    about: About | None = None,
    now: datetime = NOW,
    **changed: Any,
) -> Mail:
    """The mail of this kind as it would leave; `changed` are settings of the programme."""
    composer = composer_for(replace(PROGRAMME, **changed))
    recipient = STAFF if kind in TO_STAFF else person
    if booking and kind is Kind.BOOKING_CANCELLED:
        booking = replace(booking, status=BookingStatus.CANCELLED)
    step = int(kind is Kind.SURVEY_REMINDER) if step is None else step
    message = Message(f"{recipient.id}-x1-m", kind, NOW, NOW, booking_id="p1-x1", step=step)
    return composer.compose(message, recipient, about or told_of(kind, booking), now)


def told_of(kind: Kind, session: Booking | None) -> About:
    if kind in OF_EVENTS:
        return attendance(kind)
    if kind in ROUNDUPS:
        return roundup()
    if kind is Kind.STAFF_TEXT_TRIED:
        return AboutTrial(TriedText("s1-tryf0", Kind.PERSONAL_LINK, NOW))
    if kind in OF_REQUESTS:
        return AboutRequest(request())
    if kind in OF_THEMES:
        return AboutTheme(Alert("p1-tdecouvrabilite", THEME.slug, NOW), (slot(),))
    if kind in OF_LETTERS:
        return AboutLetter(letter())
    return AboutPerson() if session is None or kind in WITHOUT_BOOKING else AboutSession(session)


def roundup(*news: News) -> AboutRoundup:
    """A roundup that tells what it is given; by default, one session of each sort of news."""
    every = tuple(News(what, BOOKING, PARTICIPANT, False) for what in What)
    return AboutRoundup(Roundup("s1-20270301", NOW), news or every)


def of_event(
    kind: Kind, held: dict[str, Any] | None = None, now: datetime = NOW, **changes: Any
) -> Mail:
    """A mail about an event; `held` changes the registration, `changes` the event."""
    about = attendance(kind, **changes)
    assert about.registration is not None
    registration = replace(about.registration, **held or {})
    return compose(kind, about=replace(about, registration=registration), now=now)


def named(given_name: str) -> people.Participant:
    return replace(PARTICIPANT, profile=replace(PROFILE, given_name=given_name))


def parts(mail: Mail) -> tuple[str, str]:
    return mail.text, Page(mail.html).text


def token_links(mail: Mail) -> set[str]:
    return {link for link in Page(mail.html).links if "jeton=" in link}


@every_kind
def test_every_kind_has_a_text_and_an_html_part(kind: Kind) -> None:
    text, html = parts(compose(kind))
    greeting = "Bonjour Marie Gagnon," if kind in TO_STAFF else "Bonjour Zoé,"
    assert text.startswith(f"{greeting}\n\n")
    assert greeting in html


@every_kind
def test_the_subject_is_one_short_line_that_the_body_does_not_repeat(kind: Kind) -> None:
    mail = compose(kind)
    assert 0 < len(mail.subject) <= 78
    assert mail.subject.splitlines() == [mail.subject]
    assert mail.subject not in mail.text.replace(NBSP, " ")


@every_kind
def test_the_html_part_is_an_accessible_page_that_loads_nothing(kind: Kind) -> None:
    elements = Page(compose(kind).html).elements
    names = [name for name, _ in elements]
    assert ("html", {"lang": "fr-CA"}) in elements
    assert names.count("h1") == names.count("title") == 1
    assert [attributes.get("role") for _, attributes in elements].count("main") == 1
    assert not {"img", "script", "link", "table", "form", "iframe"} & set(names)
    assert not any("src" in attributes for _, attributes in elements)
    assert "url(" not in compose(kind).html


@every_kind
def test_every_mail_says_who_sends_it_from_where_and_why(kind: Kind) -> None:
    for part in parts(compose(kind)):
        for said in (
            PROGRAMME.name,
            PROGRAMME.organisation,
            PROGRAMME.postal_address,
            PROGRAMME.contact_email,
            PROGRAMME.contact_phone,
            "Vous recevez ce courriel parce que",
        ):
            assert said in part


@every_kind
def test_every_mail_gives_the_reason_of_its_own_kind(kind: Kind) -> None:
    reason = templates(PROGRAMME).words["mail_reason"][kind.value]
    assert all(f"Vous recevez ce courriel {reason}" in part for part in parts(compose(kind)))


@pytest.mark.parametrize(
    ("kind", "about", "table"),
    [
        (Kind.EVENT_REMINDER, attendance(Kind.EVENT_REMINDER), "mail_reason"),
        (Kind.DOCUMENT, AboutSession(BOOKING), "mail_reason"),
        (Kind.DOCUMENT, attendance(Kind.DOCUMENT), "mail_reason_of_group_session"),
    ],
)
def test_a_mail_without_a_reason_of_its_own_is_not_written(
    kind: Kind, about: About, table: str
) -> None:
    lacking = replace(composer_for(PROGRAMME), templates=fresh_templates(PROGRAMME))
    message = Message("p1-x1-m", kind, NOW, NOW, booking_id="p1-x1")
    assert lacking.compose(message, PARTICIPANT, about, NOW)
    del lacking.templates.words[table][kind.value]
    with pytest.raises(UndefinedError, match=kind.value):
        lacking.compose(message, PARTICIPANT, about, NOW)


@every_kind
def test_one_can_unsubscribe_from_what_is_not_transactional_alone(kind: Kind) -> None:
    mail = compose(kind)
    offered = f"{SITE}/desabonnement" in mail.text, f"{SITE}/desabonnement" in mail.html
    can_unsubscribe = KINDS[kind].can_unsubscribe
    assert offered == ((True, True) if can_unsubscribe else (False, False))
    assert mail.unsubscribe_url in mail.text.splitlines() or not can_unsubscribe


@every_kind
def test_each_link_of_the_text_part_stands_alone_on_its_line(kind: Kind) -> None:
    mail = compose(kind)
    lines = [line for line in mail.text.splitlines() if "://" in line]
    assert all(re.fullmatch(r"https://\S+", line) for line in lines)
    assert token_links(mail) == {line for line in lines if "jeton=" in line}
    assert token_links(mail) or kind in WITHOUT_TOKEN
    assert set(lines) == {link for link in Page(mail.html).links if link.startswith("https:")}


OPENS: dict[Kind, str] = {
    Kind.LETTER: "/mon-espace",
    Kind.EVENT_LETTER: "/mon-espace",
    Kind.REGISTRATION: "/mon-espace",
    Kind.PERSONAL_LINK: "/mon-espace",
    Kind.BOOKING_CONFIRMED: "/mon-espace",
    Kind.BOOKING_MOVED: "/mon-espace",
    Kind.BOOKING_CANCELLED: "/mon-espace",
    Kind.BOOKING_REMINDER: "/mon-espace",
    Kind.BOOKING_EXPECTED: "/mon-espace",
    Kind.BOOKING_LINK: "/mon-espace",
    Kind.DOCUMENT: "/mon-espace",
    Kind.SURVEY_INVITATION: "/sondage",
    Kind.SURVEY_REMINDER: "/sondage",
    Kind.ADDRESS_PROOF: "/mon-espace/adresse/confirmer",
    Kind.COMMUNITY_INVITATION: "/mon-espace",
    Kind.STAFF_SIGN_IN: "/equipe/connexion",
    Kind.THEME_OPEN: "/mon-espace",
    Kind.STAFF_TEXT_TRIED: "/mon-espace",
    Kind.PRIVACY_IDENTITY: "/demande",
    Kind.PRIVACY_COPY: "/copie",
    **dict.fromkeys(OF_EVENTS, "/mon-espace"),
}
"""The page that a mail's link opens, by the token that it carries."""


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in WITHOUT_TOKEN])
def test_each_mail_opens_the_page_it_is_about(kind: Kind) -> None:
    assert kind in OPENS, f"OPENS does not say which page {kind.value} opens"
    others = ("/desabonnement", "/rejoindre")
    links = {link for link in token_links(compose(kind)) if not any(o in link for o in others)}
    assert [link.partition("?jeton=")[0] for link in links] == [SITE + OPENS[kind]]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in TO_STAFF])
def test_markup_in_a_name_is_shown_as_typed(kind: Kind) -> None:
    name = "<b>{{ 7 * 7 }}</b> & {% raw %}"
    mail = compose(kind, person=named(name))
    assert all(f"Bonjour {name}," in part for part in parts(mail))
    assert "<b>" not in mail.html


@pytest.mark.parametrize("kind", WITH_NEEDS)
def test_markup_in_needs_is_shown_as_typed(kind: Kind) -> None:
    needs = "<script>alert(1)</script> {{ programme }} {% include 'x' %} « é » & co"
    mail = compose(kind, replace(BOOKING, needs=needs))
    assert all(needs in part for part in parts(mail))
    assert "<script" not in mail.html


def test_a_name_stays_on_the_line_of_the_greeting() -> None:
    text = compose(Kind.REGISTRATION, person=named("Zoé\n\nhttps://piege.example\n")).text
    assert text.splitlines()[0] == "Bonjour Zoé https://piege.example,"


def test_a_name_of_spaces_leaves_a_plain_greeting() -> None:
    assert compose(Kind.REGISTRATION, person=named(" ")).text.startswith("Bonjour,\n")


@pytest.mark.parametrize("kind", WITH_TIME)
@pytest.mark.parametrize(
    ("starts_at", "day"),
    [
        (datetime(2027, 3, 13, 18, 30, tzinfo=UTC), "samedi 13 mars 2027"),
        (datetime(2027, 3, 15, 17, 30, tzinfo=UTC), "lundi 15 mars 2027"),
        (datetime(2027, 11, 6, 17, 30, tzinfo=UTC), "samedi 6 novembre 2027"),
        (datetime(2027, 11, 8, 18, 30, tzinfo=UTC), "lundi 8 novembre 2027"),
    ],
)
def test_the_time_is_the_wall_time_on_both_sides_of_dst(
    kind: Kind, starts_at: datetime, day: str
) -> None:
    ends_at = starts_at + timedelta(hours=1)
    mail = compose(kind, replace(BOOKING, starts_at=starts_at, ends_at=ends_at))
    time = "de 13 h 30 à 14 h 30 (heure de l’Est)".replace(" h ", f"{NBSP}h{NBSP}")
    for part in parts(mail):
        assert day in part
        assert time in part
    assert day in mail.subject


@pytest.mark.parametrize("kind", WITH_TIME)
def test_the_deadline_is_counted_in_elapsed_time_across_dst(kind: Kind) -> None:
    starts_at = datetime(2027, 3, 14, 17, 30, tzinfo=UTC)
    deadline = f"soit le samedi 13 mars 2027 à 12{NBSP}h{NBSP}30"
    for part in parts(compose(kind, replace(BOOKING, starts_at=starts_at))):
        assert f"jusqu’à 24{NBSP}heures avant le début, {deadline}" in part


@pytest.mark.parametrize("hours", [1, 0])
def test_the_deadline_follows_the_programme(hours: int) -> None:
    text = compose(Kind.BOOKING_CONFIRMED, cancel_deadline=timedelta(hours=hours)).text
    expected = f"jusqu’à 1{NBSP}heure avant le début, soit" if hours else "jusqu’au début."
    assert expected in text


@pytest.mark.parametrize("kind", [*WITH_TIME, Kind.BOOKING_CANCELLED])
def test_dates_are_never_told_from_the_day_of_sending(kind: Kind) -> None:
    for part in (compose(kind).subject, *parts(compose(kind))):
        assert not re.search(r"\bdemain\b|\baujourd’hui\b|dans \d+", part)


@pytest.mark.parametrize("kind", WITH_TIME)
def test_a_video_session_gives_its_link_or_says_that_it_will_come(kind: Kind) -> None:
    assert MEETING in compose(kind).text.splitlines()
    assert MEETING in Page(compose(kind).html).links
    for part in parts(compose(kind, replace(BOOKING, meeting_url=""))):
        assert "vous enverra le lien" in part


@pytest.mark.parametrize("kind", WITH_TIME)
def test_a_meeting_address_that_is_no_web_address_makes_no_link(kind: Kind) -> None:
    mail = compose(kind, replace(BOOKING, meeting_url="javascript:alert(1)"))
    assert "javascript:" not in mail.html + mail.text


@pytest.mark.parametrize("kind", WITH_TIME)
def test_a_session_in_person_says_so(kind: Kind) -> None:
    mail = compose(kind, replace(BOOKING, format=Format.IN_PERSON, meeting_url=""))
    assert all("en personne" in part and "vidéo" not in part for part in parts(mail))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in WITHOUT_BOOKING])
def test_a_theme_that_left_the_library_stops_no_mail(kind: Kind) -> None:
    assert parts(compose(kind, replace(BOOKING, theme="retire")))


@pytest.mark.parametrize("kind", [Kind.DOCUMENT, *OF_SURVEYS])
def test_what_follows_a_session_can_leave_without_its_record(kind: Kind) -> None:
    assert all("votre rencontre individuelle" in part for part in parts(compose(kind, None)))


def test_the_registration_shows_the_steps_and_where_one_stands() -> None:
    for part in parts(compose(Kind.REGISTRATION)):
        steps = (
            "Inscription (",
            "Réservation",
            "Rencontre individuelle",
            "Document",
            "Rayonnement",
        )
        found = [part.index(step) for step in (*steps, "Rencontres de groupe")]
        assert found == sorted(found)
        assert found[0] < part.index("C’est fait!", found[0]) < found[1]
        assert found[1] < part.index("Vous en êtes ici") < found[2]


def test_who_has_not_confirmed_is_told_of_no_step_as_done() -> None:
    waiting = replace(PARTICIPANT, proven_at=None)
    for part in parts(compose(Kind.REGISTRATION, person=waiting)):
        assert "C’est fait!" not in part
        first = part.index("Inscription (")
        assert first < part.index("Vous en êtes ici", first) < part.index("Réservation", first)


def test_the_document_names_the_mission_the_community_and_the_diagnostic() -> None:
    mail = compose(Kind.DOCUMENT)
    assert all("trois collègues, pairs ou bénévoles" in part for part in parts(mail))
    assert {PROGRAMME.community_url, PROGRAMME.diagnostic_url} <= set(mail.text.splitlines())


def test_a_programme_without_community_or_diagnostic_does_not_mention_them() -> None:
    mail = compose(Kind.DOCUMENT, community_url="", diagnostic_url="")
    assert not any(re.search("communauté|diagnostic", part) for part in parts(mail))


@pytest.mark.parametrize(("step", "last"), [(1, False), (2, True)])
def test_the_last_survey_reminder_alone_says_that_it_is_the_last(step: int, last: bool) -> None:
    mail = compose(Kind.SURVEY_REMINDER, step=step)
    for part in (mail.subject, *parts(mail)):
        assert ("dernier rappel" in part.lower()) is last


@pytest.mark.parametrize("kind", OF_SURVEYS)
def test_a_survey_mail_welcomes_those_who_have_not_shared_yet(kind: Kind) -> None:
    for part in parts(compose(kind)):
        assert "même si vous n’avez pas encore partagé" in part
        assert "bailleurs de fonds" in part


def test_the_sign_in_mail_says_how_long_its_link_holds() -> None:
    minutes = LIFETIMES[Purpose.SIGN_IN] // timedelta(minutes=1)
    assert all(f"{minutes}{NBSP}minutes" in part for part in parts(compose(Kind.STAFF_SIGN_IN)))


MISSPACED = {
    r"\s[;!?]": "no space goes before ; ! ?",
    r"[^\S\u00a0]:": "the space before : is a no-break space (U+00A0)",
    r"[^\u00a0]»": "a no-break space (U+00A0) goes before »",
    r"«[^\u00a0]": "a no-break space (U+00A0) goes after «",
    r"'": "the apostrophe is ’ (U+2019)",
}


@every_kind
def test_punctuation_is_spaced_as_in_quebec(kind: Kind) -> None:
    for part in parts(compose(kind)):
        prose = re.sub(r"https?://\S+", "", part)
        for wrong, expected in MISSPACED.items():
            ends = [each.end() for each in re.finditer(wrong, prose)]
            found = [prose[max(end - 25, 0) : end] for end in ends]
            assert not found, f"{expected}, but in {kind.value}: {found}"


ADDRESS, ACCESS = "12, rue de l’Exemple", "par la cour"
ROOM: dict[str, Any] = {
    "venue": "Maison de la culture",
    "venue_address": ADDRESS,
    "venue_access": ACCESS,
}
IN_ROOM: dict[str, Any] = {"mode": Mode.IN_PERSON}
NEW_TIMES: dict[str, Any] = {
    "starts_at": EVENT_AT + timedelta(days=1),
    "ends_at": EVENT_AT + timedelta(days=1, hours=1),
}


@pytest.mark.parametrize("kind", sorted(OF_EVENTS))
def test_a_subject_names_the_event_even_if_its_title_is_long(kind: Kind) -> None:
    assert "Cohorte" in of_event(kind).subject
    long = of_event(kind, title="Cohorte " + "sur la découvrabilité " * 9)
    assert "Cohorte sur" in long.subject
    assert "…" in long.subject
    assert len(long.subject) <= 78


def test_a_subject_says_what_which_event_and_when() -> None:
    said = of_event(Kind.EVENT_CONFIRMED).subject
    assert said == f"Place confirmée{NBSP}: Cohorte, le dimanche 21 mars"


def test_a_roundup_says_that_a_session_changed_even_if_it_cannot_be_read() -> None:
    told = News(What.CANCELLED, BOOKING, PARTICIPANT, True)
    mail = compose(Kind.STAFF_ROUNDUP, about=replace(roundup(told), unread=2))
    assert mail.subject == f"Vos rencontres{NBSP}: 1 annulée, 2 illisibles"
    assert len(mail.calendars) == 1
    for part in parts(mail):
        assert "Zoé Roy" in part
        assert "Réservée, puis annulée, depuis notre dernier avis." in part
        assert "2 rencontres ont changé aussi" in part


def test_a_summary_of_a_public_event_gives_its_page_to_share_and_not_the_mail() -> None:
    for kind in (Kind.EVENT_SUMMARY, Kind.EVENT_DIGEST):
        mail = of_event(kind, public=True)
        assert f"{SITE}/evenements/ev-v7e1" in mail.text.splitlines()
        for part in parts(mail):
            assert "faire circuler" not in part
            assert "artagez" in part
            assert "lien personnel" in part


def test_a_summary_that_is_not_public_invites_nobody_to_share() -> None:
    for kind in (Kind.EVENT_SUMMARY, Kind.EVENT_DIGEST):
        for part in parts(of_event(kind, public=False)):
            assert not re.search("partag|circuler|publi|tout le monde", part, re.IGNORECASE)
    assert f"{SITE}/evenements" not in of_event(Kind.EVENT_SUMMARY, public=False).text
    digest = of_event(Kind.EVENT_DIGEST, public=False).text
    assert digest.index("Ouvrir mon espace") < digest.index("Lire le bilan")


def test_the_text_of_a_summary_shows_no_markdown() -> None:
    summary = "## Trois idées\n\n- **Nommer** ses œuvres\n- [Wikidata](https://www.wikidata.org)"
    mail = of_event(Kind.EVENT_SUMMARY, summary=summary)
    shown = "Trois idées\n\n- Nommer ses œuvres\n- Wikidata (https://www.wikidata.org)\n"
    assert shown in mail.text
    assert "<strong>Nommer</strong>" in mail.html
    assert "<h2>Trois idées</h2>" in mail.html, "the level under the mail's own title"


def test_who_is_removed_by_the_team_is_not_thanked_for_cancelling() -> None:
    mail = of_event(Kind.EVENT_REMOVED)
    for part in parts(mail):
        assert "L’équipe a retiré votre inscription" in part
        assert "Répondez à ce courriel" in part
        assert "Merci" not in part
    assert mail.calendar is not None
    assert mail.calendar[1] == "CANCEL"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.EVENT_WAITLISTED, "En attente pour : une place dans la salle"),
        (Kind.EVENT_WAITING, "En attente pour : une place dans la salle"),
        (Kind.EVENT_OFFER, "Place offerte : dans la salle"),
        (Kind.EVENT_OFFER_LAPSED, "En attente pour : une place dans la salle"),
        (Kind.EVENT_SEAT_FREE, "En attente pour : une place dans la salle"),
    ],
)
def test_who_has_no_seat_is_not_told_that_they_take_part(kind: Kind, said: str) -> None:
    for part in parts(of_event(kind, IN_ROOM, **ROOM)):
        assert said in part.replace(NBSP, " ")
        assert "Vous participez" not in part
        assert "Maison de la culture" in part
        offered = kind is Kind.EVENT_OFFER  # is holding a seat until they answer
        assert (ADDRESS in part, ACCESS in part) == (offered, offered)


@pytest.mark.parametrize(
    ("mode", "full", "other"),
    [
        (Mode.IN_PERSON, "Toutes les places dans la salle", "Et en ligne?"),
        (Mode.ONLINE, "Toutes les places en ligne", "Et dans la salle?"),
    ],
)
def test_who_waits_learns_what_is_full_and_where_else_to_look(
    mode: Mode, full: str, other: str
) -> None:
    waiting = of_event(Kind.EVENT_WAITING, {"mode": mode})
    assert all(other in part for part in parts(waiting))
    for part in parts(of_event(Kind.EVENT_WAITLISTED, {"mode": mode})):
        assert full in part
        assert other in part
        assert "Votre place ira" not in part
    alone = of_event(Kind.EVENT_WAITLISTED, {"mode": mode}, mode=EventMode(mode.value))
    assert all(full in part and other not in part for part in parts(alone))


def test_who_switches_lines_waits_for_the_other_mode() -> None:
    waiting = {**IN_ROOM, "status": RegistrationStatus.WAITLISTED}
    for part in parts(of_event(Kind.EVENT_SWITCHED, waiting)):
        assert "Vous attendez maintenant une place dans la salle." in part
        assert "Voici comment vous participez" not in part


@pytest.mark.parametrize(
    ("before", "subject", "lead"),
    [
        (timedelta(days=7), "Dans une semaine : Cohorte, le dimanche 21 mars", "une semaine"),
        (timedelta(days=1), "Demain : Cohorte, à 10 h", "demain"),
        (timedelta(hours=1), "Dans une heure : Cohorte, à 10 h", "dans une heure"),
        (timedelta(hours=3), "Aujourd’hui : Cohorte, à 10 h", "aujourd’hui"),
    ],
)
def test_a_reminder_says_how_soon_it_is(before: timedelta, subject: str, lead: str) -> None:
    mail = of_event(Kind.EVENT_REMINDER, now=EVENT_AT - before)
    assert mail.subject.replace(NBSP, " ") == subject
    assert all(re.search(f"Votre activité commence .*{lead}", part) for part in parts(mail))


CHANGES: list[tuple[dict[str, Any], Mode, str, set[str]]] = [
    (NEW_TIMES, Mode.ONLINE, "Nouvel horaire", {"Ancien horaire"}),
    (NEW_TIMES, Mode.IN_PERSON, "Nouvel horaire", {"Ancien horaire"}),
    ({"venue": "Ailleurs"}, Mode.IN_PERSON, "Nouveau lieu", {"Ancien lieu"}),
    (
        {"venue": "Ailleurs", **NEW_TIMES},
        Mode.IN_PERSON,
        "Nouvel horaire et nouveau lieu",
        {"Ancien horaire", "Ancien lieu"},
    ),
    ({"venue": "Ailleurs"}, Mode.ONLINE, "La salle change, rien ne change en ligne", set()),
]


@pytest.mark.parametrize(("changes", "mode", "title", "told"), CHANGES)
def test_a_change_says_what_changed_and_from_what(
    changes: dict[str, Any], mode: Mode, title: str, told: set[str]
) -> None:
    changed = event(**ROOM).changed(changes, NOW)
    mail = compose(Kind.EVENT_CHANGED, about=AboutAttendance(changed, registration(mode=mode)))
    assert mail.subject.startswith(f"{title}{NBSP}: Cohorte, le ")
    for part in parts(mail):
        assert {label for label in ("Ancien horaire", "Ancien lieu") if label in part} == told
        assert ("dimanche 21 mars 2027, de 10" in part) is ("Ancien horaire" in told)
        assert "un clic" not in part
        assert ("Cela ne vous convient plus?" in part) is bool(told)
        assert ("rien ne change pour vous en ligne" in part) is (not told)


def test_who_registered_since_is_not_told_what_was_before() -> None:
    changed = event(**ROOM).changed({"venue": "Ailleurs"}, NOW).changed(NEW_TIMES, NOW)
    held = registration(**IN_ROOM, event_sequence=1)
    for part in parts(compose(Kind.EVENT_CHANGED, about=AboutAttendance(changed, held))):
        assert "Le moment ou le lieu de cette activité a changé." in part
        assert "Ancien" not in part


@pytest.mark.parametrize("kind", [Kind.DOCUMENT, *OF_SURVEYS])
def test_what_follows_a_group_session_is_sent_because_of_it(kind: Kind) -> None:
    came = registration(status=RegistrationStatus.ATTENDED)
    about = AboutAttendance(event(), came, session=BOOKING)
    for part in parts(compose(kind, about=about)):
        assert "parce que vous avez participé à une séance de groupe" in part
        assert "individuelle" not in part


def test_a_copy_names_who_sends_it_and_greets_nobody_by_that_name() -> None:
    sent = Message("p1-q2-copy", Kind.PRIVACY_COPY, NOW, NOW, to="autre@example.org")
    mail = composer_for(PROGRAMME).compose(sent, PARTICIPANT, AboutRequest(copy()), NOW)
    assert (mail.to_address, mail.to_name) == ("autre@example.org", "")
    for part in parts(mail):
        assert "Bonjour," in part
        assert "Zoé Roy" in part


@pytest.mark.parametrize("kind", sorted(set(Kind) - TO_STAFF - OF_REQUESTS))
def test_nothing_that_somebody_typed_as_a_name_goes_to_another_address(kind: Kind) -> None:
    """Who has a mail sent elsewhere (to prove an address, say) may have typed any name."""
    person, about = named("Téléphonez"), told_of(kind, BOOKING)
    message = Message("p1-x1-m", kind, NOW, NOW, booking_id="p1-x1", to="autre@example.org")
    mail = composer_for(PROGRAMME).compose(message, person, about, NOW)
    assert (mail.to_address, mail.to_name) == ("autre@example.org", "")
    for part in (mail.subject, *parts(mail)):
        assert "Téléphonez" not in part
        assert person.profile.family_name not in part
