"""Attestations as they are drawn: accessible, one on a page, whatever people are called."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from outloud import check  # type: ignore[import-untyped]

from chalicelib import wiring
from chalicelib.domain.events.events import Event, EventKind, EventMode
from tests.adapters.documents.test_toolboxes import Drawing
from tests.support.readers.pdf import faults
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)
pytestmark = pytest.mark.usefixtures("system")

AT = datetime(2027, 3, 20, 17, 30, tzinfo=UTC)
EVENT = Event(
    id="ev-v1",
    title="Rencontre de cohorte : la découvrabilité en pratique",
    kind=EventKind.COHORT,
    themes=("decouvrabilite",),
    starts_at=AT,
    ends_at=AT + timedelta(minutes=90),
    mode=EventMode.HYBRID,
    venue="Maison de la culture",
    venue_address="12, rue de l’Exemple, Saint-Jérôme",
)
LONG = "Marie-Hélène Bissonnette-Charbonneau-Vaillancourt de la Durantaye"


def drawn(event: Event, *people: tuple[str, str]) -> bytes:
    from chalicelib.adapters.documents.joining import finished

    html = wiring.templates().render(
        "documents/attestation.html",
        event=event,
        people=[{"name": name, "mode": mode} for name, mode in people],
        themes=["Découvrabilité"],
        made_on=date(2027, 3, 22),
    )
    return finished(Drawing()(html))


@pytest.mark.parametrize("people", [(("Zoé Exemple", "in_person"),), (("Zoé", "online"),) * 3])
def test_each_has_one_page_that_a_checker_finds_no_error_in(
    people: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    content = drawn(EVENT, *people)
    path = tmp_path / "attestation.pdf"
    path.write_bytes(content)
    result = check(str(path))
    assert result.error is None
    errors = [each for each in result.findings if each.severity == "error"]
    assert [f"{each.rule} {each.message}" for each in errors] == []
    unnumbered = [each for each in faults(content) if "not called" not in each]
    assert unnumbered == [], "each page is somebody's own: none says its number"
    with pikepdf.open(path) as opened:
        assert len(opened.pages) == len(people)


def test_the_longest_names_stay_above_the_hills() -> None:
    days = replace(EVENT, title=f"{EVENT.title} " * 3, ends_at=AT + timedelta(days=2))
    reader: Any = pymupdf.open
    with reader(stream=drawn(days, (LONG, "in_person"))) as opened:
        assert len(opened) == 1
        (page,) = opened
        height = page.rect.height
        ends = [y1 for _, _, _, y1, *_ in page.get_text("blocks")]
    assert max(end for end in ends if end < height * 0.9) < height * 0.64
