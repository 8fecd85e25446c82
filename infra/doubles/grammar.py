"""Parses the part of DynamoDB's expressions that we use into trees; refuses bad ones.

`expressions.py` evaluates them; `refusals.py` finds what is wrong with a request.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

TOKEN = re.compile(r"\s*(<=|>=|<>|[()=<>,.+-]|[:#]?\w+|\S)")
SIGNS = ("=", "<>", "<", "<=", ">", ">=")
EXPRESSION_BYTES = 4096
RESERVED = frozenset(
    Path(__file__).with_name("reserved_words.txt").read_text(encoding="ascii").split()
)


class Refusal(Exception):
    """Why DynamoDB would refuse a request."""


@dataclass(frozen=True)
class Node:
    """An operation (`kind`) and its operands: nodes, or a value's name, or the parts of a path."""

    kind: str
    of: tuple[Any, ...]


@dataclass(frozen=True)
class Clause:
    """A clause of an update: SET, REMOVE or ADD, where, and to what."""

    action: str
    path: Node
    operand: Node | None


@dataclass(frozen=True)
class Expression:
    """A tree (a condition's node, an update's clauses), and the placeholders that it uses."""

    tree: Any
    used: frozenset[str]


class Parser:
    def __init__(self, text: str) -> None:
        self._tokens: list[str] = TOKEN.findall(text)
        self._at = 0
        self.used: set[str] = set()

    @property
    def next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    @property
    def word(self) -> str:
        return self.next.upper()

    def take(self, expected: str = "") -> str:
        token = self.next
        if not token or (expected and token.upper() != expected):
            raise Refusal(f'Syntax error; token: "{token or "<EOF>"}", expected: "{expected}"')
        self._at += 1
        return token

    def condition(self) -> Node:
        return self._joined("OR", lambda: self._joined("AND", self._one))

    def clauses(self) -> Iterator[Clause]:
        """Yield an update's clauses; each section may come once."""
        seen: set[str] = set()
        while self.next:
            section = self.take().upper()
            if section not in ("SET", "REMOVE", "ADD"):
                raise Refusal(f'Syntax error; token: "{section}"')
            if section in seen:
                raise Refusal(f'The "{section}" section can only be used once')
            seen.add(section)
            yield from self._separated(partial(self._clause, section))

    def _clause(self, action: str) -> Clause:
        path = self._path()
        match action:
            case "SET":
                self.take("=")
                return Clause(action, path, self._sum())
            case "ADD":
                return Clause(action, path, self._operand())
        return Clause(action, path, None)

    def _joined(self, word: str, part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self.word == word:
            self.take()
            parts.append(part())
        return Node(word, tuple(parts)) if len(parts) > 1 else parts[0]

    def _one(self) -> Node:
        if self.word == "NOT":
            self.take()
            return Node("NOT", (self._one(),))
        if self.next == "(":
            return self._group()
        if self.next in ("attribute_exists", "attribute_not_exists"):
            return Node(self.take(), self._arguments(self._path))
        if self.next == "begins_with":
            return Node(self.take(), self._arguments(self._path, self._operand))
        return self._comparison()

    def _group(self) -> Node:
        self.take("(")
        inner = self.condition()
        self.take(")")
        if inner.kind == "()":
            raise Refusal("The expression has redundant parentheses")
        return Node("()", (inner,))

    def _comparison(self) -> Node:
        left, sign = self._operand(), self.take().upper()
        if sign == "BETWEEN":
            low = self._operand()
            self.take("AND")
            return Node(sign, (left, low, self._operand()))
        if sign not in SIGNS:
            raise Refusal(f'Syntax error; token: "{sign}"')
        return Node(sign, (left, self._operand()))

    def _sum(self) -> Node:
        left = self._operand()
        return Node(self.take(), (left, self._operand())) if self.next in ("+", "-") else left

    def _operand(self) -> Node:
        if self.next.startswith(":"):
            self.used.add(self.next)
            return Node("value", (self.take(),))
        if self.next == "size":
            return Node(self.take(), self._arguments(self._path))
        if self.next == "if_not_exists":
            return Node(self.take(), self._arguments(self._path, self._operand))
        return self._path()

    def _arguments(self, *parts: Callable[[], Node]) -> tuple[Node, ...]:
        self.take("(")
        found = []
        for number, part in enumerate(parts):
            if number:
                self.take(",")
            found.append(part())
        self.take(")")
        return tuple(found)

    def _path(self) -> Node:
        return Node("path", tuple(self._separated(self._name, ".")))

    def _name(self) -> str:
        name = self.take()
        if name.startswith("#"):
            self.used.add(name)
        elif name.upper() in RESERVED:
            raise Refusal(f"Attribute name is a reserved keyword; reserved keyword: {name}")
        elif self.next == "(":
            raise Refusal(f"Invalid function name; function: {name}")
        elif not name.isidentifier():
            raise Refusal(f'Syntax error; token: "{name}"')
        return name

    def _separated[T](self, part: Callable[[], T], separator: str = ",") -> Iterator[T]:
        yield part()
        while self.next == separator:
            self.take()
            yield part()


@cache
def read(kind: str, text: str) -> Expression:
    """Parse an expression; `kind` is its name in the request. Raises Refusal."""
    if not text.strip():
        raise Refusal(f"Invalid {kind}: The expression can not be empty;")
    if len(text.encode()) > EXPRESSION_BYTES:
        raise Refusal(f"Invalid {kind}: Expression size has exceeded the maximum allowed size")
    parser = Parser(text)
    try:
        tree = tuple(parser.clauses()) if kind == "UpdateExpression" else parser.condition()
        if parser.next:
            raise Refusal(f'Syntax error; token: "{parser.next}"')
    except Refusal as refusal:
        raise Refusal(f"Invalid {kind}: {refusal}") from None
    return Expression(tree, frozenset(parser.used))
