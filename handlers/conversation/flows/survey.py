"""A questionnaire: one step that stays open, page after page, until its answers are handed in."""

from handlers.conversation.flow import Asks, Flow, Step

SURVEY = Flow(name="survey", revision=1, steps=(Step("page", Asks.PAGE),))
