"""Routes, forms, pages and JSON; the rules are elsewhere."""
