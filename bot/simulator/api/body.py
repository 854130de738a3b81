"""Reads the JSON of a request as LINE does, with LINE's words for what is wrong with it."""

import json

from flask import request

from bot.simulator.errors import violation
from bot.simulator.records import Json


def json_body() -> Json:
    """The request's JSON object."""
    if request.mimetype != "application/json":
        raise violation(f"The content type, {request.mimetype or '-'}, is not supported", status=415)
    try:
        body = json.loads(request.get_data() or b"")
    except json.JSONDecodeError as error:
        where = f"(line: {error.lineno}, column: {error.colno})"
        raise violation(f"The request body could not be parsed as JSON {where}") from None
    except (UnicodeDecodeError, RecursionError):
        raise violation("The request body could not be parsed as JSON (line: -, column: -)") from None
    if not isinstance(body, dict):
        raise violation("The request body could not be parsed as JSON (line: 1, column: 1)")
    return body


def errors(problems: list[Json]) -> None:
    """Refuse with all that is wrong, counted, or do nothing."""
    if problems:
        raise violation(f"The request body has {len(problems)} error(s)", problems)


def need(body: Json, **kinds: type) -> None:
    """Refuse a body in which one of these properties is missing or of another type."""
    wrong = [
        {"message": "May not be null" if body.get(name) is None else "Invalid type", "property": name}
        for name, kind in kinds.items()
        if not isinstance(body.get(name), kind)
    ]
    errors(wrong)
