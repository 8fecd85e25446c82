"""Documents in S3: private, encrypted, never listed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..domain.errors import StorageBusy, StorageFailed

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


PATIENCE = 12
"""A person waits: less than half of API Gateway's 29 seconds, four times what a theme takes."""

PASSING = {"RequestLimitExceeded", "RequestTimeout", "SlowDown", "ThrottlingException"}
"""S3 would, a moment later. Its own failures and broken connections pass too."""

TOO_MANY = 429


class Files:
    """`patience` is in seconds: how long `wait_for` does.

    Raises StorageBusy when S3 cannot be reached or has too much to do, StorageFailed when it
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
        """Writing the same key twice replaces it."""
        with _failing():
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=content, ContentType=content_type
            )

    def get(self, key: str) -> bytes:
        with _failing():
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
            with _failing(WaiterError):
                waiter.wait(
                    Bucket=self._bucket, Key=key, WaiterConfig={"Delay": 1, "MaxAttempts": often}
                )
        except WaiterError:
            return None
        return self.find(key)


@contextmanager
def _failing(*expected: type[Exception]) -> Iterator[None]:
    """S3's failures as ours, but for what is expected and for a file that is not there."""
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
