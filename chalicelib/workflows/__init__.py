"""The stories, one module each: what happens, with the adapters it needs as arguments."""
