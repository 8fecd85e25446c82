"""PDFs: drawn, joined, made accessible."""
