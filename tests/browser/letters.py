"""The team's pages of mails, as people come upon them."""

from typing import Any


def see_letters(walk: Any) -> None:
    """Show the mails of an edition with sessions and events: what left, waits, came back."""
    page, walked = "/equipe/courriels", walk.staff("equipe@example.org")
    walk.be_admin()
    for which in ("partis", "attente", "perdus"):
        walk.see(f"{page}?liste={which}", f"mails, {which}")
    walk.see(f"{page}?genre=topic_chosen", "mails, none of a kind")
    path = "/api/v1/staff/messages?kind=booking_confirmed"
    [mail, *_] = walk.call("GET", path, token=walked).get_json()["messages"]
    walk.see(f"{page}?personne={mail['person_id']}", "mails of one person")
    walk.send(f"{page}/{mail['id']}/renvoyer", "sent again, or why not")
    walk.be_nobody()
