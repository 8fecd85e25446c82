"""An address that an admin may set is one that the head of every mail can say."""

from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.adapters.mail import headers
from chalicelib.domain.adjusting.checking import checked
from chalicelib.domain.errors import InvalidFields

TYPED = st.from_regex(r"[!-~é]{1,12}@[!-~é]{1,12}\.[!-~]{2,4}", fullmatch=True)


@given(TYPED)
@example("bonjour,equipe@example.org")
@example("bonjour@[192.0.2.1]")
@example("bonjour@example.org")
def test_what_is_taken_can_be_written_to(typed: str) -> None:
    try:
        address = checked("contact_email", typed)
    except InvalidFields:
        return
    assert headers.mailbox("Reply-To", "", address).strip() == f"<{address}>"
