"""The pages of what mails say: each in its state, and a mail that is tried."""

from typing import Any

PAGE = "/equipe/textes"
REMINDER = f"{PAGE}/survey-reminder"


def see_wording(walk: Any, long: str) -> None:
    walk.be_admin()
    walk.see(PAGE, "texts of mails, as they come")
    walk.see(REMINDER, "a text of a mail, as it comes")
    wrong = {"blocks.opening": "Bonjour {prenom}"}
    walk.send(REMINDER, "with errors", **wrong, action="garder")
    walk.send(f"{REMINDER}/apercu", "no preview", **wrong)
    words = {"blocks.opening": f"**{long}** {{rencontre}}", "blocks.last.title": long}
    walk.send(REMINDER, "kept", **words, action="garder")
    walk.send(REMINDER, "kept by another meanwhile", **{"blocks.title": "Ah", "read": "x"})
    walk.send(REMINDER, "tried", **words, variante="last", action="essai")
    walk.see(PAGE, "texts of mails, one in one's words")
    walk.send(REMINDER, "as it came again", action="origine")
    walk.drain()
    walk.be_nobody()
