"""`/sim/…` to turn: clock, faults, quota, redelivery, webhook address, reset."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify

from bot.simulator.control.people import given
from bot.simulator.courier import Policy
from bot.simulator.errors import Refused
from bot.simulator.platform import Platform, platform
from bot.simulator.records import Json

routes = Blueprint("knobs", __name__)


def _told(line: Platform, name: str, value: Json) -> Response:
    with line.lock:
        line.feed.tell("knob", name=name, value=value)
    return jsonify(value)


def _clock(line: Platform) -> Json:
    return {"now": line.clock.iso(), "seconds": line.clock.now(), "frozen": line.clock.frozen}


@routes.get("/clock")
def clock() -> Response:
    return jsonify(_clock(platform()))


@routes.post("/clock")
def set_clock() -> Response:
    """`{freeze: true | ISO time | seconds}`, `{freeze: false}`, `{advance: seconds}`, `{reset: true}`."""
    body, line = given(), platform()
    if body.get("reset"):
        line.clock.reset()
    if body.get("freeze") is False:
        line.clock.run()
    elif "freeze" in body:
        line.clock.freeze(_moment(body["freeze"]))
    if "advance" in body:
        line.clock.advance(float(body["advance"]))
    line.courier.clock_changed()
    return _told(line, "clock", _clock(line))


def _moment(value: Any) -> float | None:
    if value is True:
        return None
    if isinstance(value, int | float):
        return float(value)
    try:
        return datetime.fromisoformat(str(value)).astimezone().timestamp()
    except ValueError:
        raise Refused(400, "freeze is true, false, seconds or an ISO time") from None


@routes.get("/faults")
def faults() -> Response:
    return jsonify(faults=platform().faults.to_json())


@routes.post("/faults")
def order_fault() -> tuple[Response, int]:
    line = platform()
    try:
        line.faults.order(given())
    except (TypeError, ValueError) as error:
        raise Refused(400, str(error)) from None
    return _told(line, "faults", {"faults": line.faults.to_json()}), 201


@routes.delete("/faults")
def clear_faults() -> Response:
    line = platform()
    line.faults.clear()
    return _told(line, "faults", {"faults": []})


@routes.get("/quota")
def quota() -> Response:
    return jsonify(platform().quota.to_json())


@routes.post("/quota")
def set_quota() -> Response:
    """`limit` (null: unlimited), `used`, `reserved` by a running narrowcast."""
    body, line = given(), platform()
    with line.lock:
        for name in {"limit", "used", "reserved"} & body.keys():
            setattr(line.quota, name, body[name] if body[name] is None else int(body[name]))
    return _told(line, "quota", line.quota.to_json())


@routes.get("/redelivery")
def redelivery() -> Response:
    return jsonify(platform().courier.policy.to_json())


@routes.post("/redelivery")
def set_redelivery() -> Response:
    """Any of the fields of the policy; those not named stay."""
    line = platform()
    line.courier.policy = Policy.from_json(line.courier.policy.to_json() | given())
    return _told(line, "redelivery", line.courier.policy.to_json())


@routes.post("/webhooks/release")
def release() -> Response:
    """Send what `hold` has gathered, `batch` events in each webhook."""
    return jsonify(events=platform().courier.release())


@routes.get("/webhook")
def webhook() -> Response:
    return jsonify(url=platform().courier.url)


@routes.post("/webhook")
def set_webhook() -> Response:
    line = platform()
    line.courier.url = str(given().get("url", ""))
    return _told(line, "webhook", {"url": line.courier.url})


@routes.post("/rates")
def set_rates() -> Response:
    """`{on: false}` lifts the rate limits, for load tests of the bot alone."""
    line = platform()
    line.rates.on = bool(given().get("on", True))
    return _told(line, "rates", {"on": line.rates.on})


@routes.post("/reset")
def reset() -> Response:
    platform().reset()
    return jsonify({})
