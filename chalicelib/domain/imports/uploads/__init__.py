"""Files that somebody brings to the page of imports, one by one, and what they say of them."""
