"""Every way in is signed, asks who one is, or stands on a short list of what everybody may see."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.routing import Rule

from bot.app import create_app
from bot.clock import SetClock
from bot.settings import Settings
from storage.database import Database

# What everybody may see, and why.
PUBLIC = {
    "static": "styles and scripts",
    "console.static": "styles and scripts",
    "console.palette": "colours",
    "console.sign_in": "the way in itself",
    "notice.static": "styles",
    "notice.page": "the privacy notice",
    "home.page": "the front page",
    "report.page": "the form for those without LINE",
    "report.send": "sends it; sealed, limited",
    "report.status": "asks for reference and proof",
    "report.look": "answers only to the right proof; limited",
    "report.solved": "only with a seal of the page before",
    "health.live": "for whoever watches over the machine: no content",
    "health.ready": "the same",
    "metrics.metrics": "numbers without words or names",
}
# What is guarded by a signature or by an address that nobody can guess.
SIGNED = {"webhook.callback", "media.show", "maps.picture", "mydata.download", "report.received"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def app(settings: Settings, sqlite_database: Database, clock: SetClock) -> Iterator[Flask]:
    """The whole web application, on an empty database."""
    made = create_app(replace(settings, database_url=sqlite_database.url, local_line=False), clock)
    yield made
    made.extensions["siang"].database.close()


def address(rule: Rule) -> str:
    """An address of a route, with something in its blanks."""
    kinds = {name: type(converter).__name__ for name, converter in rule._converters.items()}
    values = {name: 1 if kind == "IntegerConverter" else "x" for name, kind in kinds.items()}
    built = rule.build(values | ({"size": "small"} if "size" in rule.arguments else {}), append_unknown=False)
    assert built is not None, rule.rule
    return built[1]


def test_the_lists_name_only_routes_that_there_are(app: Flask):
    assert set(PUBLIC) | SIGNED <= {rule.endpoint for rule in app.url_map.iter_rules()}


def test_nobody_without_a_name_gets_anything_from_a_route_that_is_not_public(app: Flask):
    client, opened = app.test_client(), []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        for method in sorted(set(METHODS) & (rule.methods or set())):
            answer = client.open(address(rule), method=method, data={"name": "x"} if method != "GET" else None)
            if answer.status_code < 300 or answer.status_code >= 500:
                opened.append((rule.rule, method, answer.status_code))
    assert opened == []


def test_who_has_no_name_is_led_to_the_way_in_and_nowhere_else(app: Flask):
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC or "GET" not in (rule.methods or set()):
            continue
        answer = client.get(address(rule))
        if answer.status_code in (301, 302, 303, 307, 308):
            assert answer.headers["Location"].startswith("/console/sign-in"), rule.rule


@pytest.mark.parametrize("path", ["", "cases/1", "people", "units", "account"])
def test_a_made_up_session_opens_nothing(app: Flask, path: str):
    client = app.test_client()
    for value in ("x", "eyJhIjoxfQ.x.y", "." * 300):
        client.set_cookie("session", value)
        assert client.get(f"/console/{path}").status_code in (302, 303, 401, 403)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_the_webhook_takes_posts_alone(app: Flask, method: str):
    assert app.test_client().open("/callback", method=method).status_code == 405


@pytest.mark.parametrize("signature", [None, "", "x", "é", "A" * 44, "=" * 44])
def test_a_webhook_that_is_not_signed_is_refused(app: Flask, signature: str | None):
    headers = {} if signature is None else {"X-Line-Signature": signature}
    answer = app.test_client().post("/callback", data=b'{"destination":"U0","events":[]}', headers=headers)
    assert answer.status_code == 400


def test_every_post_of_the_console_wants_a_token_of_its_own_form(app: Flask):
    """A page elsewhere cannot make a signed-in browser act."""
    client, unguarded = app.test_client(), []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("console.") and "POST" in (rule.methods or set()):
            answer = client.post(address(rule), data={"username": "head", "password": "x" * 12})
            if answer.status_code not in (302, 303, 400, 401, 403, 404):
                unguarded.append((rule.rule, answer.status_code))
    assert unguarded == []


def test_pages_may_not_be_framed_and_run_no_foreign_script(app: Flask):
    for path in ("/console/sign-in", "/", "/privacy"):
        policy = app.test_client().get(path).headers.get("Content-Security-Policy", "")
        assert "default-src" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe-eval" not in policy, path
