"""Documents in S3: private, encrypted, never listed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class Files:
    def __init__(self, new_client: Callable[[], "S3Client"], bucket: str) -> None:
        self._new_client, self._bucket = new_client, bucket
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
