"""No mail is planned by nobody: stories call each planner, and each kind has one that plans it."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from inspect import isfunction, signature
from pathlib import Path

import chalicelib
from chalicelib.domain import mail
from chalicelib.domain.mail.messages import Kind

ROOT = Path(chalicelib.__file__).parent
TABLES_OF_ALL = {"messages.py", "kinds.py"}
"""They name every kind, and plan none."""


def planners() -> list[tuple[str, str]]:
    """The module and the name of each rule that returns messages, or a broadcast to all."""
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.iter_modules(mail.__path__, f"{mail.__name__}.")
    ]
    return [
        (module.__name__.rpartition(".")[2], name)
        for module in modules
        for name, found in vars(module).items()
        if isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
        if returned(found) in {"Message", "Broadcast"}
    ]


def returned(function: object) -> str:
    """The name of the class that a function returns one or several of."""
    said = str(signature(function).return_annotation)  # type: ignore[arg-type]
    return "" if "Callable" in said else said.rpartition(".")[2].strip("'>]")


def nodes(*folders: str) -> Iterator[ast.AST]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.name not in TABLES_OF_ALL:
                yield from ast.walk(ast.parse(path.read_text("utf-8")))


def test_a_story_calls_each_planner_of_mails() -> None:
    calls = {ast.unparse(node.func) for node in nodes("workflows") if isinstance(node, ast.Call)}
    idle = [
        f"{module}.{name}"
        for module, name in planners()
        if calls.isdisjoint({f"{module}.{name}", name})
    ]
    assert not idle, f"no story calls {idle}: what they plan is never sent"


def test_each_kind_of_mail_is_planned_somewhere() -> None:
    named = {
        ast.unparse(node)
        for node in nodes("domain/mail", "workflows")
        if isinstance(node, ast.Attribute)
    }
    idle = [f"Kind.{kind.name}" for kind in Kind if f"Kind.{kind.name}" not in named]
    assert not idle, f"nothing plans {idle}: neither domain/mail nor a story names them"
