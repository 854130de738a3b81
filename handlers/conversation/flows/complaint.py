"""A complaint: what, what kind, where, pictures, how to be reached; then a summary to confirm."""

from handlers.conversation.flow import Asks, Condition, Flow, Step

COMPLAINT = Flow(
    name="complaint",
    revision=2,
    steps=(
        Step("what", Asks.TEXT),
        Step("category", Asks.CATEGORY),
        Step("place", Asks.PLACE, skippable=True),
        Step("pictures", Asks.PICTURES, skippable=True),
        Step("same", Asks.SAME),  # answered by itself where nobody told of the same
        Step("contact", Asks.CHOICE, choices=("line", "phone", "anonymous")),
        Step("phone", Asks.PHONE, when=Condition("contact", frozenset({"phone"}))),
        Step("confirm", Asks.CONFIRM),
    ),
)
