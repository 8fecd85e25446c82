"""Each recipe: its title in CONTRIBUTING.md, the patch that follows it, and its checks."""

from dataclasses import dataclass

Command = tuple[str, ...]
TYPES: Command = ("mypy",)
GOLDEN = (
    "tests/adapters/dynamodb/test_golden.py",
    "tests/adapters/dynamodb/test_golden_values.py",
)


def tests(*paths: str) -> Command:
    return ("python", "-m", "pytest", "-q", "-n", "0", *paths)


@dataclass(frozen=True)
class Recipe:
    """A change as CONTRIBUTING.md tells it. `patch` is a file of this folder, without its suffix.

    `commands` are run in turn, and all must succeed.
    """

    title: str
    patch: str
    commands: tuple[Command, ...]


RECIPES = (
    Recipe(
        "A setting or a delay",
        "setting",
        (
            tests(
                "tests/adapters/texts/test_programme_file.py",
                "tests/unit/region/test_first_region.py",
                "tests/unit/region/test_problems.py",
                "tests/unit/test_docs.py",
            ),
        ),
    ),
    Recipe(
        "A field of the profile",
        "profile_field",
        (
            TYPES,
            tests(
                "tests/unit/people",
                "tests/handlers/people",
                "tests/handlers/openapi/test_openapi.py",
                *GOLDEN,
            ),
        ),
    ),
    Recipe(
        "A kind of mail",
        "kind_of_mail",
        (
            TYPES,
            ("python", "-m", "infra.costs"),
            tests(
                "tests/unit/mail",
                "tests/unit/test_words.py",
                "tests/unit/test_docs.py",
                "tests/adapters/mail/test_mail_templates.py",
                "tests/package/test_costs.py",
                *GOLDEN,
            ),
        ),
    ),
    Recipe(
        "A theme",
        "theme",
        (("python", "-m", "infra.themes"), tests("tests/adapters/texts")),
    ),
    Recipe(
        "A page of the team",
        "page_of_the_team",
        (
            TYPES,
            tests("tests/handlers/http/test_routes.py", "-k", "equipe/demain or declared_once"),
            tests(
                "tests/handlers/back_office",
                "tests/package/test_imports.py",
                "tests/unit/test_docs.py",
                "tests/browser/test_access.py::test_the_walk_comes_upon_every_page",
            ),
        ),
    ),
    Recipe(
        "A kind of event",
        "kind_of_event",
        (tests("tests/unit/test_words.py", "tests/unit/events/test_events.py", *GOLDEN),),
    ),
    Recipe(
        "A Lambda function",
        "lambda_function",
        (
            TYPES,
            ("python", "-m", "infra.costs"),
            tests(
                "tests/package/test_permissions.py",
                "tests/package/test_costs.py",
                "tests/package/test_operations.py",
                "tests/package/restoring/test_whole.py::test_each_function_that_may_write_is_stopped",
                "tests/unit/test_docs.py",
            ),
        ),
    ),
    Recipe(
        "Another region",
        "region",
        (("python", "-m", "infra.region"),),
    ),
)
