"""Routing rules: those in force, a draft beside them, what it would have done with past cases, and every set before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.console.frame import actor, console, me, office, only, parts, words
from bot.console.looked import looked
from bot.services.office.rules import RulesRefusedError, unpacked
from handlers.cases.access import sight_of
from handlers.cases.facts import Channel
from handlers.cases.routing import BARRING, Difference, deciding, faults
from handlers.cases.status import Role
from handlers.looking import Look
from handlers.office import Rule
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS
from storage.rulesets import RuleSetRow
from storage.staff import StaffRow

EDITORS = (Role.HEAD, Role.ADMINISTRATOR)
READERS = (*EDITORS, Role.REGISTRAR, Role.AUDITOR)
TRIALS = (100, 500, 2000)
SHOWN = 50
MOST_WORDS = 20
CONDITIONS = ("kind", "category", "area", "channel")


@console.get("/rules")
@only(*READERS)
def rules() -> str:
    """The rules in force, or the draft; with `text`, which unit a text would go to."""
    return _page()


@console.get("/rules/trial")
@only(*EDITORS)
def rules_trial() -> str:
    """What the draft would have done with the last cases."""
    row = parts().rules.draft() or abort(404)
    limit = request.args.get("n", TRIALS[1], type=int)
    limit = limit if limit in TRIALS else TRIALS[1]
    difference = parts().rules.trial(unpacked(row), sight_of(me().role, me().unit), limit)
    looked(Look.LIST, [one.case.id for one in difference.moved[:SHOWN]])
    return _page(difference=difference, limit=limit)


@console.post("/rules/begin")
@only(*EDITORS)
def rules_begin() -> ResponseReturnValue:
    """Begin a draft from what is in force, or from a set that once was."""
    parts().rules.begin(actor(), request.form.get("from", type=int))
    return redirect(url_for("console.rules"))


@console.post("/rules/change")
@only(*EDITORS)
def rules_change() -> ResponseReturnValue:
    """Add, change, move, switch or remove one rule of the draft."""
    row = parts().rules.draft() or abort(404)
    place = request.form.get("place", -1, type=int)
    changed = _changed(list(unpacked(row)), request.form.get("act", ""), place)
    try:
        parts().rules.change(changed, actor(), request.form.get("version", 0, type=int))
    except RulesRefusedError as refused:
        return _page(trouble=words().say(f"rules_refused.{refused.code}")), 409
    return redirect(url_for("console.rules", _anchor=f"rule-{max(0, min(place, len(changed) - 1))}"))


@console.post("/rules/publish")
@only(*EDITORS)
def rules_publish() -> ResponseReturnValue:
    """Put the draft into force."""
    try:
        note = " ".join(request.form.get("note", "").split())[:500]
        parts().rules.publish(actor(), request.form.get("version", 0, type=int), note)
    except RulesRefusedError as refused:
        return _page(trouble=words().say(f"rules_refused.{refused.code}")), 409
    flash(words().say("rules.published"))
    return redirect(url_for("console.rules"))


@console.post("/rules/drop")
@only(*EDITORS)
def rules_drop() -> ResponseReturnValue:
    """Throw the draft away."""
    parts().rules.drop()
    flash(words().say("rules.dropped"))
    return redirect(url_for("console.rules"))


def _changed(kept: list[Rule], act: str, place: int) -> list[Rule]:
    if act == "add":
        return [*kept, _typed()] if not kept or _conditions(kept[-1]) else [*kept[:-1], _typed(), kept[-1]]
    if not 0 <= place < len(kept):
        abort(400)
    if act == "save":
        kept[place] = replace(_typed(), on=kept[place].on)
    elif act == "switch":
        kept[place] = replace(kept[place], on=not kept[place].on)
    elif act == "remove":
        del kept[place]
    elif act in ("up", "down"):
        other = place + (1 if act == "down" else -1)
        if 0 <= other < len(kept):
            kept[place], kept[other] = kept[other], kept[place]
    else:
        abort(400)
    return kept


def _typed() -> Rule:
    chosen: dict[str, Any] = {name: request.form.get(name, "")[:60] or None for name in CONDITIONS}
    typed = request.form.get("words", "").replace("\n", ",").split(",")
    found = tuple(dict.fromkeys(" ".join(word.split())[:60] for word in typed if word.strip()))[:MOST_WORDS]
    return Rule(unit=request.form.get("unit", "")[:40], words=found, **chosen)


def _conditions(rule: Rule) -> bool:
    return bool(rule.kind or rule.category or rule.area or rule.channel or rule.words)


def _page(trouble: str = "", difference: Difference | None = None, limit: int = TRIALS[1]) -> str:
    row = parts().rules.draft() if me().role in EDITORS else None
    live = parts().rules.live()
    shown = unpacked(row) if row else live
    wrong = faults(shown, office())
    past = parts().rules.past()
    return render_template(
        "console/rules.html", row=row, live=live, rules=shown, faults=wrong, ready=not set(wrong.values()) & BARRING,
        past=past, names=_names(past), may_edit=me().role in EDITORS, trouble=trouble, difference=difference,
        limit=limit, trials=TRIALS, shown=SHOWN, units=office().units, kinds=list(Kind), categories=CATEGORY_KEYS,
        channels=list(Channel), areas=[place for place in office().places if place.kind == "village"],
        areas_by_key={place.key: place for place in office().places}, **_asked(live, shown),
    )  # fmt: skip


def _asked(live: Sequence[Rule], shown: Sequence[Rule]) -> dict[str, Any]:
    """Which unit a text would go to, by the rules in force and by those on the page."""
    text = request.args.get("text", "").strip()[:2000]
    if not text:
        return {"text": "", "matter": None}
    matter = parts().rules.matter(text)
    now, would = deciding(live, matter), deciding(shown, matter)
    places = {"now": _place(live, now), "would": _place(shown, would)}
    return {"text": text, "matter": matter, "now": now, "would": would, "places": places}


def _place(rules_: Sequence[Rule], rule: Rule | None) -> int:
    return next((place for place, one in enumerate(rules_, start=1) if one is rule), 0)


def _names(past: Sequence[RuleSetRow]) -> dict[int, str]:
    wanted = {row.staff_id for row in past if row.staff_id}
    with parts().database.reading() as db:
        found = db.execute(select(StaffRow.id, StaffRow.name).where(StaffRow.id.in_(wanted))).all()
    return {staff_id: name for staff_id, name in found}  # noqa: C416 - rows, which dict() does not type
