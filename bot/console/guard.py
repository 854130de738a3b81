"""What stands before every page: signed in, not too long ago, with a token on each POST, under strict headers."""

from typing import Any, cast

from flask import Flask, Response, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFProtect

from bot.console import assets
from bot.console.frame import Reader, console, first, live, me, public, sign_ins
from bot.parts import Parts
from bot.services.staff.accounts import Accounts
from bot.services.staff.factors import Factors
from bot.services.staff.passwords import Passwords
from bot.services.staff.signins import SignIns

SIGN_INS = "20 per minute; 200 per hour"  # failed ones, from one address: an office shares one
SMALL_BODY = 256 * 1024
UPLOADS_BODY = 105 * 1024 * 1024  # ten pictures of 10 MB and their form

# What a browser calls itself holds the names of others too: the first mark that is found counts.
_BROWSERS = (
    ("Line/", "LINE"), ("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("OPR/", "Opera"),
    ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
uploading = {"console.move", "console.part", "console.register_file", "console.imports_take"}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

csrf = CSRFProtect()


def prepare(app: Flask, parts: Parts) -> None:
    """Set sessions, tokens and limits up; only the console's own routes are touched by them."""
    app.config.update(
        SESSION_COOKIE_NAME="siang_console",
        SESSION_COOKIE_PATH="/console",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=parts.settings.public_url.startswith("https://"),
        WTF_CSRF_CHECK_DEFAULT=False,  # LINE's webhook posts without a token; `check` below asks for the console's
        WTF_CSRF_TIME_LIMIT=None,  # a form stays good as long as its session
    )
    passwords, factors = Passwords(), Factors(parts.database, parts.clock, parts.settings.secret_key)
    devices = SignIns(parts.database, parts.clock, passwords, factors)
    app.extensions["siang_accounts"] = Accounts(parts.database, parts.clock, passwords)
    app.extensions["siang_factors"], app.extensions["siang_sign_ins"] = factors, devices
    csrf.init_app(app)
    manager = LoginManager()
    manager.session_protection = None  # telephones change their address; a device is ended by its row
    manager.init_app(app, add_context_processor=False)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(kept: str) -> Reader | None:
        account = devices.by_token(kept, awake=request.endpoint not in live)
        return Reader(account, kept) if account else None


def limit_sign_in(app: Flask) -> None:
    """Count failed tries to sign in by address, beside the lock-out of each account."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)
    failed = limiter.shared_limit(SIGN_INS, "sign-in", deduct_when=lambda answer: answer.status_code != 302)
    for name in ("console.sign_in_act", "console.sign_in_code_act"):
        app.view_functions[name] = cast(Any, failed(app.view_functions[name]))


@console.before_request
def check() -> ResponseReturnValue | None:
    """Let nothing through that is not signed in and in time, and no POST without its token."""
    request.max_content_length = UPLOADS_BODY if request.endpoint in uploading else SMALL_BODY
    if request.endpoint in public:
        _protect()
        return None
    if not current_user.is_authenticated:
        return _to_sign_in("needed" if "_user_id" not in session else "ended")
    if me().must and request.endpoint not in first:
        return redirect(url_for("console.second_step")) if request.endpoint not in live else ("", 401)
    _protect()
    return None


def enter(staff_id: int) -> None:
    """Sign this device in; nothing of an earlier session is carried over."""
    session.clear()
    token = sign_ins().begin(staff_id, device_name())
    account = sign_ins().by_token(token)
    assert account is not None
    login_user(Reader(account, token))


def leave() -> None:
    """Sign this device out, so that a copy of its cookie opens nothing any more."""
    if current_user.is_authenticated:
        sign_ins().end(me().id, me().device)
    logout_user()
    session.clear()


def device_name() -> str:
    """Return browser and system as their owner would know them: `Chrome · Android`; a guess, and only for reading."""
    said = request.user_agent.string
    browser = next((name for mark, name in _BROWSERS if mark in said), "")
    system = next((name for mark, name in _SYSTEMS if mark in said), "")
    return " · ".join(filter(None, (browser, system)))


def _protect() -> None:
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        csrf.protect()


def _to_sign_in(why: str) -> ResponseReturnValue:
    if request.endpoint in live or "HX-Request" in request.headers:
        return "", 401
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    if wanted and wanted.rstrip("/") == "/console":
        wanted, why = None, "" if why == "needed" else why
    return redirect(url_for("console.sign_in", next=wanted, why=why or None))


@console.after_request
def seal(answer: Response) -> Response:
    """Put the strict headers on every page; pages are kept nowhere, static files for good."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint == "console.static":
        return assets.keep(answer)
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer
