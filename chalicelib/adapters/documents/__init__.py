"""PDFs: drawn, joined and made accessible."""
