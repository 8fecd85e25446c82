"""What is packaged with the code, as files say it: the programme, themes, questions.

Each is read once per container. `wiring` hands them to stories, and sees to what admins set.
"""

from functools import cache
from typing import TYPE_CHECKING

from .settings import TEMPLATES

if TYPE_CHECKING:
    from .adapters.texts.adjusted_programme import AdjustedProgramme
    from .adapters.texts.content import Library
    from .domain.documents.printing import Printable
    from .domain.documents.themes import Theme
    from .domain.programme import Programme
    from .domain.surveys.questions import Questionnaire


@cache
def adjusted() -> "AdjustedProgramme":
    """Return the programme's file with what admins set in place of some of it."""
    from .adapters.texts.adjusted_programme import AdjustedProgramme

    return AdjustedProgramme(TEMPLATES / "programme.toml")


def programme() -> "Programme":
    """Return the programme as `refresh` last found it: one and the same for all of a request."""
    return adjusted().programme


@cache
def questionnaire() -> "Questionnaire":
    from .adapters.texts.survey_file import read_questionnaire

    return read_questionnaire(TEMPLATES / "survey.toml")


@cache
def printable() -> "Printable":
    """Return what documents can print. It is of the package alone, so `forget` leaves it."""
    from .adapters.texts.printable_file import read_printable

    return read_printable(TEMPLATES / "documents" / "fonts" / "printable.txt")


@cache
def library() -> "Library":
    from .adapters.texts.content import Library

    return Library(TEMPLATES / "themes")


def themes() -> "dict[str, Theme]":
    """Return all themes that there are texts of."""
    return library().themes()


def own_themes() -> "dict[str, Theme]":
    """Return the themes that the region has, retired or not: none that its files leave out."""
    left_out = programme().left_out_themes
    return {slug: theme for slug, theme in themes().items() if slug not in left_out}


def offered(*kept: str) -> "dict[str, Theme]":
    """Return the themes that people can ask for and book, and those of `kept`, retired or not."""
    retired = {*programme().retired_themes}.difference(kept)
    return {slug: theme for slug, theme in themes().items() if slug not in retired}
