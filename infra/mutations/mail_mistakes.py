"""The mistakes of who adds a kind of mail, or changes one."""

from .mistake import DOMAIN, TYPES, WORKFLOWS, Mistake, tests

NEW_KIND_OF_MAIL = (
    f"{DOMAIN}/mail/messages.py",
    '    STAFF_DOCUMENT_FAILED = "staff_document_failed"\n',
    '    STAFF_DOCUMENT_FAILED = "staff_document_failed"\n    GREETING = "greeting"\n',
)

MAIL_MISTAKES = (
    Mistake(
        "a kind of mail that the table of kinds lacks",
        *NEW_KIND_OF_MAIL,
        tests("tests/unit/test_words.py", "-k", "tables_of_the_code"),
        "domain/mail/kinds.py KINDS has nothing for ['greeting']",
    ),
    Mistake(
        "a kind of mail without its purpose",
        f"{DOMAIN}/mail/kinds.py",
        'PERSON, always, SERVICE, IN_TIME, LEAVES, NOTHING, "people/registration"',
        'PERSON, always, IN_TIME, LEAVES, NOTHING, "people/registration"',
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
        f"{WORKFLOWS}/documents/deliver_document.py",
        "    unit.add(by_day.planned(follow_up.after_document(ready, now), programme.sleep))\n",
        "",
        tests("tests/unit/mail/test_planned.py"),
        "no story calls ['follow_up.after_document']",
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
        "a mail to unsubscribe from of which the page does not speak",
        f"{DOMAIN}/mail/kinds.py",
        "EVENT, topic_decided, SERVICE",
        "EVENT, topic_decided, SURVEYS",
        tests("tests/unit/test_words.py"),
        "that one no longer receives ['topic_chosen']",
    ),
    Mistake(
        "a kind of mail of which nobody says which page it opens",
        "tests/adapters/mail/test_mail_templates.py",
        '    Kind.PERSONAL_LINK: "/mon-espace",\n',
        "",
        tests("tests/adapters/mail/test_mail_templates.py", "-k", "opens"),
        "OPENS does not say which page personal_link opens",
    ),
    Mistake(
        "an ordinary space before a colon of a mail",
        "templates/emails/events/seats/seat.html",
        "et autres\u00a0:",
        "et autres :",
        tests("tests/adapters/mail/test_mail_templates.py", "-k", "quebec"),
        "the space before : is a no-break space (U+00A0)",
    ),
)
