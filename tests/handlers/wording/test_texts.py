"""Admins word what mails say: at once, checked, dated, and back again."""

import re
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.texts.mail_texts_file import read_mail_texts
from chalicelib.adapters.texts.typography import french
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.mail.wording.texts import TEXTS_ID, MailText, MailTexts, variant_of
from chalicelib.domain.people.staff import Role
from chalicelib.settings import TEMPLATES
from chalicelib.workflows.people.manage_staff import enrol
from infra.driving import API
from infra.local.system import STAFF
from tests.support.driver import Client, text_of

ADMIN = STAFF[0][0]
TEXTS = f"{API}/staff/mail-texts"
PAGE = "/equipe/textes/personal-link"
LINK = Kind.PERSONAL_LINK.value
BOUNCING = "bounce@simulator.amazonses.com"
OPENING = "Rebonjour! Voici votre clé de {programme}."


@pytest.fixture
def admin(client: Client) -> Client:
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN))
    return client


def api(client: Client, method: str, path: str, body: Any = None, who: str = ADMIN) -> Any:
    return client.call(method, f"{TEXTS}/{path}".rstrip("/"), body, client.staff(who))


def put(client: Client, kind: str = LINK, who: str = ADMIN, **blocks: str) -> Any:
    return api(client, "PUT", kind, {"blocks": blocks}, who)


def read(client: Client, kind: str = LINK) -> Any:
    return api(client, "GET", kind).get_json()


def words(client: Client, block: str, kind: str = LINK) -> str:
    return next(str(b["words"]) for b in read(client, kind)["blocks"] if b["name"] == block)


def asks_link(client: Client, address: str = "ana@example.org") -> Any:
    """The mail that somebody registered gets who asks for their link again."""
    client.advance("PT2H")
    client.http.post("/mon-espace/lien", data={"email": address})
    client.drain()
    return client.mails(LINK, address)[-1]


def other_admin(client: Client) -> str:
    """Somebody else who may change texts."""
    form = {"name": "Noé Exemple", "email": "noe@example.org", "role": "admin"}
    client.http.post("/equipe/membres", data=form)
    return "noe@example.org"


def test_a_text_holds_for_the_next_mail_and_for_none_before(client: Client) -> None:
    client.register()
    assert "Quelqu’un, sans doute vous" in text_of(asks_link(client))
    assert put(client, opening=OPENING, subject="Votre clé").status_code == 200
    mail = asks_link(client)
    assert mail["Subject"] == "Votre clé"
    assert "Rebonjour! Voici votre clé de Brigade numérique" in text_of(mail)
    assert "Quelqu’un, sans doute vous" not in text_of(mail)


def test_a_kind_that_is_not_worded_says_its_own_words(client: Client) -> None:
    put(client, opening=OPENING)
    client.register()
    assert "Rebonjour" not in text_of(client.mails("registration")[-1])


def test_what_is_blank_or_as_it_comes_is_no_text_of_the_team(client: Client) -> None:
    own = words(client, "title")
    put(client, opening="  ", title=own, subject="Votre clé")
    assert [b["name"] for b in read(client)["blocks"] if b["words"] != b["own"]] == ["subject"]
    assert put(client).status_code == 200
    assert read(client)["changed_at"] is None


@pytest.mark.parametrize(
    ("kind", "block", "text", "said"),
    [
        (LINK, "opening", "Bonjour {prenom}", "Ce courriel ne connaît pas {prenom}."),
        (LINK, "opening", "Voici\n\nvotre {programme", "à la ligne 3, au 7e caractère"),
        (LINK, "opening", "Voici votre programme}", "Une accolade est seule, au 22e caractère"),
        (LINK, "opening", "[Ici](https://x.example.org/{programme})", "l’adresse d’un lien"),
        (LINK, "subject", "Un\nobjet", "Effacez le saut de ligne"),
        (LINK, "subject", "x" * 121, "120 caractères au plus"),
        (LINK, "opening", "x" * 2001, "2000 caractères au plus"),
        ("event_offer", "opening", "Confirmez vite.", "Gardez {confirmer_avant}"),
    ],
)
def test_a_text_that_could_not_be_said_is_refused_beside_its_field(
    admin: Client, kind: str, block: str, text: str, said: str
) -> None:
    answer = put(admin, kind, **{block: text})
    assert answer.status_code == 422
    (error,) = answer.get_json()["errors"]
    assert error["field"] == f"blocks.{block}"
    assert said in error["message"]
    page = admin.http.post(
        f"/equipe/textes/{kind.replace('_', '-')}", data={f"blocks.{block}": text}
    )
    assert page.status_code == 422
    assert f'id="erreur-blocks-{block}"' in page.text
    preview = admin.http.post(
        f"/equipe/textes/{kind.replace('_', '-')}/apercu", data={f"blocks.{block}": text}
    )
    assert preview.status_code == 422
    assert "Pas encore d’aperçu" in preview.text
    assert read(admin, kind)["changed_at"] is None


