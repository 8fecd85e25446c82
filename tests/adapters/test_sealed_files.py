"""What is a person's is sealed with their key: read with it alone, from its own place."""

from dataclasses import replace

import pytest

from chalicelib.adapters.files import Files
from chalicelib.adapters.sealed_files import SealedFiles, opened, sealed
from chalicelib.domain.errors import NotFound
from chalicelib.domain.people.keys import PersonKey
from tests.support.simulated.storage import Storage

PLACE, PDF = "documents/p3f0-b81a.pdf", b"%PDF-1.7 canari"
KEY = PersonKey("p3f0", "5a" * 32)


@pytest.fixture
def storage() -> Storage:
    return Storage()


def files(storage: Storage, *keys: PersonKey) -> SealedFiles:
    held = {key.id: key for key in keys}
    return SealedFiles(Files(lambda: storage, "bucket"), held.get)  # type: ignore[arg-type, return-value]


def test_a_document_is_sealed_where_it_is_kept_and_read_by_its_key(storage: Storage) -> None:
    files(storage, KEY).put(PLACE, PDF, "application/pdf", KEY)
    kept = storage.get_object(Key=PLACE)["Body"].read()
    assert b"canari" not in kept
    assert files(storage, KEY).get(PLACE) == PDF


def test_without_its_key_no_copy_can_be_read(storage: Storage) -> None:
    files(storage, KEY).put(PLACE, PDF, "application/pdf", KEY)
    with pytest.raises(NotFound):
        files(storage).get(PLACE)


def test_a_document_of_an_earlier_release_goes_on_being_read(storage: Storage) -> None:
    storage.put_object(Key=PLACE, Body=PDF)
    assert files(storage).get(PLACE) == PDF


@pytest.mark.parametrize("flipped", [17, 40, 41, 56, 57, -1])
def test_what_was_changed_does_not_open(flipped: int) -> None:
    kept = bytearray(sealed(PDF, PLACE, KEY))
    kept[flipped] ^= 1
    with pytest.raises(NotFound):
        opened(bytes(kept), PLACE, KEY)


def test_it_opens_neither_elsewhere_nor_by_another_key() -> None:
    kept = sealed(PDF, PLACE, KEY)
    with pytest.raises(NotFound):
        opened(kept, "documents/p3f0-other.pdf", KEY)
    with pytest.raises(NotFound):
        opened(kept, PLACE, replace(KEY, secret="5b" * 32))  # pragma: allowlist secret - invented


def test_the_same_document_is_never_sealed_alike_twice() -> None:
    assert sealed(PDF, PLACE, KEY) != sealed(PDF, PLACE, KEY)
