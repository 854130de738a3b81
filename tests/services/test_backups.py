"""Backups: written while the office works, whole or not at all, and the same again in either kind of database."""

import io
import json
import threading
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, insert, select

from bot.cli import main
from bot.demo.town import seed_town
from bot.keeping import FolderKeeping
from bot.services.backups import BackupError, check, restore, write
from storage import archive, revision, schema
from storage.cases import CaseRow, EntryRow
from storage.database import Database
from storage.media import KEPT, Media
from storage.people import PersonRow
from tests.console.town import jpeg

NOW = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
WORDS = "น้ำท่วมหน้าบ้าน\u200b 😭 \"ด่วน\"\n= 1+1"


@pytest.fixture(params=["sqlite", "postgres"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A town with cases, people and a picture."""
    database = Database(request.getfixturevalue(f"{request.param}_url"))
    fill(database, FolderKeeping(tmp_path / "media"))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def new(request: pytest.FixtureRequest, tmp_path: Path, postgres_server) -> Iterator[Database]:
    """An empty database without a table."""
    lite = request.param == "sqlite"
    database = Database(f"sqlite:///{tmp_path / 'new.db'}" if lite else postgres_server.create(f"b{uuid.uuid4().hex}"))
    yield database
    database.close()


def fill(database: Database, keeping: FolderKeeping) -> None:
    with database.begin() as db:
        seed_town(db, lambda password: f"hash of {password}", NOW)
        person = PersonRow(line_id="U" + "d" * 32, name="สมหญิง สมมุติ", notice="1", created_at=NOW)
        db.add(person)
        db.flush()
        for number in range(1, 8):
            case = CaseRow(
                reference=f"ร-{number}", digits=f"70-{number:06}-1", kind="complaint", channel="line", category="road",
                title="ถนน", text=WORDS, status="received", way="general", contact="line", person_id=person.id,
                opened_at=NOW, changed_at=NOW, latitude=14.03017, due=NOW.date(), urgent=number % 2 == 0,
            )  # fmt: skip
            db.add(case)
            db.flush()
            db.add(EntryRow(case_id=case.id, at=NOW, role="citizen", after="received", note=WORDS))
        db.add(Media(token="t" * 43, kind="image", state=KEPT, path="2026/11/one", created_at=NOW))
        db.add(Media(token="u" * 43, kind="image", state=KEPT, path="2026/11/gone", created_at=NOW))
    keeping.write("2026/11/one", io.BytesIO(jpeg("#31506a")))
    keeping.write("2026/11/one-small", io.BytesIO(b"small"))


def everything(database: Database) -> dict[str, list[archive.Row]]:
    with database.reading() as session:
        return {name: list(archive.rows_of(session.connection(), name)) for name in archive.tables()}


def test_what_comes_back_is_what_was_there_in_either_kind_of_database(old: Database, new: Database, tmp_path: Path):
    media, other = FolderKeeping(tmp_path / "media"), FolderKeeping(tmp_path / "other")
    contents = write(old, media, tmp_path / "b.zip", NOW)
    assert (contents.files, contents.missing, contents.rows["case_file"]) == (2, 1, 7)
    assert restore(new, other, tmp_path / "b.zip") == contents
    assert everything(new) == everything(old)
    assert schema.differences(new) == []
    for path in ("2026/11/one", "2026/11/one-small"):
        with media.open(path) as before, other.open(path) as after:
            assert before.read() == after.read()


def test_the_office_goes_on_numbering_after_the_last_row(old: Database, new: Database, tmp_path: Path):
    write(old, FolderKeeping(tmp_path / "media"), tmp_path / "b.zip", NOW)
    restore(new, FolderKeeping(tmp_path / "other"), tmp_path / "b.zip")
    with new.begin() as db:
        added = PersonRow(line_id="U" + "e" * 32, name="", notice="1", created_at=NOW)
        db.add(added)
        db.flush()
        assert added.id == max(db.scalars(select(PersonRow.id)))


def test_a_backup_is_one_moment_though_the_office_works_on(old: Database, tmp_path: Path):
    stop = threading.Event()

    def work() -> None:
        number = 100
        while not stop.is_set():
            number += 1
            with old.begin() as db:  # a case and its entry, always together
                case = db.scalar(insert(CaseRow).values(
                    reference=f"ร-{number}", digits=f"70-{number:06}-1", kind="complaint", channel="line",
                    category="road", title="", text="", status="received", way="general", contact="line",
                    opened_at=NOW, changed_at=NOW, person_named="", phone="", place="", urgent=False, version=1,
                    wants_staff=False,
                ).returning(CaseRow.id))  # fmt: skip
                db.add(EntryRow(case_id=case, at=NOW, role="citizen", after="received"))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        seen = [write(old, FolderKeeping(tmp_path / "media"), tmp_path / f"{n}.zip", NOW).rows for n in range(5)]
    finally:
        stop.set()
        worker.join()
    assert all(rows["case_file"] == rows["case_entry"] for rows in seen)
    assert seen[-1]["case_file"] > seen[0]["case_file"], "it did work meanwhile"
    for number, rows in enumerate(seen):
        assert check(tmp_path / f"{number}.zip").rows == rows


@pytest.fixture
def backup(sqlite_url: str, tmp_path: Path) -> Path:
    """A backup of the town."""
    database = Database(sqlite_url)
    fill(database, FolderKeeping(tmp_path / "media"))
    write(database, FolderKeeping(tmp_path / "media"), tmp_path / "b.zip", NOW)
    database.close()
    return tmp_path / "b.zip"


def empty(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'new.db'}")


def test_nothing_is_put_into_a_database_that_is_used(backup: Path, sqlite_url: str, tmp_path: Path):
    used = Database(sqlite_url)
    before = everything(used)
    with pytest.raises(BackupError, match="an office in this database already"):
        restore(used, FolderKeeping(tmp_path / "other"), backup)
    assert everything(used) == before


def parts_of(backup: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(backup) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_damage_anywhere_is_found_or_harms_nothing(backup: Path):
    whole, parts, found = backup.read_bytes(), parts_of(backup), 0
    for place in range(0, len(whole), max(1, len(whole) // 400)):
        raw = bytearray(whole)
        raw[place] ^= 0xFF
        backup.write_bytes(raw)
        try:
            check(backup)
        except BackupError:
            found += 1
        else:  # a zip tells some things twice, and the time of a part matters to nobody
            assert parts_of(backup) == parts
    assert found > 200


def test_a_damaged_backup_changes_nothing(backup: Path, tmp_path: Path):
    raw = bytearray(backup.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    with zipfile.ZipFile(backup) as packed:
        place = packed.getinfo("media/2026/11/one").header_offset + 200
    raw[place] ^= 0xFF
    backup.write_bytes(raw)
    with pytest.raises(BackupError):
        restore(empty(tmp_path), FolderKeeping(tmp_path / "other"), backup)
    assert revision.current(empty(tmp_path)) is None
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("length", [0, 10, 4000])
def test_half_a_file_is_refused_with_a_sentence(backup: Path, tmp_path: Path, length: int):
    backup.write_bytes(backup.read_bytes()[:length])
    with pytest.raises(BackupError, match="no backup, or only a part"):
        check(backup)


def changed(backup: Path, **manifest: object) -> Path:
    """A copy with another manifest."""
    made = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            told = json.loads(old.read(name)) | manifest if name == "manifest.json" else None
            new.writestr(name, json.dumps(told) if told else old.read(name))
    return made


def test_a_backup_of_a_newer_program_is_refused(backup: Path, tmp_path: Path):
    with pytest.raises(BackupError, match="newer Siang"):
        restore(empty(tmp_path), FolderKeeping(tmp_path / "other"), changed(backup, revision="9999"))


def test_a_part_that_the_list_does_not_name_is_refused(backup: Path):
    with zipfile.ZipFile(backup, "a") as packed:
        packed.writestr("media/../../etc/passwd", b"x")
    with pytest.raises(BackupError, match="not whole"):
        check(backup)


def test_a_row_too_few_keeps_nothing(backup: Path, tmp_path: Path):
    with zipfile.ZipFile(backup) as packed:
        rows = json.loads(packed.read("manifest.json"))["rows"]
    target = empty(tmp_path)
    with pytest.raises(BackupError, match="nothing was kept"):
        restore(target, FolderKeeping(tmp_path / "other"), changed(backup, rows=rows | {"case_file": 8}))
    with target.reading() as db:
        assert db.scalar(select(func.count()).select_from(CaseRow)) == 0


def test_a_full_disk_is_said_and_leaves_no_half_file(sqlite_url: str, tmp_path: Path):
    database = Database(sqlite_url)
    with pytest.raises(BackupError, match="room on the disk"):
        write(database, FolderKeeping(tmp_path / "media"), Path("/dev/null/b.zip"), NOW)
    (tmp_path / "readonly").write_text("a file where a folder should be")
    with pytest.raises(BackupError, match="room on the disk"):
        write(database, FolderKeeping(tmp_path / "media"), tmp_path / "readonly" / "b.zip", NOW)


def test_the_commands_write_check_restore_and_keep_only_the_newest(sqlite_url: str, tmp_path: Path):
    fill(Database(sqlite_url), FolderKeeping(tmp_path / "media"))
    folder = tmp_path / "backups"
    (folder).mkdir()
    for old in ("siang-20250101-000000.zip", "siang-20250102-000000.zip"):
        (folder / old).write_bytes(b"")

    def run(url: str, *arguments: str):
        environment = {"LOCAL_LINE": "1", "DATABASE_URL": url, "MEDIA_URL": f"file:{tmp_path / 'media'}"}
        return CliRunner().invoke(main, arguments, env=environment)

    made = run(sqlite_url, "backup", str(folder), "--keep", "2")
    assert made.exit_code == 0, made.output
    assert "7 cases, " in made.output
    left = sorted(folder.iterdir())
    assert [file.name[:10] for file in left] == ["siang-2025", "siang-2026"]
    assert left[1].stat().st_mode & 0o077 == 0, "nobody else can read it"
    assert "is whole" in run(sqlite_url, "restore", "--check", str(left[1])).output
    assert "already" in run(sqlite_url, "restore", str(left[1])).output
    done = run(f"sqlite:///{tmp_path / 'elsewhere.db'}", "restore", str(left[1]))
    assert done.exit_code == 0, done.output
    assert "is restored" in done.output
    assert everything(Database(sqlite_url)) == everything(Database(f"sqlite:///{tmp_path / 'elsewhere.db'}"))
