"""What the code behind each function could ask of the table, read from the code itself.

A journey shows what was asked on the day; this shows what may be, on the worst one. Names are
followed from a function's entry through the stories, and calls on a store or a write are noted.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from chalicelib.workflows.ports import LimitStore, Loading, Store
from tests.package.iam import Need

ROOT = Path(__file__).parents[2] / "chalicelib"
ENTRIES = {
    "api-handler": "web/**/*.py",
    "send-mail": "handlers.py:send_mail",
    "make-documents": "handlers.py:make_documents",
    "dispatch": "handlers.py:dispatch",
    "count-figures": "handlers.py:count_figures",
    "sweep": "handlers.py:sweep",
    "fetch-calendars": "handlers.py:fetch_calendars",
    "settle-mail": "handlers.py:settle_mail",
    "enrol-staff": "handlers.py:enrol_staff",
}
READ, ASK = "dynamodb:BatchGetItem", "dynamodb:Query"
PUT, UPDATE = "dynamodb:PutItem", "dynamodb:UpdateItem"
PUT_ALL = "dynamodb:BatchWriteItem"
DELETE, CHECK = "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"
TABLE, TIMELINE, DUE = "Table", "Table/index/timeline", "Table/index/due"

UNIT = {
    "add": (PUT, TABLE),
    "save": (PUT, TABLE),
    "overwrite": (PUT, TABLE),
    "put": (PUT, TABLE),
    "delete": (DELETE, TABLE),
    "discard": (DELETE, TABLE),
    "unchanged": (CHECK, TABLE),
    "seats": (UPDATE, TABLE),
    "release": (UPDATE, TABLE),
    "count": (UPDATE, TABLE),
    "uncount": (UPDATE, TABLE),
    "add_to": (UPDATE, TABLE),
    "commit": None,
}
STORE = {
    "unit": None,
    "load": (READ, TABLE),
    "load_any": (READ, TABLE),
    "one": (READ, TABLE),
    "page_days": (ASK, TABLE),
    "spots": (ASK, TABLE),
    "people_lists": (ASK, TABLE),
    "calls_to_make": (ASK, DUE),
    "calls_of": (ASK, TIMELINE),
    "line_for": (ASK, TIMELINE),
    "turns": (ASK, TIMELINE),
    "person": (ASK, TABLE),
    "held": (ASK, TABLE),
    "drafts": (ASK, TABLE),
    "held_elsewhere": (ASK, TIMELINE),
    "erase": (PUT_ALL, TABLE),
    "lists_seen": (ASK, TABLE),
    "privacy_requests": (ASK, TABLE),
    "incidents": (ASK, TABLE),
    "open_slots": (ASK, TIMELINE),
    "open_slots_between": (ASK, TIMELINE),
    "agenda": (ASK, TIMELINE),
    "adviser_slots": (ASK, TABLE),
    "day_changes": (ASK, TABLE),
    "due": (ASK, DUE),
    "place": None,
    "set_aside": (UPDATE, TABLE),
    "put_back": (UPDATE, TABLE),
    "put_right": (UPDATE, TABLE),
    "aside": (ASK, DUE),
    "claim": (UPDATE, TABLE),
    "draw_ticket": (UPDATE, TABLE),
    "release": (UPDATE, TABLE),
    "give_back": (UPDATE, TABLE),
    "seen_to": (UPDATE, TABLE),
    "count_waiting": (UPDATE, TABLE),
    "line": (ASK, TABLE),
    "position": (ASK, TABLE),
    "unproven_in_line": (ASK, TABLE),
    "roster": (ASK, TIMELINE),
    "roster_page": (ASK, TIMELINE),
    "answers": (ASK, TABLE),
    "topics": (ASK, TABLE),
    "editions": (ASK, TIMELINE),
    "team": (ASK, TIMELINE),
    "acts": (ASK, TIMELINE),
    "journal": (ASK, DUE),
    "waiting": (ASK, DUE),
    "bounced": (ASK, DUE),
    "mails": (ASK, DUE),
    "letters": (ASK, TIMELINE),
    "mails_of_letter": (ASK, TIMELINE),
    "everybody_of": (ASK, TIMELINE),
    "settings_changes": (ASK, TABLE),
    "calendars_to_read": (ASK, DUE),
    "sessions_of": (ASK, TABLE),
    "figures": (ASK, TABLE),
    "counted_events": (ASK, TABLE),
    "write_figures": (PUT_ALL, TABLE),
    "write_accompanied": (PUT_ALL, TABLE),
    "accompanied": (ASK, TABLE),
    "forget_figures": (PUT_ALL, TABLE),
    "counted_after": (ASK, TIMELINE),
    "counted_people": (ASK, TIMELINE),
    "everything": ("dynamodb:Scan", TABLE),
    "everybody": ("dynamodb:Scan", TABLE),
    "events_to_come": (ASK, TIMELINE),
    "events_between": (ASK, TIMELINE),
    "latest_events": (ASK, TIMELINE),
    "take": (UPDATE, TABLE),
    "made": None,
    "idle": (UPDATE, TABLE),
}
"""What each method of the ports asks; a port's method that is not here is an error."""

