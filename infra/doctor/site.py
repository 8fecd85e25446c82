"""The site that is looked at, whichever way it runs."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from chalicelib.adapters.dynamodb.store import Store
from infra.moving import marks

from .facts.names import Names
from .facts.pages import Fetch
from .facts.settings import in_file, in_force


@dataclass(kw_only=True)
class Site(ABC):
    """`names` and `fetch` ask the network; `settings` gives the region's file, or WrongRegion."""

    names: Names
    fetch: Fetch
    settings: Callable[[], Path]

    unanswered: ClassVar[str]
    """What to look at if its address does not answer."""

    answers_wrongly: ClassVar[str]
    """Where to read on if pages are not as they should be."""

    let_in: ClassVar[str]
    """What says which site somebody is let into: a variable of `make staff`."""

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the region says of itself, and its admins if there is a table to ask."""
        said = in_file(self.settings())
        with suppress(Exception), self.store() as store:
            return in_force(said, store)
        return said

    @property
    @abstractmethod
    def operand(self) -> str:
        """Return its stage or folder, as the operator says it."""

    @property
    @abstractmethod
    def site_url(self) -> str: ...

    @property
    @abstractmethod
    def addresses(self) -> list[str]:
        """Return the addresses that mails come from or go to."""

    @abstractmethod
    def store(self) -> AbstractContextManager[Store]:
        """Yield the table, to be read."""

    @abstractmethod
    def mark(self, which: str) -> marks.Mark | None:
        """Return what it knows of a move that left it, or that arrives."""

    @abstractmethod
    def forgetting(self, which: str) -> str:
        """Return the command that has it know nothing of it any more."""
