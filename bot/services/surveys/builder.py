"""The builder's use cases: new, copied, edited with a way back, published, tried on oneself."""

import secrets
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.alerts.telling import Telling
from bot.services.knowing import Knowing
from bot.services.surveys.waves import NewWave, invite_one, prepare
from bot.settings import Settings
from handlers.dates import local
from handlers.surveys import building
from handlers.surveys.checking import Problem, problems
from handlers.surveys.questionnaire import THAI, Questionnaire, dump, load
from handlers.surveys.sampling import Audience, Who
from storage.database import Database
from storage.people import PersonRow
from storage.staff import StaffRow
from storage.surveys import surveys
from storage.surveys.surveys import SurveyRow, SurveyVersionRow

FORMS = ("short", "full")  # the guide's two, in handlers/surveys/forms
MOST_BEFORE = 30  # edits that can be taken back
TEST_DAYS = timedelta(days=2)


class NotLinkedError(Exception):
    """A test run goes to one's own LINE, and this account has none, or has not agreed to the privacy notice."""


class UnfinishedError(Exception):
    """A questionnaire with faults is not published; `problems` says which."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        super().__init__(found)
        self.problems = found


def shipped_form(name: str) -> Questionnaire:
    """Return one of the guide's forms. KeyError for any other name."""
    if name not in FORMS:
        raise KeyError(name)
    file = files("handlers.surveys") / "forms" / f"{name}.toml"
    return load(tomllib.loads(file.read_text(encoding="utf-8")))


class Builder:
    """The acts of the builder, each in a transaction of its own."""

    def __init__(self, settings: Settings, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._knowing = Knowing(settings)
        self._telling = Telling(settings)

    def begin(self, name: str, by: int | None) -> int:
        """Make a questionnaire from a form of the guide, or an empty one, and return its id."""
        key = f"{name}-{secrets.token_hex(3)}"
        form = replace(shipped_form(name), key=key) if name in FORMS else building.empty(key)
        return self._new(form, by)

    def copy(self, survey_id: int, by: int | None, mark: str) -> int:
        """Make a copy of a questionnaire's draft; `mark` is put behind its title. LookupError without it."""
        with self._database.reading() as db:
            row = db.get(SurveyRow, survey_id)
            if row is None:
                raise LookupError(survey_id)
            form = load(row.draft)
        title = {language: f"{words} {mark}".strip() for language, words in form.title.items()}
        return self._new(replace(form, key=f"copy-{secrets.token_hex(3)}", title=title), by)

    def edit(
        self, survey_id: int, edition: int, change: Callable[[Questionnaire], Questionnaire], by: int | None
    ) -> bool:
        """Change the draft; False where somebody changed it meanwhile. LookupError without the questionnaire."""
        with self._database.begin() as db:
            row = _row(db, survey_id)
            if row.edition != edition:
                return False
            changed = dump(change(load(row.draft)))
            if changed != row.draft:
                row.before = [*row.before, row.draft][-MOST_BEFORE:]
                self._keep(row, changed, by)
            return True

    def undo(self, survey_id: int, by: int | None) -> bool:
        """Take the last edit back; False where there is none."""
        with self._database.begin() as db:
            row = _row(db, survey_id)
            if not row.before:
                return False
            last = row.before[-1]
            row.before = row.before[:-1]
            self._keep(row, last, by)
            return True

    def archive(self, survey_id: int, by: int | None, *, archived: bool) -> None:
        """Put a questionnaire away, or take it out again."""
        with self._database.begin() as db:
            row = _row(db, survey_id)
            row.archived, row.changed_by, row.changed_at = archived, by, self._clock.now()

    def publish(self, survey_id: int, by: int | None) -> int:
        """Freeze the draft as the next version and return its number. Raises UnfinishedError."""
        with self._database.begin() as db:
            row = _row(db, survey_id)
            form = load(row.draft)
            found = problems(form)
            if found:
                raise UnfinishedError(found)
            last = surveys.newest_version(db, survey_id)
            before = surveys.version_of(db, survey_id, last)
            if before is not None and before.form == dump(replace(form, version=last)):
                return last  # nothing has changed
            self._freeze(db, row.id, replace(form, version=last + 1), by)
            return last + 1

    def try_out(self, survey_id: int, staff_id: int, name: str) -> None:
        """Send the draft to one's own LINE, not counted. Raises UnfinishedError and NotLinkedError."""
        now = self._clock.now()
        with self._database.begin() as db:
            row = _row(db, survey_id)
            form = load(row.draft)
            found = problems(form)
            if found:
                raise UnfinishedError(found)
            office = self._knowing.office(db, now)
            person = _person_of(db, staff_id, office.notice_version)
            version = -row.edition
            if surveys.version_of(db, survey_id, version) is None:
                self._freeze(db, survey_id, replace(form, version=version), staff_id)
            closes = (local(now, office.utc_offset_hours) + TEST_DAYS).date()
            new = NewWave(survey_id, f"{name} {secrets.token_hex(4)}", Audience(Who.CODE), closes, test=True,
                          remind_days=None)  # fmt: skip
            wave = prepare(db, new, version, staff_id, now)
            wave.open_to_all = False
            invite_one(db, wave, person.id, office, self._telling, now)

    def _new(self, form: Questionnaire, by: int | None) -> int:
        now = self._clock.now()
        with self._database.begin() as db:
            row = SurveyRow(
                key=form.key, draft=dump(form), before=[], created_at=now, changed_at=now, changed_by=by
            )
            db.add(row)
            db.flush()
            return row.id

    def _keep(self, row: SurveyRow, draft: dict[str, object], by: int | None) -> None:
        row.draft, row.edition = draft, row.edition + 1
        row.changed_at, row.changed_by = self._clock.now(), by

    def _freeze(self, db: Session, survey_id: int, form: Questionnaire, by: int | None) -> None:
        now: datetime = self._clock.now()
        db.add(
            SurveyVersionRow(
                survey_id=survey_id, version=form.version, form=dump(form), published_at=now, published_by=by
            )
        )
        db.flush()


def title_of(form: Questionnaire, language: str, untitled: str) -> str:
    """Return a title that can be shown, also where none is written yet."""
    return form.title.get(language) or form.title.get(THAI) or untitled


def _row(db: Session, survey_id: int) -> SurveyRow:
    row = surveys.survey_for_change(db, survey_id)
    if row is None:
        raise LookupError(survey_id)
    return row


def _person_of(db: Session, staff_id: int, notice: str) -> PersonRow:
    staff = db.get(StaffRow, staff_id)
    line_id = staff.line_id if staff else None
    found = select(PersonRow).where(PersonRow.line_id == line_id, PersonRow.notice == notice)
    person = db.scalar(found) if line_id else None
    if person is None:
        raise NotLinkedError(staff_id)
    return person
