"""What runs when: the periodic jobs, and the Huey consumer that starts them in each worker, once over all."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from sqlalchemy import make_url

from bot.logs import log
from bot.parts import Parts
from bot.services.alarms import watch_line
from bot.services.alerts.chasing import Chasing
from bot.services.alerts.digesting import send_digests
from bot.services.alerts.standing_in import stand_in_for_line
from bot.services.alerts.untaken import look_after_untaken
from bot.services.asking import ask_quota
from bot.services.casework.clocks import reckon_anew
from bot.services.casework.drafts import look_after_drafts
from bot.services.casework.searching import reindex, tidy_vocabulary
from bot.services.casework.takingover import end_silent_talks
from bot.services.casework.unconfirmed import close_unconfirmed
from bot.services.groups import look_after_groups
from bot.services.learning import learn_at_night
from bot.services.profiles import learn_names
from bot.services.retaining import Retention
from bot.services.surveys.surveys import empty_urns
from bot.services.surveys.waves import Sender
from bot.services.watching import watch_histories
from handlers.cases.facts import SYSTEM
from storage import presence, runs
from storage.alerts import told
from storage.database import Database
from storage.surveys import counters

RUNS_KEPT = timedelta(days=30)
TOLD_KEPT = timedelta(days=800)  # no case is alerted of for longer


@dataclass(frozen=True)
class Job:
    """A periodic job. `when` is in cron's words and in UTC; `run` must bear being run again after a crash."""

    name: str
    run: Callable[[Parts, datetime], None]
    when: dict[str, str] = field(default_factory=dict)


def forget_old_runs(parts: Parts, now: datetime) -> None:
    """Drop the notes of runs that nobody will ask about."""
    with parts.database.begin() as session:
        runs.forget(session, now - RUNS_KEPT)
        told.forget(session, now - TOLD_KEPT)


def end_what_is_kept(parts: Parts, now: datetime) -> None:
    """Let everything go whose time is over, as the office chose."""
    Retention(parts.database, parts.media).apply(now)


def index_cases(parts: Parts, now: datetime) -> None:
    """Index what a crash, an upgrade or a change by hand left out of the search."""
    reindex(parts.database)


def tidy_words(parts: Parts, now: datetime) -> None:
    """Drop words from the search's vocabulary that stand in no case any more."""
    tidy_vocabulary(parts.database)


def remind_of_drafts(parts: Parts, now: datetime) -> None:
    """Ask, once, about reports that were begun and not sent."""
    look_after_drafts(parts.settings, parts.database, now)


def end_waiting(parts: Parts, now: datetime) -> None:
    """Close answered cases whose citizen has had long enough to say whether the matter is solved."""
    close_unconfirmed(parts.settings, parts.database, now)


def forget_forms(parts: Parts, now: datetime) -> None:
    """Drop forms of the register that nobody came back to."""
    parts.register.forget_drafts()


def bring_registers(parts: Parts, now: datetime) -> None:
    """Go on with imports of old registers, and with taking them back."""
    parts.importing.work_on_all()


def ask_names(parts: Parts, now: datetime) -> None:
    """Learn the names of people who agreed to be known."""
    learn_names(parts.line, parts.database)


def check_histories(parts: Parts, now: datetime) -> None:
    """Look whether any history was altered behind the program's back, and seal what is new."""
    watch_histories(parts.settings, parts.database, now)


def ask_line_how_it_is(parts: Parts, now: datetime) -> None:
    """Learn whether the access token is good and until when, and whether LINE reaches the webhook."""
    watch_line(parts.settings, parts.line, parts.database, now)


def ask_line_for_quota(parts: Parts, now: datetime) -> None:
    """Hear from LINE how the month stands; what was withheld goes on where there is room again."""
    ask_quota(parts.line, parts.database, now)


def look_after_line_groups(parts: Parts, now: datetime) -> None:
    """Leave groups that are nobody's, and ask how many people the others hold."""
    look_after_groups(parts.line, parts.database, now)


def call_the_next(parts: Parts, now: datetime) -> None:
    """Call the next ones for urgent cases that nobody takes."""
    look_after_untaken(parts.settings, parts.database, now)


def hand_back(parts: Parts, now: datetime) -> None:
    """Let the bot answer again where staff have left a talk; forget who looked at which page long ago."""
    end_silent_talks(parts.settings, parts.database, now)
    with parts.database.begin() as session:
        presence.forget(session, now - timedelta(hours=1))


def stand_in(parts: Parts, now: datetime) -> None:
    """Write e-mails where LINE did not take an alert."""
    stand_in_for_line(parts.settings, parts.database, now)


def digest(parts: Parts, now: datetime) -> None:
    """Send the day's digest when its hour has come."""
    send_digests(parts.settings, parts.database, now)


