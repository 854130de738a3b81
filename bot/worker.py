"""The worker process: threads that handle events, send parcels and fetch media, and the clockwork for periodic jobs."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

from bot.bell import Bell, listen
from bot.inbox import Apologise, Decide, Inbox, say_nothing
from bot.loading import Loading
from bot.logs import log
from bot.outbox import Outbox
from bot.parts import Parts
from bot.post.postman import Postman
from bot.pulse import BEAT_EVERY, Pulse
from bot.richmenu.following import MenuFollower
from bot.schedule import Clockwork
from bot.services.casework.afterphotos import AfterPhotos

IDLE = 0.5  # seconds between two looks when no bell rings: what is due later, or was rung while nobody listened
AFTER_TROUBLE = 1.0
FETCHERS = 2
PATIENCE = 30.0  # seconds for what is in hand when the process is told to stop


class Worker:
    """Everything that one worker process runs."""

    def __init__(self, parts: Parts, decide: Decide, apologise: Apologise = say_nothing) -> None:
        settings, self._database = parts.settings, parts.database
        self._stop = threading.Event()
        self._pulse = Pulse(parts.database, parts.clock)
        self._loading = Loading(parts.line)
        self._inbox = Inbox(parts.database, decide, parts.clock, apologise, self._loading)
        self._outbox = Outbox(parts.database, parts.line, parts.clock, settings.office_zone, self._pulse.worker_id)
        self._media = parts.media
        self._postman = Postman(parts.database, settings, parts.clock, self._pulse.worker_id)
        self._clockwork = Clockwork(parts)
        self._bells = {name: Bell() for name in ("inbox", "outbox", "media", "menus", "post", "prints")}
        # SQLite has one writer, so a second thread that handles events would only wait for the first.
        handlers = 1 if parts.database.sqlite else settings.worker_threads
        self._threads = [
            *(self._thread("inbox", self._handle) for _ in range(handlers)),
            *(self._thread("outbox", self._send) for _ in range(settings.worker_threads)),
            *(self._thread("media", self._media.work_next) for _ in range(FETCHERS)),
            self._thread("menus", MenuFollower(parts).follow_next),
            threading.Thread(target=self._loading.watch, args=(self._stop,), name="loading"),
            self._thread("post", self._postman.send_next),
            self._thread("prints", AfterPhotos(parts).read_next),
            threading.Thread(target=listen, args=(parts.database, self._ring, self._stop), name="bell"),
            threading.Thread(target=self._live, name="pulse"),
        ]

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, then finish what is in hand."""
        self._pulse.begin()
        self._pulse.beat(self._outbox)
        for thread in self._threads:
            thread.start()
        self._clockwork.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        log().info("worker started", worker=self._pulse.worker_id)
        self._stop.wait()
        self._finish()

    def stop(self) -> None:
        """Tell everything to end after what it has in hand."""
        self._stop.set()
        for bell in self._bells.values():
            bell.ring()

    def _finish(self) -> None:
        self._clockwork.stop()
        for thread in self._threads:
            thread.join(PATIENCE)
        self._pulse.end()
        self._database.close()
        log().info("worker stopped", worker=self._pulse.worker_id)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    def _ring(self) -> None:
        for bell in self._bells.values():
            bell.ring()

    def _thread(self, bell: str, step: Callable[[], bool]) -> threading.Thread:
        return threading.Thread(target=self._repeat, args=(self._bells[bell], step), name=bell)

    def _repeat(self, bell: Bell, step: Callable[[], bool]) -> None:
        """Step while there is work, then wait for the bell."""
        while not self._stop.is_set():
            try:
                if not step():
                    bell.wait(IDLE)
            except Exception as problem:  # the database is away, or a fault of ours: the row stays, the thread too
                log().error("step failed", step=threading.current_thread().name, exc_info=problem)
                self._stop.wait(AFTER_TROUBLE)

    def _handle(self) -> bool:
        handled = self._inbox.handle_next()
        if handled:
            self._bells["outbox"].ring()
            self._bells["inbox"].ring()  # one woken thread wakes the next, as long as there is work
        return handled

    def _send(self) -> bool:
        load = self._outbox.claim()
        if load is None:
            return False
        self._bells["outbox"].ring()  # sending takes its time: another thread looks for the next parcel meanwhile
        self._outbox.send(load)
        return True

    def _live(self) -> None:
        while not self._stop.wait(BEAT_EVERY):
            try:
                self._pulse.beat(self._outbox)
            except Exception as problem:
                log().error("no sign of life", exc_info=problem)
