"""One's own account: language, password, LINE account, and signing out everywhere."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import accounts, console, factors, me, parts, sign_ins, words
from bot.console.guard import leave
from bot.services.staff.accounts import AccountError


@console.get("/account")
def account() -> str:
    """The page; a code that was just made stands on it once."""
    return _page()


@console.post("/account/password")
def account_password() -> ResponseReturnValue:
    """Change the password; every other session ends."""
    form = request.form
    if form.get("new", "") != form.get("again", ""):
        return _page(words().say("account.differ")), 422
    try:
        if not sign_ins().own_password(me().id, form.get("old", "")):
            return _page(words().say("account.old_wrong")), 422
        accounts().set_password(me().id, form.get("new", ""), but=me().device)
    except AccountError as refused:
        return _page(words().say(f"password.{refused.fault}")), 422
    flash(words().say("account.password_done"))
    return redirect(url_for("console.account"))


@console.post("/account/line")
def account_line() -> ResponseReturnValue:
    """Make a code that links one's own LINE account."""
    session["line_code"] = parts().desk.link_code(staff_id=me().id)
    return redirect(url_for("console.account", _anchor="line"))


@console.post("/account/line/unlink")
def account_unlink() -> ResponseReturnValue:
    """Part the account from LINE."""
    accounts().unlink(me().id)
    flash(words().say("account.line_unlinked"))
    return redirect(url_for("console.account", _anchor="line"))


@console.post("/account/everywhere")
def account_everywhere() -> ResponseReturnValue:
    """Sign out on every device."""
    sign_ins().end_all(me().id)
    leave()
    return redirect(url_for("console.sign_in", why="out"))


@console.post("/account/devices/<key>/end")
def account_device(key: str) -> ResponseReturnValue:
    """Sign one device out."""
    sign_ins().end(me().id, key)
    flash(words().say("account.device_ended"))
    return redirect(url_for("console.account", _anchor="devices"))


def _page(trouble: str = "") -> str:
    return render_template(
        "console/account.html", trouble=trouble, code=session.pop("line_code", None),
        devices=sign_ins().devices(me().id), recovery_left=factors().left(me().id),
    )  # fmt: skip
