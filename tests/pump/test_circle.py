"""The full circle of the pump: a webhook comes in, an answer goes out."""

from tests.pump.harness import Pump


def test_a_message_is_answered_on_its_reply_token(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    somchai.says("hello")
    running.work()
    assert running.said(somchai.id) == ["you said hello"]
    assert running.tries() == [("reply", 200)]
    assert [(row.state, row.via, row.attempts) for row in running.rows()] == [("sent", "reply", 1)]
    assert running.rows()[0].line_request_id


def test_what_falls_together_goes_as_one_free_reply(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    for number in range(5):
        somchai.says(str(number))
    running.work()
    assert running.said(somchai.id) == [f"you said {number}" for number in range(5)]
    assert running.tries() == [("reply", 200)]


def test_people_do_not_wait_for_each_other(running: Pump) -> None:
    people = [running.line.person(name) for name in ("Somchai", "Somsri", "Mana")]
    for person in people:
        person.says(f"I am {person.name}")
    running.work()
    assert [running.said(person.id) for person in people] == [[f"you said I am {person.name}"] for person in people]
