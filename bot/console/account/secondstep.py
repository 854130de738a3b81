"""One's own second step of signing in: set it up with a telephone, get recovery codes, take it away."""

import segno
from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import before_second_step, console, factors, me, sign_ins, words


@console.get("/account/second-step")
@before_second_step
def second_step() -> str:
    """The page: a picture for the telephone's camera, or what there is and how to end it."""
    return _page()


@console.post("/account/second-step")
@before_second_step
def second_step_confirm() -> ResponseReturnValue:
    """Take the first code of the telephone: from now on it is asked for."""
    codes = factors().confirm(me().id, request.form.get("code", "")[:40])
    if codes is None:
        return _page(words().say("second_step.wrong")), 422
    session["recovery"] = list(codes)
    sign_ins().end_all(me().id, but=me().device)  # whoever is signed in elsewhere shows a code there as well
    return redirect(url_for("console.second_step"))


@console.post("/account/second-step/codes")
def second_step_codes() -> ResponseReturnValue:
    """Make new recovery codes, for whoever knows the password."""
    if not me().second or not sign_ins().own_password(me().id, request.form.get("password", "")):
        return _page(words().say("account.old_wrong")), 422
    session["recovery"] = list(factors().new_recovery(me().id))
    return redirect(url_for("console.second_step"))


@console.post("/account/second-step/end")
def second_step_end() -> ResponseReturnValue:
    """Sign in with the password alone again."""
    if not sign_ins().own_password(me().id, request.form.get("password", "")):
        return _page(words().say("account.old_wrong")), 422
    factors().drop(me().id)
    flash(words().say("second_step.ended"))
    return redirect(url_for("console.account", _anchor="second-step"))


def _page(trouble: str = "") -> str:
    offer = None if me().second else factors().offer(me().id, me().username)
    return render_template(
        "console/second_step.html",
        trouble=trouble,
        offer=offer,
        picture=segno.make(offer.address, error="m").svg_data_uri(scale=5, border=3) if offer else "",
        recovery=session.pop("recovery", ()),
        left=factors().left(me().id),
    )
