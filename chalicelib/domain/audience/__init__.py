"""How much the public pages are looked at, without knowing by whom."""
