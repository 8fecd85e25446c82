"""A person's page takes as few calls of many people, and of many mails, as of few."""

from itertools import batched

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.acts import Act
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.staff import Role, StaffMember
from chalicelib.workflows.directory.read_person import SHOWN, PersonFile, read_person
from infra.bench.team.people import fill, programme
from infra.doubles.table import Table
from tests.support.examples import DAY, NOW, PARTICIPANT_ID, participant

ADMIN = StaffMember("sadmin", "equipe@example.org", "Camille Exemple", Role.ADMIN)
CALLER = Caller(ADMIN.id, 0, staff=True, act=Act.PEOPLE)


def mail(n: int) -> Message:
    at = NOW + n * DAY
    return Message(f"{PARTICIPANT_ID}-link-{n:04}", Kind.PERSONAL_LINK, at, sent_at=at)


def read(people: int, mails: int, before: str = "") -> tuple[int, PersonFile]:
    table, calls = Table(), list[str]()
    fill(table, programme(people))
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    unit = store.unit()
    unit.add(participant(), ADMIN)
    unit.commit()
    for some in batched((mail(n) for n in range(mails)), 50):
        unit = store.unit()
        unit.add(*some)
        unit.commit()
    table.around = calls.append
    file = read_person(CALLER, PARTICIPANT_ID, before, store=store, now=NOW)
    table.around = lambda _moment: None
    return calls.count("before"), file


def test_a_page_takes_as_few_calls_of_many_people_and_mails_as_of_few() -> None:
    few, _ = read(people=50, mails=5)
    many, file = read(people=2000, mails=1000)
    assert few == many == 2
    listed = file.messages.listed
    assert len(listed) == SHOWN
    assert [each.due_at for each in listed] == [NOW + n * DAY for n in range(999, 979, -1)]
    _, older = read(people=50, mails=1000, before=file.messages.older)
    assert older.messages.listed[0].due_at == NOW + 979 * DAY
