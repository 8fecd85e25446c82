"""What `make check` tells who edits the survey: the line, and what to do."""

import shutil
from pathlib import Path

import pytest

from chalicelib.settings import TEMPLATES
from infra.themes.__main__ import problems_of_words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("survey.toml", "words.toml"):
        shutil.copy(TEMPLATES / name, tmp_path / name)
    return tmp_path


def test_the_programme_s_words_are_well() -> None:
    assert list(map(str, problems_of_words(TEMPLATES))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("quelle est votre satisfaction", "quelle est votre satisfacsion", "satisfacsion"),
        ('"De vive voix"', '"De vive voie', "Illegal character"),
        ('conference = "Les conférences"\n', "", "choices.conference: is missing"),
        ('community = "La', 'village = "La', "choices.village: is not a choice"),
        ('name = "idea"', 'name = "ideas"', "answers have no such field"),
        ('name = "idea"', 'name = "ideas"', "idea is asked 0 times"),
        (
            'name = "shared"\ntype = "boolean"',
            'name = "shared"\ntype = "string"',
            "type: is string; it should be boolean",
        ),
        ("minimum = 1", "minimum = 0", "minimum: is 0; it should be 1"),
        ('"Très faible", ', "", "a scale has two ends"),
        ('hint = "Cochez', 'hints = "Cochez', "hints"),
        (
            '"Autrement" = "other"',
            '"Autrement" = "another"',
            "is another, which is no choice; did you mean other?",
        ),
    ],
)
def test_a_fault_of_the_survey_is_told(folder: Path, old: str, new: str, said: str) -> None:
    path = folder / "survey.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert [problem for problem in problems_of_words(folder) if said in problem.message]


def test_a_misspelt_label_is_told_with_its_line(folder: Path) -> None:
    path = folder / "words.toml"
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if '"Atelier"' in line)
    lines[at] = lines[at].replace("Atelier", "Attelier")
    path.write_text("\n".join(lines), "utf-8")
    (found,) = problems_of_words(folder)
    assert (found.file, found.line) == ("words.toml", at + 1)
    assert "Attelier" in found.message
