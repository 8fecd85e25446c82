"""Templates, Markdown, French, settings."""
