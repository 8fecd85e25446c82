import pytest

from chalicelib.domain.receipts import KEPT, NO_KEY, KeyReused, Once, Replay

from ..support.examples import DAY, HOUR, NOW


def answer(result: object) -> tuple[int, str]:
    return 201, f'{{"id":"{result}"}}'


ONCE = Once("key", "body", answer)


def test_a_first_request_is_carried_out() -> None:
    ONCE.check(None)


def test_the_receipt_holds_the_answer_for_a_day() -> None:
    [receipt] = ONCE.receipts("b1", NOW)
    assert (receipt.id, receipt.status, receipt.answer) == ("key", 201, '{"id":"b1"}')
    assert receipt.expires_at == NOW + KEPT == NOW + DAY


def test_the_same_request_again_is_answered_with_its_receipt() -> None:
    [receipt] = ONCE.receipts("b1", NOW)
    with pytest.raises(Replay) as replay:
        Once("key", "body", answer).check(receipt)
    assert replay.value.receipt is receipt


def test_another_body_under_the_same_key_is_refused() -> None:
    [receipt] = ONCE.receipts("b1", NOW + HOUR)
    with pytest.raises(KeyReused):
        Once("key", "another body", answer).check(receipt)


@pytest.mark.parametrize("once", [NO_KEY, Once("", "", answer)])
def test_without_a_key_nothing_is_remembered(once: Once[object]) -> None:
    once.check(None)
    assert once.receipts("b1", NOW) == ()
