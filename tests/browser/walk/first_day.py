"""The list of the first day: as it is at first, with a step said to be done, put away."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .states import Walk

PAGE = "/equipe/pour-commencer"


def see_first_day(walk: "Walk") -> None:
    walk.be_admin()
    walk.see("/equipe", "today, with the list of the first day")
    walk.see(PAGE, "the first day, at first")
    walk.send(PAGE, "a step is done", etape="themes")
    walk.send(PAGE, "put away", liste="ranger")
    walk.be_nobody()
