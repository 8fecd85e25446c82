"""How tests are spread over pytest's workers: each alone, but for those that share what is dear.

pytest-xdist 3.8 tells groups by a name that it adds to a test's own, in an attribute which pytest
9.2 no longer reads: its groups, in silence, hold nothing together.
"""

from typing import Any

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/package/test_layer.py": "the package",
    "tests/package/test_packaging.py": "the package",
    "tests/package/test_gateway.py": "the package",
    "tests/package/test_permissions.py": "the journey whose calls are noted",
    "tests/package/test_second_region.py": "the package of a second region",
    "tests/second_region/": "the site of a second region",
    "tests/browser/": "the browser and its server",
    "tests/adapters/documents/": "the documents drawn",
    "tests/adapters/texts/test_survey_checks.py": "the dictionary",
    "tests/adapters/texts/test_theme_checks.py": "the dictionary",
}
"""What the tests of a file or folder share, which one worker makes for all of them."""


def scope_of(test: str) -> str:
    """The tests of one scope run in one worker, one after the other; large scopes start first."""
    return next((shared for path, shared in TOGETHER.items() if test.startswith(path)), test)


class Spreading(LoadScopeScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """Forget a scope that is done: pytest-xdist counts all that it holds after each test."""
        test = self.registered_collections[node][item_index]
        held = self.assigned_work[node]
        tests = held[scope_of(test)]
        tests[test] = True
        if all(tests.values()):
            del held[scope_of(test)]
        self._reschedule(node)
