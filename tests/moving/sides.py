"""Sides of a move without a database: their tables in memory, their files in a folder."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from chalicelib.adapters.dynamodb.codec import Item, to_item
from infra.doubles.table import Table
from infra.moving import items
from infra.moving.files import held
from infra.moving.procedure import Move
from infra.moving.sides import Keys
from infra.serve.folder import Folder
from tests.support.examples import NOW, participant
from tests.support.small_world import everything

PAGE = 100


class Killed(BaseException):
    """As SIGKILL: nothing catches it."""


class Life:
    """Calls that are left until the process is killed; None for as many as it takes."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.calls = 0

    def passes(self) -> None:
        self.calls += 1
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed


class Client:
    """A client each of whose calls may be the last, before it has an effect or after."""

    def __init__(self, of: Any, life: Life) -> None:
        self._of, self._life = of, life
        self.exceptions = of.exceptions

    def __getattr__(self, operation: str) -> Any:
        def called(**request: Any) -> Any:
            self._life.passes()
            answer = getattr(self._of, operation)(**request)
            self._life.passes()
            return answer

        return called

    def get_paginator(self, operation: str) -> Any:
        if hasattr(self._of, "get_paginator"):
            return self._of.get_paginator(operation)
        return SimpleNamespace(paginate=self._pages)

    def _pages(self, **request: Any) -> Iterator[Any]:
        found = self.scan(**request)["Items"]
        for begin in range(0, len(found), PAGE):
            yield {"Items": found[begin : begin + PAGE]}


class Memory:
    """`writing` is whether its site may write."""

    table, bucket = "table", "files"

    def __init__(self, name: str, folder: Path, life: Life, held: Table | None = None) -> None:
        self.name, self.site, self.writing = name, f"https://{name}.example.org", True
        self.held, self.folder = held or Table(), Folder(folder / name)
        self._keys = {"SIGNING_KEYS": f"keys of {name}", "ERASURE_KEY": f"erasures of {name}"}
        self._life = life
        self._clients = {
            "dynamodb": Client(self.held, life),
            "s3": Client(self.folder, life),
        }

    def client(self, service: str) -> Any:
        return self._clients[service]

    def stop(self) -> None:
        self._life.passes()
        self.writing = False

    def start(self) -> None:
        self._life.passes()
        self.writing = True

    def keys(self) -> Keys:
        return dict(self._keys)

    def take_keys(self, keys: Keys) -> None:
        self._life.passes()
        self._keys = dict(keys)
        self._life.passes()

    def put(self, *added: Item) -> None:
        for each in added:
            self.held._put(each)

    def file(self, key: str, content: bytes) -> None:
        self.folder.put_object(Key=key, Body=content)

    @property
    def all(self) -> dict[tuple[str, str], Item]:
        return {(i["pk"]["S"], i["sk"]["S"]): i for i in self.held.items}

    @property
    def files(self) -> dict[str, bytes]:
        return {key: self.folder.get_object(Key=key)["Body"].read() for key in held(self).by_key}


def lived_in(name: str, folder: Path, life: Life, every: int = 1) -> Memory:
    """A site where something of everything is, on more than one page, with files.

    `every`: with one item of so many.
    """
    side = Memory(name, folder, life)
    side.put(*(item | {"odd": {"S": "unknown here"}} for item in written()[::every]))
    side.file("documents/pana-b2.pdf", b"%PDF of Ana")
    side.file("erasures/5a5a", b'{"address": "5a"}')
    side.file("editions/2021-2022/1-5a.zip", b"PK")
    return side


@cache
def written() -> tuple[Item, ...]:
    """Return items as this release writes them once they were saved."""
    more = (participant(id=f"pmore{n}", email=f"more{n}@example.org") for n in range(PAGE))
    return tuple({**to_item(each), "version": {"N": "1"}} for each in (*everything(), *more))


def moved(source: Memory, to: Memory, **how: Any) -> list[str]:
    """Move; return what was said."""
    said: list[str] = []
    given: dict[str, Any] = {"agreed": lambda: True, "now": lambda: NOW, **how}
    Move(source, to, say=said.append, **given).go()
    return said


def same(one: Memory, other: Memory) -> bool:
    return items.surveyed(one, NOW).digest == items.surveyed(other, NOW).digest
