"""What happens to every request to the LINE API before and after its endpoint: log, faults, token, rates."""

from typing import Any

from flask import Blueprint, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from bot.simulator import ids
from bot.simulator.api import spoiling
from bot.simulator.errors import RATE_LIMIT, Refused, violation
from bot.simulator.platform import platform
from bot.simulator.records import Call

MAX_BODY = 2 * 1024 * 1024


def guard(api: Blueprint) -> None:
    api.before_request(_enter)
    api.after_request(_leave)
    api.register_error_handler(Refused, _refuse)
    api.register_error_handler(HTTPException, _http_error)


def _enter() -> Response | None:
    line = platform()
    endpoint = request.url_rule.rule if request.url_rule else request.path
    g.call = Call(
        n=line.next_call(),
        at=line.clock.now_ms(),
        request_id=ids.request_id(),
        method=request.method,
        path=request.full_path.rstrip("?"),
        endpoint=f"{request.method} {endpoint}",
        retry_key=request.headers.get("X-Line-Retry-Key"),
    )
    if (request.content_length or 0) > MAX_BODY and not endpoint.endswith("/content"):
        raise violation("Request body exceeds the limit of 2 MB", status=413)
    g.call.body = _logged_body()
    g.fault = line.faults.strike(request.path)
    if g.fault:
        g.call.fault = f"{g.fault.kind} {g.fault.when}"
    if g.fault and g.fault.when == "before":
        return spoiling.instead_of_answer(g.fault)
    _check_token()
    if not line.rates.allows(g.call.endpoint):
        raise Refused(429, RATE_LIMIT)
    return None


def _logged_body() -> Any:
    """The request's body as the log keeps it: JSON, form, or how long it was."""
    if request.is_json:
        try:
            return request.get_json(silent=True)
        except RecursionError:
            return "JSON nested too deep"
    if request.form:
        return dict(request.form)
    return f"{request.content_length} bytes" if request.content_length else None


def _check_token() -> None:
    """401 without a valid bearer token; tokens are issued, and accounts linked by people, without one."""
    if "/oauth" in request.path or request.path.startswith("/dialog/"):
        return
    line, given = platform(), request.headers.get("Authorization", "")
    token = given.removeprefix("Bearer ").strip()
    alive = line.issued_tokens.get(token, 0) > line.clock.now()
    if not given.startswith("Bearer ") or not (token == line.config.channel_access_token or alive):
        raise Refused(
            401,
            "Authentication failed. Confirm that the access token in the authorization header is valid.",
        )


def _refuse(refused: Refused) -> Response:
    g.call.violations = refused.violations
    answer = jsonify(refused.body)
    answer.status_code = refused.status
    answer.headers.update(refused.headers)
    return answer


def _http_error(error: HTTPException) -> Response:
    """Werkzeug's own errors (405, 413 ...) in the shape of LINE's."""
    answer = jsonify(message=error.name.capitalize())
    answer.status_code = error.code or 500
    return answer


def _leave(answer: Response) -> Response:
    call, fault = g.call, g.fault if "fault" in g else None
    if fault and fault.when == "after" and answer.status_code < 400:
        answer = spoiling.spoil(answer, fault)
    call.status = answer.status_code
    call.answer = answer.get_json(silent=True) if answer.is_json and not answer.is_streamed else answer.mimetype
    answer.headers["x-line-request-id"] = call.request_id
    platform().log_call(call)
    return answer
