"""Topics of a co-development meeting: proposed by those who participate, chosen by the team."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, Invalid
from ...domain.events.topics import TopicProposal
from ...domain.ids import owner_of
from ...workflows.events.propose_topics import (
    Proposed,
    Topics,
    choose_topics,
    propose_topic,
    read_proposed,
    read_topics,
    withdraw_topic,
)
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.parsing import parse_fields
from ..http.paths import event_of_path
from ..http.problems import problem_of, status_of


def topics_page(request: Request, event_id: str) -> Response:
    typed = drafts.typed(requests.participant_caller(request), requests.path(request))
    return _topics_page(request, event_of_path(event_id), values=typed or None)


def submit_topic(request: Request, event_id: str) -> Response:
    from .models_series import TopicBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    identifier = event_of_path(event_id)
    try:
        given = {name: forms.first(fields, name) for name in ("title", "text")}
        body = parse_fields(TopicBody, given)
        wiring.run(propose_topic, caller, identifier, body.title, body.text)
    except (Conflict, Invalid) as failure:
        return _topics_page(request, identifier, failure, fields)
    return responses.redirect(f"/evenements/{identifier}/sujets?fait=sujet")


def topic_withdrawal_form(request: Request, event_id: str) -> Response:
    caller, identifier = requests.participant_caller(request), event_of_path(event_id)
    return responses.page(
        "events/topic_withdraw", found=wiring.run(read_topics, caller, identifier)
    )


def submit_topic_withdrawal(request: Request, event_id: str) -> Response:
    identifier = event_of_path(event_id)
    wiring.run(withdraw_topic, requests.participant_caller(request), identifier)
    return responses.redirect(f"/evenements/{identifier}/sujets?fait=retrait")


def staff_topics_page(request: Request, event_id: str) -> Response:
    return _staff_topics_page(request, event_of_path(event_id))


def choice_form(request: Request, event_id: str) -> Response:
    """Show whom a choice would tell, and of what, before it does."""
    found = wiring.run(read_proposed, requests.staff_caller(request), event_of_path(event_id))
    ticked = set(requests.query_all(request, "topics"))
    wanted = [(topic, topic.id in ticked) for topic in found.topics]
    return responses.page(
        "events/team/choice",
        found=found,
        chosen=[_shown(topic, found, True) for topic, chosen in wanted if chosen],
        others=[_shown(topic, found, False) for topic, chosen in wanted if not chosen],
    )


def _shown(topic: TopicProposal, found: Proposed, chosen: bool) -> dict[str, Any]:
    person = found.people.get(owner_of(topic.registration_id))
    return {"topic": topic, "person": person, "told": topic.decided(chosen) != topic}


def submit_choice(request: Request, event_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), event_of_path(event_id)
    chosen = requests.form(request).get("topics", [])
    try:
        wiring.run(choose_topics, caller, identifier, chosen)
    except (Conflict, Invalid) as failure:
        return _staff_topics_page(request, identifier, failure, chosen)
    return responses.redirect(f"/equipe/evenements/{identifier}/sujets?fait=choix")


def _topics_page(
    request: Request,
    event_id: str,
    failure: Conflict | Invalid | None = None,
    values: forms.Fields | None = None,
) -> Response:
    found: Topics = wiring.run(read_topics, requests.participant_caller(request), event_id)
    mine = {"title": [found.mine.title], "text": [found.mine.text]} if found.mine else {}
    return responses.page(
        "events/topics",
        status_of(failure) if failure else 200,
        found=found,
        open=found.event.standing(wiring.now()),
        done=requests.query(request, "fait"),
        values=values if values is not None else mine,
        errors=forms.error_messages(failure, values or {}),
        problem=problem_of(failure) if failure else None,
    )


def _staff_topics_page(
    request: Request,
    event_id: str,
    failure: Conflict | Invalid | None = None,
    chosen: list[str] | None = None,
) -> Response:
    found = wiring.run(read_proposed, requests.staff_caller(request), event_id)
    ticked = [topic.id for topic in found.topics if topic.chosen] if chosen is None else chosen
    return responses.page(
        "events/team/topics",
        status_of(failure) if failure else 200,
        found=found,
        open=found.event.standing(wiring.now()),
        done=requests.query(request, "fait"),
        values={"topics": ticked},
        errors=forms.error_messages(failure, {}),
        problem=problem_of(failure) if failure else None,
    )
