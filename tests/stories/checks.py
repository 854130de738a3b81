"""What must be true at the end of every story, though no line of it says so."""

from collections import Counter

from sqlalchemy import select

from storage.events import DONE, SKIPPED, WebhookEvent
from storage.outgoing import QUEUED, SENT, OutgoingRow
from tests import tally
from tests.stories.stage import Stage


def check_the_end(stage: Stage) -> None:
    """No wrong message to LINE, nothing twice, nothing lost, no error in any log."""
    stage.settle_all()
    _every_event_was_handled(stage)
    _line_had_nothing_to_complain_of(stage)
    _everything_was_sent_once(stage)
    troubles = stage.instance.troubles(stage.log_lengths)
    assert not troubles, "the logs tell of errors:\n" + "\n".join(troubles[:5])


def _every_event_was_handled(stage: Stage) -> None:
    with stage.instance.database.reading() as db:
        rows = db.scalars(select(WebhookEvent).where(WebhookEvent.id > stage.first_event)).all()
    left = [(row.state, row.attempts, row.error) for row in rows if row.state not in (DONE, SKIPPED) or row.attempts]
    assert not left, f"events that were not handled at the first try: {left}"


def _line_had_nothing_to_complain_of(stage: Stage) -> None:
    found = [one for one in stage.instance.line.violations() if one["call"] > stage.first_call]
    tally.note(len(list(stage.calls())), len(found))
    assert not found, f"violations at LINE: {found[:3]}"
    refused = [(call["endpoint"], call["status"], call["answer"]) for call in stage.calls() if call["status"] >= 400]
    assert not refused, f"LINE refused: {refused[:3]}"


def _everything_was_sent_once(stage: Stage) -> None:
    """As many sendings as parcels, each with a key of its own."""
    with stage.instance.database.reading() as db:
        rows = db.scalars(select(OutgoingRow).where(OutgoingRow.seq > stage.first_row)).all()
    unsent = [(row.state, row.purpose, row.error_code) for row in rows if row.state not in (SENT, QUEUED)]
    assert not unsent, f"not sent: {unsent}"
    parcels = {row.parcel for row in rows if row.state == SENT}
    sendings = stage.sendings()
    assert len(sendings) == len(parcels), f"{len(sendings)} sendings for {len(parcels)} parcels"
    keys = Counter(call["retry_key"] for call in sendings if call["retry_key"])
    assert not keys or max(keys.values()) == 1, f"keys used twice: {keys.most_common(3)}"
