"""What a body asks about consents is what the settings of the region ask for."""

import pytest
from pydantic import BaseModel, ValidationError

from chalicelib.domain.programme import ConsentText
from chalicelib.web.http.bodies import Body
from chalicelib.web.http.consents import ConsentsBody, asking

TEXTS = (
    ConsentText("program", "1", "J’accepte.", required=True),
    ConsentText("photos", "1", "J’accepte qu’on me photographie.", label="Être en photo"),
    ConsentText("copy", "1", "J’accepte qu’on me cite.", label="Être cité"),
)


@asking(bool, unsaid=False, texts=TEXTS)
class Asked(Body):
    pass


@asking(bool | None, unsaid=None, texts=TEXTS)
class Changed(Body):
    pass


def said(body: type[BaseModel], json: str) -> dict[str, bool]:
    return body.model_validate_json(json).model_dump(by_alias=True, exclude_none=True)


def test_a_consent_that_a_region_adds_is_heard() -> None:
    assert said(Asked, '{"photos": true}') == {"photos": True, "copy": False}
    assert said(Changed, '{"photos": true}') == {"photos": True}


def test_one_that_it_does_not_ask_for_is_not() -> None:
    assert "newsletter" not in said(Asked, '{"newsletter": true}')


def test_what_is_wrong_is_told_by_the_purpose_and_no_other_name() -> None:
    with pytest.raises(ValidationError) as failure:
        said(Asked, '{"photos": "oui"}')
    assert [each["loc"] for each in failure.value.errors()] == [("photos",)]
    assert "of_photos" not in str(Asked.model_json_schema())


def test_who_says_nothing_of_summaries_has_not_refused_them() -> None:
    known = ConsentsBody.model_validate_json('{"program": true}').asked()
    assert known["program"]
    assert "summaries" not in known
