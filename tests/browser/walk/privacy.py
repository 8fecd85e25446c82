"""The pages of what is held about people: their own, those behind mailed links, the registers."""

from typing import Any

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from infra.driving import link_in, token_of
from tests.support.driver import text_of

MINE = "/mon-espace/mes-donnees"
ADDRESS = "jocelyne.bissonnette-charbonneau@patrimoine-laurentides.example.org"
ELSEWHERE = f"x{ADDRESS}"
FIRST, LAST = "2027-03-25", "2027-03-26"


def see_privacy(walk: Any, long: str) -> None:
    walk.be_nobody()
    token = walk.register(ADDRESS, given_name=long, family_name=long)
    whom, _ = wiring.links().read(Purpose.PERSONAL, token, wiring.now())
    _own(walk, token)
    walk.be_admin()
    _requests(walk, long)
    _incidents(walk, long)
    _proofs(walk, whom)
    _consents(walk)
    walk.see("/equipe/conservation", "what is kept, before a night")
    for minute in ("05", "10"):
        walk.move_to(f"{LAST}T03:{minute}:00-04:00")
    walk.be_admin()
    walk.see("/equipe/conservation", "what is kept, as the night found it")
    walk.be_nobody()
    _not_me(walk)
    _refused(walk, long)


def _own(walk: Any, token: str) -> None:
    """See what is held about oneself, and send copies until they are too many."""
    changed = {"consents": {"newsletter": True}, "phone": "450 555-0123"}
    assert walk.call("PATCH", "/api/v1/me", changed, token).status_code == 200
    walk.be(token)
    walk.see(MINE)
    walk.see(f"{MINE}/envoi")
    walk.send(f"{MINE}/envoi", "with errors", email="zoe@")
    walk.send(f"{MINE}/envoi", "asks", email=ELSEWHERE)
    for said in ("sent", "once more", "a third", "too many"):
        walk.send(f"{MINE}/envoi", said, email=ELSEWHERE, confirme="1")
    walk.see("/mon-espace/parent")
    walk.send("/mon-espace/parent", "with errors", **{"guardian.name": "", "guardian.email": "x@"})
    walk.drain()
    walk.see(f"/copie?jeton={_mailed(walk, 'privacy_copy', ELSEWHERE)}", "somebody's copy")


def _requests(walk: Any, long: str) -> None:
    """Write down what people ask, and answer it."""
    page = "/equipe/demandes"
    walk.see(page, "the register of requests")
    walk.send(page, "with errors", kind="access", channel="written", email="x")
    asked = {"kind": "access", "channel": "telephone", "who": long, "note": long}
    walk.advance("PT1S")  # it is the newest
    walk.send(page, "taken", email=ADDRESS, **asked)
    walk.drain()
    one = f"{page}/{wiring.store().privacy_requests()[0].id}"
    walk.see(one, "a request, nobody said whether it is theirs")
    walk.send(one, "too early", granted="oui", outcome=long)
    token = _mailed(walk, "privacy_identity", ADDRESS)
    walk.see(f"/demande?jeton={token}", "whether it is you who asks")
    walk.send("/demande", "it is", jeton=token, reponse="oui")
    walk.see(one, "a request to answer")
    walk.send(one, "with errors", granted="", outcome="")
    walk.send(one, "answered", granted="oui", outcome=long)
    walk.see(one, "a request, answered")
    walk.send(page, "taken from nobody we know", email=ELSEWHERE, **asked)


def _incidents(walk: Any, long: str) -> None:
    page = "/equipe/incidents"
    walk.see(page, "the incidents, none")
    walk.see(f"{page}/nouveau")
    walk.send(page, "with errors", information=long, aware_on="hier")
    texts = ("information", "circumstances", "happened", "people", "assessment", "measures")
    known = {**dict.fromkeys(texts, long), "aware_on": FIRST, "risk": "serious"}
    walk.send(page, "written down, notices to give", **known)
    one = f"{page}/{wiring.store().incidents()[0].id}"
    walk.see(page, "the incidents, one")
    walk.see(f"{one}/modifier", "an incident, to complete")
    told = {"commission_told_on": LAST, "people_told_on": LAST, "public_notice": long}
    walk.send(f"{one}/modifier", "notices given", **known, **told)


def _proofs(walk: Any, whom: str) -> None:
    page, today = "/equipe/preuves", f"{walk.system.clock.now():%Y-%m-%d}"
    walk.see(page)
    walk.send(page, "with errors", email="zoe@", day="")
    walk.send(page, "nobody", email="personne@example.org", day=LAST)
    walk.send(page, "of a day", email=ADDRESS, day=today)
    walk.send(page, "of a day before", email=ADDRESS, day="2020-01-01")
    binder = f"{page}/{whom}/dossier.pdf?jour={today}"
    walk.see(binder, "a day's proof, that is being drawn")
    walk.see("/equipe/evaluations")


def _consents(walk: Any) -> None:
    page = "/equipe/consentements"
    walk.see(page, "who agreed, today")
    walk.see(f"{page}?jour=2020-01-01", "who agreed, nobody")
    walk.see(f"{page}?jour=hier", "who agreed, with errors")


def _not_me(walk: Any) -> None:
    """Say of a mail's link that one asked for nothing."""
    page = "/mon-espace/pas-moi"
    token = walk.ask_to_join("quelquun@example.org")
    walk.see(f"{page}?jeton={token}", "whether it was not you")
    walk.send(page, "it was not", jeton=token)


def _refused(walk: Any, long: str) -> None:
    """Fill in what nobody sees, as programs do."""
    form = {"given_name": long, "email": ADDRESS, "themes": [long], "remarque": long}
    walk.send("/inscription", "as programs send it", **form)


def _mailed(walk: Any, kind: str, address: str) -> str:
    return token_of(link_in(text_of(walk.mails(kind, address)[-1])))
