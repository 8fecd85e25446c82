"""What is held about people, and what they may ask of it."""
