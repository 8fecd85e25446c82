"""Every route of surveys."""

from . import api, on_the_spot, pages

BLUEPRINTS = (api.blueprint, on_the_spot.blueprint, pages.blueprint)
