import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import chalicelib
from chalicelib.domain.ids import (
    event_id,
    event_of,
    is_about_event,
    is_event,
    is_of_team,
    is_shaped,
    is_whole,
    mark_of,
    member_id,
    owned,
    owner_of,
    participant_id,
    series_id,
    subject_of,
    suffix_of,
    tail_of,
    without,
)

ROOT = Path(chalicelib.__file__).parent
CUTS = {"count", "find", "index", "join", "partition", "rpartition", "rsplit", "split"}
ENDS = {"endswith", "removeprefix", "removesuffix", "startswith"}
AN_END = re.compile(r"(p|s|v|ev|sr)[-0-9]*|-.*|.*-")
"""What identifiers begin or end with."""

NO_IDENTIFIERS = {
    "adapters/documents/toolboxes.py": "the key of a file",
    "adapters/mail/composer.py": "the name of a file",
    "adapters/mail/mime.py": "the names of files",
    "adapters/report/open_data.py": "the name of a file",
    "adapters/report/paper.py": "what a drawing is called by, in its page",
    "adapters/report/svg.py": "a class of a style sheet, and what a drawing's parts are called by",
    "adapters/texts/markdown.py": "a class of a style sheet",
    "domain/appearance.py": "the name of a colour in a style sheet",
    "domain/directory/alike.py": "how somebody's name sounds, in one key",
    "domain/imports/matching.py": "a reference made for a line without one",
    "domain/imports/tools/calendly.py": "an appointment's reference, in the files of an edition",
    "domain/imports/tools/eventbrite.py": "a meeting's reference, in the files of an edition",
    "domain/imports/tools/zoom.py": "a meeting's reference, in the files of an edition",
    "domain/report/editions.py": "the key of a file, and which figures are shown",
    "domain/report/printed.py": "the keys of files",
    "domain/report/sections/accompaniments.py": "a month of a year",
    "web/back_office/first_day.py": "where in a page one comes back",
    "web/documents/pages.py": "the names of files",
    "web/events/attestations/files.py": "the names of files",
    "web/events/roster_sheet.py": "the name of a file",
    "web/imports/listed.py": "the names of files",
    "web/privacy/consents.py": "the name of a file",
    "web/privacy/proofs.py": "the name of a file",
    "web/report/files.py": "the name of a file",
    "web/report/sheet.py": "the name of a file",
    "web/report/shown.py": "what a drawing is called by, in its page",
    "workflows/documents/files_of_person.py": "the beginning of the keys of files",
}
"""Where words are joined by a dash, and what they make."""


@pytest.mark.parametrize(
    ("identifier", "owner", "suffix"),
    [
        ("p3f0", "p3f0", ""),
        ("p3f0-b81a", "p3f0", "b81a"),
        ("p3f0-b81a-moved-1", "p3f0", "b81a-moved-1"),
    ],
)
def test_an_identifier_carries_its_owner(identifier: str, owner: str, suffix: str) -> None:
    assert (owner_of(identifier), suffix_of(identifier)) == (owner, suffix)


def test_an_identifier_shows_whose_it_is() -> None:
    assert is_of_team(member_id("7c1"))
    assert not is_of_team(participant_id("3f0"))
    event = event_id("81a")
    assert [is_event(each) for each in (event, owned(event, "changed"), series_id("81a"))] == [
        True,
        False,
        False,
    ]
    registration = owned(participant_id("3f0"), suffix_of(event))
    assert (is_about_event(registration), event_of(registration)) == (True, event)


def test_the_last_part_is_taken_away_if_it_is_there() -> None:
    assert without("late", "p3f0-v81a-summary-1-late") == "p3f0-v81a-summary-1"
    assert without("late", "p3f0-v81a-summary-1") == "p3f0-v81a-summary-1"


def test_what_is_owned_can_be_told_apart_again() -> None:
    identifier = owned("p3f0", "b81a")
    assert (owner_of(identifier), suffix_of(identifier)) == ("p3f0", "b81a")


def test_a_message_is_about_something_of_somebody() -> None:
    message = owned(owned("p3f0", "b81a"), "moved", 1)
    assert message == "p3f0-b81a-moved-1"
    assert (mark_of(message), subject_of(message)) == ("b81a", "p3f0-b81a")
    assert (tail_of(message), tail_of("p3f0-b81a")) == ("moved-1", "")
    assert [is_whole(each) for each in ("p3f0", "p3f0-b81a", message)] == [False, True, False]
    with pytest.raises(IndexError):
        mark_of("p3f0")


@pytest.mark.parametrize("text", ["", "-", "p3f0", "p3f0-é", "p3f0-b81a ", "p3f0/b81a-x"])
def test_what_is_no_identifier_is_not_taken_for_one(text: str) -> None:
    assert not is_shaped(text)


def joined_by_dashes(node: ast.AST) -> bool:
    """Whether a dash is put beside what is inserted or added."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return dash(node.left, "endswith") or dash(node.right, "startswith")
    if not isinstance(node, ast.JoinedStr):
        return False
    return any(dash(each, "startswith") for each in node.values[1:]) or any(
        dash(each, "endswith") for each in node.values[:-1]
    )


def dash(node: ast.AST, where: str) -> bool:
    """Whether a written text begins or ends with a dash."""
    text = node.value if isinstance(node, ast.Constant) else ""
    return isinstance(text, str) and bool(getattr(text, where)("-"))


def cut_at_dashes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    given = [each.value for each in node.args if isinstance(each, ast.Constant)]
    texts = [each for each in given if isinstance(each, str)]
    if node.func.attr in ENDS:
        return any(AN_END.fullmatch(each) for each in texts)
    joins = isinstance(node.func.value, ast.Constant) and node.func.value.value == "-"
    return node.func.attr in CUTS and (joins or "-" in texts)


def looked_into(node: ast.AST) -> bool:
    """Whether a first letter is compared with those of identifiers."""
    if not isinstance(node, ast.Compare) or not isinstance(node.left, ast.Subscript):
        return False
    with_ = node.comparators[0]
    return isinstance(with_, ast.Constant) and with_.value in ("p", "s", "v")


WAYS = (joined_by_dashes, cut_at_dashes, looked_into)


def elsewhere() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        relative = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if relative != "domain/ids.py" and any(way(node) for way in WAYS):
                yield relative, f"chalicelib/{relative}:{node.lineno}: {ast.unparse(node)}"  # type: ignore[attr-defined]


def test_identifiers_are_put_together_and_taken_apart_in_one_place() -> None:
    found = list(elsewhere())
    others = [line for path, line in found if path not in NO_IDENTIFIERS]
    assert not others, "domain/ids.py does this: " + "; ".join(others)
    assert set(NO_IDENTIFIERS) == {path for path, _ in found if path in NO_IDENTIFIERS}


@pytest.mark.parametrize(
    "line",
    [
        'f"{owner}-{mark}"',
        'owner + "-moved-1"',
        '"-".join((owner, mark))',
        'identifier.split("-")[1]',
        'identifier.startswith("s")',
        'identifier.removesuffix("-late")',
        'identifier[0] == "p"',
    ],
)
def test_another_place_is_seen(line: str) -> None:
    assert any(way(node) for node in ast.walk(ast.parse(line)) for way in WAYS)


def test_what_identifiers_begin_with_is_known_in_one_place() -> None:
    others = [
        f"chalicelib/{path.relative_to(ROOT).as_posix()}:{node.lineno}: {each.name}"
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("ids")
        for each in node.names
        if each.name.startswith("_")
    ]
    assert not others, "domain/ids.py alone uses these: " + "; ".join(others)
