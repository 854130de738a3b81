"""The dialogue that ends an account link: what https://access.line.me/dialog/bot/accountLink does."""

from flask import Blueprint, Response, request

from bot.simulator.errors import Refused
from bot.simulator.events import event, source
from bot.simulator.platform import platform

routes = Blueprint("linking", __name__)
NONCE_LENGTHS = range(10, 256)


@routes.get("/dialog/bot/accountLink")
def account_link() -> Response:
    """An expired or unknown link token causes no event; a bad nonce a failed one, without a source."""
    line, nonce = platform(), request.args.get("nonce", "")
    with line.lock:
        user_id, end = line.link_tokens.pop(request.args.get("linkToken", ""), ("", 0.0))
        if end < line.clock.now():
            raise Refused(400, "The link token has expired or was used already")
        ok, at = len(nonce) in NONCE_LENGTHS, line.clock.now_ms()
        if ok:
            token = line.reply_tokens.issue(user_id)
            link = {"result": "ok", "nonce": nonce}
            line.courier.take(event("accountLink", at, source(user_id, user_id), token, link=link))
        else:
            line.courier.take(event("accountLink", at, None, link={"result": "failed", "nonce": nonce}))
    return Response("Linked" if ok else "Failed", 200 if ok else 400, mimetype="text/plain")
