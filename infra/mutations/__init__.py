"""Mistakes that a newcomer could make, each made in a copy: a check must find and name it."""
