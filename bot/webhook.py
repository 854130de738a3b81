"""POST /callback: is it from LINE, store each event, answer 200. Nothing else happens here."""

from typing import Any

from flask import Blueprint, Response, abort, request
from linebot.v3.webhook import SignatureValidator

from bot.intake import Intake
from bot.logs import log
from bot.parts import Parts
from bot.received import UnreadableBody, read

MOST_BYTES = 1_000_000


def blueprint(parts: Parts) -> Blueprint:
    """The webhook's one route."""
    routes = Blueprint("webhook", __name__)
    validators = [SignatureValidator(secret) for secret in parts.settings.line_channel_secrets]
    intake = Intake(parts.database)

    @routes.post("/callback")
    def callback() -> Response:
        request.max_content_length = MOST_BYTES
        body = request.get_data(cache=False)  # the exact bytes: the signature is over them
        if not _is_from_line(validators, body, request.headers.get("X-Line-Signature")):
            abort(400, "The signature is missing or wrong.")
        try:
            received = read(body, parts.clock.now())
        except UnreadableBody:
            abort(400, "This is no webhook.")
        if received:
            intake.accept(received)
            log().info("events accepted", events=len(received))
        return Response(status=200)

    return routes


def _is_from_line(validators: list[Any], body: bytes, signature: str | None) -> bool:
    """Whether one of the secrets (two while rotating) signed exactly these bytes."""
    if not signature:
        return False
    try:
        text = body.decode()  # the SDK wants text, and makes the same bytes of it again
    except UnicodeDecodeError:
        return False
    return any(validator.validate(text, signature) for validator in validators)
