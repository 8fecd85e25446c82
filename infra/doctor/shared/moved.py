"""Whether the site is here: not gone elsewhere, and not on its way."""

from infra.moving import marks

from ..check import Found
from ..site import Site

GUIDE = "docs/operations/moving.md"


def moved(site: Site) -> Found:
    """Look at the marks of moves: two sites that ran would each send the same mails."""
    left, arriving = site.mark(marks.LEAVING), site.mark(marks.ARRIVING)
    if left and left.done:
        return Found(
            f"it moved to {left.other} on {left.at}, and answers there",
            f"start nothing here: both would send the same mails. To come back: {GUIDE}",
        )
    if left:
        found = _begun(f"make move FROM={site.operand} TO={left.other}", left)
        give_up = f"to give it up: {site.forgetting(marks.LEAVING)} ({GUIDE})"
        return Found(found.says, f"{found.do}\n{give_up}")
    if arriving and not arriving.done:
        return _begun(f"make move FROM={arriving.other} TO={site.operand}", arriving)
    return Found(f"it came from {arriving.other} on {arriving.at}" if arriving else "it is here")


def _begun(command: str, mark: marks.Mark) -> Found:
    return Found(f"a move began on {mark.at} and is not over", f"{command} goes on with it")
