"""A folder that answers as S3's client does to the requests of our adapters, and no others."""

import hashlib
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError, WaiterError

from .place import PRIVATE_FOLDER, write

NOW = "null"
"""The one version that a folder has of a file."""


class NoSuchKey(ClientError):
    """There is no such file."""


class Folder:
    """Files by their keys. A key's parts are folders, each with its name escaped."""

    exceptions = SimpleNamespace(NoSuchKey=NoSuchKey)

    def __init__(self, root: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self._root, self._sleep = root, sleep

    def put_object(self, *, Key: str, Body: bytes, IfMatch: str = "", **_: Any) -> Any:  # noqa: N803
        if IfMatch and IfMatch != self._mark(Key):
            raise _refusal("PutObject", "PreconditionFailed", 412)
        where = self._where(Key)
        where.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        write(where, Body)
        return {}

    def get_object(self, *, Key: str, **_: Any) -> Any:  # noqa: N803
        try:
            content = self._where(Key).read_bytes()
        except (FileNotFoundError, IsADirectoryError):
            raise _missing("GetObject") from None
        return {"Body": BytesIO(content), "ETag": _mark_of(content)}

    def delete_object(self, *, Key: str, **_: Any) -> Any:  # noqa: N803
        self._where(Key).unlink(missing_ok=True)
        return {}

    def get_paginator(self, operation: str) -> Any:
        listed = {"list_objects_v2": "Contents", "list_object_versions": "Versions"}[operation]
        return SimpleNamespace(paginate=lambda **asked: self._pages(listed, asked["Prefix"]))

    def get_waiter(self, _name: str) -> Any:
        return SimpleNamespace(wait=self._wait)

    def _pages(self, listed: str, prefix: str) -> Iterator[Any]:
        found = sorted(key for key in self._keys() if key.startswith(prefix))
        yield {listed: [{"Key": key, "VersionId": NOW, "IsLatest": True} for key in found]}

    def _keys(self) -> Iterator[str]:
        for path in self._root.rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                yield "/".join(map(unquote, path.relative_to(self._root).parts))

    def _wait(self, *, Key: str, WaiterConfig: Any, **_: Any) -> None:  # noqa: N803
        for _attempt in range(WaiterConfig["MaxAttempts"]):
            if self._where(Key).is_file():
                return
            self._sleep(WaiterConfig["Delay"])
        raise WaiterError("ObjectExists", "Max attempts exceeded", {})

    def _mark(self, key: str) -> str:
        try:
            return _mark_of(self._where(key).read_bytes())
        except FileNotFoundError:
            return ""

    def _where(self, key: str) -> Path:
        """Return where a key is: no part of it can lead out of the folder, or be hidden."""
        return self._root.joinpath(*map(_name, key.split("/")))


def _name(part: str) -> str:
    """Return the name of a folder or file; none begins with a dot."""
    escaped = quote(part, safe=" ")
    return f"%2E{escaped[1:]}" if escaped.startswith(".") else escaped


def _mark_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _missing(operation: str) -> NoSuchKey:
    said = {"Error": {"Code": "NoSuchKey", "Message": ""}}
    return NoSuchKey(said, operation)  # type: ignore[arg-type]


def _refusal(operation: str, code: str, status: int) -> ClientError:
    said = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(said, operation)  # type: ignore[arg-type]
