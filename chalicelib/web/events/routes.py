"""Every route of events."""

from . import api, door, entry, mine, pages, roster, roster_sheet, series, team, team_api, topics

BLUEPRINTS = (
    api.blueprint,
    door.blueprint,
    entry.blueprint,
    mine.blueprint,
    pages.blueprint,
    roster.blueprint,
    roster_sheet.blueprint,
    series.blueprint,
    team.blueprint,
    team_api.blueprint,
    topics.blueprint,
)
