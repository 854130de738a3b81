"""A question, and a wish to talk with a person: both become a case for the unit in charge."""

from handlers.conversation.flow import Asks, Flow, Step

QUESTION = Flow(
    name="question",
    revision=1,
    steps=(
        Step("what", Asks.TEXT),
        Step("category", Asks.CATEGORY),
        Step("confirm", Asks.CONFIRM),
    ),
)

TALK = Flow(
    name="talk",
    revision=1,
    steps=(
        Step("what", Asks.TEXT),
        Step("confirm", Asks.CONFIRM),
    ),
)
