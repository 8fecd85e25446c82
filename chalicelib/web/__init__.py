"""Routes, forms, pages and JSON: no rules."""