def test_a_name_between_braces_may_be_spelled_as_people_spell(client: Client) -> None:
    put(client, "event_confirmed", title="{ Activité }, c’est oui")
    assert words(client, "title", "event_confirmed") == "{activite}, c’est oui"


def test_a_mail_or_a_block_that_is_not_there_is_said_so(client: Client) -> None:
    assert put(client, "newsletter").status_code == 404
    (error,) = put(client, postscript="Ah!").get_json()["errors"]
    assert (error["field"], error["code"]) == ("blocks.postscript", "unknown_field")


def test_each_change_has_its_author_and_is_in_the_journal(admin: Client) -> None:
    put(admin, opening=OPENING)
    assert read(admin)["changed_by"]
    assert "En vos mots" in admin.http.get("/equipe/textes").text
    admin.advance("PT1M")
    admin.http.post(PAGE, data={"action": "origine", "read": read(admin)["read"]})
    assert read(admin)["changed_by"] is None
    journal = admin.http.get("/equipe/journal").text
    assert journal.index("Texte d’origine d’un courriel remis") < journal.index(
        "Texte d’un courriel changé"
    )
    assert f'href="{PAGE}"' in journal


def test_one_s_own_last_change_is_taken_back(admin: Client) -> None:
    put(admin, opening="Un premier texte.")
    admin.http.post(PAGE, data={"blocks.opening": "Un autre.", "action": "garder"})
    assert "Remettre comme avant" in admin.http.get(f"{PAGE}?fait=garde").text
    admin.http.post(PAGE, data={"action": "defaire"})
    assert words(admin, "opening") == "Un premier texte."
    again = admin.http.post(PAGE, data={"action": "defaire"})
    assert again.status_code == 409


def test_another_s_change_is_not_one_s_own_to_take_back(admin: Client) -> None:
    put(admin, opening="Un texte.", who=other_admin(admin))
    assert api(admin, "POST", f"{LINK}/undo").get_json()["code"] == "nothing_to_undo"
    assert words(admin, "opening") == "Un texte."


def test_of_two_who_word_one_mail_the_second_is_told_and_nothing_is_lost(admin: Client) -> None:
    shown = admin.http.get(PAGE).text
    mark = re.search(r'name="read" value="(\w+)"', shown)
    assert mark
    put(admin, opening="Le texte de Noé.", who=other_admin(admin))
    form = {"blocks.opening": "Mon texte.", "read": mark[1], "action": "garder"}
    second = admin.http.post(PAGE, data=form)
    assert second.status_code == 409
    assert "Mon texte.</textarea>" in second.text
    assert "Le texte de Noé." in second.text
    assert words(admin, "opening") == "Le texte de Noé."
    mark = re.search(r'name="read" value="(\w+)"', second.text)
    assert mark
    kept = admin.http.post(PAGE, data={**form, "read": mark[1]})
    assert kept.status_code == 303
    assert words(admin, "opening") == "Mon texte."


def test_texts_of_different_mails_do_not_stand_in_each_other_s_way(client: Client) -> None:
    mark = read(client)["read"]
    put(client, "registration", title="Bonjour!")
    body = {"blocks": {"opening": OPENING}, "read": mark}
    assert api(client, "PUT", LINK, body).status_code == 200
    assert words(client, "title", "registration") == "Bonjour!"


def test_a_preview_shows_what_is_typed_and_keeps_nothing(admin: Client) -> None:
    page = admin.http.get(PAGE)
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    typed = {"blocks.opening": "Voici **{programme}**.", "variante": "to_confirm"}
    typed["blocks.to_confirm.opening"] = "À confirmer : **{programme}**."
    preview = admin.http.post(f"{PAGE}/apercu", data=typed)
    assert "À confirmer\u00a0: <strong>Brigade numérique" in preview.text
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox" in preview.headers["Content-Security-Policy"]
    assert set(re.findall(r'href="([^"]*)"', preview.text)) == {"#"}
    assert read(admin)["changed_at"] is None


