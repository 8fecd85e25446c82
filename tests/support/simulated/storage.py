"""S3 as far as the simulated days need it."""

from io import BytesIO
from typing import Any

from botocore.exceptions import ClientError


class NoSuchKey(ClientError):
    """As S3 says that a file is not there."""


class Storage:
    """`failing`: the code and status of what it answers, or None."""

    exceptions = type("exceptions", (), {"NoSuchKey": NoSuchKey})

    def __init__(self) -> None:
        self.failing: tuple[str, int] | None = None
        self._kept: dict[str, bytes] = {}

    def put_object(self, **request: Any) -> None:
        self._fail("PutObject")
        self._kept[request["Key"]] = request["Body"]

    def delete_object(self, **request: Any) -> None:
        self._fail("DeleteObject")
        self._kept.pop(request["Key"], None)

    def get_object(self, **request: Any) -> dict[str, Any]:
        self._fail("GetObject")
        if request["Key"] not in self._kept:
            raise NoSuchKey({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        return {"Body": BytesIO(self._kept[request["Key"]])}

    def _fail(self, operation: str) -> None:
        if self.failing:
            code, status = self.failing
            answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
            raise ClientError(answer, operation)
