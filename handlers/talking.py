"""While a member of staff talks with a citizen: the bot is silent, and what the citizen says goes into the case."""

from dataclasses import replace

from handlers.cases.status import MoveName, Status
from handlers.conversation.typed import ALWAYS, word_in
from handlers.events import MediaSent, PlaceSent, StickerSent, TextSent, What
from handlers.turn import AddToCase, Effect, KeepMedia, Known, MoveCase, Turn


def quietly(what: What, known: Known) -> Turn | None:
    """Return the silent turn that keeps what was said in the case, or None where the bot answers all the same.

    Danger is answered, and so are the words that are possible at every step (menu, status, cancel) and every button.
    """
    if known.talking is None:
        return None
    match what:
        case TextSent() if known.read(what.text).emergency or word_in(what.text, ALWAYS, known.phrasebook):
            return None
        case TextSent(text=text) if text.strip():
            source = {what.message_id: text.strip()} if what.message_id else {}
            added = AddToCase(known.talking, text.strip(), sources=source, quiet=True)
        case MediaSent(message_id=message_id, kind=kind):
            kept = KeepMedia(message_id, kind, case_id=known.talking)
            return _silent(known, kept, AddToCase(known.talking, "", (message_id,), quiet=True))
        case PlaceSent():
            words = " ".join(filter(None, (what.title, what.address, f"{what.latitude:.5f}, {what.longitude:.5f}")))
            added = AddToCase(known.talking, words, quiet=True)
        case StickerSent(words=words):
            return _silent(known, AddToCase(known.talking, f"[{' '.join(words) or 'sticker'}]", quiet=True))
        case _:
            return None
    return _silent(known, added)


def _silent(known: Known, *effects: Effect) -> Turn:
    """Say nothing; whoever waited for an answer has it, and an unfinished thread stays as it is."""
    waits = any(case.id == known.talking and case.status is Status.WAITING for case in known.cases)
    onward = (MoveCase(known.talking, MoveName.RESUME),) if waits and known.talking is not None else ()
    return replace(Turn(keep=False), session=known.session, effects=(*effects, *onward))
