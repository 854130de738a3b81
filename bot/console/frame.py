"""The console's blueprint, and what every page of it can ask: who reads, in which words, what time it is."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Blueprint, abort, current_app, g, session
from flask_login import UserMixin, current_user
from markupsafe import Markup

from bot.console.assets import address
from bot.console.words import LANGUAGES, Times, phrasebook
from bot.parts import Parts
from bot.services.staff.accounts import Account, Accounts
from bot.services.staff.factors import Factors
from bot.services.staff.signins import SignIns
from handlers.cases.facts import Actor
from handlers.cases.status import Role
from handlers.conversation.wording import Wording
from handlers.office import Office

console = Blueprint("console", __name__, url_prefix="/console", template_folder="templates", static_folder="static")
public: set[str] = {"console.static"}  # endpoints that need nobody to be signed in; everything else does
first: set[str] = {"console.static"}  # endpoints open to somebody who must set a second step up before anything else
live: set[str] = {"console.static"}  # endpoints that a page asks by itself: they do not keep a session awake
View = TypeVar("View", bound=Callable[..., Any])


class Reader(UserMixin):  # type: ignore[misc] # Flask-Login has no types
    """The signed-in member of staff, as Flask-Login wants them; a session is the token of a device."""

    def __init__(self, account: Account, token: str) -> None:
        self.account = account
        self._token = token

    def get_id(self) -> str:
        return self._token


def open_to_all(view: View) -> View:
    """Mark a view that needs nobody to be signed in."""
    public.add(f"console.{view.__name__}")
    return view


def before_second_step(view: View) -> View:
    """Mark a view that somebody needs who must set a second step up before anything else."""
    first.add(f"console.{view.__name__}")
    return view


def asked_by_itself(view: View) -> View:
    """Mark a view that pages poll."""
    live.add(f"console.{view.__name__}")
    return view


def only(*roles: Role) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Bar a view to every role but these."""

    def bar(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def barred(*args: Any, **values: Any) -> Any:
            if me().role not in roles:
                abort(403)
            return view(*args, **values)

        return barred

    return bar


def parts() -> Parts:
    """The parts of the running program."""
    return cast(Parts, current_app.extensions["siang"])


def accounts() -> Accounts:
    """The accounts' use cases."""
    return cast(Accounts, current_app.extensions["siang_accounts"])


def sign_ins() -> SignIns:
    """Signing in and out."""
    return cast(SignIns, current_app.extensions["siang_sign_ins"])


def factors() -> Factors:
    """Second steps of signing in."""
    return cast(Factors, current_app.extensions["siang_factors"])


def me() -> Account:
    """Who has signed in."""
    return cast(Reader, current_user).account


def actor() -> Actor:
    """Who has signed in, as the heart knows them."""
    account = me()
    return Actor(account.role, account.id, account.unit, account.name)


def now() -> datetime:
    """The time of this request; it stands still while a page is made."""
    if "now" not in g:
        g.now = parts().clock.now()
    return cast(datetime, g.now)


def words() -> Wording:
    """The words in the reader's language."""
    language = me().language if current_user.is_authenticated else session.get("language", LANGUAGES[0])
    return phrasebook().wording(language)


def times() -> Times:
    """Days and times in the reader's words."""
    return Times(words(), parts().settings.office_zone, now())


def office() -> Office:
    """The office, asked once a request."""
    if "office" not in g:
        g.office = parts().desk.office()
    return cast(Office, g.office)


def unit_name(key: str | None) -> str:
    """A unit's name in the reader's language; its key where the office has no such unit any more."""
    unit = office().unit(key)
    return unit.name(words().language) if unit else key or ""


def icon(name: str, label: str = "") -> Markup:
    """An icon of the sprite; without a label it only decorates."""
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {}><use href="{}#{}"></use></svg>').format(spoken, address("icons.svg"), name)
