"""Questionnaires in a story: somebody is asked, and what became of their answers."""

from datetime import timedelta

from sqlalchemy import String, cast, select

from bot.clock import SystemClock
from bot.parts import make_parts
from bot.services.alerts.telling import Telling
from bot.services.surveys.builder import Builder
from bot.services.surveys.surveys import empty_urns
from bot.services.surveys.waves import NewWave, close, invite_one, prepare
from bot.settings import Settings
from handlers.surveys.sampling import Audience, Who
from storage.people import person_by_line_id
from storage.surveys.responses import AnswerRow, ResponseRow
from storage.surveys.surveys import CLOSED, SENDING, WaveRow
from storage.tables import metadata
from tests.stories.acts import acts
from tests.stories.looks import about_cases
from tests.stories.stage import Stage


def _settings(stage: Stage) -> Settings:
    return Settings.from_env({"LOCAL_LINE": "1", "QUIET_HOURS": "off", "DATABASE_URL": stage.instance.database.url})


@acts("{who} is asked to answer the {form} form")
def is_asked(stage: Stage, who: str, form: str) -> None:
    database, now = stage.instance.database, SystemClock().now()
    parts = make_parts(_settings(stage))
    builder = Builder(parts.settings, database, parts.clock)
    survey = builder.begin(form, None)
    version = builder.publish(survey, None)
    with database.begin() as db:
        person = person_by_line_id(db, stage.person(who).id)
        assert person is not None
        new = NewWave(survey, f"story {survey}", Audience(Who.CODE), (now + timedelta(days=7)).date())
        wave = prepare(db, new, version, None, now)
        wave.open_to_all = False
        invite_one(db, wave, person.id, parts.desk.office(), Telling(parts.settings), now)


@acts("the questionnaire closes")
def closes(stage: Stage) -> None:
    database, now = stage.instance.database, SystemClock().now()
    with database.begin() as db:
        for wave in db.scalars(select(WaveRow).where(WaveRow.state == SENDING)):
            close(db, wave, now)
    empty_urns(_settings(stage), database, now)


@about_cases("the answer “{text}” is counted and nothing joins it to {who}")
def nothing_joins(stage: Stage, text: str, who: str) -> None:
    """Look through every column of every table: the words are among the answers alone, and those name nobody."""
    with stage.instance.database.reading() as db:
        found = set()
        for table in metadata.sorted_tables:
            for column in table.columns:
                holds = cast(column, String).contains(text, autoescape=True)
                if db.execute(select(column).where(holds).limit(1)).first() is not None:
                    found.add(f"{table.name}.{column.name}")
        assert found == {"answer.text"}, found
        (answer,) = db.scalars(select(AnswerRow).where(AnswerRow.text == text)).all()
        response = db.get_one(ResponseRow, answer.response_id)
        assert (response.person_id, response.groups) == (None, None)
        assert db.get_one(WaveRow, answer.wave_id).state == CLOSED
