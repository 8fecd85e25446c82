"""How a region looks: its colours, its files, and the picture of its links."""
