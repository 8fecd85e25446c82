"""Load by id, write as one: what every story asks of the table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, overload

from ...domain.calls import Call
from ...domain.unreadable import Unreadable
from .unit import Unit


class Loading(Protocol):
    """Loads by (type, id), in the order asked: None for what is not there.

    Consistent, each item for itself: versions catch what changes between two of them. One call for
    a hundred, none for an empty id. Raises UnreadableItem if something wanted cannot be read; of
    what is `known`, only to be shown, such an item is None.
    """

    @overload
    def load[A](self, a: tuple[type[A], str], /) -> tuple[A | None]: ...
    @overload
    def load[A, B](
        self, a: tuple[type[A], str], b: tuple[type[B], str], /
    ) -> tuple[A | None, B | None]: ...
    @overload
    def load[A, B, C](
        self, a: tuple[type[A], str], b: tuple[type[B], str], c: tuple[type[C], str], /
    ) -> tuple[A | None, B | None, C | None]: ...
    @overload
    def load[A, B, C, D](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None]: ...
    @overload
    def load[A, B, C, D, E](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        e: tuple[type[E], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None, E | None]: ...
    @overload
    def load[A, B, C, D, E, F](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        e: tuple[type[E], str],
        f: tuple[type[F], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None, E | None, F | None]: ...
    @overload
    def load[A, B, C, D, E, F, G](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        e: tuple[type[E], str],
        f: tuple[type[F], str],
        g: tuple[type[G], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None, E | None, F | None, G | None]: ...
    @overload
    def load[A, B, C, D, E, F, G, H](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        e: tuple[type[E], str],
        f: tuple[type[F], str],
        g: tuple[type[G], str],
        h: tuple[type[H], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None, E | None, F | None, G | None, H | None]: ...
    @overload
    def load[K](self, *, known: Iterable[tuple[type[K], str]]) -> tuple[K | None, ...]: ...
    @overload
    def load(
        self, *wanted: tuple[type[Any], str], known: Iterable[tuple[type[Any], str]] = ()
    ) -> tuple[Any, ...]: ...


class Records(Loading, Protocol):
    """Loads, and writes as one."""

    def one[T](self, entity: type[T], identifier: str) -> T | None:
        """Load one, as `load` does."""

    def load_any(self, *wanted: tuple[type[Any], str]) -> list[Any | Unreadable | None]:
        """Load as `load` does, with Unreadable in the place of what cannot be read."""

    def unit(self) -> Unit:
        """Begin a write: nothing is written before its `commit`."""

    def made(self) -> Counter[Call]:
        """Return how many calls this story has made, by kind."""

    def idle(self, calls: Mapping[Call, int]) -> None:
        """Make calls that find and change nothing."""
