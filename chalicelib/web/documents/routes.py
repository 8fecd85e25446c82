"""Every route of themes and documents."""

from . import api, pages

BLUEPRINTS = (api.blueprint, pages.blueprint)
