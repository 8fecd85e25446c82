"""Which characters documents have letters for; for others, they print an empty box."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

UNSEEN = ("Cc", "Cf", "Zs")
"""Categories of Unicode that print nothing: controls, joiners, spaces."""


@dataclass(frozen=True)
class Printable:
    """Ranges of code points, in order: the first of each, and the last."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def lacks(self, *texts: str) -> str:
        """Return the characters of the texts that would be boxes, each once, as they come."""
        seen = dict.fromkeys("".join(texts))
        return "".join(each for each in seen if not self._has(each))

    def _has(self, character: str) -> bool:
        at = bisect_right(self.firsts, ord(character)) - 1
        printed = at >= 0 and ord(character) <= self.lasts[at]
        return printed or unicodedata.category(character) in UNSEEN
