"""What was published of an edition: its public report, and those before it."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import compress, decompress

Report = dict[str, Any]


@dataclass(frozen=True)
class Release:
    """The public report of an edition, as it was made; `id` is the edition's slug.

    It is shown to everybody while the edition is published, and before that to who has its link.
    `told` is that report and `earlier` those before it, as `packed` makes them: what was told once
    stays known, so the next report is held against all of them.
    """

    id: str
    told: str
    made_at: datetime
    earlier: str = ""
    version: int = 0

    @property
    def report(self) -> Report:
        """Return the public report."""
        found: Report = _unpacked(self.told)
        return found

    @property
    def known(self) -> list[Report]:
        """Return every public report that the next one is held against, the latest last."""
        earlier: list[Report] = _unpacked(self.earlier) if self.earlier else []
        return [*earlier, self.report]


def packed(told: Report | Sequence[Report]) -> str:
    """Return reports as an item keeps them: JSON, compressed."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return b64encode(compress(text.encode(), 9)).decode()


def _unpacked(kept: str) -> Any:
    return json.loads(decompress(b64decode(kept)))
