"""An admin brings files to a page: questions, the verdict in their own table, then the keeping."""

import io
import re
import zipfile

import pytest

from infra.local.system import System
from tests.support.editions.workbooks import Table, xlsx

from .importing import EXPORTS, FILES, PAGE, Admin, address, proposed


@pytest.fixture
def admin(system: System) -> Admin:
    return Admin(system)


def test_the_files_of_an_edition_are_looked_at_kept_and_then_the_same(admin: Admin) -> None:
    page = admin.bring(dict(FILES))
    assert "à créer 3 · à changer 0 · inchangées 0" in page.text
    assert admin.report()["code"] == "not_found", "nothing is kept before it is asked for"
    kept = admin.keep(page)
    assert "L’édition «\u00a02020-2021\u00a0» est gardée" in kept.text
    assert admin.report()["accompaniments"]["total"] == 1
    again = admin.bring(dict(FILES))
    assert "à créer 0 · à changer 0 · inchangées 3" in again.text


def test_an_archive_and_its_files_one_by_one_are_one_and_the_same(admin: Admin) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"édition/{name}", content)
    at_once = admin.bring({"edition.zip": whole.getvalue()})
    names = list(FILES)
    page = admin.bring({names[0]: FILES[names[0]]})
    for name in names[1:]:
        page = admin.bring({name: FILES[name]}, f"{address(page)}/fichiers")
    assert "à créer 3" in at_once.text
    assert "à créer 3" in page.text


def test_mistakes_are_told_in_the_cells_of_the_person_s_own_table(admin: Admin) -> None:
    sessions: Table = [
        ["session_ref", "theme", "format", "starts_at", "status", "email"],
        ["A1", "Découvrabilité", "individual", "04/11/2021 16:00", "completed", "ana@example.org"],
    ]
    files: dict[str, str | bytes] = {n: c for n, c in FILES.items() if n != "sessions.csv"}
    page = admin.bring({**files, "sessions.xlsx": xlsx(sessions)})
    said = "«\u00a004/11/2021 16:00\u00a0» peut se lire de deux façons"
    cell = re.search(r'<td class="cell-wrong">04/11/2021 16:00(.*?)</td>', page.text, re.S)
    assert cell
    assert said in cell[1]
    assert "Copie corrigée\u00a0: decouvrabilite" in page.text
    listed = admin.http.get(f"{address(page)}/corrections.csv").data.decode("utf-8-sig")
    lines = listed.splitlines()
    assert lines[0] == "Raison;Ligne;" + ";".join(map(str, sessions[0]))
    assert len(lines) == 2, "a line that has two mistakes is there once"
    assert f"{said}" in lines[1]
    assert lines[1].endswith(";2;" + ";".join(map(str, sessions[1])))
    copy = admin.http.get(f"{address(page)}/copie-corrigee.zip")
    with zipfile.ZipFile(io.BytesIO(copy.data)) as archive:
        assert "A1,decouvrabilite,individual" in archive.read("sessions.csv").decode()
    assert admin.keep(page).status_code == 422
    assert admin.report()["code"] == "not_found"


def test_each_table_has_its_corrections_in_the_words_of_its_page(admin: Admin) -> None:
    wrong = {
        **FILES,
        "participants.csv": FILES["participants.csv"].replace("individual,,,,emergent", ",,,,rien"),
        "events.csv": FILES["events.csv"].replace("title,", ""),
        "edition.json": FILES["edition.json"].replace('"target_people": 10,', ""),
    }
    page = admin.bring(dict(wrong))
    answer = admin.http.get(f"{address(page)}/corrections.csv")
    assert 'filename="corrections.zip"' in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        files = {n: archive.read(n).decode("utf-8-sig").splitlines() for n in archive.namelist()}
    assert set(files) == {
        *("corrections-participants.csv", "corrections-events.csv", "corrections.csv")
    }
    header, ana, zoe = files["corrections-participants.csv"]
    assert header.startswith("Raison;Ligne;email;given_name")
    assert "Il n’y a rien\u00a0: il faut une valeur. (kind) · Il y a" in ana
    assert ana.endswith(";2;ana@example.org;Ana;Exemple;;;;;rien;no;2021-09-01;no;no")
    assert ";3;zoe@example.org" in zoe
    assert "Il faut une colonne «\u00a0Titre (title)\u00a0»" in files["corrections-events.csv"][1]
    assert (
        "Il faut «\u00a0Nombre de personnes visées (target_people)\u00a0»"
        in files["corrections.csv"][1]
    )
    for line in (files["corrections-events.csv"][1], files["corrections.csv"][1]):
        assert line.removeprefix('"')[:40] in page.text
    assert "edition.json, Nombre de personnes visées (target_people)" in page.text


