"""Claims, sends, records: an e-mail or SMS is committed as being sent before the server is asked, and settled after."""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.logs import log
from bot.post.errors import PostRefused, PostUnreachable
from bot.post.mail import MailServer
from bot.post.sms import Gateway
from bot.settings import Settings
from storage.alerts import posts
from storage.alerts.posts import QUEUED, REFUSED, SENT, WITHHELD, PostRow
from storage.database import Database

WAITS = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))
GIVE_UP = timedelta(hours=12)  # an alert that is older helps nobody
LEASE = timedelta(minutes=5)  # longer than any server may take
LOOK_FOR_LOST = timedelta(seconds=15)


class Postman:
    """Sends e-mails and SMS for one worker process; many work side by side, and each row is sent by one."""

    def __init__(self, database: Database, settings: Settings, clock: Clock, worker_id: str) -> None:
        self._database = database
        self._clock = clock
        self._worker_id = worker_id
        mail = MailServer(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
        sms = Gateway(settings.sms_url, settings.sms_body, settings.sms_authorization) if settings.sms_url else None
        self._ways: dict[str, MailServer | Gateway | None] = {"email": mail, "sms": sms}
        self._looked: datetime | None = None

    def send_next(self) -> bool:
        """Send one that is due; False if none is."""
        self._take_up_lost()
        with self._database.reading() as db:
            if not posts.anything_due(db, self._clock.now()):
                return False
        with self._database.begin() as db:
            row = posts.claim(db, self._worker_id, self._clock.now())
        if row is None:
            return False
        changes = self._try(row)  # no transaction is open here
        with self._database.begin() as db:
            posts.settle(db, row.id, self._worker_id, **changes)
        log().info("post tried", post=row.id, means=row.means, attempt=row.attempts, state=changes["state"],
                   code=changes.get("error"))  # fmt: skip
        return True

    def _try(self, row: PostRow) -> dict[str, object]:
        way = self._ways.get(row.means)
        if way is None:
            return {"state": WITHHELD, "error": "not_set_up", "detail": None}
        try:
            way.send(row)
        except PostRefused as problem:
            return {"state": REFUSED, "error": problem.code[:40], "detail": problem.detail[:300]}
        except PostUnreachable as problem:
            return self._later(row, problem)
        return {"state": SENT, "error": None, "detail": None, "sent_at": self._clock.now()}

    def _later(self, row: PostRow, problem: PostUnreachable) -> dict[str, object]:
        now = self._clock.now()
        known: dict[str, object] = {"error": problem.code[:40], "detail": problem.detail[:300]}
        if now - row.created_at > GIVE_UP:
            return known | {"state": REFUSED}
        return known | {"state": QUEUED, "due_at": now + WAITS[min(row.attempts, len(WAITS)) - 1]}

    def _take_up_lost(self) -> None:
        """Give back, now and then, what a dead worker had in hand."""
        now = self._clock.now()
        if self._looked is not None and now - self._looked < LOOK_FOR_LOST:
            return
        self._looked = now
        with self._database.reading() as db:
            if not posts.anything_in_hand(db):
                return
        with self._database.begin() as db:
            posts.take_up_abandoned(db, now, now - LEASE)
