"""Somebody telephones about an event: registered from its roster, and from the person's page."""

from typing import Any

from tests.support.driver import THEME


def see_by_hand(walk: Any, event: str, long: str) -> None:
    who = {"given_name": "Rose", "family_name": long[:80], "phone": "450 555-0142"}
    told = {**who, "email": "", "mode": "online", "consents": "program"}
    walk.send(
        f"{event}/inscriptions", "by telephone, without what is needed", **{**told, "phone": ""}
    )
    walk.send(f"{event}/inscriptions", "by telephone, done", **told)
    walk.drain()
    walk.send(f"{event}/inscriptions", "by telephone, perhaps somebody known", **told)
    body = {"given_name": "Paul", "family_name": long[:80], "themes": [THEME]}
    path, consents = "/api/v1/staff/people", {"consents": {"program": True}}
    made = walk.call("POST", path, {**body, "phone": "450 555-0143", **consents}, walk.staff())
    page = f"/equipe/personnes/{made.get_json()['id']}/activites"
    walk.see(page, "which event, for somebody who telephones")
    walk.send(page, "which event, one that is gone", place="ev-v1.online")