def send_waves(parts: Parts, now: datetime) -> None:
    """Ask the next people of the waves that are being sent, remind, and close those whose last day is over."""
    Sender(parts.settings, parts.database).run(now)


def count_answers(parts: Parts, now: datetime) -> None:
    """Count the questionnaires that were handed in, and let those rate a counter again who may."""
    empty_urns(parts.settings, parts.database, now)
    with parts.database.begin() as session:
        counters.forget_visits(session, now)


def mind_deadlines(parts: Parts, now: datetime) -> None:
    """Remind before a deadline, chase after it, and pass up what stays undone."""
    Chasing(parts.settings, parts.database).look(now)


def end_pauses(parts: Parts, now: datetime) -> None:
    """Let the clock run on where a case has waited as long as it may."""
    office = parts.desk.office()
    reckon_anew(parts.database, office, now, "limit", SYSTEM, only_waiting=True)


def learn_from_labels(parts: Parts, now: datetime) -> None:
    """Train the reader on what staff set right, where there is enough of it."""
    learn_at_night(parts.database)


# The place to add a job: one line. Bangkok is seven hours ahead, so 19:10 is ten past two at night.
JOBS: tuple[Job, ...] = (
    Job("forget_old_runs", forget_old_runs, {"hour": "19", "minute": "10"}),
    Job("index_cases", index_cases, {"minute": "35"}),
    Job("tidy_words", tidy_words, {"hour": "19", "minute": "40"}),
    Job("end_what_is_kept", end_what_is_kept, {"hour": "19", "minute": "25"}),
    Job("learn_from_labels", learn_from_labels, {"hour": "19", "minute": "55"}),
    Job("remind_of_drafts", remind_of_drafts, {"minute": "5"}),
    Job("end_waiting", end_waiting, {"minute": "20"}),
    Job("forget_forms", forget_forms, {"hour": "19", "minute": "20"}),
    Job("bring_registers", bring_registers),
    Job("ask_names", ask_names),
    Job("call_the_next", call_the_next),
    Job("hand_back", hand_back),
    Job("stand_in", stand_in),
    Job("digest", digest, {"minute": "*/5"}),
    Job("mind_deadlines", mind_deadlines, {"hour": "1-10", "minute": "*/10"}),
    Job("end_pauses", end_pauses, {"hour": "17", "minute": "15"}),
    Job("check_histories", check_histories, {"hour": "19", "minute": "40"}),
    Job("look_after_line_groups", look_after_line_groups),
    Job("ask_quota", ask_line_for_quota, {"minute": "*/10"}),
    Job("ask_line_how_it_is", ask_line_how_it_is, {"minute": "*/30"}),
    Job("send_waves", send_waves),
    Job("count_answers", count_answers),
)


class Clockwork:
    """Huey's consumer with its scheduler, in threads of the worker process."""

    def __init__(self, parts: Parts, jobs: tuple[Job, ...] = JOBS) -> None:
        self._parts = parts
        logging.getLogger("huey").setLevel(logging.WARNING)
        self.huey = make_huey(parts.database)
        for job in jobs:
            self.huey.periodic_task(crontab(**job.when), name=job.name)(self._runner(job))
        self._consumer: Consumer = self.huey.create_consumer(workers=1, check_worker_health=False, max_delay=1.0)

    def start(self) -> None:
        """Start the threads; the process sets its signal handlers after this, since Huey sets its own."""
        self._consumer.start()

    def stop(self) -> None:
        """Let a running job end."""
        self._consumer.stop(graceful=True)

    def _runner(self, job: Job) -> Callable[[], None]:
        def run() -> None:
            run_once(self._parts, job)

        return run


def run_once(parts: Parts, job: Job) -> bool:
    """Run a job unless another worker has run it for this minute; False if so."""
    now = parts.clock.now()
    due_at = now.replace(second=0, microsecond=0)
    with parts.database.begin() as session:
        if not runs.begin(session, job.name, due_at, now):
            return False
    error = None
    try:
        job.run(parts, now)
    except Exception as problem:
        error = type(problem).__name__
        log().error("job failed", job=job.name, exc_info=problem)
    with parts.database.begin() as session:
        runs.end(session, job.name, due_at, parts.clock.now(), error)
    return True


def make_huey(database: Database) -> Huey:
    """Huey beside the database: in a file next to SQLite's, in tables of its own on PostgreSQL."""
    if database.sqlite:
        file = database.file or Path()
        return SqliteHuey("siang", filename=str(file.with_name(f"{file.stem}-jobs{file.suffix}")), fsync=True)
    address = make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
    options: dict[str, Any] = {"dsn": address}
    return PostgresHuey("siang", **options)
