"""Carries out a fault: instead of an answer, or upon a good one."""

import errno
import socket
import time
from collections.abc import Iterator

from flask import Response, jsonify, request

from bot.simulator.errors import ALREADY_ACCEPTED, MONTHLY_LIMIT, RATE_LIMIT
from bot.simulator.faults import Fault
from bot.simulator.ids import message_id, request_id
from bot.simulator.records import Json

HTML = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


def instead_of_answer(fault: Fault) -> Response:
    """The fault strikes before LINE has accepted anything."""
    if fault.kind in {"hang", "slow"}:
        time.sleep(fault.seconds)
    if fault.kind in {"reset", "hang"}:
        return cut()
    if fault.kind == "html":
        return _html(fault)
    if fault.kind == "conflict":
        answer = _json(409, {"message": ALREADY_ACCEPTED, "sentMessages": [{"id": message_id()}]})
        answer.headers["x-line-accepted-request-id"] = request_id()
        return answer
    if fault.kind == "rate":
        return _json(429, {"message": RATE_LIMIT})
    if fault.kind == "quota":
        return _json(429, {"message": MONTHLY_LIMIT})
    if fault.kind == "odd":
        return _json(200, fault.body if fault.body is not None else {"unexpected": True})
    return _json(fault.status, {"message": "The API server is temporarily unavailable"})


def spoil(answer: Response, fault: Fault) -> Response:
    """LINE has accepted the request, but the bot does not learn it as it should."""
    if fault.kind == "hang":
        time.sleep(fault.seconds)
        return answer
    if fault.kind == "slow":
        whole = answer.get_data()
        slow = Response(_dribble(whole, fault.seconds), answer.status_code, mimetype=answer.mimetype)
        slow.headers["Content-Length"] = str(len(whole))
        return slow
    if fault.kind == "reset":
        return cut()
    if fault.kind == "html":
        return _html(fault)
    return instead_of_answer(fault)


def _json(status: int, body: Json) -> Response:
    answer = jsonify(body)
    answer.status_code = status
    return answer


def _html(fault: Fault) -> Response:
    return Response(HTML, fault.status, mimetype="text/html")


def _dribble(whole: bytes, seconds: float) -> Iterator[bytes]:
    pause = seconds / max(1, len(whole))
    for position in range(len(whole)):
        time.sleep(pause)
        yield whole[position : position + 1]


def cut() -> Response:
    """Break the connection before anything is answered; werkzeug and gunicorn give their sockets away."""
    connection = request.environ.get("werkzeug.socket") or request.environ.get("gunicorn.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
    return Response(_broken(), status=503)


def _broken() -> Iterator[bytes]:
    """Servers take this for a client that has gone, and close without a word."""
    raise ConnectionResetError(errno.ECONNRESET, "cut on order")
    yield b""
