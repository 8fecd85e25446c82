"""Many items are read in one tolerant way: one that cannot be read takes down nothing else.

`adapters/dynamodb/queries.py` asks the table and makes entities of what it answers
(`_readable`); what goes another way is named here, with its reason, or is red.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import chalicelib

ROOT = Path(chalicelib.__file__).parent
QUERIES = "adapters/dynamodb/queries.py"

ASKING = {
    "batch_execute_statement",
    "batch_get_item",
    "execute_statement",
    "get_item",
    "query",
    "scan",
    "transact_get_items",
}
"""Calls of a client of DynamoDB that read."""

MADE = {"from_item", "from_items", "from_item_of_any_release"}
"""What makes entities of items."""

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
AGAIN = (*COMPREHENSIONS, ast.For, ast.While)
"""What does something for each of many."""

STRICT = {"_decided_about", "ensure_readable"}
"""What refuses all for one."""

COUNTING = "workflows/report/count_figures.py"
ERASED = "workflows/report/count_erased.py"

ALLOWED = {
    (QUERIES, "_ask"): "each query goes through it",
    (QUERIES, "_all_of"): "each batch goes through it",
    (QUERIES, "_read"): "tells what cannot be read, and leaves it in its place",
    (QUERIES, "_decided_about"): "for what is decided about",
    (QUERIES, "load"): "of what is `wanted`, not of what is `known`",
    (QUERIES, "unit"): "what stands in the way of a write is decided about",
    ("adapters/dynamodb/codec.py", "from_item"): "one item",
    ("adapters/dynamodb/codec.py", "from_items"): "what stands in the way of a write",
    ("adapters/dynamodb/unit.py", "__init__"): "what stands in the way of a write",
    ("adapters/dynamodb/aside.py", "_entry"): "what it is about is known to be unreadable",
    ("adapters/dynamodb/store.py", "open_slots"): "stops at enough, and tells what it passed over",
    ("adapters/dynamodb/store.py", "adviser_slots"): "nobody can tell whether the time is free",
    ("adapters/dynamodb/week/store.py", "day_changes"): "an unreadable one may be of any day",
    ("adapters/dynamodb/event_store.py", "_change"): "the seats of one event",
    ("adapters/dynamodb/figures.py", "counted_events"): "what is before one of them is folded",
    ("adapters/dynamodb/figures.py", "figures"): "a sum without one of its parts is false",
    ("adapters/dynamodb/recounting.py", "everybody"): "ids alone, which are the keys",
    ("adapters/dynamodb/privacy/retention.py", "everything"): "`_readable` has each page",
    (COUNTING, ""): "a sum without one of its parts is false",
    (COUNTING, "count_person"): "a sum without one of its parts is false",
    (COUNTING, "count_event"): "a sum without one of its parts is false",
    (ERASED, "keep_counted"): "what is added to is decided about",
    (ERASED, "count_erased"): "a sum without one of its parts is false",
    (COUNTING, "_editions"): "all that are counted are decided about",
    ("handlers.py", "dispatch"): "the stream's images, which no query read",
    ("workflows/mail/send_messages.py", "_held_back"): "the one mail that follows, to be written",
    ("workflows/demand/alerts_of.py", "alerts_of"): "each place in the line is kept or left",
    ("workflows/people/move_address.py", "holders_of"): "whose each address is is decided about",
    ("workflows/retrying.py", "_replay"): "a story carries out one request",
    ("workflows/events/record_attendance.py", "record_attendances"): "each mark is decided about",
}


def named(node: ast.AST) -> str:
    """The last word of a name or an attribute; a request's own `query` is not the table's."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) != "requests":
        return node.attr
    return ""


