"""One module per story: what happens, with the adapters it needs as arguments."""
