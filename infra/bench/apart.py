"""Running a function in a fresh process."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def apart[T](function: Callable[[], T]) -> T:
    """What a module's function returns, or raises, in a process that nothing else has touched."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function).result()
