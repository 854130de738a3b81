"""Signing in and out, and the language of whoever has not signed in yet."""

from dataclasses import replace
from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bot.console.frame import accounts, before_second_step, console, me, now, open_to_all, sign_ins, words
from bot.console.guard import enter, leave
from bot.console.words import LANGUAGES

REASONS = ("ended", "out", "needed")
HALFWAY = 300  # seconds between the password and the code


@console.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """The form."""
    if current_user.is_authenticated:
        return redirect(url_for("console.inbox"))
    why = request.args.get("why", "")
    return render_template("console/sign_in.html", why=why if why in REASONS else "", next=_next(), username="")


@console.post("/sign-in")
@open_to_all
def sign_in_act() -> ResponseReturnValue:
    """Try a name and a password."""
    username = request.form.get("username", "")[:100]
    known = sign_ins().password(username, request.form.get("password", ""))
    if known is None:
        page = render_template("console/sign_in.html", why="wrong", next=_next(), username=username)
        return page, 401
    if known.second:
        session["halfway"] = {"id": known.id, "at": now().timestamp()}
        return redirect(url_for("console.sign_in_code", next=_next() or None))
    return _in(known.id)


@console.get("/sign-in/code")
@open_to_all
def sign_in_code() -> ResponseReturnValue:
    """The second step: the code of the telephone."""
    if _halfway() is None:
        return redirect(url_for("console.sign_in", next=_next() or None))
    return render_template("console/sign_in_code.html", wrong=False, next=_next())


@console.post("/sign-in/code")
@open_to_all
def sign_in_code_act() -> ResponseReturnValue:
    """Try a code of the telephone, or a recovery code."""
    staff_id = _halfway()
    if staff_id is None:
        return redirect(url_for("console.sign_in", next=_next() or None, why="ended"))
    if sign_ins().code(staff_id, request.form.get("code", "")[:40]) is None:
        return render_template("console/sign_in_code.html", wrong=True, next=_next()), 401
    return _in(staff_id)


@console.post("/sign-out")
@open_to_all
@before_second_step
def sign_out() -> ResponseReturnValue:
    """End this device's session."""
    leave()
    return redirect(url_for("console.sign_in", why="out"))


@console.post("/language")
@open_to_all
@before_second_step
def language() -> ResponseReturnValue:
    """Change the language of the pages, and come back."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        if current_user.is_authenticated:
            accounts().set_language(me().id, chosen)
            current_user.account = replace(me(), language=chosen)
            if request.form.get("say"):
                flash(words().say("account.language_done"))
        else:
            session["language"] = chosen
    return redirect(_next() or url_for("console.inbox"))


def _halfway() -> int | None:
    """Whose password was right a moment ago; their code is still owed."""
    kept = session.get("halfway")
    fresh = isinstance(kept, dict) and 0 <= now().timestamp() - kept["at"] <= HALFWAY
    return int(kept["id"]) if kept and fresh else None


def _in(staff_id: int) -> ResponseReturnValue:
    language, wanted = session.get("language"), _next()
    enter(staff_id)
    if language:  # chosen on the sign-in page: it is theirs from now on
        accounts().set_language(staff_id, language)
    return redirect(wanted or url_for("console.inbox"))


def _next() -> str:
    """Where to go on to: a page of the console and nothing else, so that no link leads elsewhere from here."""
    wanted = request.values.get("next", "")
    address = urlsplit(wanted)
    ours = wanted.startswith("/console/") and not address.scheme and not address.netloc
    return wanted if ours and "\\" not in wanted and wanted.isprintable() else ""
