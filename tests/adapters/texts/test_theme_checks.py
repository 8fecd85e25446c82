"""What `make check` tells an editor: the file, the line, and what to do."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.region.merging import merged_with
from infra.themes import spelling
from infra.themes.__main__ import problems
from infra.themes.source import Problem

ROOT = Path(__file__).parents[3]
THEMES = ROOT / "templates" / "themes"
SECOND = ROOT / "tests" / "fixtures" / "region"
NAME = "decouvrabilite"


def checked(folder: Path, old: str = "", new: str = "") -> list[Problem]:
    """What is said of one real theme in which something is changed."""
    text = (THEMES / f"{NAME}.md").read_text("utf-8")
    assert old in text
    (folder / f"{NAME}.md").write_text(text.replace(old, new, 1), "utf-8")
    if not (folder / "figures").exists():
        shutil.copytree(THEMES / "figures", folder / "figures")
    return list(problems(folder))


def line_of(words: str) -> int:
    lines = (THEMES / f"{NAME}.md").read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if words in line)


def test_the_programme_s_themes_are_well() -> None:
    assert list(map(str, problems(THEMES))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ce n’est pas d’abord", "Ce n’est pas d’abrod", "abrod"),
        ("# Le vocabulaire", "# Le vocabulire", "vocabulire"),
        ("::: exemple ", "::: exmple ", "« exmple » is not one of"),
        ("::: astuce Une", "::: astuce Unne", "Unne"),
        ('title: "Découvrabilité"', 'title: ["Découvrabilité"', "expected"),
        ("version: 2", "version: deux", "version must be a int"),
        ("[emergent, operationnel]", "[emergent, expert]", "level expert"),
        ("https://isni.org", "http://isni.org", "begins with https://"),
        ("https://isni.org", "https://isni.example", "open it, then add isni.example"),
        ("https://isni.org", "#nulle-part", "no section of that name"),
        ("figures/decouvrabilite.svg", "figures/absente.svg", "does not exist"),
        ("Avant : « Accueil ».", "Avant : <b>Accueil</b>.", "HTML"),
        ("### Quel identifiant", "##### Quel identifiant", "a heading of level 5"),
        ("::: operationnel Que faire quand", "::: operationnel Quoi faire quand", "the same title"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = [problem for problem in checked(tmp_path, old, new) if said in problem.message]
    assert found
    expected = line_of(old.partition("\n")[0])
    if "must be" in said or "level expert" in said:
        expected = 1  # of the whole front matter
    if "the same title" in said:
        expected = line_of("::: emergent Que faire quand")
    assert found[0].file == f"{NAME}.md"
    assert abs(found[0].line - expected) <= (1 if said == "expected" else 0)


def test_a_callout_that_is_not_closed_is_told_where_it_opens(tmp_path: Path) -> None:
    text = (THEMES / f"{NAME}.md").read_text("utf-8")
    opening = next(line for line in text.splitlines() if line.startswith("::: attention"))
    body = text.partition(opening)[2].partition("\n:::\n")[0]
    found = checked(tmp_path, f"{opening}{body}\n:::\n", f"{opening}{body}\n")
    assert (line_of(opening), True) in [(p.line, "closed by no" in p.message) for p in found]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"\n- \[ \] .*", "a checklist"),
        (r"\n\|.*", "a table"),
        (r"\n: .*", "a glossary"),
        (r"\n!\[.*", "a figure"),
    ],
)
def test_a_part_that_is_missing_is_named(tmp_path: Path, pattern: str, said: str) -> None:
    checked(tmp_path)
    path = tmp_path / f"{NAME}.md"
    path.write_text(re.sub(pattern, "\n", path.read_text("utf-8")), "utf-8")
    assert any(said in problem.message for problem in problems(tmp_path))


def test_sentences_without_end_are_told(tmp_path: Path) -> None:
    long = "Un contenu est découvrable quand " + "il est bien décrit et " * 12 + "voilà."
    found = checked(tmp_path, "Un contenu est découvrable quand", f"{long}\n\nUn contenu quand")
    assert any("make two of it" in problem.message for problem in found)


def test_a_typo_in_a_figure_is_told(tmp_path: Path) -> None:
    checked(tmp_path)
    figure = tmp_path / "figures" / f"{NAME}.svg"
    figure.write_text(figure.read_text("utf-8").replace("Moteur", "Motteur"), "utf-8")
    assert any("Motteur" in str(problem) for problem in problems(tmp_path))


def test_a_region_s_own_theme_may_be_short_but_not_wrong(tmp_path: Path) -> None:
    text = (SECOND / "themes" / f"{NAME}.md").read_text("utf-8")
    theme = tmp_path / f"{NAME}.md"
    theme.write_text(text, "utf-8")
    told = list(problems(tmp_path, theirs=lambda name: name == theme.name))
    assert [problem.advice for problem in told] == [True, True]
    assert "a figure" in told[0].message
    assert "words" in told[1].message
    assert str(told[0]).startswith(f"{NAME}.md:1: (advice) ")
    assert not any(problem.advice for problem in problems(tmp_path))
    theme.write_text(text.replace("levels: [emergent", "levels: [debutant"), "utf-8")
    wrong = [each for each in problems(tmp_path, theirs=lambda _: True) if not each.advice]
    assert ["level debutant" in problem.message for problem in wrong] == [True]


def test_the_names_that_the_settings_say_are_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The law of a region is named in each theme that was written under another."""
    settings = tmp_path / "programme.toml"
    monkeypatch.setattr(spelling, "TEMPLATES", tmp_path)
    settings.write_text('language = "fr-CA"\n[law]\nname = "le Zgprd-Krl"\nage = 3\n', "utf-8")
    assert spelling.unknown({"Zgprd", "l’Zgprd", "Zgprd-Krl", "Krlz"}) == {"Krlz"}


def test_the_themes_of_the_second_region_are_well(tmp_path: Path) -> None:
    """Its settings and pages are seen in tests/second_region."""
    merged = merged_with(SECOND, kept=tmp_path)
    done = command("", REGION=str(SECOND), TEMPLATES=str(merged))
    assert (done.returncode, done.stdout) == (0, "texts: all well (spelling: fr_CA)\n"), done.stderr
    assert "themes/radio-de-quartier.md:1: (advice) " in done.stderr


def command(folder: str, **also: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra.themes", *filter(None, [folder])],
        cwd=ROOT,
        env={**os.environ, **also},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_fails_and_names_the_place(tmp_path: Path) -> None:
    checked(tmp_path, "Ce n’est pas d’abord", "Ce n’est pas d’abrod")
    done = command(str(tmp_path))
    assert done.returncode == 1
    assert f"{NAME}.md:{line_of('Ce n’est pas')}: « d’abrod »" in done.stderr


@pytest.mark.parametrize(
    ("language", "named"),
    [("fr-CA", "fr_CA"), ("fr-BE", "fr_BE"), ("fr", "fr"), ("fr-NC", "fr_CA")],
)
def test_words_are_spelled_as_where_the_programme_is(
    language: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the French of New Caledonia hunspell has no dictionary."""
    (tmp_path / "programme.toml").write_text(f'language = "{language}"', "utf-8")
    monkeypatch.setattr(spelling, "TEMPLATES", tmp_path)
    assert spelling.dictionary.__wrapped__() == named
