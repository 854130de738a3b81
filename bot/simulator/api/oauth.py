"""Channel access tokens of all kinds; the local LINE checks the client, not the signature of an assertion."""

from flask import Blueprint, Response, jsonify, request

from bot.simulator import ids
from bot.simulator.errors import Refused
from bot.simulator.platform import platform

routes = Blueprint("oauth", __name__)
MONTH, STATELESS = 30 * 24 * 3600, 15 * 60
MAX_TOKENS = 30


def _check_client() -> None:
    """A client secret must be the channel's; an assertion must at least be there."""
    secret = request.form.get("client_secret")
    if not request.form.get("client_assertion") and secret != platform().config.channel_secret:
        raise Refused(400, "invalid_client", error="invalid_client", error_description="Invalid client")


def _issue(seconds: int) -> str:
    line = platform()
    token = ids.opaque_token()
    line.issued_tokens[token] = line.clock.now() + seconds
    return token


def _alive(token: str) -> float:
    """Seconds that a token has left."""
    line = platform()
    if token == line.config.channel_access_token:
        return float(MONTH)
    left = line.issued_tokens.get(token, 0) - line.clock.now()
    if left <= 0:
        raise Refused(400, "invalid_request", error="invalid_request", error_description="access token expired")
    return left


@routes.post("/oauth2/v3/token")
def stateless() -> Response:
    _check_client()
    return jsonify(token_type="Bearer", access_token=_issue(STATELESS), expires_in=STATELESS)  # noqa: S106


@routes.post("/oauth2/v2.1/token")
def version_2_1() -> Response:
    _check_client()
    if len(platform().issued_tokens) >= MAX_TOKENS:
        raise Refused(400, "invalid_request", error="invalid_request", error_description="too many tokens")
    token = _issue(MONTH)
    return jsonify(access_token=token, token_type="Bearer", expires_in=MONTH, key_id=token[:22])  # noqa: S106


@routes.get("/oauth2/v2.1/tokens/kid")
def key_ids() -> Response:
    line = platform()
    return jsonify(kids=[token[:22] for token, end in line.issued_tokens.items() if end > line.clock.now()])


@routes.post("/v2/oauth/accessToken")
def short_lived() -> Response:
    _check_client()
    return jsonify(access_token=_issue(MONTH), expires_in=MONTH, token_type="Bearer")  # noqa: S106


@routes.route("/oauth2/v2.1/verify", methods=["GET", "POST"])
@routes.post("/v2/oauth/verify")
def verify() -> Response:
    left = _alive(request.values.get("access_token", ""))
    return jsonify(client_id=platform().config.channel_id, expires_in=int(left), scope="profile chat_message.write")


@routes.post("/oauth2/v2.1/revoke")
@routes.post("/v2/oauth/revoke")
def revoke() -> Response:
    platform().issued_tokens.pop(request.form.get("access_token", ""), None)
    return Response(status=200)
