"""What reaches AWS: its clients, and the adapters that need nothing else of ours.

Each is built once per container, at its first use. `wiring` hands them to stories.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from .settings import Settings, read_settings

if TYPE_CHECKING:
    from .adapters.erased_marks import ErasedMarks
    from .adapters.files import Files
    from .adapters.queues import Queues


@cache
def settings() -> Settings:
    return read_settings()


Clients = Callable[[str, int], Any]
"""Makes a client of a service that gives up after so many attempts."""


def _of_aws(service: str, attempts: int) -> Any:
    """Return a boto3 client that gives up early enough for its function to say so."""
    import boto3
    from botocore.config import Config

    retries = {"total_max_attempts": attempts, "mode": "standard"}
    config = Config(connect_timeout=3, read_timeout=10, retries=retries)  # type: ignore[arg-type]
    return boto3.client(service, config=config)  # type: ignore[call-overload]


_made: Clients = _of_aws


def use_clients(made: Clients) -> None:
    """Replace AWS's clients, for a site on one machine."""
    global _made
    _made = made


@cache
def client(service: str, attempts: int = 3) -> Any:
    """Return the client of a service."""
    return _made(service, attempts)


@cache
def files() -> "Files":
    from .adapters.files import Files

    return Files(partial(client, "s3"), settings().bucket)


@cache
def erased_marks() -> "ErasedMarks":
    from .adapters.erased_marks import ErasedMarks

    return ErasedMarks(partial(client, "s3"), settings().bucket, settings().erasure_key)


@cache
def queues() -> "Queues":
    from .adapters.queues import Queues

    urls = {"mail": settings().mail_queue_url, "documents": settings().documents_queue_url}
    return Queues(partial(client, "sqs"), urls)  # type: ignore[arg-type]
