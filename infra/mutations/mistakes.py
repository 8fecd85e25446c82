"""Each mistake, the check that must turn red, and a word of its output."""

from dataclasses import dataclass

WEB, WORKFLOWS, DOMAIN = "chalicelib/web", "chalicelib/workflows", "chalicelib/domain"
TYPES = ("mypy", "app.py", "chalicelib")
ARROWS = ("lint-imports", "--no-cache")
FORM = ("ruff", "check", "--no-cache", "chalicelib")

NEW_KIND_OF_MAIL = (
    f"{DOMAIN}/mail/messages.py",
    '    STAFF_DOCUMENT_FAILED = "staff_document_failed"\n',
    '    STAFF_DOCUMENT_FAILED = "staff_document_failed"\n    GREETING = "greeting"\n',
)


def tests(*paths: str) -> tuple[str, ...]:
    return ("python", "-m", "pytest", "-n", "0", "-x", *paths)


@dataclass(frozen=True)
class Mistake:
    """The first `before` in `file` is replaced by `after`. `told`: what the red check prints."""

    name: str
    file: str
    before: str
    after: str
    check: tuple[str, ...]
    told: str


MISTAKES = (
    Mistake(
        "two arguments of a story swapped",
        f"{WEB}/sessions/api.py",
        "wiring.run(cancel_session, requests.api_caller(request), requests.identifier(booking_id))",
        "wiring.run(cancel_session, requests.identifier(booking_id), requests.api_caller(request))",
        TYPES,
        "sessions/api.py",
    ),
    Mistake(
        "an argument of a story forgotten",
        f"{WEB}/sessions/api.py",
        "wiring.run(cancel_session, requests.api_caller(request), requests.identifier(booking_id))",
        "wiring.run(cancel_session, requests.api_caller(request))",
        tests("tests/unit/test_seam.py"),
        "cancel_session is not given ['booking_id']",
    ),
    Mistake(
        "a dependency that nobody provides",
        f"{WORKFLOWS}/people/manage_staff.py",
        "*, store: Records",
        "*, stroe: Records",
        tests("tests/unit/test_seam.py"),
        "stroe",
    ),
    Mistake(
        "a request answered with what another story returns",
        f"{WEB}/sessions/api.py",
        "requests.once(request, caller.person_id, 201, views.booking)",
        "requests.once(request, caller.person_id, 201, views.slot)",
        TYPES,
        "sessions/api.py",
    ),
    Mistake(
        "a request whose answer is not kept",
        f"{WORKFLOWS}/sessions/open_slots.py",
        "    unit.add(*once.receipts(slots, now))\n",
        "",
        tests("tests/unit/test_seam.py"),
        "open_slots",
    ),
    Mistake(
        "what may be missing taken for there",
        f"{WORKFLOWS}/events/plan_series.py",
        "    if seats is None:\n        raise events.EventNotFound\n",
        "",
        TYPES,
        "plan_series.py",
    ),
    Mistake(
        "a kind of event without its words",
        f"{DOMAIN}/events/events.py",
        '    REPLAY = "replay"\n',
        '    REPLAY = "replay"\n    WALK = "walk"\n',
        tests("tests/unit/test_words.py"),
        "walk",
    ),
    Mistake(
        "a kind of mail that the table of kinds lacks",
        *NEW_KIND_OF_MAIL,
        tests("tests/unit/test_words.py", "-k", "tables_of_the_code"),
        "domain/mail/kinds.py KINDS has nothing for ['greeting']",
    ),
    Mistake(
        "a kind of mail without its purpose",
        f"{DOMAIN}/mail/kinds.py",
        'MailKind(PERSON, always, SERVICE, IN_TIME, NOTHING, "people/registration")',
        'MailKind(PERSON, always, IN_TIME, NOTHING, "people/registration")',
        TYPES,
        'Missing positional argument "purpose" in call to "MailKind"',
    ),
    Mistake(
        "a kind of mail checked as if it were about something else",
        f"{DOMAIN}/mail/kinds.py",
        "EVENT, summary_there,",
        "EVENT, session_stands,",
        TYPES,
        "mail/kinds.py",
    ),
    Mistake(
        "a kind of mail without its templates",
        f"{DOMAIN}/mail/kinds.py",
        '"events/news/digest"',
        '"events/news/bulletin"',
        tests("tests/unit/test_words.py"),
        "event_digest: templates/emails lacks ['events/news/bulletin.txt'",
    ),
    Mistake(
        "a kind of mail whose footer gives no reason",
        "templates/words.toml",
        'event_waiting = "parce que vous avez une inscription à l’une de nos activités."\n',
        "",
        tests("tests/unit/test_words.py"),
        "['event_waiting']",
    ),
    Mistake(
        "a mail after a group session whose footer speaks of an individual one",
        "templates/words.toml",
        'survey_reminder = "parce que vous avez participé à une séance de groupe avec nous."\n',
        "",
        tests("tests/unit/test_words.py"),
        "of a group session: ['survey_reminder']",
    ),
    Mistake(
        "a mail that no story asks for",
        f"{DOMAIN}/mail/follow_up.py",
        "def after_booking(",
        "def after_profile_change(person: Participant, now: datetime) -> Message:\n"
        '    return _now(owned(person.id, "profile"), Kind.PERSONAL_LINK, now)\n\n\n'
        "def after_booking(",
        tests("tests/unit/mail/test_planned.py"),
        "no story calls ['follow_up.after_profile_change']",
    ),
    Mistake(
        "a story that forgets the mail that follows",
        f"{WORKFLOWS}/sessions/book_session.py",
        "    unit.add(follow_up.after_cancellation(cancelled, now))\n",
        "",
        tests("tests/unit/mail/test_planned.py"),
        "no story calls ['follow_up.after_cancellation']",
    ),
    Mistake(
        "a kind of mail that nothing plans",
        *NEW_KIND_OF_MAIL,
        tests("tests/unit/mail/test_planned.py"),
        "nothing plans ['Kind.GREETING']",
    ),
    Mistake(
        "a kind of mail of which nobody says whether a restoration writes it again",
        *NEW_KIND_OF_MAIL,
        tests("tests/unit/mail/test_told.py", "-k", "decided"),
        "plan one of each of ['greeting'] here",
    ),
    Mistake(
        "a kind of mail of which nobody says what stops it",
        *NEW_KIND_OF_MAIL,
        tests("tests/unit/mail/test_wanted.py"),
        "does not say what stops ['greeting']",
    ),
    Mistake(
        "a reason to give up a mail of which nobody says when it ends",
        f"{DOMAIN}/mail/checks.py",
        'return "survey_gone"',
        'return "survey_lost"',
        tests("tests/unit/mail/test_wanted.py", "-k", "decided"),
        "['survey_lost'] must be in one of OF_THE_PERSON and LASTING",
    ),
    Mistake(
        "an ordinary space before a colon of a mail",
        "templates/emails/events/seats/seat.html",
        "et autres\u00a0:",
        "et autres :",
        tests("tests/adapters/mail/test_mail_templates.py", "-k", "quebec"),
        "the space before : is a no-break space (U+00A0)",
    ),
    Mistake(
        "a field of the profile in one place only",
        f"{DOMAIN}/people/participants.py",
        '    needs: str = ""\n',
        '    needs: str = ""\n    website: str = ""\n',
        tests("tests/unit/people/test_profile_fields.py"),
        "website",
    ),
    Mistake(
        "a stored name that changes",
        "chalicelib/adapters/dynamodb/layout.py",
        'Booking: Layout("Booking", ',
        'Booking: Layout("Appointment", ',
        tests("tests/adapters/dynamodb/test_golden.py"),
        "Booking",
    ),
    Mistake(
        "a stored value that changes",
        f"{DOMAIN}/documents/documents.py",
        'FAILED = "failed"',
        'FAILED = "broken"',
        tests("tests/adapters/dynamodb/test_golden_values.py"),
        "Document.state: ['failed'] are stored",
    ),
    Mistake(
        "an outcome that makes nothing of a session",
        f"{DOMAIN}/sessions/bookings.py",
        "class Outcome(StrEnum):\n",
        'class Outcome(StrEnum):\n    PARTIAL = "partial"\n',
        tests("tests/unit/test_words.py", "-k", "tables_of_the_code"),
        "BECOMES has nothing for ['partial']",
    ),
    Mistake(
        "a read of many items past the tolerant way",
        f"{WORKFLOWS}/people/manage_staff.py",
        "def bar(",
        "def everybody(store: Store) -> object:\n"
        '    return [store.one(StaffMember, each) for each in ("s1", "s2")]\n\n\ndef bar(',
        tests("tests/unit/test_reading.py"),
        "manage_staff.py",
    ),
    Mistake(
        "a route that does not ask who it is",
        f"{WEB}/sessions/api.py",
        "    caller = requests.api_caller(request)\n"
        "    once = requests.once(request, caller.person_id, 200, views.booking)\n",
        '    caller = Caller("p1", 0)\n'
        "    once = requests.once(request, caller.person_id, 200, views.booking)\n",
        tests("tests/handlers/http/test_routes.py"),
        "reschedule",
    ),
    Mistake(
        "a route to a view that is not there",
        f"{WEB}/people/routes.py",
        "api.patch_me",
        "api.pach_me",
        TYPES,
        "pach_me",
    ),
    Mistake(
        "a view that no route leads to",
        f"{WEB}/people/routes.py",
        'routes.api("PATCH", "/api/v1/me", Who.PARTICIPANT, api.patch_me)\n',
        "",
        tests("tests/unit/test_registries.py"),
        "chalicelib.web.people.api.patch_me",
    ),
    Mistake(
        "a start that loads what only some requests need",
        f"{WEB}/people/routes.py",
        "from ..http.routing",
        "from . import api as early\nfrom ..http.routing",
        tests("tests/package/test_imports.py", "-k", "start"),
        "chalicelib.web.people.api",
    ),
    Mistake(
        "a story of the team that recognises nobody",
        f"{WORKFLOWS}/sessions/open_slots.py",
        "(slot,) = for_team(caller, store).load(",
        "(slot,) = store.load(",
        tests("tests/handlers/http/test_routes.py"),
        "plages/{slot_id}/retirer lets in",
    ),
    Mistake(
        "a read that is later than its port promises",
        "chalicelib/adapters/dynamodb/event_store.py",
        'begins_with(sk, :topic)", values, consistent=True)',
        'begins_with(sk, :topic)", values)',
        tests("tests/adapters/dynamodb/test_promises.py"),
        "topics",
    ),
    Mistake(
        "an entry of the outbox that the stream does not let by",
        "infra/stack/functions.json",
        r"\"Broadcast\"",
        r"\"Brodcast\"",
        tests("tests/package/test_restoring.py"),
        "Broadcast",
    ),
    Mistake(
        "a right that a rare path needs taken away",
        "infra/policies/make-documents.json",
        '"dynamodb:DeleteItem", ',
        "",
        tests("tests/package/test_permissions.py", "-k", "could_ask"),
        "DeleteItem",
    ),
    Mistake(
        "a metric that the documentation does not tell",
        "docs/messages.md",
        "| RecordsFailed |",
        "| RecordsFaild |",
        tests("tests/unit/test_docs.py"),
        "RecordsFailed",
    ),
    Mistake(
        "an arrow of the areas turned",
        f"{DOMAIN}/sessions/slots.py",
        "from ..ids import",
        "from ..people import participants  # noqa: F401\nfrom ..ids import",
        ARROWS,
        "chalicelib.domain.sessions",
    ),
    Mistake(
        "a rule that asks AWS itself",
        f"{DOMAIN}/levels.py",
        "from enum import StrEnum",
        "from enum import StrEnum\n\nimport boto3  # noqa: F401",
        ARROWS,
        "chalicelib.domain.levels -> boto3",
    ),
    Mistake(
        "a story that asks the clock itself",
        f"{WORKFLOWS}/people/manage_staff.py",
        "def bar(",
        "def today() -> object:\n    from datetime import UTC, datetime\n\n"
        "    return datetime.now(UTC)\n\n\ndef bar(",
        FORM,
        "the time is given",
    ),
    Mistake(
        "an identifier taken apart by a story",
        f"{WORKFLOWS}/people/manage_staff.py",
        "def bar(",
        "def is_member(identifier: str) -> bool:\n"
        '    return identifier.startswith("s")\n\n\ndef bar(',
        tests("tests/unit/test_ids.py"),
        "manage_staff.py",
    ),
    Mistake(
        "an area of the web that takes more than values to show",
        f"{WEB}/surveys/pages.py",
        "from ..http import ",
        "from ..sessions import forms as _forms  # noqa: F401\nfrom ..http import ",
        ARROWS,
        "chalicelib.web.surveys",
    ),
)
