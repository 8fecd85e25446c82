"""Labels of ours that say who our people are, for a region whose people are others to look at."""

from collections.abc import Iterator
from pathlib import Path

from ..inheriting import read_toml
from ..laying import LABEL, SETTINGS
from ..places import OURS

WORDS = "words.toml"
ROLE = ("role.adviser",)
SECTOR = ("participant_kind_note.individual", "participant_kind_note.student")


def of_our_people(templates: Path) -> list[str]:
    """Return the labels that a region has as they are in ours, though its name or sector is not."""
    if not (templates / LABEL).is_file():
        return []
    ours, theirs = (read_toml(each / SETTINGS, SETTINGS) for each in (OURS, templates))
    labels: list[str] = []
    if str(ours["name"]).split()[0] not in str(theirs["name"]):
        labels += ROLE
    if ours["words"]["sector"] != theirs["words"]["sector"]:
        labels += SECTOR
    return [*_alike(templates, labels)]


def _alike(templates: Path, labels: list[str]) -> Iterator[str]:
    ours, theirs = (read_toml(each / WORDS, WORDS) for each in (OURS, templates))
    for key in labels:
        table, name = key.split(".")
        if (said := theirs[table][name]) == ours[table][name]:
            yield f"{WORDS}: {key} (« {said} »)"
