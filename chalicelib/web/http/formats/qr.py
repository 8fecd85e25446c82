"""QR codes, as images inside a page."""


def qr_image(address: str, scale: int = 8) -> str:
    """Return a `data:` address. `scale`: pixels of each square; pages draw it at their own size."""
    import segno

    code = segno.make(address, error="m", micro=False)
    return str(code.png_data_uri(scale=scale, border=4))
