"""The seam between the edge and a story: what it is given is what it takes.

mypy sees a wrong or a swapped argument; that one is missing, or that nobody provides what a story
names, only these do.
"""

import ast
import importlib
from collections.abc import Callable, Iterator
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

import pytest

from chalicelib import wiring

ROOT = Path(__file__).resolve().parents[2]


def told() -> Iterator[tuple[str, Callable[..., Any], int]]:
    """Where each story is told, which it is, and with how many arguments."""
    for path in sorted((ROOT / "chalicelib").rglob("*.py")):
        place = path.relative_to(ROOT)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(func=ast.Attribute(value=ast.Name("wiring"), attr="run")):
                    story, *given = call.args
                    for each in _stories(place, story):
                        yield f"{place}:{call.lineno}", each, _counted(given)


def _stories(place: Path, named: ast.expr) -> Iterator[Callable[..., Any]]:
    module = importlib.import_module(".".join(place.with_suffix("").parts))
    match named:
        case ast.Name(name):
            yield getattr(module, name)
        case ast.Attribute(value=ast.Name(area), attr=name):
            yield getattr(getattr(module, area), name)
        case ast.Subscript(value=ast.Name(table)):
            yield from getattr(module, table).values()


def _counted(given: list[ast.expr]) -> int:
    """A pair that is unpacked counts as two: who is behind a survey's token."""
    return sum(2 if isinstance(each, ast.Starred) else 1 for each in given)


TOLD = list(told())
STORIES = sorted({story for _, story, _ in TOLD}, key=lambda story: story.__qualname__)


@pytest.mark.parametrize(("place", "story", "given"), TOLD, ids=[place for place, _, _ in TOLD])
def test_a_story_is_given_what_it_takes(place: str, story: Callable[..., Any], given: int) -> None:
    takes = [
        p for p in signature(story).parameters.values() if p.kind is not Parameter.KEYWORD_ONLY
    ]
    needed = [p for p in takes if p.default is Parameter.empty]
    missing = [p.name for p in needed[given:]]
    assert not missing, f"{place}: {story.__name__} is not given {missing}"
    assert given <= len(takes), f"{place}: {story.__name__} takes {len(takes)} arguments"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_what_a_story_names_has_a_provider(story: Callable[..., Any]) -> None:
    names = {
        p.name for p in signature(story).parameters.values() if p.kind is Parameter.KEYWORD_ONLY
    }
    unknown = sorted(names - wiring.PROVIDERS.keys())
    assert not unknown, f"{story.__name__} asks for {unknown}, which nothing in wiring provides"


def asked_once() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Each function of the workflows that is given a request's `once`."""
    for path in sorted((ROOT / "chalicelib/workflows").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and _given_once(node):
                yield f"{path.stem}.{node.name}", node


def _given_once(function: ast.FunctionDef) -> bool:
    return any(each.arg == "once" for each in function.args.args)


ONCE = dict(asked_once())
WRITE = {"commit", "_commit"}


@pytest.mark.parametrize("name", ONCE)
def test_a_write_for_a_request_keeps_its_answer(name: str) -> None:
    """A function that is given `once` adds its receipt to what it commits."""
    called = [ast.unparse(n.func) for n in ast.walk(ONCE[name]) if isinstance(n, ast.Call)]
    writes = any(each.rpartition(".")[2] in WRITE for each in called)
    assert not writes or "once.receipts" in called, f"{name} keeps no answer"
