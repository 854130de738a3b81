"""What follows on a case: more about it, why it is not solved, how it went; and one's own number set right."""

from handlers.conversation.flow import Asks, Condition, Flow, Step

ADD = Flow(name="add", revision=1, steps=(Step("more", Asks.PICTURES),))

REOPEN = Flow(name="reopen", revision=1, steps=(Step("more", Asks.PICTURES),))

FIX_PHONE = Flow(name="fix_phone", revision=1, steps=(Step("phone", Asks.PHONE, skippable=True),))

POLL = Flow(
    name="poll",
    revision=1,
    steps=(
        Step("score", Asks.SCORE, choices=("1", "2", "3", "4", "5")),
        Step(
            "why",
            Asks.CHOICE,
            choices=("slow", "beside", "manner", "reach"),
            skippable=True,
            when=Condition("score", frozenset({"1", "2"})),
        ),
    ),
)
