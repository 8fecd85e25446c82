"""A key for each person: what is sealed with it cannot be read once it is erased."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PersonKey:
    """The key of one person's files; `id` is the person's, `secret` 256 bits in hexadecimal."""

    id: str
    secret: str
    version: int = 0


def new_key(person_id: str, new_secret: Callable[[], str]) -> PersonKey:
    return PersonKey(person_id, new_secret())
