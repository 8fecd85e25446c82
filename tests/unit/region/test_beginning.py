"""`make region` asks who a region is, and writes down what was said and what is still to be."""

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from infra.region.beginning import asked, begin, first_settings
from infra.region.inheriting import NEVER_INHERITED, inherited_settings
from infra.region.places import ROOT
from infra.region.problems import problems_in
from infra.region.questions import QUESTIONS

from .own import OURS

OUR_SETTINGS = tomllib.loads((OURS / "programme.toml").read_text("utf-8"))
NAME = "Brigade numérique de la Côte-Nord"


def left(text: str) -> list[str]:
    return list(problems_in(inherited_settings(OUR_SETTINGS, tomllib.loads(text))))


def test_each_example_is_an_answer_and_the_site_then_starts() -> None:
    answers = asked(QUESTIONS, lambda _: "=")
    assert left(first_settings({"name": NAME, **answers})) == []


def test_what_nobody_said_is_there_empty_and_is_told_by_its_name() -> None:
    text = first_settings({"name": NAME})
    said = tomllib.loads(text)
    assert said["name"] == NAME
    assert said["organisation"] == ""
    assert 'organisation = ""  # à dire' in text
    told = {each.partition(": ")[0] for each in left(text)}
    expected = {key for key in NEVER_INHERITED if key not in {"name", "consents", "event_consent"}}
    expected -= {
        "contact_phone",
        "community_url",
        "diagnostic_url",
        "law.authority_url",
    }  # of which there may be none
    of_consents = {"consents[1].version", "consents[1].text"}
    assert told == expected | of_consents | {"event_consent.version", "event_consent.text"}


def test_what_is_identity_is_asked() -> None:
    keys = {each.key for each in QUESTIONS} | {"name"}
    tables = {key.partition(".")[0] for key in keys}
    assert {key for key in NEVER_INHERITED if key not in keys} <= tables


def test_what_there_may_be_none_of_is_asked_as_such() -> None:
    said: list[str] = []

    def ask(question: str) -> str:
        said.append(question)
        return "="

    asked(QUESTIONS, ask)
    of_none = [each for each in said if "Entrée : il n’y en a pas" in each]
    assert len(of_none) == sum(each.may_be_nothing for each in QUESTIONS)
    assert any("communauté en ligne" in each for each in of_none)


def test_the_first_file_names_the_check_of_a_region_alone_and_the_paper() -> None:
    text = first_settings({"name": NAME})
    assert "make region-check" in text
    assert "make check" not in text
    commented = text.replace('# paper = "a4"', 'paper = "a4"').replace("# answer", "answer")
    said = tomllib.loads(commented)
    assert said["paper"] == "a4"
    assert said["law"]["answer_days"] == 30


def test_an_answer_that_is_no_day_is_told_and_the_file_can_be_read() -> None:
    answers = asked(QUESTIONS, lambda _: "=") | {"edition.starts_on": 'le "lundi"'}
    [told] = left(first_settings({"name": NAME, **answers}))
    assert told.startswith('edition.starts_on: is "le "lundi""; it should be a day')


def test_an_example_is_in_the_names_that_were_given() -> None:
    first = iter(["Arts du Fjord"])
    answers = asked(QUESTIONS, lambda _: next(first, "="), "Relais du Fjord")
    assert answers["mail.sender_name"] == "Relais du Fjord"
    assert "Arts du Fjord" in answers["consents.text"]
    assert "Culture Côte-Nord" not in "".join(answers.values())


def test_on_a_terminal_what_cannot_be_is_asked_once_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    zone = next(each for each in QUESTIONS if each.key == "zone")
    said = iter(["America/Toronot", "America/Toronto"])
    answers = asked((zone,), lambda _: next(said), again=lambda: True)
    assert answers == {"zone": "America/Toronto"}
    told = capsys.readouterr().out
    assert "« America/Toronot » ne convient pas : il faut un nom de la liste des fuseaux" in told
    assert "Voulez-vous dire America/Toronto?" in told
    assert "it should be" not in told


