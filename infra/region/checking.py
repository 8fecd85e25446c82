"""All that is wrong with what a region says of itself."""

from collections.abc import Iterator
from pathlib import Path

from .folder import folder_problems
from .laying import SETTINGS
from .problems import problems
from .taken import changes
from .texts.problems import problems_of_texts

SEEN = "once you have seen it: make region-seen"


class WrongSettings(ValueError):
    """What the site is made of cannot be used as it is; says each problem."""


def ensure_settings(templates: Path) -> None:
    """Raise WrongSettings if the site could not answer with what its files say."""
    if found := list(settings_problems(templates)):
        raise WrongSettings("\n".join(found))


def settings_problems(templates: Path) -> Iterator[str]:
    """Yield what is wrong with settings, labels, questions, texts of mails and themes."""
    yield from problems(templates / SETTINGS)
    yield from problems_of_texts(templates)


def all_problems(folder: Path, ours: Path, theirs: Path | None) -> Iterator[str]:
    """Yield what is wrong with the merged `folder`, and what of ours changed under theirs."""
    found = list(settings_problems(folder))
    if theirs:
        found += folder_problems(ours, theirs)
    yield from dict.fromkeys(found)
    if theirs:
        yield from (f"{each} ({SEEN})" for each in changes(ours, theirs))
