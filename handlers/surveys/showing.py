"""How a page of a questionnaire is shown: several items on one sheet, or one question in words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.conversation.flow import Step
from handlers.conversation.session import Session
from handlers.dates import day_words
from handlers.messages import (
    Choice,
    ChoosePicture,
    Message,
    PickDay,
    Press,
    Progress,
    Row,
    SendPlace,
    Sheet,
    TakePicture,
    Text,
    Tile,
)
from handlers.postbacks import Answer, Command, WaveAct, encode
from handlers.surveys.pages import CONFIRM, KEEP, Page
from handlers.surveys.questionnaire import Ask, Question, said
from handlers.surveys.talk import STEP, Place, place_of
from handlers.turn import Known

NARROW = 11  # characters of the longest label that stands beside three others
FACES = {3: {3: 5, 2: 4, 1: 2}, 5: {5: 5, 4: 4, 3: 3, 2: 2, 1: 1}}  # score -> the face that is drawn


def ask_page(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    """Return the open page of a questionnaire, with the lines of `lead` before it."""
    place = place_of(session, known)
    if place is None:
        return (Text("\n".join([*lead, known.wording.say("survey.closed")])),)
    if place.at == KEEP:
        return (_keep(place, known, lead),)
    page = place.page
    if place.at == CONFIRM or page is None:
        return (_confirm(place, known, lead),)
    if page.questions[0].asks in _WRITTEN:
        return (_written(page, place, known, lead),)
    before = (Text("\n".join(lead)),) if lead else ()
    return (*before, sheet(page, place, known))


def labels_of(question: Question, known: Known) -> dict[int, str]:
    """Return the labels of the answers of a question by their codes, in the order in which they are shown."""
    if question.asks is Ask.SCALE:
        say = known.wording.say
        five = question.points == 5
        return {code: say(f"survey.points_5.{code}" if five else f"survey.points_3.{code}") for code in question.codes}
    return {option.code: said(option.words, known.wording.language) for option in question.options}


def titled(question: Question, known: Known) -> str:
    """Return a question with its number."""
    return f"{question.number} {said(question.words, known.wording.language)}".strip()


def press(place: Place, value: str, label: str, shown: str = "") -> Choice:
    """Return a choice that does something on this very session's page."""
    return Choice(label, Press(encode(Answer(place.session.id, STEP, value)), shown=shown or label))


def offer_to_go_on(session: Session, known: Known) -> tuple[Message, ...]:
    """Return the words that pick up a questionnaire after something else."""
    place = place_of(session, known)
    if place is None or not place.wave.open:
        return ()
    say = known.wording.say
    of = place.pages[0].of if place.pages else 0
    words = say("survey.go_on", title=said(place.wave.form.title, known.wording.language), done=len(place.told), of=of)
    return (Text(words, (press(place, "go", say("label.survey_go_on")), stop_choice(known))),)


def stop_choice(known: Known) -> Choice:
    """Return the choice that stops here; what was answered is kept."""
    label = known.wording.say("label.survey_stop")
    return Choice(label, Press(encode(Command("cancel")), shown=label))


def take_up_choice(wave_id: int, known: Known, key: str = "label.survey_go_on") -> Choice:
    """Return the choice that begins a questionnaire, or takes it up again."""
    label = known.wording.say(key)
    return Choice(label, Press(encode(WaveAct("start", wave_id)), shown=label))


def sheet(page: Page, place: Place, known: Known) -> Sheet:
    """Return a page as a sheet."""
    language, say = known.wording.language, known.wording.say
    section = place.wave.form.section_of(page.key)
    title = said(section.title, language) if section else ""
    rows = tuple(_row(question, place, known) for question in page.questions)
    foot = _foot(page, place, known)
    key = "survey.how_many" if page.questions[0].asks is Ask.MANY else "survey.how_each"
    lead = say(key) if len(rows) > 1 or page.questions[0].asks is Ask.MANY else ""
    spoken = "\n".join(_spoken(question, number, known) for number, question in enumerate(page.questions, 1))
    how = say("survey.how_typed") if len(rows) > 1 else ""
    at = _progress(page, known)
    return Sheet(
        title=title,
        rows=rows,
        lead=lead,
        progress=at,
        foot=foot,
        choices=(*_skip(page, place, known), *_ways(place, known)),
        alt="\n".join(filter(None, (f"{title} ({at.word})", spoken, how))),
    )


def _spoken(question: Question, number: int, known: Known) -> str:
    scale = question.asks is Ask.SCALE
    labels = labels_of(question, known)
    answers = " · ".join(f"{code if scale else at} {label}" for at, (code, label) in enumerate(labels.items(), 1))
    return f"{titled(question, known)}: {answers}"


def _row(question: Question, place: Place, known: Known) -> Row:
    labels, told = labels_of(question, known), place.told.get(question.key)
    chosen = told if isinstance(told, list) else [told]
    number = f"{question.number}: " if question.number else ""
    faces = FACES[question.points] if question.asks is Ask.SCALE else {}
    tiles = tuple(
        Tile(
            label,
            Press(encode(Answer(place.session.id, STEP, f"{question.key}={code}")), shown=f"{number}{label}"),
            chosen=code in chosen,
            face=faces.get(code, 0),
        )
        for code, label in labels.items()
    )
    longest = max((len(label) for label in labels.values()), default=0)
    stacked = question.asks is not Ask.SCALE and (len(labels) > MOST_BESIDE or longest * len(labels) > NARROW * 3)
    return Row(titled(question, known), tiles, stacked)


