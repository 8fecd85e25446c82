"""How long a function takes to start, in fresh processes, and how large it is."""
