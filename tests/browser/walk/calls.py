"""The team's page of calls, as people come upon it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .states import Walk

PAGE = "/equipe/appels"


def see_calls(walk: "Walk", long: str) -> None:
    """Show a call of each sort, one that was noted, one that somebody else noted."""
    walk.advance("P11D")
    walk.be_admin()
    walk.see(PAGE, "calls")
    token = walk.staff("equipe@example.org")
    calls = walk.call("GET", "/api/v1/staff/calls", token=token).get_json()["calls"]
    latest = {call["reason"]: call["id"] for call in calls}
    for reason, identifier in latest.items():
        walk.see(f"{PAGE}?appel={identifier}", f"a call, {reason}")
    first, *_ = latest.values()
    walk.send(f"{PAGE}/{first}", "with errors", result="again", again_on="hier", note=long)
    walk.send(f"{PAGE}/{first}", "noted", result="again", note=long, attempts="0")
    walk.send(f"{PAGE}/{first}", "noted by another", result="reached", note=long, attempts="0")
    walk.see(f"{PAGE}?raison=absent", "calls of one reason")
    walk.see(f"{PAGE}?trop-tard=oui", "too late to undo a call")
    walk.see("/equipe", "the team's day, with calls")
    walk.be_nobody()
