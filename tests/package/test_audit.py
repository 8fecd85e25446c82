from infra.audit.answers import answered, verdict

DECISION = "| check | asks for |\n| --- | --- |\n| CKV_AWS_1 | a key |\n| CKV_AWS_2 | a VPC |\n"


def test_every_failure_answered_is_no_problem() -> None:
    failures = {"CKV_AWS_1": ["Table"], "CKV_AWS_2": ["Sweep"]}
    assert verdict(failures, answered(DECISION)) == []


def test_a_failure_without_an_answer_is_a_problem_that_names_its_resources() -> None:
    failures = {"CKV_AWS_1": ["Table"], "CKV_AWS_2": ["Sweep"], "CKV_AWS_3": ["Queue", "Bucket"]}
    assert verdict(failures, answered(DECISION)) == [
        "CKV_AWS_3 fails for Bucket, Queue: mend it, or answer it"
    ]


def test_an_answer_that_nothing_needs_is_a_problem() -> None:
    problems = verdict({"CKV_AWS_1": ["Table"]}, answered(DECISION))
    assert problems == ["CKV_AWS_2 no longer fails: remove its answer"]
