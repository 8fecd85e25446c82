"""Whether something may be moved to a side: it is new, or this move began there before."""

from collections import Counter

from chalicelib.domain.ids import is_of_team
from infra.restoring.summary import in_words
from infra.restoring.tables import Item, place, type_of

from . import marks
from .items import items
from .sides import NotMoved, Side

OF_A_NEW_SITE = frozenset(
    {
        "Adjustments",
        "AudienceSalt",
        "Budget",
        "Demand",
        "Edition",
        "EditionAudience",
        "EventFigures",
        "Figures",
        "HourNews",
        "Look",
        "PageDay",
        "RetentionRound",
        "Seen",
        "SettingsChange",
        "StaffAct",
        "StaffAddress",
        "StaffMember",
        "SweepRound",
    }
)
"""The types of what a site writes by itself, and once the team is let in. A move replaces it."""

TO_THE_TEAM = frozenset({"DailyCount", "Message"})
"""The same, if they are of a member of the team: mails to sign in."""

TOLD_AT_MOST = 8


def same_move(source: Side, to: Side) -> marks.Mark | None:
    """Return the mark of a move from one to the other that has begun or is over."""
    leaving, arriving = _mark(source, marks.LEAVING), _mark(to, marks.ARRIVING)
    if leaving and arriving and leaving.move == arriving.move:
        return arriving
    if leaving and leaving.done:
        raise NotMoved(f"{source.name} moved to {leaving.other} on {leaving.at}: move from there")
    return None


def ensure_arrived(source: Side) -> None:
    """Raise NotMoved if a move to the source is not over: it has a part of a site."""
    coming = _mark(source, marks.ARRIVING)
    if coming and not coming.done:
        raise NotMoved(
            f"the move from {coming.other} to {source.name} is not over: "
            f"make move FROM={coming.other} TO={source.name} goes on with it"
        )


def ensure_free(source: Side, to: Side) -> None:
    """Raise NotMoved if the destination has what is anybody's, but for what left it for here."""
    coming = _mark(source, marks.ARRIVING)
    left = _mark(to, marks.LEAVING)
    if left and left.done and coming and left.move == coming.move:
        return  # it comes back: what is there is what it was when it left
    found = Counter(type_of(item) or "?" for item in items(to) if not _of_a_new_site(item))
    if found:
        named = [f"{count} × {in_words(name)}" for name, count in found.most_common(TOLD_AT_MOST)]
        raise NotMoved(f"{to.name} is not empty: {', '.join(named)}")


def _of_a_new_site(item: Item) -> bool:
    kind, owner = type_of(item), place(item)[0].partition("#")[2]
    return kind in OF_A_NEW_SITE or (kind in TO_THE_TEAM and is_of_team(owner))


def _mark(side: Side, which: str) -> marks.Mark | None:
    return marks.read(side.client("s3"), side.bucket, which)
