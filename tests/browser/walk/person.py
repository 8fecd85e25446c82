"""One person's pages, and those for who telephones, as the team comes upon them."""

from typing import TYPE_CHECKING

from tests.support.driver import THEME

if TYPE_CHECKING:
    from .states import Walk

CALLING = "/equipe/inscrire"


def see_person(walk: "Walk", long: str) -> None:
    walk.be_admin()
    people = walk.call("GET", "/api/v1/staff/people", token=walk.staff("equipe@example.org"))
    known = people.get_json()["people"][0]
    page = f"/equipe/personnes/{known['id']}"
    walk.see(page, "a person, with a history")
    walk.see(f"{page}/courriels", "a person, their mails")
    walk.see(f"{page}/corriger", "a person, corrected")
    walk.send(f"{page}/corriger", "with errors", given_name="", email="zoe@")
    told = {"given_name": long, "family_name": "Exemple", "phone": "450 555-0123"}
    agreed = {**told, "themes": THEME, "maturity_level": "emergent", "consents": "program"}
    walk.see(CALLING, "who telephones")
    walk.send(CALLING, "with errors", given_name="", email="zoe@")
    walk.send(CALLING, "known already", **{**agreed, "email": known["email"]})
    where = walk.http.post(CALLING, data={**agreed, "quand_meme": "oui"}).location
    assert where is not None
    walk.drain()
    walk.see(where, "an hour for who telephones")
    booking = where.partition("?")[0]
    walk.see(booking, "a theme for who telephones")
    walk.send(f"{booking}?theme={THEME}", "with errors", theme=THEME, slot_id="")
    walk.see(booking.removesuffix("/reserver"), "a person without an address")
    walk.be_nobody()
    see_merging(walk, long)


def see_merging(walk: "Walk", long: str) -> None:
    """Two who may be one, compared, merged and taken apart; told apart, and proposed again."""
    walk.be_admin()
    token = walk.staff("equipe@example.org")
    told = {"family_name": "Exemple", "phone": "450 555-0177", "consents": {"program": True}}
    names = ("Rose", f"Rose {long}")
    made = [
        walk.call("POST", "/api/v1/staff/people", {**told, "given_name": name}, token)
        for name in names
    ]
    one, two = (str(each.get_json()["id"]) for each in made)
    walk.drain()
    page = f"/equipe/personnes/{one}"
    walk.see("/equipe/personnes/doublons", "people who may be one")
    walk.see(f"{page}/reunir?q=exemple", "another registration, chosen")
    walk.see(f"{page}/reunir?avec={two}", "two people, compared")
    walk.see(f"{page}/reunir?avec={one}", "somebody and themselves")
    walk.send(f"{page}/reunir", "merged", avec=two)
    walk.send(f"{page}/separer", "apart")
    walk.send(f"{page}/distinguer", "told apart", avec=two)
    walk.be_nobody()
