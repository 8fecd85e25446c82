"""How a story is told: what it is given is checked by type, the adapters it names are provided."""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import signature
from typing import Any, Concatenate, Protocol, overload


class Run(Protocol):
    """Tells a story with the adapters it names, and what it is given: up to six arguments.

    They are checked by type against the story's positional parameters. A test checks that none is
    missing, and that each adapter named has a provider.
    """

    @overload
    def __call__[**K, T](self, story: Callable[K, T], /) -> T: ...
    @overload
    def __call__[A, **K, T](self, story: Callable[Concatenate[A, K], T], a: A, /) -> T: ...
    @overload
    def __call__[A, B, **K, T](
        self, story: Callable[Concatenate[A, B, K], T], a: A, b: B, /
    ) -> T: ...
    @overload
    def __call__[A, B, C, **K, T](
        self, story: Callable[Concatenate[A, B, C, K], T], a: A, b: B, c: C, /
    ) -> T: ...
    @overload
    def __call__[A, B, C, D, **K, T](
        self, story: Callable[Concatenate[A, B, C, D, K], T], a: A, b: B, c: C, d: D, /
    ) -> T: ...
    @overload
    def __call__[A, B, C, D, E, **K, T](
        self, story: Callable[Concatenate[A, B, C, D, E, K], T], a: A, b: B, c: C, d: D, e: E, /
    ) -> T: ...
    @overload
    def __call__[A, B, C, D, E, F, **K, T](
        self,
        story: Callable[Concatenate[A, B, C, D, E, F, K], T],
        a: A,
        b: B,
        c: C,
        d: D,
        e: E,
        f: F,
        /,
    ) -> T: ...


def with_providers(providers: Mapping[str, Callable[[], Any]]) -> Run:
    """Return what tells stories, given how to get each adapter by its name."""

    def run(story: Callable[..., Any], /, *request: Any) -> Any:
        return story(*request, **{name: providers[name]() for name in _needs(story)})

    return run


@cache
def _needs(story: Callable[..., Any]) -> tuple[str, ...]:
    parameters = signature(story).parameters.values()
    return tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY)
