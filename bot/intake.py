"""Stores accepted events; requests that come at once share one commit, which is the dearest part of each."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage import events
from storage.database import Database
from storage.events import Received


@dataclass(eq=False)
class Ticket:
    """One request's events on their way into the database."""

    events: Sequence[Received]
    settled: bool = False
    problem: Exception | None = field(default=None)


class Intake:
    """Whoever comes first commits for all who came until then; nobody returns before their events are safe."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[Ticket] = []
        self._adding = threading.Lock()
        self._committing = threading.Lock()

    def accept(self, received: Sequence[Received]) -> None:
        """Store events durably, those that are not there yet."""
        ticket = Ticket(received)
        with self._adding:
            self._waiting.append(ticket)
        with self._committing:
            if not ticket.settled:
                with self._adding:
                    together, self._waiting = self._waiting, []
                self._commit(together)
        if ticket.problem:
            raise ticket.problem

    def _commit(self, tickets: list[Ticket]) -> None:
        try:
            with self._database.begin() as session:
                events.accept(session, [event for ticket in tickets for event in ticket.events])
            for ticket in tickets:
                ticket.settled = True
        except Exception as problem:
            if len(tickets) == 1:
                tickets[0].problem, tickets[0].settled = problem, True
            else:
                for ticket in tickets:  # one request's trouble is not the others'
                    self._commit([ticket])
