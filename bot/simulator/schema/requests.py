"""The outer form of a request that sends messages."""

from bot.simulator.records import Json


def check_request(via: str, body: Json) -> list[Json]:
    """Problems of the body around its messages."""
    return []
