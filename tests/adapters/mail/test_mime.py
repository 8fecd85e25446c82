import email
import email.policy
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalicelib.adapters.mail.mime import sender_header, to_bytes
from chalicelib.domain import texts
from chalicelib.domain.mail.mail import Attachment, Mail
from tests.support.examples import BOOKING_ID, NOW

ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Théâtre\r\nEND:VCALENDAR\r\n"
UNSUBSCRIBE = "https://brigade.example.org/desabonnement?jeton=" + "WyJwM2YwIiwwXQ.a_-Z09" * 9
MAIL = Mail("Bienvenue", "ana@example.org", "Ana", "Bonjour, Zoé!", "<p>Bonjour, Zoé!</p>")
FULL = replace(
    MAIL,
    subject="Rencontre individuelle : découvrabilité 🎭",
    to_name="Zoé D’Arcy",
    text="Été.\n" + "x" * 3000,
    html="<p>Été</p>" + "<b>y</b>" * 500,
    unsubscribe_url=UNSUBSCRIBE,
    calendar=(ICS, "REQUEST"),
    attachments=(Attachment("boîte à outils.pdf", bytes(range(256)), "application/pdf"),),
)
HEADERS = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]
ONE_CLICK = ["List-Unsubscribe", "List-Unsubscribe-Post"]
WORDS = [
    *["Rencontre", "individuelle", "confirmée", "le", ":", "mardi\u00a09", "mars", "à"],
    *["13\u00a0h\u00a030", "«", "découvrabilité", "référencement", "vos", "œuvres", "été"],
    *["(Brigade", "numérique", "des", "Laurentides)", "D’Arcy", "🎭", "rappel"],
]
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
NASTY = st.text(st.sampled_from("aBcé :,;@<>()[]\\\"'=?_.-&🎭أ " + LINE_ENDS), max_size=40)


def written(mail: Mail) -> bytes:
    sender = sender_header("Brigade numérique", "brigade@example.org")
    return to_bytes(mail, sender, "equipe@example.org", f"{BOOKING_ID}-reminder48h-0", NOW)


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def raw_headers(raw: bytes) -> dict[str, str]:
    """Headers as they travel, unfolded and undecoded."""
    return dict(email.message_from_bytes(raw, policy=email.policy.compat32.clone()).items())


def header_names(raw: bytes) -> list[str]:
    """But for the language, which has a test of its own."""
    return sorted(name for name in read(raw) if name != "Content-Language")


def lines(part: EmailMessage) -> list[str]:
    return str(part.get_content()).splitlines()


def parts(raw: bytes) -> list[EmailMessage]:
    return [p for p in read(raw).walk() if isinstance(p, EmailMessage) and not p.is_multipart()]


def displayed(header: str) -> str:
    """As a mail program shows an encoded header."""
    return str(make_header(decode_header(header.replace("\r\n", ""))))


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("field", ["subject", "to_name", "to_address", "unsubscribe_url"])
def test_a_line_break_is_refused_in_a_header(field: str, end: str) -> None:
    changes: dict[str, Any] = {field: f"ana@example.org{end}Bcc: x@example.org"}
    with pytest.raises(ValueError, match=r"."):
        written(replace(MAIL, **changes))


@settings(deadline=None, derandomize=True, max_examples=80)
@given(NASTY, NASTY)
def test_no_name_and_no_subject_adds_a_header_or_a_recipient(name: str, subject: str) -> None:
    try:
        raw = written(replace(MAIL, to_name=name, subject=subject))
    except ValueError:
        return
    message = read(raw)
    assert header_names(raw) == sorted(HEADERS)
    assert [a.addr_spec for a in message["To"].addresses] == ["ana@example.org"]
    assert message["From"].addresses[0].addr_spec == "brigade@example.org"


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.text(st.sampled_from("aBcé ,;@<>()[]\\\"'=?_.-&🎭أ"), min_size=1, max_size=80))
def test_a_name_or_subject_that_was_accepted_reads_as_it_was_typed(typed: str) -> None:
    try:
        name = texts.name(typed)
    except texts.BadText:
        return
    headers = raw_headers(written(replace(MAIL, to_name=name, subject=name)))
    assert displayed(headers["Subject"]) == name


PEOPLE = st.lists(
    st.sampled_from(
        [
            "Jean",
            '"Jojo"',
            "Bissonnette",
            "Charbonneau,",
            "L’Heureux-Côté",
            "O'Neil",
            "J.-P.",
            "(de",
            "La)",
            "Durantaye",
            "Lecœur",
            "Œ" * 30,
            "x" * 40,
            "a@b",
            "\\",
            '"',
            "=",
            "أنا",
            "🎭",
        ]
    ),
    min_size=1,
    max_size=14,
).map(lambda words: " ".join(words)[:80])


@settings(deadline=None, derandomize=True, max_examples=150)
@example('Jean "Jojo" Baptiste Alexandre', "Bissonnette Charbonneau, Vaillancourt et Tremblay")
@given(PEOPLE, PEOPLE)
def test_any_name_gives_one_recipient_by_that_name(given_name: str, family_name: str) -> None:
    """Those of earlier releases too, which are stored and may hold an address."""
    name = texts.one_line(f"{given_name} {family_name}")
    raw = written(replace(MAIL, to_name=name))
    (recipient,) = read(raw)["To"].addresses
    assert recipient.addr_spec == "ana@example.org"
    # Some releases of Python read a space more between two encoded words, which RFC 2047 joins.
    assert "".join(recipient.display_name.split()) == "".join(name.split())
    assert header_names(raw) == sorted(HEADERS)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(PEOPLE)
