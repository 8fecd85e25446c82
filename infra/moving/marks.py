"""What both sides of a move know of it, among their files: which move, and whether it is over."""

import json
from dataclasses import asdict, dataclass
from typing import Any

FOLDER = "moves/"
LEAVING, ARRIVING = f"{FOLDER}leaving.json", f"{FOLDER}arriving.json"


class DamagedMark(ValueError):
    """What a side knows of a move cannot be read."""


@dataclass(frozen=True)
class Mark:
    """`move` is its id, `other` the name of the other side, `at` when it began or was over."""

    move: str
    other: str
    at: str
    done: bool = False


def read(s3: Any, bucket: str, which: str) -> Mark | None:
    """Raises DamagedMark."""
    try:
        found = s3.get_object(Bucket=bucket, Key=which)["Body"].read()
    except s3.exceptions.NoSuchKey:
        return None
    try:
        return Mark(**json.loads(found))
    except (ValueError, TypeError) as error:
        raise DamagedMark(
            f"{which} among the files is damaged: bring it back from a copy, or delete it if the "
            "site is here and nowhere else"
        ) from error


def write(s3: Any, bucket: str, which: str, mark: Mark) -> None:
    content = json.dumps(asdict(mark)).encode()
    s3.put_object(Bucket=bucket, Key=which, Body=content, ContentType="application/json")


def remove(s3: Any, bucket: str, which: str) -> None:
    s3.delete_object(Bucket=bucket, Key=which)
