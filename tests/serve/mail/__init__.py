"""Mails of a site on one machine: a server that takes or refuses them, and what comes back."""
