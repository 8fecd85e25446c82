"""Forms are answered once: each carries a key, and its second sending gets the first answer.

A story that a second time would refuse writes the answer with what it changes (`form_once`);
of the others, which a second time change nothing, the answer is kept here.
"""

from collections.abc import Callable
from urllib.parse import parse_qs

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import DomainError, TooMany
from ...domain.receipts import FORM_KEY, Once, Receipt, Replay
from ...workflows.receipts import find_receipt, keep_receipt
from . import responses
from .lasting import drafts
from .requests import MOST_FIELDS, body, digest, path, whose_browser


def form_once[R](request: Request, page: Callable[[R], str]) -> Once[R]:
    """Return how a form is carried out once. `page`: the address that the result leads to."""

    def answer(result: R) -> tuple[int, str]:
        return 303, page(result)

    return Once(_receipt(request), digest(body(request)), answer, _about(request))


def form_to(request: Request, page: str) -> Once[object]:
    """Return the same for a form that leads to one address, whatever the result."""
    return form_once(request, lambda _: page)


class Done(Exception):
    """A form was answered before: this is the answer."""

    def __init__(self, answer: Response) -> None:
        super().__init__("done")
        self.answer = answer


def ensure_new(request: Request) -> None:
    """Raise Done for a form that was answered before; its view is `counted`, and asks for that."""
    receipt = _receipt(request)
    earlier = _earlier(receipt) if receipt else None
    if earlier is not None:
        raise Done(earlier)


def answered_once(
    view: Callable[[], Response], request: Request, counted: bool = False
) -> Response:
    """Answer a form, or as it was answered before if it was.

    A refusal may be because of its twin, carried out at the same moment: then it is that one's
    answer, too. An answer that sets a cookie is made anew each time: no receipt holds a session.

    If forms like it are `counted`, nothing is read before that: see `ensure_new`.
    """
    receipt = _receipt(request)
    if not receipt:
        return _sent(request, view())
    try:
        earlier = None if counted else _earlier(receipt)
        return earlier or _checked(request, receipt, _sent(request, view()))
    except Done as done:
        return done.answer
    except TooMany:
        raise
    except Replay as replay:
        return responses.redirect(replay.receipt.answer)
    except DomainError:
        earlier = _earlier(receipt)
        if earlier is None:
            raise
        return earlier


def _sent(request: Request, answer: Response) -> Response:
    """Return the answer; what was kept of the form is erased if it was carried out."""
    sender = whose_browser(request)
    if answer.status_code == 303 and sender is not None:
        drafts.erase(sender.person_id, path(request))
    return answer


def _checked(request: Request, receipt: str, answer: Response) -> Response:
    """Keep an answer that leads to a page of ours; hold a refusal against what was done before."""
    where = str(answer.headers.get("Location", ""))
    root = wiring.settings().root
    if answer.status_code >= 400:
        return _earlier(receipt) or answer
    if answer.status_code == 303 and where.startswith(f"{root}/") and not _sets(answer):
        wiring.run(keep_receipt, receipt, where.removeprefix(root), _about(request))
    return answer


def _sets(answer: Response) -> bool:
    return "Set-Cookie" in answer.headers


def _earlier(receipt: str) -> Response | None:
    found: Receipt | None = wiring.run(find_receipt, receipt)
    return responses.redirect(found.answer) if found else None


def _about(request: Request) -> str:
    """Return the participant who sent a form; "" if it is a member of the team, or anybody."""
    sender = whose_browser(request)
    return "" if sender is None or sender.staff else sender.person_id


def _has_key(sent: bytes) -> bool:
    key = FORM_KEY.encode()
    try:
        return key in sent and bool(parse_qs(sent, max_num_fields=MOST_FIELDS).get(key))
    except ValueError:  # more fields than a form of ours has: the view refuses it
        return False


def _receipt(request: Request) -> str:
    """Return the id of a form's receipt, by who sent it and all it holds; "" without a key."""
    sent = body(request)
    if not _has_key(sent):
        return ""
    where, sender = str(request.context.get("path")), whose_browser(request)
    return digest(
        f"{sender.person_id if sender else ''}\n{request.method} {where}\n{digest(sent)}".encode()
    )
