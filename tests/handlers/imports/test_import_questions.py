"""What the import page asks before it says what would change, and what it says of the keeping."""

import io
import re
import zipfile

import pytest
from werkzeug.test import TestResponse

from infra.local.system import System

from .importing import FILES, PAGE, Admin, address, proposed

PEOPLE = FILES["participants.csv"].splitlines(keepends=True)
SESSIONS = "session_ref,theme,format,starts_at,status,email\n"
NEW_PERSON = PEOPLE[0] + PEOPLE[1].replace("ana@", "mia@")
OTHER = FILES["edition.json"].replace("2020-2021", "2021").replace("Essai", "Autre")


@pytest.fixture
def admin(system: System) -> Admin:
    return Admin(system)


@pytest.fixture
def two(admin: Admin) -> Admin:
    """An admin whose system has two editions with the same files."""
    admin.keep(admin.bring(dict(FILES)))
    admin.keep(admin.bring({**FILES, "edition.json": OTHER}))
    return admin


def people_of(admin: Admin) -> int:
    """Return how many participants the first edition has."""
    path = "/api/v1/staff/imports/2020-2021"
    kept = admin.call("GET", path, token=admin.staff("equipe@example.org"))
    with zipfile.ZipFile(io.BytesIO(kept.data)) as archive:
        return len(archive.read("participants.csv").splitlines()) - 1


def field(page: TestResponse, name: str) -> str:
    found = re.search(
        rf'<div class="field">(?:(?!</div>).)*name="{name}".*?</div>', page.text, re.S
    )
    assert found, page.text
    return found[0]


def test_the_edition_of_files_that_do_not_say_it_is_asked_first(two: Admin) -> None:
    page = two.bring({"participants.csv": NEW_PERSON})
    assert "Quelques questions" in page.text
    assert proposed(page.text)["edition"] == ""
    assert two.keep(page).status_code == 422
    page = two.answer(page, edition="2021")
    assert "à créer 1 · à changer 0 · inchangées 3" in page.text
    assert "s’ajoutent à la table des participants de l’édition «\u00a0Autre\u00a0»" in page.text
    two.keep(page)
    assert people_of(two) == 2


def test_the_only_edition_is_proposed_and_not_taken_without_a_word(admin: Admin) -> None:
    admin.keep(admin.bring(dict(FILES)))
    page = admin.bring({"participants.csv": NEW_PERSON})
    assert "Quelques questions" in page.text
    assert proposed(page.text)["edition"] == "2020-2021"
    assert proposed(page.text)["0:how"] == "add"
    assert admin.keep(page).status_code == 422


def test_lines_that_would_be_removed_are_asked_for_in_their_own_words(two: Admin) -> None:
    page = two.bring({"participants.csv": NEW_PERSON.replace("mia@", "ana@")})
    page = two.answer(page, edition="2020-2021", **{"0:how": "replace"})
    assert "ce fichier remplace la table des participants" in page.text
    assert "1 ligne sera retirée de l’édition «\u00a0Essai\u00a0»" in page.text
    refused = two.keep(page)
    assert refused.status_code == 422
    assert "Rien n’est gardé. Cochez cette case" in refused.text
    assert people_of(two) == 2
    two.keep(page, retirer="1")
    assert people_of(two) == 1


def test_a_line_that_is_there_already_is_changed_by_one_that_is_added(two: Admin) -> None:
    page = two.bring({"participants.csv": PEOPLE[0] + PEOPLE[1].replace("Ana", "Anaïs")})
    page = two.answer(page, edition="2020-2021")
    assert "à créer 0 · à changer 1 · inchangées 2" in page.text
    assert "seront retirées" not in page.text


def test_a_column_that_is_missing_where_lines_are_added_is_told_once(two: Admin) -> None:
    table = "session_ref,theme,format,status,email\n" + "".join(
        f"B{n},decouvrabilite,individual,completed,ana@example.org\n" for n in range(9)
    )
    page = two.answer(two.bring({"sessions.csv": table}), edition="2021")
    assert "Une chose est à corriger" in page.text


def test_one_file_alone_in_an_empty_system_asks_what_the_new_edition_is(admin: Admin) -> None:
    page = admin.bring({"participants.csv": FILES["participants.csv"]})
    assert "Quelques questions" in page.text
    assert 'class="step-done">Questions' not in page.text
    for name in ("slug", "title", "starts_on", "ends_on"):
        asked = field(page, f"edition:{name}")
        assert "(facultatif)" not in asked
        assert " required" in asked
    assert '<details class="more" open>' in page.text


