"""Buttons' data: what we write is read back, and what comes from outside never harms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.postbacks import MAX_LENGTH, Answer, CaseAct, Command, decode, encode

words = st.text(st.characters(codec="utf-8"), max_size=10)
hostile = st.one_of(
    st.text(max_size=400),
    st.text("skvcan=&%0123456789+;ก", max_size=400),
    st.binary(max_size=300).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.lists(st.sampled_from(["s=", "k=x", "v=", "a=show", "n=1", "n=-1", "n=๑", "n=" + "9" * 30, "c=menu", "%", "&"]))
    .map("&".join),
)  # fmt: skip


@given(words, words, words)
def test_an_answer_is_read_back_as_it_was_written(session: str, step: str, value: str):
    answer = Answer(session, step, value)
    try:
        data = encode(answer)
    except ValueError:
        return  # too long for LINE: refused when the button is made, not when it is pressed
    assert len(data) <= MAX_LENGTH
    assert decode(data) == answer


@given(words)
def test_a_command_is_read_back(name: str):
    assert decode(encode(Command(name))) == Command(name)


@given(words, st.integers(0, 10**15 - 1), words)
def test_an_act_on_a_case_is_read_back(act: str, number: int, value: str):
    assert decode(encode(CaseAct(act, number, value))) == CaseAct(act, number, value)


@given(hostile)
def test_nothing_from_outside_makes_it_stumble(data: str):
    found = decode(data)
    assert found is None or isinstance(found, Answer | Command | CaseAct)


def test_a_button_that_is_too_long_for_line_is_never_made():
    with pytest.raises(ValueError, match="longer"):
        encode(Answer("s", "k", "ก" * 100))


NONE_OF_OURS = [
    "",
    "hello",
    "&&&&&&",
    "a=show",
    "a=show&n=",
    "a=show&n=-1",
    "a=show&n=1.5",
    "a=show&n=๑",
    "a=show&n=1e3",
    "a=show&n=" + "9" * 16,
    "s=1&k=2",
    "x=1&y=2",
    "c=menu&" * 6,
    "\x00",
    "%",
    "=" * 300,
    "n=1",
]


@pytest.mark.parametrize("data", NONE_OF_OURS)
def test_what_is_none_of_ours_is_nothing(data: str):
    assert decode(data) is None
