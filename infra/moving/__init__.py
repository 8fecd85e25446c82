"""Moves a site with its data: from one machine to a stage, back, or to another machine."""