@pytest.mark.parametrize(
    ("key", "said", "why"),
    [
        ("zone", "Pacific/Nouméa", "Voulez-vous dire Pacific/Noumea?"),
        ("zone", "nouméa", "Voulez-vous dire Pacific/Noumea?"),
        ("law.authority_url", "www.cnil.fr", "qui commence par https://"),
        ("privacy_email", "Léa", "une adresse courriel"),
        ("edition.slug", "Saison 2026", "de petites lettres sans accent"),
        ("edition.starts_on", "lundi", "un jour"),
        ("law.guardian_age", "quatorze", "un âge de 1 à 25 ans"),
        ("edition.target_people", "beaucoup", "un nombre entier"),
        ("contact_phone", "sonnez", "un numéro de téléphone"),
    ],
)
def test_what_cannot_be_is_told_why(
    key: str, said: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    question = next(each for each in QUESTIONS if each.key == key)
    answers = iter([said, "="])
    asked((question,), lambda _: next(answers), again=lambda: True)
    assert f"« {said} » ne convient pas : il faut " in (told := capsys.readouterr().out)
    assert why in told


def test_answers_that_were_pasted_together_stay_in_their_order() -> None:
    """On a terminal: one that cannot be is not asked again with the next one's answer."""
    master, slave = os.openpty()
    os.write(master, "Arts\nFjord\nNouméa\nbonjour@example.org\n".encode())
    code = (
        "import infra.region.beginning as b, json;"
        "print('said', json.dumps(b.asked(b.QUESTIONS[:4], b._ask, 'N', b._nothing_waits)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdin=slave, capture_output=True, check=True
    )
    os.close(master)
    os.close(slave)
    said = json.loads(done.stdout.decode().rpartition("said ")[2])
    assert (said["zone"], said["contact_email"]) == ("Nouméa", "bonjour@example.org")


def test_an_example_elides_before_a_vowel() -> None:
    first = iter(["Écluse du Fjord"])
    answers = asked(QUESTIONS, lambda _: next(first, "="), "Relais du Fjord")
    assert answers["consents.text"].startswith("J’accepte qu’Écluse du Fjord utilise")
    assert answers["privacy_officer"] == "la direction générale d’Écluse du Fjord"


def test_answers_come_from_a_pipe_and_what_is_there_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGION", str(tmp_path / "region"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("Culture Côte-Nord\n=\n"))
    assert begin(NAME) == 0
    told = capsys.readouterr().out
    assert "  à dire : zone\n" in told
    assert "it should be" not in told
    file = tmp_path / "region/programme.toml"
    said = tomllib.loads(file.read_text("utf-8"))
    assert (said["organisation"], said["region"], said["zone"]) == (
        "Culture Côte-Nord",
        "Côte-Nord",
        "",
    )
    assert begin("Une autre") == 1
    assert "est déjà là" in capsys.readouterr().err
    assert tomllib.loads(file.read_text("utf-8")) == said


def test_ctrl_c_ends_it_in_a_sentence_with_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_question: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setenv("REGION", str(tmp_path / "region"))
    assert begin(NAME, stop) == 130
    assert "Arrêté : rien n’est écrit dans region/." in capsys.readouterr().err
    assert not (tmp_path / "region").exists()


def test_without_a_name_it_is_asked_first() -> None:
    questions = []
    begin_with = iter([NAME])

    def ask(question: str) -> str:
        questions.append(question)
        answer = next(begin_with, None)
        if answer is None:
            raise EOFError
        return answer

    from infra.region.beginning import TITLE

    assert asked((TITLE, *QUESTIONS), ask)["name"] == NAME
    assert "Comment s’appelle votre programme?" in questions[0]
    assert len(questions) == 2


def test_the_recipe_says_all_that_a_region_is_asked() -> None:
    patch = (OURS.parent / "infra/recipes/region.patch").read_text("utf-8")
    [file] = re.findall(r"\+\+\+ b/region/programme\.toml\n@@.*@@\n((?:\+.*\n)+)", patch)
    assert left("".join(line[1:] + "\n" for line in file.splitlines())) == []
