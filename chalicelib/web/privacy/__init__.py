"""What is held about somebody: shown, given out, asked for."""
