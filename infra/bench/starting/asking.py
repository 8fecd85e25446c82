"""One request to an app in a fresh process, with little loaded beside the app itself.

DynamoDB answers that it has nothing, and takes all that is written.
"""

from typing import Any

from ..network import CannedNetwork
from ..requests import get, post, registration

NOTHING = {"Query": b'{"Items": [], "Count": 0, "ScannedCount": 0}'}


def ask(app: Any, client: Any, method: str, path: str, status: int, theme: str = "") -> None:
    """Ask for a path; a POST registers a person, for a theme.

    Raises RuntimeError for another status.
    """
    CannedNetwork(client).answers = NOTHING
    event = get(path) if method == "GET" else post(path, registration(theme))
    answer = app(event, None)
    if answer["statusCode"] != status:
        raise RuntimeError(f"{method} {path}: {answer['statusCode']}")
