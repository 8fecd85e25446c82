"""Documents in S3: private, encrypted, never listed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..domain.errors import Stale, StorageBusy, StorageFailed

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


PATIENCE = 18
"""Seconds, as a person waits: within API Gateway's 29, four times what a report takes."""

PASSING = {"RequestLimitExceeded", "RequestTimeout", "SlowDown", "ThrottlingException"}
"""S3 would answer a moment later. Its internal errors and broken connections pass too."""

TOO_MANY = 429

OVERTAKEN = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"}
"""Another wrote the file first, or deleted it."""


class Files:
    """`patience`: the seconds that `wait_for` waits at most.

    Methods raise StorageBusy when S3 cannot be reached or is overloaded, StorageFailed when it
    refuses.
    """

    def __init__(
        self, new_client: Callable[[], "S3Client"], bucket: str, patience: int = PATIENCE
    ) -> None:
        self._new_client, self._bucket, self._patience = new_client, bucket, patience
        self._made: S3Client | None = None

    @property
    def _client(self) -> "S3Client":
        self._made = self._made or self._new_client()
        return self._made

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Write a file; writing the same key again replaces it."""
        with _failing():
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=content, ContentType=content_type
            )

    def forget(self, key: str) -> None:
        """Delete a file; one that is not there is forgotten already."""
        with _failing():
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def forget_all(self, prefix: str) -> None:
        """Delete each version of each file whose key begins so: nothing is left to bring back."""
        pages = self._client.get_paginator("list_object_versions")
        with _failing():
            for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
                for each in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
                    key, version = each["Key"], each["VersionId"]
                    self._client.delete_object(Bucket=self._bucket, Key=key, VersionId=version)

    def marked(self, key: str) -> tuple[bytes, str] | None:
        """Return a file, and a mark of what it holds; or None, told to those who may list it."""
        try:
            with _failing():
                found = self._client.get_object(Bucket=self._bucket, Key=key)
                return found["Body"].read(), found["ETag"]
        except self._client.exceptions.NoSuchKey:
            return None

    def replace(self, key: str, content: bytes, content_type: str, mark: str) -> None:
        """Write a file over what it held at its mark. Raises Stale if that is there no more."""
        from botocore.exceptions import ClientError

        try:
            with _failing(ClientError):
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=key,
                    Body=content,
                    ContentType=content_type,
                    IfMatch=mark,
                )
        except ClientError as error:
            if error.response["Error"].get("Code") in OVERTAKEN:
                raise Stale([]) from error
            raise (StorageBusy if _passes(error.response) else StorageFailed) from error

    def forget_older(self, key: str) -> None:
        """Delete each version of a file but the one that it is now."""
        pages = self._client.get_paginator("list_object_versions")
        with _failing():
            for page in pages.paginate(Bucket=self._bucket, Prefix=key):
                for each in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
                    if each["Key"] == key and not each["IsLatest"]:
                        version = each["VersionId"]
                        self._client.delete_object(Bucket=self._bucket, Key=key, VersionId=version)

    def keys(self, prefix: str) -> list[str]:
        """Return each key that begins so of which any version is left, deleted or not."""
        pages = self._client.get_paginator("list_object_versions")
        with _failing():
            found = [*pages.paginate(Bucket=self._bucket, Prefix=prefix)]
        kinds = ("Versions", "DeleteMarkers")
        return sorted(
            {each["Key"] for page in found for kind in kinds for each in page.get(kind, ())}
        )

    def get(self, key: str) -> bytes:
        with _failing():
            return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def find(self, key: str) -> bytes | None:
        """Return a file or None, which S3 tells only to those who may list the folder."""
        try:
            return self.get(key)
        except self._client.exceptions.NoSuchKey:
            return None

    def wait_for(self, key: str) -> bytes | None:
        """Wait for a file that another process is about to write; None if it does not come."""
        from botocore.exceptions import WaiterError

        waiter = self._client.get_waiter("object_exists")
        often = self._patience
        try:
            with _failing(WaiterError):
                waiter.wait(
                    Bucket=self._bucket, Key=key, WaiterConfig={"Delay": 1, "MaxAttempts": often}
                )
        except WaiterError:
            return None
        return self.find(key)


@contextmanager
def _failing(*expected: type[Exception]) -> Iterator[None]:
    """Translate S3's failures into ours, except for those `expected` and for a missing file."""
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
    from botocore.exceptions import ConnectionError as NoConnection

    try:
        yield
    except expected:
        raise
    except (HTTPClientError, NoConnection) as error:
        raise StorageBusy from error
    except BotoCoreError as error:
        raise StorageFailed from error
    except ClientError as error:
        if error.response["Error"].get("Code") == "NoSuchKey":
            raise
        raise (StorageBusy if _passes(error.response) else StorageFailed) from error


def _passes(answer: Mapping[str, Any]) -> bool:
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= 500 or status == TOO_MANY or answer["Error"].get("Code") in PASSING
