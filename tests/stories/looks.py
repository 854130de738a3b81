"""What a story can look at: what a chat hears and offers, what the console shows, where the case stands."""

import time

from sqlalchemy import select

from bot.simulator.choices import choices_of
from handlers.cases.status import MoveName
from storage.cases import EntryRow
from storage.labels import LabelRow, PollRow
from storage.media import KEPT
from tests.stories.hearing import flat, is_said, pattern
from tests.stories.phrases import Phrases
from tests.stories.stage import PATIENCE, Stage

looks = Phrases()  # of one chat: the one named on the line, or the one of the act above
about_cases = Phrases()
about_consoles = Phrases()

# ---- a chat


@looks("hears nothing")
def hears_nothing(stage: Stage, chat: str) -> None:
    stage.settle_all()
    assert not stage.heard(chat), f"said was:\n{stage.transcript(chat)}"


@looks("hears: {text}")
def hears(stage: Stage, chat: str, text: str) -> None:
    wanted, ends = pattern(stage.fill_all_but_keys(text), stage.wording), time.monotonic() + PATIENCE
    while not any(is_said(wanted, message) for message in stage.heard(chat)):
        assert time.monotonic() < ends, f"was not said; said was:\n{stage.transcript(chat)}"
        time.sleep(0.05)


@looks("does not hear: {text}")
def does_not_hear(stage: Stage, chat: str, text: str) -> None:
    stage.settle_all()
    wanted = pattern(stage.fill_all_but_keys(text), stage.wording)
    assert not any(is_said(wanted, message) for message in stage.heard(chat)), f"was said:\n{stage.transcript(chat)}"


@looks("never hears: {text}")
def never_hears(stage: Stage, chat: str, text: str) -> None:
    stage.settle_all()
    assert stage.fill(text) not in stage.whole_chat(chat), "was said some time"


@looks("may tap: {labels}")
def may_tap(stage: Stage, chat: str, labels: str) -> None:
    wanted = {label.strip() for label in stage.fill(labels).split("|")}
    ends = time.monotonic() + PATIENCE
    while missing := wanted - set(offered(stage, chat)):
        assert time.monotonic() < ends, f"not offered: {missing}; offered: {offered(stage, chat)}"
        time.sleep(0.05)


@looks("may not tap: {labels}")
def may_not_tap(stage: Stage, chat: str, labels: str) -> None:
    unwanted = {label.strip() for label in stage.fill(labels).split("|")}
    assert not unwanted & set(offered(stage, chat)), f"offered: {offered(stage, chat)}"


@looks("as a {way}")
def by_way(stage: Stage, chat: str, way: str) -> None:
    ways = [message["via"] for message in stage.heard(chat)]
    assert ways and set(ways) == {way}, f"it came as {ways}:\n{stage.transcript(chat)}"


@looks("in one sending")
def in_one_sending(stage: Stage, chat: str) -> None:
    stage.settle_all()
    said = [message["id"] for message in stage.heard(chat)]
    calls = [call for call in stage.sendings() if any(sent["id"] in said for sent in call["answer"]["sentMessages"])]
    assert len(calls) == 1, f"{len(calls)} sendings:\n{stage.transcript(chat)}"


def offered(stage: Stage, chat: str) -> list[str]:
    """The labels that can be tapped on what was said since the act; quick replies on the newest message only."""
    said, everything = stage.heard(chat), stage.messages(chat)
    newest = everything[-1]["id"] if everything else ""
    return [choice.name for message in said for choice in choices_of(message["body"], message["id"] == newest)]


# ---- the case


@about_cases("there is no case")
def no_case(stage: Stage) -> None:
    case = stage.case()
    assert case is None, f"there is {case.reference if case else ''}"


@about_cases("case is: {status}")
def case_is(stage: Stage, status: str) -> None:
    case = stage.case()
    assert case is not None and case.status == status, case and case.status


@about_cases("case of {who} is: {status}")
def case_of_is(stage: Stage, who: str, status: str) -> None:
    case = stage.case(who)
    assert case is not None and case.status == status, case and case.status


