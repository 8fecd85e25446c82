"""What a region says of itself, held against one schema: nothing of it can be wrong in silence."""
