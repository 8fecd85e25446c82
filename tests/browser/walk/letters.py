"""The team's pages of mails, as people come upon them."""

from typing import Any

from tests.support.driver import THEME

WORDS = """## En mai

De **nouvelles heures** s’ouvrent :

- lundi matin
- jeudi soir

Choisissez la vôtre."""


def see_letters(walk: Any) -> None:
    """Show the mails of an edition with sessions and events: what left, waits, came back."""
    page, walked = "/equipe/courriels", walk.staff("equipe@example.org")
    walk.be_admin()
    for which in ("partis", "attente", "perdus", "pas-envoyes"):
        walk.see(f"{page}?liste={which}", f"mails, {which}")
    walk.see(f"{page}?genre=topic_chosen", "mails, none of a kind")
    path = "/api/v1/staff/messages?kind=booking_confirmed"
    [mail, *_] = walk.call("GET", path, token=walked).get_json()["messages"]
    walk.see(f"{page}?personne={mail['person_id']}", "mails of one person")
    walk.send(f"{page}/{mail['id']}/renvoyer", "sent again, or why not")
    walk.be_nobody()
    see_writing(walk)


def see_writing(walk: Any) -> None:
    """Show a letter to those of a theme: written, seen before, held, stopped, gone."""
    page = "/equipe/courriels"
    walk.be_admin()
    walk.see(f"{page}/lettres", "letters, none")
    walk.see(f"{page}/ecrire", "a letter, to nobody yet")
    walk.see(f"{page}/ecrire?filtre=unbooked&q=bissonette", "a letter, to who is found")
    walk.send(f"{page}/ecrire", "with errors", to="", subject="", markdown="")
    fields = {"to": f"theme:{THEME}", "whom": "all", "subject": "Des heures en mai"}
    walk.send(f"{page}/ecrire", "seen before", **fields, markdown=WORDS)
    token = walk.staff("equipe@example.org")
    letter = walk.call("GET", "/api/v1/staff/letters", token=token).get_json()["letters"][0]
    one = f"{page}/lettres/{letter['id']}"
    walk.see(f"{one}/modifier", "a letter, changed")
    walk.send(f"{one}/envoyer", "held", version="1")
    walk.see(f"{page}/lettres", "letters, one held")
    walk.send(f"{one}/arreter", "stopped, a draft again")
    walk.send(f"{one}/envoyer", "held again", version="3")
    walk.advance("PT15M")
    walk.see(one, "a letter, sent")
    walk.send(f"{one}/arreter", "stopped after it left")
    walk.be_nobody()