MOST_BESIDE = 3


def _foot(page: Page, place: Place, known: Known) -> tuple[Choice, ...]:
    say = known.wording.say
    back = Choice(say("label.survey_back"), Press(encode(Command("back")), shown=say("label.survey_back")))
    onward = press(place, "next", say("label.survey_next"))
    several = len(page.questions) > 1 or page.questions[0].asks is Ask.MANY or place.told.get(page.key) is not None
    return (*((back,) if place.backward() else ()), stop_choice(known), *((onward,) if several else ()))


def _skip(page: Page, place: Place, known: Known) -> tuple[Choice, ...]:
    if page.needed(place.told) or page.complete(place.told):
        return ()
    return (press(place, "next", known.wording.say("label.skip")),)


def _ways(place: Place, known: Known) -> tuple[Choice, ...]:
    say = known.wording.say
    back = Choice(say("label.survey_back"), Press(encode(Command("back")), shown=say("label.survey_back")))
    return (*((back,) if place.backward() else ()), stop_choice(known))


def _progress(page: Page, known: Known) -> Progress:
    say = known.wording.say
    if page.first == page.last:
        return Progress(page.first - 1, page.of, say("survey.progress_one", at=page.first, of=page.of))
    word = say("survey.progress_many", first=page.first, last=page.last, of=page.of)
    return Progress(page.first - 1, page.of, word)


def _written(page: Page, place: Place, known: Known, lead: Sequence[str]) -> Text:
    question = page.questions[0]
    hint, extra = _WRITTEN[question.asks](question, place, known)
    before = place.told.get(question.key)
    told = (known.wording.say("survey.told", answer=_shown(question, before, known)),) if before is not None else ()
    lines = [*lead, f"({_progress(page, known).word})", titled(question, known), *told, *hint]
    keep = (press(place, "next", known.wording.say("label.survey_next")),) if told else _skip(page, place, known)
    return Text("\n".join(lines), (*extra, *keep, *_ways(place, known)))


def _shown(question: Question, answer: object, known: Known) -> str:
    if question.asks is Ask.DATE and isinstance(answer, int):
        from datetime import date

        return day_words(date(answer // 10_000, answer // 100 % 100, answer % 100), known.wording)
    if question.asks is Ask.PHOTO:
        return known.wording.say("survey.photo_kept")
    place = known.office.place(str(answer)) if question.asks is Ask.LOCATION else None
    return place.name(known.wording.language) if place else str(answer)


Extra = tuple[tuple[str, ...], tuple[Choice, ...]]


def _about_text(question: Question, place: Place, known: Known) -> Extra:
    key = "survey.how_text_anonymous" if place.wave.form.anonymous else "survey.how_text"
    return (known.wording.say(key),), ()


def _about_number(question: Question, place: Place, known: Known) -> Extra:
    if question.least is not None and question.most is not None:
        return (known.wording.say("survey.how_number", least=question.least, most=question.most),), ()
    return (known.wording.say("survey.how_number_any"),), ()


def _about_date(question: Question, place: Place, known: Known) -> Extra:
    data = encode(Answer(place.session.id, STEP, ""))  # what is picked comes back as the answer
    return (known.wording.say("survey.how_date"),), (Choice(known.wording.say("label.survey_day"), PickDay(data)),)


def _about_place(question: Question, place: Place, known: Known) -> Extra:
    key = "survey.how_place_anonymous" if place.wave.form.anonymous else "survey.how_place"
    return (known.wording.say(key),), (Choice(known.wording.say("label.send_place"), SendPlace()),)


def _about_photo(question: Question, place: Place, known: Known) -> Extra:
    say = known.wording.say
    return (), (Choice(say("label.camera"), TakePicture()), Choice(say("label.pictures"), ChoosePicture()))


_WRITTEN: dict[Ask, Callable[[Question, Place, Known], Extra]] = {
    Ask.TEXT: _about_text,
    Ask.NUMBER: _about_number,
    Ask.DATE: _about_date,
    Ask.LOCATION: _about_place,
    Ask.PHOTO: _about_photo,
}


def _keep(place: Place, known: Known, lead: Sequence[str]) -> Text:
    say = known.wording.say
    choices = (press(place, "keep=yes", say("label.survey_keep")), press(place, "keep=no", say("label.survey_forget")))
    return Text("\n".join([*lead, say("survey.keep")]), (*choices, *_ways(place, known)))


def _confirm(place: Place, known: Known, lead: Sequence[str]) -> Text:
    say = known.wording.say
    key = "survey.confirm_anonymous" if place.wave.form.anonymous else "survey.confirm"
    words = say(key, done=len(place.told), of=place.pages[0].of if place.pages else 0)
    send = press(place, "send", say("label.survey_send"))
    return replace(Text(words), text="\n".join([*lead, words]), choices=(send, *_ways(place, known)))
