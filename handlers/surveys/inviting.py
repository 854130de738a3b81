"""What an invitation to a questionnaire and its one reminder say."""

from datetime import date

from handlers.conversation.wording import Wording
from handlers.dates import day_words
from handlers.messages import Card, Choice, Message, Press
from handlers.postbacks import WaveAct, encode
from handlers.surveys.questionnaire import Questionnaire, said


def invitation(
    form: Questionnaire, wave_id: int, closes_on: date, office: str, wording: Wording, *, again: bool = False
) -> tuple[Message, ...]:
    """Return the card that invites to a questionnaire; `again` is the reminder."""
    say, language = wording.say, wording.language
    day = day_words(closes_on, wording)
    first = say("survey.reminder", day=day) if again else say("survey.invite", office=office, day=day)
    promise = say("survey.promise_anonymous" if form.anonymous else "survey.promise_named")
    title, intro = said(form.title, language), said(form.intro, language)
    lines = tuple(filter(None, (first, "" if again else intro, promise)))
    start = _choice("start", "label.survey_start", wave_id, wording)
    decline = _choice("decline", "label.survey_decline", wave_id, wording)
    return (Card(title=title, lines=lines, buttons=(start, decline), alt=f"{title} {' '.join(lines)}"),)


def _choice(act: str, label: str, wave_id: int, wording: Wording) -> Choice:
    words = wording.say(label)
    return Choice(words, Press(encode(WaveAct(act, wave_id)), shown=words))
