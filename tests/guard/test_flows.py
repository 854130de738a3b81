"""The flows as data: names that are unique, conditions that can be known, words for every step and choice."""

import pytest

from bot.services.words import phrasebook
from handlers.conversation.flow import Asks, Flow
from handlers.conversation.flows import FLOWS
from handlers.conversation.summary import KINDS

BOTH = pytest.mark.parametrize("language", sorted(phrasebook().languages))
EACH = pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))


def test_flows_are_known_by_their_own_names():
    assert all(name == flow.name for name, flow in FLOWS.items())
    assert not set(FLOWS) & {"consent", "cancelled"}


@EACH
def test_a_flow_has_steps_with_names_of_their_own_and_a_revision(flow: Flow):
    keys = [step.key for step in flow.steps]
    assert keys
    assert len(set(keys)) == len(keys)
    assert not set(keys) & {"edit", "undo", ""}
    assert flow.revision >= 1
    assert flow.name.isascii()


@EACH
def test_a_condition_names_an_earlier_step_and_answers_that_it_offers(flow: Flow):
    seen: dict[str, tuple[str, ...]] = {}
    for step in flow.steps:
        if step.when is not None:
            assert step.when.step in seen
            assert step.when.values <= set(seen[step.when.step])
        seen[step.key] = step.choices


@EACH
def test_choices_stand_where_one_chooses_and_nowhere_else(flow: Flow):
    for step in flow.steps:
        assert bool(step.choices) == (step.asks in (Asks.CHOICE, Asks.SCORE)), step.key
        assert len(set(step.choices)) == len(step.choices)
        assert "skip" not in step.choices


@EACH
def test_a_summary_comes_last_and_what_is_summed_up_has_a_kind(flow: Flow):
    asks = [step.asks for step in flow.steps]
    assert Asks.CONFIRM not in asks[:-1]
    assert (asks[-1] is Asks.CONFIRM) == (flow.name in KINDS)


@BOTH
@EACH
def test_every_step_and_every_choice_has_its_words(flow: Flow, language: str):
    texts = phrasebook().languages[language]
    for step in flow.steps:
        assert texts.get(f"flow.{flow.name}.{step.key}"), step.key
        labels = [texts.get(f"choice.{step.key}.{value}") for value in step.choices]
        assert all(labels)
        assert len(set(labels)) == len(labels), "two choices would look the same"


@BOTH
def test_two_steps_that_share_a_choice_key_share_its_choices(language: str):
    offered: dict[str, tuple[str, ...]] = {}
    for flow in FLOWS.values():
        for step in flow.steps:
            if step.choices:
                assert offered.setdefault(step.key, step.choices) == step.choices
