"""Doubt about the kind: the person says which it is, and the answer is kept as a label."""

from handlers.conversation.flow import Asks, Flow, Step

SORT = Flow(
    name="sort",
    revision=1,
    steps=(Step("kind", Asks.CHOICE, choices=("complaint", "suggestion", "question", "compliment", "other")),),
)
