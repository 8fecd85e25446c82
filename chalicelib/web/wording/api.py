"""What mails say, by the API."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.people.callers import Caller
from ...workflows.wording.read_texts import read_text, read_texts
from ...workflows.wording.write_text import try_text, undo_text, write_text
from ..http import requests, responses
from ..http.parsing import parse
from .shown import listed, whole


def list_texts(request: Request) -> Response:
    texts = wiring.run(read_texts, requests.api_member(request))
    return responses.as_json({"texts": [listed(each) for each in texts]})


def get_text(request: Request, kind: str) -> Response:
    return _shown(requests.api_member(request), kind)


def put_text(request: Request, kind: str) -> Response:
    from .models import MailTextBody

    caller = requests.api_member(request)
    body = parse(MailTextBody, requests.body(request))
    wiring.run(write_text, caller, kind, body.blocks, body.read)
    return _shown(caller, kind)


def post_undo(request: Request, kind: str) -> Response:
    caller = requests.api_member(request)
    wiring.run(undo_text, caller, kind)
    return _shown(caller, kind)


def post_trial(request: Request, kind: str) -> Response:
    from .models import TriedBody

    caller = requests.api_member(request)
    body = parse(TriedBody, requests.body(request))
    wiring.run(try_text, caller, kind, body.variant, body.blocks)
    return responses.json_text(202, responses.dumps({"status": "accepted"}))


def _shown(caller: Caller, kind: str) -> Response:
    return responses.as_json(whole(wiring.run(read_text, caller, kind)))
