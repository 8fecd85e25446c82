"""The files of a side: copied as they are, each compared by its digest."""

import hashlib
import mimetypes
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from . import marks
from .sides import Side

UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Held:
    """The files of a side: the MD5 of each by its key, as S3 says it and verifies it."""

    by_key: dict[str, str]

    @property
    def digest(self) -> str:
        lines = (f"{key} {digest}\n" for key, digest in sorted(self.by_key.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def held(side: Side) -> Held:
    """Return what a side has, without the marks of moves."""
    client = side.client("s3")
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=side.bucket, Prefix="")
    found = (each for page in pages for each in page.get("Contents", []))
    kept = (each for each in found if not each["Key"].startswith(marks.FOLDER))
    return Held({each["Key"]: _digest(side, each) for each in kept})


def copy_files(source: Side, to: Side) -> int:
    """Make the files of a side as those of the other; return how many were written.

    Only what a file is now is copied, not what it was before it was replaced.
    """
    here, there = held(source).by_key, held(to).by_key
    for name in sorted(there.keys() - here.keys()):
        _forget(to, name)
    left = sorted(name for name, digest in here.items() if there.get(name) != digest)
    for name in left:
        _copy(source, to, name)
    return len(left)


def _copy(source: Side, to: Side, name: str) -> None:
    found = source.client("s3").get_object(Bucket=source.bucket, Key=name)
    content = found["Body"].read()
    to.client("s3").put_object(
        Bucket=to.bucket,
        Key=name,
        Body=content,
        ContentType=found.get("ContentType") or mimetypes.guess_type(name)[0] or UNKNOWN,
        ContentMD5=b64encode(_md5(content).digest()).decode(),
    )


def _forget(side: Side, name: str) -> None:
    """Delete each version of a file: it may be of somebody who was erased."""
    client = side.client("s3")
    pages = client.get_paginator("list_object_versions")
    for page in pages.paginate(Bucket=side.bucket, Prefix=name):
        for each in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            if each["Key"] == name:
                version = each["VersionId"]
                client.delete_object(Bucket=side.bucket, Key=name, VersionId=version)


def _digest(side: Side, listed: Any) -> str:
    """Return a file's MD5: what S3 lists as its mark, unless it was uploaded in parts."""
    said = str(listed.get("ETag", "-")).strip('"')
    if "-" not in said:
        return said
    found = side.client("s3").get_object(Bucket=side.bucket, Key=listed["Key"])
    return str(_md5(found["Body"].read()).hexdigest())


def _md5(content: bytes) -> Any:
    return hashlib.md5(content, usedforsecurity=False)
