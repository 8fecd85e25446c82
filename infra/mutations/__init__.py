"""Mistakes that somebody new could make, each made in a copy: a check must see and name it."""
