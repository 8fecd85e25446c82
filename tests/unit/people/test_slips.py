import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.people.slips import KNOWN, meant


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.cmo", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.ca", "gmail.com"),
        ("gmail.cm", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("GMIAL.COM", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmal.ca", "hotmail.ca"),
        ("hotmail.con", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("videotron.com", "videotron.ca"),
        ("videotrn.ca", "videotron.ca"),
        ("sympatico.com", "sympatico.ca"),
        ("sympatioc.ca", "sympatico.ca"),
        ("bell.ca", "bell.net"),
        ("cgocable.com", "cgocable.ca"),
        ("cgocabel.ca", "cgocable.ca"),
        ("yahooo.ca", "yahoo.ca"),
        ("yaho.com", "yahoo.com"),
        ("iclod.com", "icloud.com"),
        ("lvie.ca", "live.ca"),
        ("theatre.cmo", "theatre.com"),
        ("gmail.com.com", "gmail.com"),
        ("videotron.ca.ca", "videotron.ca"),
        ("www.gmail.com", "gmail.com"),
        ("www.hotmail.com.com", "hotmail.com"),
        ("hotmailcom.com", "hotmail.com"),
        ("videotronca.ca", "videotron.ca"),
    ],
)
def test_a_common_slip_is_known(typed: str, domain: str) -> None:
    assert meant(f"marie@{typed}") == f"marie@{domain}"


LEFT_ALONE = "example.org culture.quebec laurentides.ca mail.com bellmedia.ca ymail.com uqam.ca"
MORE = "email.com gmx.com love.ca olive.ca usherbrooke.ca fastmail.com orange.cm theatre.co"
ENDED = "yahoo.com.br live.com.mx www.example.org mecom.com"


@pytest.mark.parametrize("domain", f"{LEFT_ALONE} {MORE} {ENDED}".split())
def test_another_domain_is_left_alone(domain: str) -> None:
    assert meant(f"marie@{domain}") == ""


@pytest.mark.parametrize("domain", KNOWN)
def test_no_domain_that_people_use_is_asked_about(domain: str) -> None:
    assert meant(f"marie@{domain}") == ""


@given(st.text(), st.text())
def test_what_is_meant_is_asked_about_no_more(mailbox: str, domain: str) -> None:
    address = meant(f"{mailbox}@{domain}")
    assert address == "" or meant(address) in ("", address)
