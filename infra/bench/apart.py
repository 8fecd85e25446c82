"""Runs a function in a fresh process."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def apart[T](function: Callable[[], T]) -> T:
    """Return what a module's function returns, or raise what it raises, in a fresh process."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function).result()
