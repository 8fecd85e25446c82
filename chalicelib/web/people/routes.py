"""Every route of people."""

from . import api, pages, registration, unsubscribing

BLUEPRINTS = (api.blueprint, pages.blueprint, registration.blueprint, unsubscribing.blueprint)
