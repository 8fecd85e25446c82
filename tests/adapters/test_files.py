import pytest
from botocore.exceptions import ClientError

from chalicelib import wiring
from tests.support.injected import Calls

pytestmark = pytest.mark.usefixtures("system")

KEY = "documents/p3f0-b81a.pdf"


def test_a_file_comes_back_byte_for_byte() -> None:
    wiring.files().put(KEY, bytes(range(256)), "application/pdf")
    assert wiring.files().get(KEY) == bytes(range(256))


def test_writing_a_file_again_replaces_it() -> None:
    for content in (b"un", b"deux"):
        wiring.files().put(KEY, content, "application/pdf")
    assert wiring.files().get(KEY) == b"deux"


def test_a_file_keeps_its_type() -> None:
    wiring.files().put(KEY, b"%PDF", "application/pdf")
    head = wiring.client("s3").head_object(Bucket=wiring.settings().bucket, Key=KEY)
    assert head["ContentType"] == "application/pdf"


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ClientError, match="NoSuchKey"):
        wiring.files().get("documents/unknown.pdf")


def test_files_are_never_listed() -> None:
    listings = [Calls(wiring.client("s3"), name) for name in ("ListObjects", "ListObjectsV2")]
    wiring.files().put(KEY, b"%PDF", "application/pdf")
    wiring.files().get(KEY)
    assert [calls.count for calls in listings] == [0, 0]