def test_a_file_that_is_missing_is_told_once_and_not_of_each_line(admin: Admin) -> None:
    lines = [
        f"A{n},decouvrabilite,individual,2021-11-04T16:00,completed,p{n}@example.org\n"
        for n in range(30)
    ]
    lines[4] = lines[4].replace("completed", "peut-être")
    page = admin.bring({"sessions.csv": SESSIONS + "".join(lines)})
    page = admin.answer(
        page,
        **{
            "edition": "new",
            "edition:slug": "2021",
            "edition:title": "Essai",
            "edition:starts_on": "2021-01-01",
            "edition:ends_on": "2021-12-31",
        },
    )
    assert "2 choses sont à corriger" in page.text
    assert "Il manque «\u00a0participants.csv\u00a0»\u00a0: ajoutez-le" in page.text


def test_what_is_wrong_of_a_new_edition_is_told_in_words(admin: Admin) -> None:
    page = admin.bring({"participants.csv": FILES["participants.csv"]})
    page = admin.answer(
        page,
        **{
            "edition": "new",
            "edition:slug": "2021 !",
            "edition:title": "Essai",
            "edition:starts_on": "2021-09-01",
            "edition:ends_on": "2021-12-31",
        },
    )
    assert "<strong>La nouvelle édition, nom court</strong>" in page.text
    assert '<details class="more" open><summary>Changer les réponses' in page.text


def test_sessions_without_references_are_given_the_same_ones_each_time(two: Admin) -> None:
    table = (
        "Thème;Formule;Date et heure;Statut;Courriel\n"
        "decouvrabilite;individual;2021-11-06 16:00;completed;ana@example.org\n"
        "decouvrabilite;group;2021-11-07 16:00;completed;ana@example.org\n"
        "decouvrabilite;group;2021-11-07 16:00;completed;zoe@example.org\n"
    )
    page = two.answer(two.bring({"suivi.csv": table}), edition="2020-2021")
    assert "à créer 3 · à changer 0 · inchangées 3" in page.text
    two.keep(page)
    assert two.report()["accompaniments"]["total"] == 4
    again = two.answer(two.bring({"suivi.csv": table}), edition="2020-2021")
    assert "à créer 0 · à changer 0 · inchangées 6" in again.text


def test_a_column_that_may_be_left_out_is_not_asked_for_again(admin: Admin) -> None:
    page = admin.bring(
        {
            "edition.json": FILES["edition.json"],
            "liste.csv": "Courriel;Prénom;Type;Inscription\n"
            "ana@example.org;Ana;individual;2021-09-01\n",
        }
    )
    assert "Il faut une colonne" not in page.text
    assert "Il manque «\u00a0sessions.csv\u00a0»" in page.text


def test_an_archive_asks_nothing_and_no_question_is_ticked(admin: Admin) -> None:
    page = admin.bring(dict(FILES))
    assert "Questions</li>" not in page.text


def test_the_same_table_twice_asks_which_is_meant(admin: Admin) -> None:
    page = admin.bring(dict(FILES))
    corrected = PEOPLE[0] + PEOPLE[1].replace("Ana", "Anaïs") + PEOPLE[2]
    path = f"{address(page)}/fichiers"
    page = admin.bring({"participants (corrigé).csv": corrected}, path)
    assert "Des lignes de «\u00a0participants.csv\u00a0» sont aussi dans ce tableau" in page.text
    number = next(n.partition(":")[0] for n in proposed(page.text) if n.endswith(":twice"))
    replaced = admin.answer(page, **{f"{number}:twice": "replace"})
    assert "à créer 3" in replaced.text
    assert "remplacé par «\u00a0participants (corrigé).csv\u00a0»" in replaced.text
    out = admin.take_out(replaced, int(number))
    assert "participants (corrigé).csv" not in out.text
    assert "à créer 3" in out.text


def test_a_file_is_taken_out_and_the_answers_stay_with_the_others(two: Admin) -> None:
    page = two.bring({"participants.csv": NEW_PERSON, "sessions.csv": SESSIONS})
    page = two.answer(page, edition="2021", **{"1:how": "replace"})
    assert "1 ligne sera retirée" in page.text
    page = two.take_out(page, 0)
    assert "à créer 0 · à changer 0 · inchangées 2 · à retirer 1" in page.text
    assert two.take_out(page, 7).status_code == 200


def test_an_import_may_be_abandoned(two: Admin) -> None:
    page = two.bring({"participants.csv": NEW_PERSON})
    assert f'href="{PAGE}?abandon=oui"' in page.text
    assert "L’importation est abandonnée" in two.http.get(f"{PAGE}?abandon=oui").text
