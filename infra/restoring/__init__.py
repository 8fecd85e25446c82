"""Restores an earlier state of a stage's table, without telling anybody twice."""