ASKED = {
    "Unit": UNIT,
    LimitStore.__name__: STORE,
    **{part.__name__: STORE for part in Store.__mro__ if Loading in part.__mro__},
}
"""By the name of a port: the store, or one of its parts."""

Place = tuple[Path, str]
"""A name at the top of a module."""


def could_ask(function: str) -> set[Need]:
    """Of a function, by the name of its policy file."""
    return {need for place in _reached(function) for need in _asked(place)}


def _reached(function: str) -> set[Place]:
    pattern, _, name = ENTRIES[function].partition(":")
    found: set[Place] = set()
    waiting = [
        (module, each)
        for module in sorted(ROOT.glob(pattern))
        for each in ([name] if name else _module(module)[0])
    ]
    while waiting:
        place = waiting.pop()
        if place not in found and place[1] in _module(place[0])[0]:
            found.add(place)
            waiting += _mentioned(place)
    return found


def _mentioned(place: Place) -> Iterator[Place]:
    """What a name's code names, of its module or of one of ours that is imported there."""
    path, name = place
    here, imported = _module(path)
    inside = imported | _imports(path, here[name])
    for node in ast.walk(here[name]):
        if isinstance(node, ast.Name) and node.id in here:
            yield path, node.id
        elif isinstance(node, ast.Name) and node.id in inside:
            yield inside[node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = inside.get(node.value.id, (path, "-"))
            if not module[1]:
                yield module[0], node.attr


@cache
def _module(path: Path) -> tuple[dict[str, ast.stmt], dict[str, Place]]:
    """What is defined at the top of a module, and what is imported there."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    here: dict[str, ast.stmt] = {}
    for node in tree.body:
        for name in _defines(node):
            here[name] = node
    return here, _imports(path, tree)


def _defines(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Assign(targets=[*targets]) | ast.AnnAssign(target=ast.Name() as targets):
            names = targets if isinstance(targets, list) else [targets]
            yield from (each.id for each in names if isinstance(each, ast.Name))


def _imports(path: Path, tree: ast.AST) -> dict[str, Place]:
    """Names of ours; a module's stands for the whole of it, with no name of its own."""
    found: dict[str, Place] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            for each in node.names:
                found |= _import(folder, each)
    return found


def _import(folder: Path, name: ast.alias) -> dict[str, Place]:
    called = name.asname or name.name
    module = (folder / name.name).with_suffix(".py")
    if module.exists():
        return {called: (module, "")}
    source = folder.with_suffix(".py")
    return {called: (source, name.name)} if source.exists() else {}


def _asked(place: Place) -> Iterator[Need]:
    node = _module(place[0])[0][place[1]]
    ports = {name: port for each in ast.walk(node) for name, port in _typed(each)}
    for each in ast.walk(node):
        match each:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=method)
            ):
                asked = ASKED[ports[name]][method] if name in ports else None
                if asked:
                    yield Need(*asked)


def _typed(node: ast.AST) -> Iterator[tuple[str, str]]:
    """What is known to be a store or a write, by its annotation or by what made it."""
    match node:
        case (
            ast.arg(arg=name, annotation=ast.Name(id=port))
            | ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id=port))
        ) if port in ASKED:
            yield name, port
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.Call(func=ast.Attribute(attr="unit"))
        ):
            yield name, "Unit"
