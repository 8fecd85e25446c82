"""Documents in S3: private, encrypted, never listed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


PATIENCE = 12
"""A person waits: less than half of API Gateway's 29 seconds, four times what a theme takes."""


class Files:
    """`patience` is in seconds: how long `wait_for` does."""

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
        """Writing the same key twice replaces it."""
        self._client.put_object(
            Bucket=self._bucket, Key=key, Body=content, ContentType=content_type
        )

    def get(self, key: str) -> bytes:
        return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def find(self, key: str) -> bytes | None:
        """None where there is none, which S3 tells to whoever may list that folder."""
        try:
            return self.get(key)
        except self._client.exceptions.NoSuchKey:
            return None

    def wait_for(self, key: str) -> bytes | None:
        """What somebody else is about to put there; None if it does not come in time."""
        from botocore.exceptions import WaiterError

        waiter = self._client.get_waiter("object_exists")
        often = self._patience
        try:
            waiter.wait(
                Bucket=self._bucket, Key=key, WaiterConfig={"Delay": 1, "MaxAttempts": often}
            )
        except WaiterError:
            return None
        return self.find(key)
