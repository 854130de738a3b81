"""What staff do with a case in their own chat: hand it on, ask its citizen, report it done."""

from handlers.conversation.flow import Asks, Flow, Step

HAND_ON = Flow(name="hand_on", revision=1, steps=(Step("unit", Asks.UNIT), Step("reason", Asks.WORDS)))

INQUIRE = Flow(name="inquire", revision=1, steps=(Step("query", Asks.WORDS),))

REPORT = Flow(
    name="report", revision=1, steps=(Step("proof", Asks.PICTURES, skippable=True), Step("outcome", Asks.WORDS))
)

WORK = (HAND_ON, INQUIRE, REPORT)
