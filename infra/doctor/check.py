"""One thing that is looked at, and what is found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from .site import Site


@dataclass(frozen=True)
class Found:
    """What is so and, if it is wrong, what to do."""

    says: str
    do: str = ""

    @property
    def well(self) -> bool:
        return not self.do


@dataclass(frozen=True)
class Check:
    """`of`: the sites that it is asked of. `needs`: the checks without which it cannot be."""

    name: str
    look: Callable[[Any], Found]
    needs: tuple[str, ...]
    of: tuple[type[Site], ...]


class CheckOf[S: Site](Protocol):
    def __call__(self, name: str, look: Callable[[S], Found], *needs: str) -> Check: ...


def asked_of[S: Site](*of: type[S]) -> CheckOf[S]:
    """Return what makes checks of these ways to run."""

    def check(name: str, look: Callable[[S], Found], *needs: str) -> Check:
        return Check(name, look, needs, of)

    return check
