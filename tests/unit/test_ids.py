import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import chalicelib
from chalicelib.domain.ids import (
    is_shaped,
    is_whole,
    mark_of,
    owned,
    owner_of,
    subject_of,
    suffix_of,
    tail_of,
)

ROOT = Path(chalicelib.__file__).parent
CUTS = {"count", "find", "index", "join", "partition", "rpartition", "rsplit", "split"}
NO_IDENTIFIERS = {
    "adapters/documents/toolboxes.py": "the key of a file",
    "adapters/mail/composer.py": "the name of a file",
    "adapters/texts/markdown.py": "a class of a style sheet",
    "web/documents/pages.py": "the names of files",
    "web/events/roster_sheet.py": "the name of a file",
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
    """Whether an f-string puts a dash beside what it inserts."""
    if not isinstance(node, ast.JoinedStr):
        return False
    texts = [each.value if isinstance(each, ast.Constant) else "" for each in node.values]
    after = any(str(text).startswith("-") for text in texts[1:])
    return after or any(str(text).endswith("-") for text in texts[:-1])


def cut_at_dashes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    given = [*node.args, node.func.value]
    dashes = any(isinstance(each, ast.Constant) and each.value == "-" for each in given)
    return dashes and node.func.attr in CUTS


def elsewhere() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        relative = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if relative != "domain/ids.py" and (joined_by_dashes(node) or cut_at_dashes(node)):
                yield relative, f"chalicelib/{relative}:{node.lineno}: {ast.unparse(node)}"  # type: ignore[attr-defined]


def test_identifiers_are_put_together_and_taken_apart_in_one_place() -> None:
    found = list(elsewhere())
    others = [line for path, line in found if path not in NO_IDENTIFIERS]
    assert not others, "domain/ids.py does this: " + "; ".join(others)
    assert set(NO_IDENTIFIERS) == {path for path, _ in found if path in NO_IDENTIFIERS}
