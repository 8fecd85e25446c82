"""What the team does, as its routes declare it; `people/roles.py` says which role may do what."""

from enum import StrEnum


class Act(StrEnum):
    """What a route of the team is for."""

    OWN_ACCOUNT = "own_account"
    """How she is told of her sessions; her calendar."""
    SESSIONS = "sessions"
    """Days, sessions, and the people who have them: an adviser's own."""
    PEOPLE = "people"
    """The list of people and the page of each: those whom an adviser accompanies."""
    EVENTS = "events"
    """Events, and the people who are registered for them."""
    READ_REPORT = "read_report"
    PUBLISH = "publish"
    """What everybody may read of an edition, and the words beside its figures."""
    IMPORT = "import"
    ERASE = "erase"
    PRIVACY = "privacy"
    """What people ask of their data, and the registers that the law wants."""
    TEAM = "team"
    """Who is of the team, and in which role."""
    SETTINGS = "settings"
