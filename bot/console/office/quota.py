"""The page of LINE's quota: the month so far, what is planned and to come, budgets, and what is held back and why."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import console, me, now, office, only, parts, words
from bot.console.office import quotachart
from bot.services.quotas import quota as books
from bot.services.quotas.view import QuotaView, view
from handlers.cases.status import Role
from handlers.quota import Rank, Reason, Reserves
from storage import ledger
from storage.cases import CaseRow
from storage.outgoing import OutgoingRow
from storage.people import PersonRow

READERS = (Role.REGISTRAR, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR)
MOST = 10_000_000


@console.get("/quota")
@only(*READERS)
def quota() -> str:
    """The page."""
    return _page()


@console.post("/quota/budgets")
@only(Role.ADMINISTRATOR)
def quota_budgets() -> ResponseReturnValue:
    """Give units what they may use in a month; an empty field takes the budget away."""
    wanted = {}
    for unit in office().units:
        typed = request.form.get(f"budget-{unit.key}", "").strip().replace(",", "")
        if typed and not _number(typed):
            return _page(trouble=words().say("quota.not_a_number", unit=unit.name(words().language))), 422
        wanted[unit.key] = int(typed) if typed else None
    with parts().database.begin() as db:
        for key, pushes in wanted.items():
            if ledger.budget_of(db, key) != pushes:
                ledger.set_budget(db, key, pushes, me().id, now())
    flash(words().say("quota.saved"))
    return redirect(url_for("console.quota", _anchor="units"))


@console.post("/quota/reserves")
@only(Role.ADMINISTRATOR)
def quota_reserves() -> ResponseReturnValue:
    """Say how much of the month is kept back."""
    typed = [request.form.get(name, "").strip() for name in ("first", "usual")]
    if not all(_number(one) and int(one) <= 90 for one in typed):
        return _page(trouble=words().say("quota.not_percent")), 422
    with parts().database.begin() as db:
        books.set_reserves(db, Reserves(int(typed[0]), int(typed[1])))
    flash(words().say("quota.saved"))
    return redirect(url_for("console.quota", _anchor="kept"))


@console.context_processor
def prices() -> dict[str, Callable[[CaseRow, PersonRow], str]]:
    """What a message costs, said before it is sent."""
    return {"price_of_reply": price_of_reply}


def price_of_reply(case: CaseRow, person: PersonRow) -> str:
    """Say what words to the citizen will cost, and whether they would be held back."""
    to_be = OutgoingRow(recipient=person.line_id, purpose="reply", case_id=case.id, unit=None, urgent=False)
    with parts().database.reading() as db:
        cost = books.price(db, [person.line_id])
        reason = books.reason_to_wait(db, [to_be], now())
        left = books.standing(db, now()).left
    if reason is Reason.BLOCKED:
        return words().say("held.blocked")
    if reason is not None:
        return words().say("quota.price_held")
    key = "quota.price_no_limit" if left is None else "quota.price"
    return words().say(key, price=cost, **({} if left is None else {"left": f"{left:,}"}))


def _number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and int(typed) <= MOST


def _page(trouble: str = "") -> str:
    with parts().database.reading() as db:
        seen = view(db, [unit.key for unit in office().units], now())
    return render_template(
        "console/quota/page.html",
        seen=seen,
        trouble=trouble,
        chart=quotachart.bars(seen.days, words().say("quota.chart", n=f"{seen.counted:,}")),
        meter=_meter(seen),
        may_change=me().role is Role.ADMINISTRATOR,
    )


def _meter(seen: QuotaView) -> str:
    if not seen.standing.limit:
        return ""
    kept = seen.standing.limit * seen.reserves.kept_from(Rank.LATER) // 100
    title = words().say("quota.meter", used=f"{seen.standing.used:,}", limit=f"{seen.standing.limit:,}")
    return quotachart.meter(seen.standing.used, seen.standing.planned, seen.standing.limit, kept, title)