def test_a_zoom_report_adds_its_meeting_and_who_came_to_an_edition(admin: Admin) -> None:
    admin.keep(admin.bring(dict(FILES)))
    zoom = (EXPORTS / "zoom_fr.csv").read_bytes()
    page = admin.answer(admin.bring({"participants_812.csv": zoom}))
    assert "Rapport de participation de Zoom" in page.text
    assert "à créer 3 · à changer 0 · inchangées 3" in page.text
    assert "4 lignes laissées de côté" in page.text
    admin.keep(page)
    report = admin.report()
    assert report["events"]["attendances"] == 2
    assert report["accompaniments"]["total"] == 1
    again = admin.answer(admin.bring({"participants_812.csv": zoom}))
    assert "à créer 0 · à changer 0 · inchangées 6" in again.text


def test_columns_are_shown_with_their_first_values(admin: Admin) -> None:
    page = admin.bring({"liste.csv": "Prénom;Nom;Courriel\nLéo;Exemple;leo@example.org\n"})
    assert ">Courriel (leo@example.org)</option>" in page.text
    assert "Recommandé par un·e collègue" in page.text


def test_a_file_that_is_too_large_is_told_as_a_file(admin: Admin) -> None:
    answer = admin.bring({"gros.csv": b"a,b\n" * 1_200_000})
    assert answer.status_code == 413
    assert "choisissez un fichier plus petit" in answer.text


def test_answers_that_are_none_change_nothing(admin: Admin) -> None:
    page = admin.bring({"liste.csv": "Prénom;Nom;Courriel\nLéo;Exemple;leo@example.org\n"})
    for wrong in ({"0:file": "autre.csv"}, {"0:column:email": "²"}, {"edition": "autre"}):
        answer = admin.answer(page, **wrong)
        assert answer.status_code == 200
        assert proposed(answer.text) == proposed(page.text)


def test_what_is_said_of_columns_is_said_once(admin: Admin) -> None:
    admin.keep(admin.bring(dict(FILES)))
    table = "Prénom;Nom;Courriel;Date d’inscription\n{};Exemple;{}@example.org;2021-09-02\n"
    page = admin.bring({"liste.csv": table.format("Léo", "leo")})
    assert "Quelques questions" in page.text
    page = admin.answer(page, **{"0:column:kind": "-", "0:fixed:kind": "individual"})
    assert "à créer 1 · à changer 0 · inchangées 3" in page.text
    admin.keep(page)
    page = admin.answer(admin.bring({"suite.csv": table.format("Mia", "mia")}))
    assert "à créer 1 · à changer 0 · inchangées 4" in page.text


def test_appointments_may_begin_a_new_edition(admin: Admin) -> None:
    page = admin.bring({"events-export.csv": (EXPORTS / "calendly.csv").read_bytes()})
    page = admin.answer(
        page,
        **{
            "edition": "new",
            "edition:slug": "2021",
            "edition:title": "Essai de 2021",
            "edition:starts_on": "2021-01-01",
            "edition:ends_on": "2021-12-31",
            "edition:target_people": "10",
            "0:theme:appel-d-un-fournisseur": "-",
            "0:newcomers": "individual",
        },
    )
    assert "Édition «\u00a0Essai de 2021\u00a0» (2021)" in page.text, proposed(page.text)
    assert "à créer 8" in page.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"PK", "Ce classeur ne s’ouvre pas"),
        ("a.xls", b"\xd0\xcf", "<strong>a.xls</strong>\u00a0: Ce classeur ne s’ouvre pas"),
        ("a.zip", b"PK", "une archive ZIP lisible"),
        ("a.pdf", b"%PDF", "il faut .zip, .csv, .xlsx, .ods, edition.json"),
        ("a.pdf", b"%PDF", "n’est pas un tableau"),
        ("vide.csv", b"\n", "Ce fichier est vide"),
        ("vide.csv", b" ;\n;\n", "Ce fichier est vide"),
        ("a.csv", b"a,b\n\x81", "Des caractères sont illisibles"),
    ],
)
def test_what_cannot_be_read_at_all_is_said_where_it_was_chosen(
    admin: Admin, name: str, content: bytes, said: str
) -> None:
    answer = admin.bring({name: content})
    assert answer.status_code == 422
    assert said in answer.text


def test_a_form_without_a_file_says_so(admin: Admin) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="fichiers"; filename=""\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
    )
    answer = admin.http.post(PAGE, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "Aucun fichier n’a été choisi" in answer.text


def test_what_is_no_form_with_files_is_refused(admin: Admin) -> None:
    for kind, body in (
        ("application/x-www-form-urlencoded", b"a=b"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nnothing"),
        ("multipart/form-data; boundary=x", b"\xff" * 200),
    ):
        assert admin.http.post(PAGE, data=body, content_type=kind).status_code == 415


def test_an_adviser_brings_nothing_in(admin: Admin) -> None:
    page = admin.bring(dict(FILES))
    admin.be("brigadiere@example.org")
    assert admin.http.get(PAGE).status_code == 403
    assert admin.http.get(address(page)).status_code == 403
    assert admin.keep(page).status_code == 403
