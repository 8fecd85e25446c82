"""Every route of the team's own pages."""

from . import agenda, api, sign_in

BLUEPRINTS = (agenda.blueprint, api.blueprint, sign_in.blueprint)
