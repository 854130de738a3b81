"""How long each kind of data is kept, and what went by itself: everybody who answers for it reads, one chooses."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import console, me, only, parts, words
from bot.services.retaining import Retention
from handlers.cases.status import Role
from handlers.retention import SPANS, SpanError


@console.get("/retention")
@only(Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR)
def retention() -> str:
    """The page."""
    return _page()


@console.post("/retention")
@only(Role.ADMINISTRATOR)
def retention_choose() -> ResponseReturnValue:
    """Keep the office's choice; it counts from the next night on."""
    typed = {kind: request.form.get(kind.value, "").strip() for kind in SPANS if kind.value in request.form}
    if not all(value.isascii() and value.isdigit() and len(value) < 7 for value in typed.values()):
        return _page(words().say("retention.no_number")), 422
    try:
        _retention().choose({kind: int(value) for kind, value in typed.items()})
    except SpanError as refused:
        span = SPANS[refused.kind]
        name = words().say(f"kept.{refused.kind}")
        return _page(words().say("retention.out_of_span", name=name, least=span.least, most=span.most)), 422
    flash(words().say("retention.done"))
    return redirect(url_for("console.retention"))


def _retention() -> Retention:
    return Retention(parts().database, parts().media)


def _page(trouble: str = "") -> str:
    return render_template(
        "console/retention.html",
        lines=_retention().lines(),
        may_choose=me().role is Role.ADMINISTRATOR,
        trouble=trouble,
    )
