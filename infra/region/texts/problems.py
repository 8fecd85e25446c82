"""What is wrong with the words of a region, each by its file and its key."""

from collections.abc import Iterator
from pathlib import Path

from chalicelib.adapters.texts.mail_texts_file import read_mail_texts

from ..places import OURS
from .mails import FOLDER, of_mails
from .questions import of_questions
from .themes import of_theme, unknown_themes
from .told import Text, Unreadable
from .words import of_words

SETTINGS = "programme.toml"


def problems_of_texts(templates: Path) -> Iterator[str]:
    """Yield what is wrong with labels, questions, texts of mails and themes."""
    yield from _of_words(Text(templates, "words.toml"))
    yield from _of_survey(Text(templates, "survey.toml"))
    names = sorted(path.name for path in (templates / FOLDER).glob("*.toml"))
    ours = read_mail_texts(OURS / FOLDER) if templates != OURS else {}
    yield from of_mails([Text(templates, f"{FOLDER}/{name}") for name in names], ours)
    yield from _of_themes(templates)


def _of_words(file: Text) -> Iterator[str]:
    try:
        yield from map(file.told, of_words(file.toml()))
    except Unreadable as error:
        yield file.told(str(error))


def _of_survey(file: Text) -> Iterator[str]:
    try:
        yield from map(file.told, of_questions(file, file.toml()))
    except Unreadable as error:
        yield file.told(str(error))


def _of_themes(templates: Path) -> Iterator[str]:
    slugs = sorted(path.stem for path in (templates / "themes").glob("*.md"))
    if not slugs:
        yield "themes: is empty; there is nothing to book"
    for slug in slugs:
        file = Text(templates, f"themes/{slug}.md")
        yield from map(file.told, of_theme(file))
    settings = Text(templates, SETTINGS)
    try:
        yield from map(settings.told, unknown_themes(settings.toml(), slugs))
    except Unreadable:
        return  # its own check says so