def test_no_line_of_a_header_ends_within_quotes_or_is_blank(name: str) -> None:
    raw = written(replace(MAIL, to_name=name))
    for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n"):
        assert line.strip()
        assert re.sub(rb"\\.", b"", line).count(b'"') % 2 == 0


def test_what_looks_encoded_in_a_subject_is_shown_as_it_was_typed() -> None:
    subject = "Atelier =?utf-8?q?a?= : lire un en-tête"
    assert read(written(replace(MAIL, subject=subject)))["Subject"] == subject


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.lists(st.sampled_from(WORDS), min_size=6, max_size=18))
def test_a_long_subject_in_french_reads_as_it_was_written(words: list[str]) -> None:
    subject = " ".join(words)
    assert displayed(raw_headers(written(replace(MAIL, subject=subject)))["Subject"]) == subject


@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_no_encoded_word_is_longer_than_mail_programs_must_read(field: str) -> None:
    changes: dict[str, Any] = {field: "découvrabilité " * 5 + "é" * 80}
    raw = written(replace(MAIL, **changes))
    assert max(map(len, re.findall(rb"=\?utf-8\?.\?[^ ?]*\?=", raw))) <= 75


def test_a_long_name_with_accents_and_quotes_reads_as_it_was_typed() -> None:
    for name in ("é" * 80, "Ana « la Grande », fille d’Ève " * 2, 'Jean "Ti-Jean" Exemple'):
        header = raw_headers(written(replace(MAIL, to_name=name.strip())))["To"]
        shown = displayed(header).removesuffix(" <ana@example.org>")
        assert shown.strip('"').replace('\\"', '"') == name.strip()


def test_the_bytes_are_seven_bit_whatever_is_in_the_mail() -> None:
    assert all(byte < 128 for byte in written(FULL))


def test_no_line_is_longer_than_mail_servers_take() -> None:
    assert max(map(len, written(FULL).split(b"\r\n"))) <= 998
    assert b"\n" not in written(FULL).replace(b"\r\n", b"")


def test_bodies_and_attachments_keep_the_short_lines_of_their_encodings() -> None:
    for part in parts(written(FULL)):
        encoded = str(part.get_payload())
        assert max(map(len, encoded.splitlines())) <= 76, part.get_content_type()


def test_text_and_html_arrive_as_they_were_written() -> None:
    text, html, *_ = parts(written(FULL))
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert (lines(text), lines(html)) == (FULL.text.splitlines(), FULL.html.splitlines())


def test_the_calendar_says_its_method_and_comes_as_a_file_too() -> None:
    _, _, calendar, attached, _ = parts(written(FULL))
    assert calendar.get_content_type() == "text/calendar"
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert lines(calendar) == ICS.splitlines()
    assert attached.get_filename() == "rencontre.ics"
    assert attached.get_content() == ICS.encode()


def test_a_cancelled_session_s_calendar_says_so() -> None:
    calendar = parts(written(replace(MAIL, calendar=(ICS, "CANCEL"))))[2]
    assert calendar["Content-Type"].params["method"] == "CANCEL"


def test_mail_programs_find_the_calendar_beside_the_text_and_the_files_after_it() -> None:
    message = read(written(FULL))
    alternative, *attached = message.iter_parts()
    assert message.get_content_type() == "multipart/mixed"
    assert [p.get_content_type() for p in alternative.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert [p.get_content_disposition() for p in attached] == ["attachment", "attachment"]


def test_an_attachment_keeps_its_name_type_and_bytes() -> None:
    attached = parts(written(FULL))[-1]
    assert attached.get_filename() == "boîte à outils.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == bytes(range(256))


def test_a_plain_mail_has_neither_calendar_nor_attachment_nor_way_to_unsubscribe() -> None:
    message = read(written(MAIL))
    assert header_names(written(MAIL)) == sorted(HEADERS)
    assert message.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in parts(written(MAIL))] == ["text/plain", "text/html"]


def test_one_click_unsubscribing_is_offered_when_there_is_an_address_for_it() -> None:
    assert header_names(written(FULL)) == sorted([*HEADERS, *ONE_CLICK])
    assert read(written(FULL))["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_unsubscribe_address_travels_as_it_is_since_mail_programs_do_not_decode_it() -> None:
    assert raw_headers(written(FULL))["List-Unsubscribe"].strip() == f"<{UNSUBSCRIBE}>"


def message_id(of: str) -> str:
    raw = to_bytes(MAIL, sender_header("B", "brigade@example.org"), "e@example.org", of, NOW)
    return raw_headers(raw)["Message-ID"].strip()


def test_a_message_has_one_message_id_of_its_own_at_the_sender_s_domain() -> None:
    ids = [f"{BOOKING_ID}-reminder48h-{n}" for n in range(3)]
    assert len({message_id(of) for of in ids}) == 3
    assert [message_id(of) for of in ids] == [message_id(of) for of in ids]
    assert all(re.fullmatch(r"<[^<>@\s]+@example\.org>", message_id(of)) for of in ids)


def test_however_long_a_message_s_id_its_header_is_one_line_that_nothing_encodes() -> None:
    header = message_id(f"p{'3f' * 10}-{'b8' * 10}-reminder48h-12")
    assert re.fullmatch(r"<[^<>@\s]+@example\.org>", header)


def test_the_mail_says_that_it_is_in_french() -> None:
    assert read(written(replace(MAIL, language="fr-CH")))["Content-Language"] == "fr-CH"


def test_the_date_is_the_clock_s() -> None:
    assert read(written(MAIL))["Date"].datetime == NOW


def test_the_sender_is_shown_by_name_and_answers_go_to_the_team() -> None:
    message = read(written(MAIL))
    (sender,) = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Brigade numérique", "brigade@example.org")
    assert message["Reply-To"] == "equipe@example.org"
