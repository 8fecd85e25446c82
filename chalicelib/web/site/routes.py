"""Every route of the site."""

from . import api, pages, static

BLUEPRINTS = (api.blueprint, pages.blueprint, static.blueprint)
