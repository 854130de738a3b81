"""Short ways through what other stories tell at length."""

from bot.simulator.choices import quick_replies
from tests.stories.acts import acts, adds
from tests.stories.hearing import is_said, pattern
from tests.stories.stage import Stage

# Question that may stand open -> what is typed; the first of the choices fits wherever nothing better is known.
_ANSWERS = {
    "{flow.sort.kind}": "{choice.kind.complaint}",
    "{flow.complaint.category}": "1",
    "{flow.complaint.place}": "{label.skip}",
    "{flow.suggestion.category}": "1",
    "{flow.suggestion.place}": "{label.skip}",
    "{flow.question.category}": "1",
    "{flow.compliment.who}": "{label.skip}",
    "{flow.complaint.pictures}": "{typed.done}",
    "{flow.complaint.same}": "{label.not_same}",
    "{flow.complaint.contact}": "{choice.contact.line}",
    "{flow.complaint.confirm}": "{label.send}",
    "{flow.suggestion.confirm}": "{label.send}",
    "{flow.question.confirm}": "{label.send}",
    "{flow.compliment.confirm}": "{label.send}",
}
MOST_QUESTIONS = 10


@acts("{who} is a friend who agreed")
def agreed(stage: Stage, who: str) -> None:
    adds(stage, who)
    stage.settle()
    stage.person(who).says(stage.fill("{typed.agree}"))


@acts("{who} has reported: {text}")
def has_reported(stage: Stage, who: str, text: str) -> None:
    if who not in stage.people:
        agreed(stage, who)
        stage.settle()
    stage.person(who).says(stage.fill(text))
    answers_the_rest(stage, who)


@acts("{who} answers the rest and sends")
def answers_the_rest(stage: Stage, who: str) -> None:
    person = stage.person(who)
    for _ in range(MOST_QUESTIONS):
        stage.settle()
        newest = stage.messages(person.id)[-1]
        asked = [answer for question, answer in _ANSWERS.items() if is_said(pattern(question, stage.wording), newest)]
        if not asked:
            return
        answer = stage.fill(asked[0])
        if answer == stage.fill("{typed.done}") and stage.fill("{label.no_picture}") in _offered(newest["body"]):
            answer = stage.fill("{label.no_picture}")
        person.says(answer)


def _offered(body: dict[str, object]) -> list[str]:
    return [choice.name for choice in quick_replies(body)]
