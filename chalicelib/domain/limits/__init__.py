"""How often something may be asked for, by whom, and from where."""
