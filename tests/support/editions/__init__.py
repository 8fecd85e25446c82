"""Past editions for tests of imports."""
