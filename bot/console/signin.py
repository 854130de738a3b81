"""Signing in and out, and the language of whoever has not signed in yet."""

from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bot.console.frame import accounts, console, me, open_to_all, words
from bot.console.guard import enter, leave
from bot.console.words import LANGUAGES

REASONS = ("ended", "out", "needed")


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
    account = accounts().sign_in(username, request.form.get("password", ""))
    if account is None:
        page = render_template("console/sign_in.html", why="wrong", next=_next(), username=username)
        return page, 401
    language = session.get("language")
    enter(account)
    if language:  # chosen on the sign-in page: it is theirs from now on
        accounts().set_language(account.id, language)
    return redirect(_next() or url_for("console.inbox"))


@console.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """End this device's session."""
    leave()
    return redirect(url_for("console.sign_in", why="out"))


@console.post("/language")
@open_to_all
def language() -> ResponseReturnValue:
    """Change the language of the pages, and come back."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        if current_user.is_authenticated:
            accounts().set_language(me().id, chosen)
            current_user.account = accounts().by_session(me().id, me().session_key)
            if request.form.get("say"):
                flash(words().say("account.language_done"))
        else:
            session["language"] = chosen
    return redirect(_next() or url_for("console.inbox"))


def _next() -> str:
    """Where to go on to: a page of the console and nothing else, so that no link leads elsewhere from here."""
    wanted = request.values.get("next", "")
    address = urlsplit(wanted)
    ours = wanted.startswith("/console/") and not address.scheme and not address.netloc
    return wanted if ours and "\\" not in wanted and wanted.isprintable() else ""