def one_by_one(node: ast.AST) -> bool:
    """Whether many are asked for as if each were decided about, or each by a call of its own."""
    if isinstance(node, AGAIN) and not tries_again(node):
        calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
        return any(named(call.func) in ("one", "load") for call in calls)
    if isinstance(node, ast.Call) and named(node.func) == "map":
        return any(named(each) in ("one", "load") for arg in node.args for each in ast.walk(arg))
    if not isinstance(node, ast.Call) or named(node.func) != "load":
        return False
    starred = (each.value for each in node.args if isinstance(each, ast.Starred))
    return any(isinstance(each, COMPREHENSIONS) for each in starred)


def tries_again(node: ast.AST) -> bool:
    """Whether a loop does the same once more, and not something for each of many."""
    return isinstance(node, ast.For) and ast.unparse(node.target) == "_"


def gathered_first(node: ast.AST) -> bool:
    """Whether a function gathers many in a name, then asks for them as if all were needed."""
    if not isinstance(node, ast.FunctionDef):
        return False
    made = (each for each in ast.walk(node) if isinstance(each, ast.Assign))
    many = {ast.unparse(t) for m in made if isinstance(m.value, COMPREHENSIONS) for t in m.targets}
    calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
    given = (arg for call in calls if named(call.func) == "load" for arg in call.args)
    return any(isinstance(arg, ast.Starred) and ast.unparse(arg.value) in many for arg in given)


def another_way(node: ast.AST) -> str:
    """What a node does that is not the tolerant way; nothing if it does not."""
    name = named(node)
    if name in ASKING:
        return f"asks the table ({name}): `Queries` does, and tells what cannot be read"
    if name in MADE:
        return f"makes entities itself ({name}): `Queries._readable` does of many"
    if name in STRICT:
        return f"refuses all for one ({name}): `Queries._readable` passes over it"
    if one_by_one(node) or gathered_first(node):
        return "loads many as if each were decided about: `store.load(known=…)` shows many"
    return ""


def found_in(source: str, path: str) -> Iterator[tuple[str, int, str]]:
    """Function, line and what is done there."""
    inside: dict[ast.AST, str] = {}
    tree = ast.parse(source, path)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            named_so = isinstance(node, ast.FunctionDef)
            inside[child] = node.name if named_so else inside.get(node, "")  # type: ignore[attr-defined]
        if said := another_way(node):
            yield inside.get(node, ""), getattr(node, "lineno", 0), said


def everywhere() -> Iterator[tuple[str, str, int, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        relative = path.relative_to(ROOT).as_posix()
        for function, line, said in found_in(path.read_text("utf-8"), relative):
            yield relative, function, line, said


def test_what_is_read_goes_through_the_one_tolerant_way() -> None:
    others = [
        f"chalicelib/{path}:{line}: {function or 'the module'} {said}"
        for path, function, line, said in everywhere()
        if (path, function) not in ALLOWED
    ]
    assert not others, "\n".join(others)


def test_each_exception_is_still_one() -> None:
    assert set(ALLOWED) - {(path, function) for path, function, *_ in everywhere()} == set()


@pytest.mark.parametrize(
    "line",
    [
        "self._client.query(**request)",
        "partial(client.batch_get_item, RequestItems=left)",
        "[from_item(item) for item in page['Items']]",
        "map(codec.from_item, self._pages(request))",
        "self._decided_about(self._pages(request))",
        "store.load(*[(Event, i) for i in ids])",
        "for_team(caller, store).load(*[(Event, i) for i in ids])",
        "[store.one(Event, i) for i in ids]",
        "list(map(lambda i: store.one(Event, i), ids))",
    ],
)
def test_another_way_is_seen(line: str) -> None:
    source = f"def coming(store):\n    return {line}\n"
    assert next((function, at) for function, at, _ in found_in(source, "x.py")) == ("coming", 2)


def test_many_that_are_gathered_first_or_read_in_a_loop_are_seen() -> None:
    gathered = "pairs = [(Event, i) for i in ids]\n    return store.load(*pairs)"
    loop = "for i in ids:\n        found.append(store.one(Event, i))"
    for body in (gathered, loop):
        assert list(found_in(f"def coming(store):\n    {body}\n", "x.py")), body
