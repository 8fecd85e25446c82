"""What `/openapi.json` says of the team's list of people."""

from ...domain.directory.entries import MailStanding
from .shapes import BOOL, STAFF, STRING, Route, list_of, object_of, or_null

PERSON = object_of(
    id=STRING,
    given_name=STRING,
    family_name=STRING,
    email=STRING,
    organization=STRING,
    confirmed=BOOL,
    mail={"enum": [each.value for each in MailStanding]},
)
PEOPLE = object_of(people=list_of(PERSON), next=or_null(STRING))

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/staff/people", "list_people", STAFF, None, 200, PEOPLE),
)

QUERIES = {"/api/v1/staff/people": ("q", "filter", "cursor")}
