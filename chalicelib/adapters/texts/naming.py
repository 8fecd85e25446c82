"""What things are called: in files that are brought in, and in reports."""

from collections.abc import Mapping
from typing import Any

from ...domain.documents.themes import Theme
from ...domain.imports.forms import Vocabulary
from ...domain.programme import Programme
from ...domain.report.sections.shapes import AXES, Names
from ...domain.surveys.questions import Questionnaire


def of_files(themes: Mapping[str, Theme], programme: Programme) -> Vocabulary:
    """Return what files that are brought in may speak of."""
    return Vocabulary(
        _titles(themes), programme.zone, programme.edition.slug, programme.meeting_minutes
    )


def of_reports(
    themes: Mapping[str, Theme], words: Mapping[str, Any], questionnaire: Questionnaire
) -> Names:
    """Return what the keys of a report are called."""
    axes = next(each.choices for each in questionnaire.session if each.name == AXES)
    return Names(_titles(themes), {**words, AXES: dict(axes or {})})


def _titles(themes: Mapping[str, Theme]) -> dict[str, str]:
    return {slug: theme.title for slug, theme in themes.items()}
