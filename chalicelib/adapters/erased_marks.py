"""The list of those who were erased, as files: a restoration of the table does not reach them.

A file is named after a mark of the person's id, and has one of their address: HMACs under a key of
its own, which neither the table nor the bucket has. So the list tells nobody who was erased, only
whether somebody who came back with a restoration was.
"""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..domain.people.addresses import address_key

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

FOLDER = "erasures/"
SHORTEST_KEY = 32


class NoErasureKey(ValueError):
    """Without a key of 32 characters or more, marks could be made by anybody who guesses names."""


class ErasedMarks:
    """Writes the list. Raises NoErasureKey where it is made without a key."""

    def __init__(self, new_client: Callable[[], "S3Client"], bucket: str, key: str) -> None:
        if len(key) < SHORTEST_KEY:
            raise NoErasureKey
        self._new_client, self._bucket, self._key = new_client, bucket, key

    def note(self, person_id: str, email: str, now: datetime) -> None:
        """Note a person; noted twice, they are so since the latest time."""
        said = {"address": self.of_address(email), "erased_at": now.isoformat()}
        self._new_client().put_object(
            Bucket=self._bucket,
            Key=FOLDER + self.of_person(person_id),
            Body=json.dumps(said).encode(),
            ContentType="application/json",
        )

    def of_person(self, person_id: str) -> str:
        return self._mark(f"person {person_id}")

    def of_address(self, email: str) -> str:
        return self._mark(f"address {address_key(email)}")

    def read(self) -> "Erased":
        """Return the whole list."""
        client, addresses = self._new_client(), dict[str, datetime]()
        people: set[str] = set()
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=FOLDER)
        for page in pages:
            for each in page.get("Contents", []):
                said = json.loads(
                    client.get_object(Bucket=self._bucket, Key=each["Key"])["Body"].read()
                )
                erased_at = datetime.fromisoformat(said["erased_at"])
                people.add(each["Key"].removeprefix(FOLDER))
                known = addresses.get(said["address"], erased_at)
                addresses[said["address"]] = max(known, erased_at)
        return Erased(self, people, addresses)

    def _mark(self, subject: str) -> str:
        return hmac.new(self._key.encode(), subject.encode(), "sha256").hexdigest()


@dataclass(frozen=True)
class Erased:
    """Who was erased: marks of people, and of addresses with when they were."""

    marks: ErasedMarks
    people: set[str]
    addresses: dict[str, datetime]

    def has(self, person_id: str) -> bool:
        return self.marks.of_person(person_id) in self.people

    def had(self, email: str, registered_at: datetime) -> bool:
        """Return whether who registered then with an address was erased since.

        Several people have no address: of them, their ids alone tell.
        """
        erased_at = self.addresses.get(self.marks.of_address(email)) if email else None
        return erased_at is not None and registered_at <= erased_at
