"""How people come to be known: they join, somebody registers them, they prove their address."""