def test_a_trial_goes_to_who_tries_it_and_to_nobody_else(admin: Client) -> None:
    before = len(admin.system.mailbox.mails)
    form = {"blocks.opening": OPENING, "blocks.subject": "Votre clé", "action": "essai"}
    page = admin.http.post(PAGE, data=form)
    assert "Un essai part à votre adresse" in page.text
    assert OPENING in page.text
    admin.drain()
    (sent,) = admin.system.mailbox.mails[before:]
    assert (sent.to, sent.kind) == (ADMIN, "staff_text_tried")
    mail = admin.mails("staff_text_tried", ADMIN)[0]
    assert mail["Subject"] == "Essai\u00a0: Votre clé"
    assert "Rebonjour! Voici votre clé de Brigade numérique" in text_of(mail)
    assert "Ceci est un essai" in text_of(mail)
    assert read(admin)["changed_at"] is None


def test_each_kind_is_listed_and_previewed_in_each_variant(admin: Client) -> None:
    listed = admin.http.get("/equipe/textes").text
    for kind, own in read_mail_texts(TEMPLATES / "emails" / "texts").items():
        path = f"/equipe/textes/{kind.replace('_', '-')}"
        assert f'href="{path}"' in listed
        for variant in {variant_of(name) for name in own}:
            shown = admin.http.get(f"{path}/apercu?variante={variant}").text
            title = own.get(f"{variant}.title" if variant else "title", own["title"])
            assert french(title.split("{")[0]) in shown, (kind, variant)


def test_trials_in_a_loop_end_soon_and_the_words_are_not_lost(admin: Client) -> None:
    form = {"blocks.opening": OPENING, "action": "essai"}
    for _ in range(10):
        assert admin.http.post(PAGE, data=form).status_code == 200
    refused = admin.http.post(PAGE, data=form)
    assert refused.status_code == 429
    assert OPENING in refused.text
    by_api = api(admin, "POST", f"{LINK}/trial", {})
    assert (by_api.status_code, by_api.get_json()["code"]) == (429, "too_many")
    admin.drain()
    assert len(admin.mails("staff_text_tried", ADMIN)) == 10
    admin.advance("PT3M")
    assert admin.http.post(PAGE, data=form).status_code == 200


def test_what_became_of_a_trial_is_one_link_away(admin: Client) -> None:
    wiring.run(enrol, BOUNCING, "Autre Exemple", Role.ADMIN)
    admin.http.set_cookie("brigade_equipe", admin.staff(BOUNCING))
    page = admin.http.post(PAGE, data={"action": "essai"})
    (link,) = re.findall(r'href="(/equipe/courriels[^"]*)"[^>]*>Voir ce que', page.text)
    admin.drain()
    assert "Revenu" in admin.http.get(link).text


@pytest.mark.parametrize("kind", ["booking-moved", "event-offer", "staff-roundup", "erased"])
def test_what_a_mail_carries_is_not_in_its_trial(admin: Client, kind: str) -> None:
    admin.http.post(f"/equipe/textes/{kind}", data={"action": "essai"})
    admin.drain()
    (mail,) = admin.mails("staff_text_tried", ADMIN)
    assert not list(mail.iter_attachments())


def test_an_adviser_words_no_mail(client: Client) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    assert client.http.get("/equipe/textes").status_code == 403
    assert put(client, who=STAFF[1][0]).status_code == 403
    assert "Textes des courriels" not in client.http.get("/equipe").text


def test_a_text_that_a_release_can_say_no_more_loses_no_mail_and_is_told(admin: Client) -> None:
    admin.register()
    kept = MailText({"opening": "Venez à {salle}.", "subject": "Votre clé"}, "s0", wiring.now())
    unit = wiring.store().unit()
    unit.add(MailTexts(TEXTS_ID, {LINK: kept}))
    unit.commit()
    mail = asks_link(admin)
    assert "Quelqu’un, sans doute vous" in text_of(mail)
    assert mail["Subject"] == "Votre clé"
    assert "Un texte ne peut plus être dit" in admin.http.get("/equipe/textes").text
    assert "Ce texte ne peut plus être dit" in admin.http.get(PAGE).text
    (told,) = [t for t in api(admin, "GET", "").get_json()["texts"] if t["lost"]]
    assert (told["kind"], told["lost"]) == (LINK, ["opening"])
