"""What is hidden cannot be reckoned back from what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.surveys.hiding import FEWEST, hidden_groups

PEOPLE = st.dictionaries(st.integers(1, 12), st.integers(0, 60), min_size=1)


@given(PEOPLE)
def test_no_group_of_fewer_than_five_is_shown(people):
    hidden = hidden_groups(people)
    assert all(group in hidden for group, n in people.items() if 0 < n < FEWEST)
    assert all(people[group] for group in hidden), "nobody is hidden as a group"


@given(PEOPLE)
def test_the_total_minus_what_is_shown_gives_no_small_group_back(people):
    hidden = hidden_groups(people)
    together = sum(people.values()) - sum(n for group, n in people.items() if group not in hidden)
    if hidden and any(n and group not in hidden for group, n in people.items()):
        assert len(hidden) >= 2
        assert together >= FEWEST


@given(PEOPLE.filter(lambda people: all(n == 0 or n >= FEWEST for n in people.values())))
def test_nothing_is_hidden_without_need(people):
    assert hidden_groups(people) == frozenset()


def test_the_smallest_of_the_others_goes_along():
    assert hidden_groups({"men": 3, "women": 40}) == {"men", "women"}
    assert hidden_groups({"a": 3, "b": 40, "c": 9, "d": 0}) == {"a", "c"}
    assert hidden_groups({"a": 3, "b": 4, "c": 9}) == {"a", "b"}  # seven together: nobody else need go
    assert hidden_groups({"a": 1, "b": 2, "c": 9, "d": 30}) == {"a", "b", "c"}
