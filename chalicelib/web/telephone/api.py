"""The API of the calls to make."""

from chalice.app import Request, Response

from ... import asking, wiring
from ...domain.errors import FieldError, InvalidFields
from ...domain.telephone.phone_calls import Reason
from ...workflows.telephone.note_call import note_call, undo_call
from ...workflows.telephone.read_calls import Calls, read_calls
from ..http import requests, responses
from ..http.formats import places
from ..http.parsing import parse
from . import views


def get_calls(request: Request) -> Response:
    caller = requests.api_member(request)
    after = places.read(caller, views.CALLS, requests.query(request, "cursor"))
    reason = requests.query(request, "reason")
    if reason and reason not in set(Reason):
        raise InvalidFields(FieldError("reason", "invalid_choice", about="call"))
    chosen = Reason(reason) if reason else None
    calls: Calls = wiring.run(read_calls, caller, after, (), chosen)
    listed = [views.with_person(each, calls) for each in calls.listed]
    following = places.written(caller, views.CALLS, calls.after) or None
    return responses.as_json({"calls": listed, "next": following})


def post_result(request: Request, call_id: str) -> Response:
    from .models import CallResultBody

    caller, identifier = requests.api_member(request), requests.identifier(call_id)
    once = requests.once(request, caller.person_id, 200, views.as_json, identifier)
    said = parse(CallResultBody, requests.body(request)).said()
    asking.about.set(identifier)
    return responses.answer(once, wiring.run(note_call, caller, identifier, said, once))


def undo_result(request: Request, call_id: str) -> Response:
    caller, identifier = requests.api_member(request), requests.identifier(call_id)
    once = requests.once(request, caller.person_id, 200, views.as_json, identifier)
    asking.about.set(identifier)
    return responses.answer(once, wiring.run(undo_call, caller, identifier, once))
