"""Compression as API Gateway has it: of what it answers, and of what it is sent."""

import gzip
import zlib

from werkzeug.wrappers import Request, Response

from infra.packaging.gateway import SMALLEST_COMPRESSED

GZIP, DEFLATE = 31, 15  # what zlib calls each format


class UnknownCoding(Exception):
    """The body is in no coding that API Gateway knows, or not in the one it names."""


class TooLong(Exception):
    """The body is longer than API Gateway takes, once it is decompressed."""


def compress(request: Request, response: Response) -> None:
    """Compress an answer, of whatever type, where the request names a coding.

    A star, or no header, names none.
    """
    body = response.get_data()
    if len(body) < SMALLEST_COMPRESSED or "Content-Encoding" in response.headers:
        return
    named = {coding for coding, quality in request.accept_encodings if quality > 0}
    if "gzip" in named:
        _encoded(response, "gzip", gzip.compress(body, mtime=0))
    elif "deflate" in named:
        _encoded(response, "deflate", zlib.compress(body))


def _encoded(response: Response, coding: str, body: bytes) -> None:
    response.headers["Content-Encoding"] = coding
    response.set_data(body)


def decompressed(request: Request, limit: int) -> bytes:
    """Return the body as the app sees it. Raises UnknownCoding, TooLong."""
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding == "identity":
        return request.get_data()
    if coding not in ("gzip", "deflate"):
        raise UnknownCoding
    reader = zlib.decompressobj(GZIP if coding == "gzip" else DEFLATE)
    try:
        body = reader.decompress(request.get_data(), limit + 1)
    except zlib.error as error:
        raise UnknownCoding from error
    if len(body) > limit:
        raise TooLong
    if not reader.eof:
        raise UnknownCoding
    return body
