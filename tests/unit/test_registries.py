"""Nothing is declared that people could not read: each error and each code has its French words."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from inspect import isfunction, signature
from pathlib import Path
from typing import get_args

from chalice.app import Response

import chalicelib
from chalicelib import web
from chalicelib.adapters.dynamodb.layout import BY_NAME
from chalicelib.adapters.queues import Asked
from chalicelib.domain import addresses, texts
from chalicelib.domain.errors import (
    Conflict,
    DomainError,
    FieldError,
    Invalid,
    NotFound,
)
from chalicelib.web.http.asked import FIELDS, OF_A_CAUSE
from chalicelib.web.http.parsing import CODES
from chalicelib.web.http.problems import NotJson, field_message, status_of
from chalicelib.web.http.sentences import SENTENCES
from chalicelib.workflows.tended import TENDED

ROOT = Path(chalicelib.__file__).parent
NEVER_RAISED = {DomainError, Invalid, Conflict}
"""Families: what is raised is one of their members."""

CODE_ARGUMENTS = {"FieldError": 1, "PydanticCustomError": 0, "BadText": 0}


@cache
def raised() -> tuple[type[DomainError], ...]:
    """Every error of ours, wherever in the house it is declared."""
    for module in pkgutil.walk_packages([str(ROOT)], "chalicelib."):
        importlib.import_module(module.name)
    ours = [kind for kind in below(DomainError) if kind.__module__.startswith("chalicelib.")]
    return tuple(kind for kind in ours if kind not in NEVER_RAISED)


def below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from below(child)


def status(kind: type[DomainError]) -> int:
    return status_of(kind.__new__(kind))


def calls() -> Iterator[ast.Call]:
    for path in ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def codes_in_the_code() -> set[str]:
    """The codes of field errors that are written in the code, whoever gives them."""
    found = set()
    for call in calls():
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
        position = CODE_ARGUMENTS.get(name)
        if position is not None and len(call.args) > position:
            argument = call.args[position]
            if isinstance(argument, ast.Constant):
                found.add(str(argument.value))
    return found


def test_every_error_has_its_sentence() -> None:
    assert [kind for kind in raised() if kind.code not in SENTENCES] == []
    assert all(title and detail.endswith((".", "!")) for title, detail in SENTENCES.values())


def test_every_error_has_its_status() -> None:
    assert {kind: status(kind) for kind in raised() if not 400 <= status(kind) < 500} == {}


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in raised()]
    assert len(set(codes)) == len(codes)


def test_only_members_of_a_family_of_errors_are_raised() -> None:
    families = {kind.__name__ for kind in NEVER_RAISED}
    named = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and node.exc is not None:
                named.add(ast.unparse(node.exc).partition("(")[0])
    assert named.isdisjoint(families)


def test_every_code_of_a_field_error_has_its_message() -> None:
    codes = codes_in_the_code()
    assert {"consent_required", "whole_minutes", "invalid_email", "no_links"} <= codes
    assert codes <= set(FIELDS)
    assert set(CODES.values()) <= set(FIELDS)


def test_every_cause_of_notes_refused_has_its_sentence_with_the_limit() -> None:
    of_notes = {*texts.COSTLY, texts.NESTED, texts.TOO_MANY_LINES}
    assert set(OF_A_CAUSE) == {*of_notes, *addresses.CAUSES, texts.LINE_BREAK, texts.ENCODED}
    assert all(str(texts.MARKS) in OF_A_CAUSE[mark] for mark in texts.COSTLY)
    assert str(texts.LINES) in OF_A_CAUSE[texts.TOO_MANY_LINES]


def test_messages_that_state_a_limit_state_it_and_the_others_need_none() -> None:
    for code, sentence in FIELDS.items():
        message = field_message(FieldError("f", code, 14))
        assert ("14" in message) == ("{limit}" in sentence)
        assert "{" not in message


def test_only_what_is_not_json_is_400() -> None:
    assert [kind for kind in raised() if status(kind) == 400] == [NotJson]
    assert status(NotFound) == 404


def views() -> set[str]:
    """Every public function of the areas that takes a request and answers it."""
    modules = [each.name for each in pkgutil.walk_packages(web.__path__, "chalicelib.web.")]
    return {
        f"{module}.{name}"
        for module in modules
        if not module.startswith("chalicelib.web.http.")  # knows no page
        for name, found in vars(importlib.import_module(module)).items()
        if isfunction(found) and found.__module__ == module and not name.startswith("_")
        if [*signature(found).parameters][:1] == ["request"]
        and signature(found).return_annotation is Response
    }


def test_every_view_has_a_route_and_every_route_its_view() -> None:
    """Views load when they are asked for the first time: a start does not miss them."""
    from app import app

    entries = [entry for methods in app.routes.values() for entry in methods.values()]
    served = {f"{each.view_function.__module__}.{each.view_name}" for each in entries}
    assert not (lost := views() - served), f"no route leads to {', '.join(sorted(lost))}"
    assert not (gone := served - views()), f"there is no view {', '.join(sorted(gone))}"


def test_what_causes_mails_is_named_as_it_is_stored() -> None:
    queued = {each.__name__ for each in get_args(Asked)}
    unknown = sorted(set(TENDED) - set(BY_NAME) - queued)
    assert not unknown, f"TENDED of workflows/tended.py: nothing is stored or queued as {unknown}"
