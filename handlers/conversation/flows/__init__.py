"""All flows by name, as data."""

from handlers.conversation.flow import Flow
from handlers.conversation.flows.complaint import COMPLAINT
from handlers.conversation.flows.followup import ADD, FIX_PHONE, POLL, REOPEN
from handlers.conversation.flows.opinion import COMPLIMENT, SUGGESTION
from handlers.conversation.flows.question import QUESTION, TALK
from handlers.conversation.flows.sorting import SORT
from handlers.conversation.flows.survey import SURVEY
from handlers.conversation.flows.work import WORK

_CITIZENS = (COMPLAINT, SUGGESTION, COMPLIMENT, QUESTION, TALK, SORT, ADD, REOPEN, POLL, SURVEY, FIX_PHONE)
FLOWS: dict[str, Flow] = {
    flow.name: flow for flow in (*_CITIZENS, *WORK)
}
