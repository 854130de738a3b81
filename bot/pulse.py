"""A worker's signs of life, and the care for what dead workers left behind."""

import os
import socket
import uuid
from datetime import timedelta

from bot.clock import Clock
from bot.logs import log
from bot.outbox import Outbox
from storage import workers
from storage.database import Database
from storage.workers import Worker

BEAT_EVERY = 5.0  # seconds
DEAD_AFTER = timedelta(seconds=20)
LEASE = timedelta(seconds=90)  # longer than any call to LINE may take


class Pulse:
    """Registers this process as a worker, and looks after the others."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.worker_id = str(uuid.uuid4())
        self._database = database
        self._clock = clock

    def begin(self) -> None:
        """Sign in."""
        now = self._clock.now()
        with self._database.begin() as session:
            session.add(
                Worker(id=self.worker_id, host=socket.gethostname(), pid=os.getpid(), started_at=now, seen_at=now)
            )

    def beat(self, outbox: Outbox) -> None:
        """Give a sign of life; strike off the dead, and give back what they were sending."""
        now = self._clock.now()
        with self._database.begin() as session:
            struck_off = [other for other in workers.living(session) if self._is_dead(other)]
            for other in struck_off:
                workers.left(session, other.id)
            known = workers.seen(session, self.worker_id, now)
        if not known:  # others took us for dead: what we were sending is theirs now, what comes next is ours again
            self.begin()
        given_back = outbox.take_up_abandoned(LEASE)
        if struck_off or given_back:
            log().warning("work of dead workers taken up", workers=len(struck_off), parcels=given_back)

    def end(self) -> None:
        """Sign out."""
        with self._database.begin() as session:
            workers.left(session, self.worker_id)

    def _is_dead(self, other: Worker) -> bool:
        if other.id == self.worker_id:
            return False
        if self._clock.now() - other.seen_at > DEAD_AFTER:
            return True
        # On the same host there is no need to wait: its process either runs or not. After a restart in a container
        # we may ourselves have its number.
        same_host = other.host == socket.gethostname()
        return same_host and (other.pid == os.getpid() or not _runs(other.pid))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
