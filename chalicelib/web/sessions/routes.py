"""Every route of sessions."""

from . import api, pages, team, team_api

BLUEPRINTS = (api.blueprint, pages.blueprint, team.blueprint, team_api.blueprint)
