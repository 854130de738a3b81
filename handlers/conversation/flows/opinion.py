"""Suggestions and compliments: the way of a complaint, shorter."""

from handlers.conversation.flow import Asks, Flow, Step

SUGGESTION = Flow(
    name="suggestion",
    revision=1,
    steps=(
        Step("what", Asks.TEXT),
        Step("category", Asks.CATEGORY),
        Step("place", Asks.PLACE, skippable=True),
        Step("confirm", Asks.CONFIRM),
    ),
)

COMPLIMENT = Flow(
    name="compliment",
    revision=1,
    steps=(
        Step("what", Asks.TEXT),
        Step("who", Asks.TEXT, skippable=True),
        Step("confirm", Asks.CONFIRM),
    ),
)
