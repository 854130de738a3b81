"""The inbox's queries on SQLite and PostgreSQL alike."""

from datetime import UTC, date, datetime

from handlers.cases.access import Sight
from handlers.cases.reference import find_reference, make_reference
from handlers.cases.status import Status
from nlp.reading import Kind
from storage.cases import CaseRow, EntryRow
from storage.database import Database
from storage.finding import worklist
from storage.finding.worklist import PAGE, Wanted
from storage.media import KEPT, Media

NOW = datetime(2026, 7, 1, 3, tzinfo=UTC)
TODAY = date(2026, 7, 1)
EVERYTHING = Sight(restricted=True)


def fill(database: Database, number: int) -> None:
    with database.begin() as db:
        for at in range(1, number + 1):
            reference = make_reference(Kind.COMPLAINT, 2569, at)
            row = CaseRow(
                reference=reference, digits=find_reference(reference), kind="complaint", channel="line", way="general",
                category="corruption" if at % 5 == 0 else "road", title=f"ถนน_{at}", text="หลุม 100% ลึก", contact="line",
                status=Status.CLOSED if at % 4 == 0 else Status.ASSIGNED, unit="works" if at % 2 else "health",
                urgent=at % 7 == 0, due=None if at % 3 == 0 else date(2026, 6, 1 + at % 30), place="",
                opened_at=NOW, changed_at=NOW,
            )  # fmt: skip
            db.add(row)
            db.flush()
            db.add(EntryRow(case_id=row.id, at=NOW, role="citizen", after="received"))


def test_pages_go_through_everything_once_in_one_order(database: Database):
    fill(database, 2 * PAGE + 10)
    for tab in ("open", "all"):
        seen: list[CaseRow] = []
        after = None
        with database.reading() as db:
            while True:
                page = worklist.page(db, EVERYTHING, Wanted(tab=tab), TODAY, after)
                seen += page.cases
                after = page.after
                if after is None:
                    break
            total = worklist.counts(db, EVERYTHING, Wanted(), [tab], TODAY)[tab]
        assert len({row.id for row in seen}) == len(seen) == total
        if tab == "open":
            keys = [(not row.urgent, row.due or date.max, row.id) for row in seen]
            assert keys == sorted(keys)


def test_words_filters_and_sight_cut_lists_and_counts_alike(database: Database):
    fill(database, 40)
    tabs = ["todo", "open", "waiting", "overdue", "closed", "all"]
    for sight in (EVERYTHING, Sight(), Sight(unit="works"), Sight(nothing=True)):
        for wanted in (Wanted(), Wanted(words="หลุม"), Wanted(words="100%"), Wanted(words="ถนน_1"), Wanted(unit="works"),
                       Wanted(category="road"), Wanted(status="assigned"), Wanted(words="ไม่มี")):  # fmt: skip
            for tab in tabs:
                asked = Wanted(**{**vars(wanted), "tab": tab, "todo": ("assigned",), "staff_id": 1})
                with database.reading() as db:
                    page = worklist.page(db, sight, asked, TODAY)
                    number = worklist.counts(db, sight, asked, [tab], TODAY)[tab]
                assert len(page.cases) == min(number, PAGE), (sight, asked)


def test_the_first_kept_picture_of_each_case_is_shown(database: Database):
    fill(database, 2)
    with database.begin() as db:
        media = (("a", "wanted", "image"), ("b", KEPT, "audio"), ("c", KEPT, "image"), ("d", KEPT, "image"))
        for token, state, kind in media:
            db.add(Media(token=token, case_id=1, state=state, kind=kind, created_at=NOW))
            db.flush()
    with database.reading() as db:
        assert worklist.first_pictures(db, [1, 2]) == {1: "c"}
        assert worklist.first_pictures(db, []) == {}
        assert worklist.newest_entry(db) == 2
