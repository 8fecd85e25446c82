"""A new event, in each of its steps: as usual, refused, begun and thrown away."""

from typing import Any

NEW = "/equipe/evenements/nouveau"
DRAFT = f"{NEW}/{'0123456789' * 2}"


def see_making(walk: Any, long: str, room: str) -> None:
    walk.see(NEW, "a new event, what")
    walk.send("/equipe/evenements", "with errors", title="", mode="hybrid")
    known: dict[str, Any] = {"brouillon": DRAFT[-20:]}
    go_on(walk, "what, refused", "quand", {"etape": "quoi", "title": "", "kind": ""})
    known |= {"etape": "quoi", "title": long, "kind": "cohort"}
    go_on(walk, "when", "quand", known)
    known |= {"etape": "quand", "day": "hier", "to": "24:61", "meetings": "13"}
    go_on(walk, "when, refused", "ou", known)
    known |= {"day": "2027-06-24", "from": "13:30", "to": "", "meetings": "3"}
    go_on(walk, "where", "ou", known)
    known |= {"etape": "ou", "mode": "hybrid", "capacity_in_person": "", "online_url": "rien"}
    go_on(walk, "where, refused", "reste", known)
    known |= {"capacity_in_person": "12", "capacity_online": "12", "online_url": room}
    go_on(walk, "the whole", "reste", {**known, "venue": long})
    walk.send("/equipe/evenements", "refused at the end", **known, replay_url="rien")
    go_on(walk, "put aside", "liste", {**known, "etape": "reste"})
    walk.send(f"{DRAFT}/jeter", "thrown away")


def go_on(walk: Any, said: str, to: str, fields: dict[str, Any]) -> None:
    """Press the button of a step that leads to another."""
    walk.send(f"{DRAFT}/etape", f"a new event, {said}", **{**fields, "vers": to})
