"""Requests as API Gateway hands them to the app; nothing of the app is loaded to make them."""

import base64
import json
from typing import Any

Event = dict[str, Any]

REGISTRATION: dict[str, Any] = {
    "email": "banc.essai@example.org",
    "given_name": "Zoé",
    "family_name": "D’Essai",
    "kind": "individual",
    "maturity_level": "emergent",
    "discipline": "arts visuels",
    "municipality": "Saint-Jérôme",
    "motivations": "Me faire trouver par les diffuseurs de la région, sans y passer mes soirées.",
    "referral": {"heard_from": "colleague"},
    "consents": {"program": True},
}
"""What any region takes, with a theme of its own and the one consent that each asks for."""


def registration(theme: str) -> dict[str, Any]:
    return {**REGISTRATION, "themes": [theme]}


def get(path: str) -> Event:
    return _event("GET", path, path, {})


def post(route: str, body: Any, token: str = "", **parameters: str) -> Event:
    """Return the event of a JSON request with an Idempotency-Key."""
    headers = {"content-type": "application/json", "idempotency-key": f"bench {route}"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    content = base64.b64encode(json.dumps(body).encode()).decode()
    event = _event("POST", route, route.format(**parameters), headers)
    return event | {"pathParameters": parameters or None, "body": content, "isBase64Encoded": True}


def _event(method: str, route: str, path: str, headers: dict[str, str]) -> Event:
    context = {"resourcePath": route, "httpMethod": method, "path": path}
    return {
        "resource": route,
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {**context, "identity": {"sourceIp": "127.0.0.1"}},
        "body": None,
        "isBase64Encoded": False,
    }
