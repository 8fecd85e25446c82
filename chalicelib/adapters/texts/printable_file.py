"""Reads `templates/documents/fonts/printable.txt`: the code points that documents' fonts draw."""

from pathlib import Path

from ...domain.documents.printing import Printable


def read_printable(path: Path) -> Printable:
    """Read ranges of hexadecimal code points, `first..last`, one a line. Raises ValueError."""
    pairs = [line.partition("..") for line in path.read_text("ascii").split()]
    firsts, lasts = (tuple(int(pair[end], 16) for pair in pairs) for end in (0, 2))
    return Printable(firsts, lasts)
