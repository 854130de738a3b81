"""Runs of periodic jobs: the row for a job and its time can be made once, so the job runs once over all workers."""

from datetime import datetime

from sqlalchemy import String, delete, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base


class JobRun(Base):
    """One run of one job."""

    __tablename__ = "job_run"

    job: Mapped[str] = mapped_column(String(60), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)  # the minute for which it was due
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(80))


def begin(session: Session, job: str, due_at: datetime, now: datetime) -> bool:
    """Claim a run; False if another worker has it."""
    insert = postgres_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    claimed = insert(JobRun).values(job=job, due_at=due_at, started_at=now).on_conflict_do_nothing()
    return session.scalar(claimed.returning(JobRun.job)) is not None


def end(session: Session, job: str, due_at: datetime, now: datetime, error: str | None) -> None:
    """Note how a run ended."""
    run = update(JobRun).where(JobRun.job == job, JobRun.due_at == due_at)
    session.execute(run.values(ended_at=now, error=error[:80] if error else None))


def forget(session: Session, before: datetime) -> None:
    """Drop the notes of old runs."""
    session.execute(delete(JobRun).where(JobRun.due_at < before))
