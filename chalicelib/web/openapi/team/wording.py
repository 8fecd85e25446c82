"""What `/openapi.json` says of what mails say."""

from ...wording import models
from ..shapes import ACCEPTED, ADMIN, BOOL, MAYBE_MOMENT, STRING, Route, list_of, object_of, or_null

OF_A_LIST = {
    "kind": STRING,
    "subject": STRING,
    "changed_by": or_null(STRING),
    "changed_at": MAYBE_MOMENT,
    "lost": list_of(STRING),
}
BLOCK = object_of(name=STRING, words=STRING, own=STRING, lost=BOOL)
TEXT = object_of(**OF_A_LIST, blocks=list_of(BLOCK), placeholders=list_of(STRING), read=STRING)

LIST = "/api/v1/staff/mail-texts"
ONE = f"{LIST}/{{kind}}"

ROUTES: tuple[Route, ...] = (
    ("get", LIST, "mail_texts", ADMIN, None, 200, object_of(texts=list_of(object_of(**OF_A_LIST)))),
    ("get", ONE, "mail_text", ADMIN, None, 200, TEXT),
    ("put", ONE, "write_mail_text", ADMIN, models.MailTextBody, 200, TEXT),
    ("post", f"{ONE}/undo", "undo_mail_text", ADMIN, None, 200, TEXT),
    ("post", f"{ONE}/trial", "try_mail_text", ADMIN, models.TriedBody, 202, ACCEPTED),
)
