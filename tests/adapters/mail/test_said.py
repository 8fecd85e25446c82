"""What mails say: each kind's own words, and the team's in their place."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.mail.previews import examples
from chalicelib.domain.errors import InvalidFields
from chalicelib.domain.mail.about import AboutAttendance
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.mail import Mail
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.mail.wording.checking import still_good, worded
from chalicelib.domain.mail.wording.placeholders import offered
from chalicelib.domain.mail.wording.texts import (
    TEXTS_ID,
    MailText,
    MailTexts,
    block_of,
    variant_of,
)
from tests.adapters.mail.test_mail_templates import (
    BOOKING,
    NOW,
    OF_LETTERS,
    PARTICIPANT,
    PROGRAMME,
    composer_for,
    parts,
    templates,
    told_of,
)

OWN = templates(PROGRAMME).mail_texts
OF_OTHERS = {Kind.STAFF_TEXT_TRIED, *OF_LETTERS}
"""Kinds that say the words of another kind, or of somebody."""

WORDED = [kind for kind in Kind if kind not in OF_OTHERS]


def sent(kind: Kind, blocks: dict[str, str], title: str = "") -> Mail:
    """A mail of a kind with texts of the team; `title` is its event's."""
    about = told_of(kind, BOOKING)
    if title:
        assert isinstance(about, AboutAttendance)
        about = replace(about, event=replace(about.event, title=title))
    message = Message("p1-x1-m", kind, NOW, NOW, booking_id="p1-x1")
    texts = MailTexts(TEXTS_ID, texts={kind.value: MailText(blocks, "s1", NOW)})
    return composer_for(PROGRAMME).compose(message, PARTICIPANT, about, NOW, texts)


@pytest.mark.parametrize("kind", WORDED)
def test_every_kind_has_words_that_can_be_said(kind: Kind) -> None:
    own = OWN.get(kind.value, {})
    assert {"subject", "title", "preheader", "opening"} <= set(own), (
        f"templates/emails/texts says nothing of {kind.value}"
    )
    assert {block_of(name) for name in own} <= {name for name in own if "." not in name}
    assert all(still_good(kind, name, text, own) for name, text in own.items())


def test_there_are_words_of_no_other_kind() -> None:
    assert set(OWN) == set(WORDED)


def test_each_block_variant_and_placeholder_is_said_in_words() -> None:
    words = templates(PROGRAMME).words
    names = [name for own in OWN.values() for name in own]
    assert {block_of(name) for name in names} == set(words["mail_block"])
    assert {variant_of(name) for name in names} - {""} == set(words["mail_variant"])
    assert {name for kind in WORDED for name in offered(kind)} == set(words["placeholder"])
    areas = {KINDS[kind].template.partition("/")[0] for kind in WORDED}
    assert areas == set(words["mail_area"])


@pytest.mark.parametrize("kind", WORDED)
def test_each_placeholder_stands_for_something(kind: Kind) -> None:
    values = examples(composer_for(PROGRAMME), kind, NOW)
    assert set(values) == set(offered(kind))
    assert all(values.values())


def test_a_text_of_the_team_is_in_both_parts_of_the_mail() -> None:
    words = {
        "subject": "À mardi, {brigadiere} vous attend",
        "opening": "# À faire\n\nBienvenue le **{date}**.\n\n"
        "- Un [guide](https://www.example.org)\n- Vous",
    }
    mail = sent(Kind.BOOKING_CONFIRMED, words)
    assert mail.subject == "À mardi, Marie Gagnon vous attend"
    assert "<h2>À faire</h2>" in mail.html, "the level under the mail's own title"
    assert "Bienvenue le <strong>lundi 15 mars 2027</strong>." in mail.html
    assert '<a href="https://www.example.org"' in mail.html
    text = "Bienvenue le lundi 15 mars 2027.\n\n- Un guide (https://www.example.org)\n- Vous"
    assert text in mail.text
    for part in parts(mail):
        assert "votre rencontre individuelle est confirmée" not in part
        assert "Une invitation est jointe" in part  # the block that they left alone


def test_what_people_typed_stays_what_they_typed() -> None:
    title = "<b>Web</b> {date} **1** [x](javascript:alert)"
    for block in ("opening", "subject"):
        mail = sent(Kind.EVENT_CONFIRMED, {block: "Voici « {activite} »."}, title)
        shown = mail.subject if block == "subject" else mail.text
        assert title in shown.replace("\u00a0", " ")
        assert "<b>" not in mail.html


BITS = st.sampled_from(
    ["{date}", "{Heure}", "{theme}", "**", "* ", "[", "](", ")", "<", "`", "\n\n", "- ", "#", "|"]
)
PIECES = st.lists(BITS | st.text("aé «»:!'&", max_size=5), max_size=12)


@given(PIECES)
def test_whatever_is_let_in_can_be_said(pieces: list[str]) -> None:
    own = OWN[Kind.BOOKING_CONFIRMED.value]
    try:
        blocks = worded(Kind.BOOKING_CONFIRMED, {"opening": "".join(pieces)}, own)
    except InvalidFields:
        return
    mail = sent(Kind.BOOKING_CONFIRMED, blocks)
    for part in (mail.text, mail.html):
        assert not re.search("[\ue000-\uefff]|%EE%80", part)
        for name in ("date", "heure", "theme"):
            assert "{" + name + "}" not in part


def test_html_in_a_text_is_shown_as_typed() -> None:
    mail = sent(Kind.BOOKING_CONFIRMED, {"opening": "<script>alert(1)</script>"})
    assert "<script" not in mail.html
    assert all("<script>alert(1)</script>" in part for part in parts(mail))


@pytest.mark.parametrize("lost", ["Venez à {salle}.", "Venez {", "Venez, {activite}."])
def test_a_text_that_can_be_said_no_more_gives_way_to_our_own(lost: str) -> None:
    words = {"opening": lost, "title": "Un titre"}
    mail = sent(Kind.BOOKING_CONFIRMED, words)
    for part in parts(mail):
        assert "votre rencontre individuelle est confirmée" in part
        assert "Venez" not in part
    assert ">Un titre</h1>" in mail.html


def test_a_block_that_a_release_has_no_more_is_left_alone() -> None:
    assert sent(Kind.BOOKING_CONFIRMED, {"postscript": "Ah!", "last.title": "Oh!"})


def test_a_variant_says_its_own_words_where_it_has_any() -> None:
    words = {"last.opening": "Une dernière fois.", "closing": "Merci!"}
    message = Message("p1-x1-m", Kind.SURVEY_REMINDER, NOW, NOW, booking_id="p1-x1", step=2)
    texts = MailTexts(TEXTS_ID, texts={Kind.SURVEY_REMINDER.value: MailText(words, "s1", NOW)})
    about = told_of(Kind.SURVEY_REMINDER, BOOKING)
    for step, said in ((2, True), (1, False)):
        mail = composer_for(PROGRAMME).compose(
            replace(message, step=step), PARTICIPANT, about, NOW, texts
        )
        assert ("Une dernière fois." in mail.text) is said
        assert "Merci!" in mail.text