@about_cases("case has {field}: {text}")
def case_has(stage: Stage, field: str, text: str) -> None:
    """Any field of the register: kind, category, unit, place, contact, phone, urgent, emergency, person_named, text."""
    case = stage.case()
    assert case is not None, "there is no case"
    value = str(getattr(case, field.replace(" ", "_")) or "")
    wanted = "" if text == "nothing" else stage.fill(text)
    same = value.lower() == wanted.lower() if field not in ("text", "title", "place") else wanted in value
    assert same, f"{field} is {value!r}"


@about_cases("case moved: {moves}")
def case_moved(stage: Stage, moves: str) -> None:
    case = stage.case()
    assert case is not None, "there is no case"
    with stage.instance.database.reading() as db:
        entries = db.scalars(select(EntryRow).where(EntryRow.case_id == case.id).order_by(EntryRow.id)).all()
    wanted = [MoveName(move.strip()) for move in moves.split(",")]
    made = [entry.move for entry in entries if entry.move]
    assert made == wanted, f"the moves were {', '.join(made)}"


@about_cases("case keeps {number} {role} pictures", "case keeps {number} {role} picture")
def case_keeps(stage: Stage, number: str, role: str) -> None:
    """Waits for what is still being fetched from LINE."""
    case, ends = stage.case(), time.monotonic() + PATIENCE
    assert case is not None, "there is no case"
    while True:
        media = [one for one in stage.kept_media(case.id) if one.kind == "image" and (one.role or "before") == role]
        kept = [one for one in media if one.state == KEPT]
        if len(kept) == int(number) or time.monotonic() > ends:
            break
        time.sleep(0.1)
    assert len(kept) == int(number), f"pictures: {[(one.role, one.state) for one in stage.kept_media(case.id)]}"


@about_cases("case was scored: {score}")
def was_scored(stage: Stage, score: str) -> None:
    poll = _poll(stage)
    assert poll is not None and poll.score == int(score), poll and poll.score


@about_cases("case was scored because: {why}")
def was_scored_because(stage: Stage, why: str) -> None:
    poll = _poll(stage)
    assert poll is not None and poll.why == stage.fill(why), poll and poll.why


@about_cases("label was kept: {field}, {chosen}")
def label_kept(stage: Stage, field: str, chosen: str) -> None:
    with stage.instance.database.reading() as db:
        rows = db.scalars(select(LabelRow).where(LabelRow.id > stage.first_label)).all()
    kept = [(row.field, row.chosen) for row in rows]
    assert (field, chosen.strip()) in kept, f"labels: {kept}"


def _poll(stage: Stage) -> PollRow | None:
    case = stage.case()
    with stage.instance.database.reading() as db:
        return db.get(PollRow, case.id) if case else None


# ---- the console


@about_consoles("{who} in console sees: {text}")
def sees(stage: Stage, who: str, text: str) -> None:
    page = _case_page(stage, who)
    assert flat(stage.fill(text)) in page, f"the page says:\n{page[:3000]}"


@about_consoles("{who} in console does not see: {text}")
def does_not_see(stage: Stage, who: str, text: str) -> None:
    assert flat(stage.fill(text)) not in _case_page(stage, who), "the page says it"


@about_consoles("{who} in console cannot open the case")
def cannot_open(stage: Stage, who: str) -> None:
    page = _case_page(stage, who)
    assert page.startswith("404"), f"the page says:\n{page[:1000]}"


@about_consoles("{who} in console finds the case in the inbox")
def finds(stage: Stage, who: str) -> None:
    case = stage.case()
    assert case and case.reference in _inbox(stage, who), "the inbox does not show it"


@about_consoles("{who} in console does not find the case in the inbox")
def does_not_find(stage: Stage, who: str) -> None:
    case = stage.case()
    assert case and case.reference not in _inbox(stage, who), "the inbox shows it"


@about_consoles("the console refuses: {text}")
def refuses(stage: Stage, text: str) -> None:
    assert flat(stage.fill(text)) in stage.refusal, f"it said: {stage.refusal or 'nothing'}"


def _case_page(stage: Stage, who: str) -> str:
    case = stage.case()
    assert case is not None, "there is no case"
    return flat(stage.console(who).read(f"/console/cases/{case.id}"))


def _inbox(stage: Stage, who: str) -> str:
    return stage.console(who).read("/console/?tab=all")
