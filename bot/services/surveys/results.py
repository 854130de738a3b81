"""Results of waves: fetched, told by the heart, and who was asked beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from bot.clock import Clock
from handlers.surveys.bands import Row
from handlers.surveys.counted import EVERYBODY, Counted, Group
from handlers.surveys.precision import margin, response_rate
from handlers.surveys.questionnaire import Question, Questionnaire, load
from handlers.surveys.report import ALL, Source, Told, Weighing, hidden_in, tell, tell_choices, tell_groups
from storage.database import Database
from storage.surveys import results as surveyresults
from storage.surveys.responses import waiting_in_urn
from storage.surveys.surveys import CLOSED, WaveRow, form_of


@dataclass(frozen=True)
class Sample:
    """The sample beside the score: how many were served, asked, answered; the rate and the margin that follow."""

    people: int
    asked: int
    answered: int
    population: int | None
    waiting: int

    @property
    def rate(self) -> float | None:
        """The response rate, None where nobody was asked by name."""
        return response_rate(self.answered, self.asked)

    @property
    def margin(self) -> float | None:
        """How far off a share may be at most, either way."""
        return margin(self.people, self.population)


@dataclass(frozen=True)
class WaveFacts:
    """A wave as pages and files name it."""

    id: int
    survey_id: int
    name: str
    form: Questionnaire
    anonymous: bool
    closed: bool
    opened: datetime | None
    closed_at: datetime | None
    sample: Sample


@dataclass(frozen=True)
class Choices:
    """A question with options that is no grouping: how many chose which; None where the group is too small."""

    question: Question
    n: int
    chosen: dict[int, int] | None


@dataclass(frozen=True)
class WaveResult:
    """Everything that the page of a wave shows."""

    wave: WaveFacts
    group: Group
    told: Told
    grouping: Question | None
    item: str
    groups: tuple[Row, ...]
    before: WaveFacts | None
    others: tuple[tuple[int, str], ...]
    choices: tuple[Choices, ...]
    texts: tuple[tuple[Question, int], ...]
    served: dict[str, dict[int, int]]


@dataclass(frozen=True)
class Gathered:
    """A wave for files: as it is told, the wave to compare with, and all waves of the questionnaire, the newest
    first.
    """

    facts: WaveFacts
    source: Source
    before: Source | None
    before_name: str
    waves: tuple[tuple[WaveFacts, Source], ...]
    hidden: dict[str, frozenset[int]]


class Results:
    """Reads results; nothing here writes but `weigh` and `hide`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def waves(self) -> list[tuple[WaveFacts, Row]]:
        """Return the waves that count, the newest first, each with its row of everything together."""
        with self._database.reading() as db:
            found = [(wave, source_of(db, wave)) for wave in surveyresults.counting_waves(db)]
            return [(facts_of(db, wave, source), tell(source).everything) for wave, source in found]

    def wave(
        self, wave_id: int, group: Group = EVERYBODY, by: str = "", item: str = ALL, against: int | None = None
    ) -> WaveResult | None:
        """Return a wave's results, or None where there is no such wave.

        `by` is the grouping question of the table of groups, `against` the wave to compare with: the one before it
        without a word, none with 0.
        """
        with self._database.reading() as db:
            wave = db.get(WaveRow, wave_id)
            if wave is None or wave.state not in surveyresults.COUNTING:
                return None
            source = source_of(db, wave)
            kin = [one for one in surveyresults.counting_waves(db, wave.survey_id) if one.id != wave.id]
            earlier = _chosen(kin, wave_id, against)
            past = source_of(db, earlier) if earlier else None
            told = source.counted
            grouping = _grouping(source, by)
            known = item if item == ALL or any(one.key == item for one in source.scales) else ALL
            return WaveResult(
                wave=facts_of(db, wave, source),
                group=group,
                told=tell(source, group, past),
                grouping=grouping,
                item=known,
                groups=tell_groups(source, grouping, known) if grouping else (),
                before=facts_of(db, earlier, past) if earlier and past else None,
                others=tuple((one.id, one.name) for one in kin),
                choices=tuple(
                    Choices(one, told.n(one.key, group), tell_choices(source, one, group))
                    for one in source.form.questions
                    if one.options and not one.groups
                ),
                texts=tuple((one, told.n(one.key)) for one in source.texts if told.n(one.key)),
                served=surveyresults.served(db, wave_id),
            )

    def gather(self, wave_id: int, against: int | None = None) -> Gathered | None:
        """Return what files are made of, or None where there is no such wave."""
        with self._database.reading() as db:
            wave = db.get(WaveRow, wave_id)
            if wave is None or wave.state not in surveyresults.COUNTING:
                return None
            all_waves = surveyresults.counting_waves(db, wave.survey_id)
            earlier = _chosen([one for one in all_waves if one.id != wave_id], wave_id, against)
            sources = {one.id: source_of(db, one) for one in all_waves}
            source = sources[wave_id]
            groupings = [one.key for one in source.form.grouping]
            return Gathered(
                facts=facts_of(db, wave, source),
                source=source,
                before=sources[earlier.id] if earlier else None,
                before_name=earlier.name if earlier else "",
                waves=tuple((facts_of(db, one, sources[one.id]), sources[one.id]) for one in all_waves),
                hidden={key: hidden_in(source.counted, key) for key in groupings},
            )

    def answers(self, wave_id: int) -> Iterator[tuple[int, list[tuple[str, int, str | None]]]]:
        """Yield the answers of a wave response by response: (question, code, words); no person stands beside them."""
        with self._database.reading() as db:
            hidden = surveyresults.hidden_words(db, wave_id)
            rows = surveyresults.raw_answers(db, wave_id)
            for response, answers in groupby(rows, key=lambda row: row[0]):
                told = [(key, code, None if (response, key) in hidden else text) for _, key, code, text in answers]
                yield response, told

    def weigh(self, wave_id: int, grouping: str, people: dict[int, int]) -> None:
        """Keep who was served, by the groups of one question. LookupError where there is no such wave or question."""
        with self._database.begin() as db:
            wave = db.get(WaveRow, wave_id)
            question = load(form_of(db, wave)).question(grouping) if wave else None
            if question is None or not question.groups:
                raise LookupError(grouping)
            known = {option.code for option in question.options}
            surveyresults.keep_served(db, wave_id, grouping, {code: n for code, n in people.items() if code in known})


def source_of(db: Session, wave: WaveRow) -> Source:
    """Return a wave as the heart tells it."""
    served = surveyresults.served(db, wave.id)
    weighing = next((Weighing(grouping, people) for grouping, people in served.items()), None)
    counted = Counted(surveyresults.cells(db, wave.id))
    return Source(load(form_of(db, wave)), counted, wave.population, weighing)


def facts_of(db: Session, wave: WaveRow, source: Source) -> WaveFacts:
    """Return what is said of a wave beside its numbers."""
    asked, answered = surveyresults.asked(db, wave.id)
    sample = Sample(source.counted.people, asked, answered, wave.population, waiting_in_urn(db, wave.id))
    return WaveFacts(
        id=wave.id,
        survey_id=wave.survey_id,
        name=wave.name,
        form=source.form,
        anonymous=wave.anonymous,
        closed=wave.state == CLOSED,
        opened=wave.launched_at,
        closed_at=wave.closed_at,
        sample=sample,
    )


def _chosen(kin: Sequence[WaveRow], wave_id: int, against: int | None) -> WaveRow | None:
    if against is None:
        return next((one for one in kin if one.id < wave_id), None)
    return next((one for one in kin if one.id == against), None)


def _grouping(source: Source, by: str) -> Question | None:
    known = [one for one in source.form.grouping if source.counted.members(one.key)]
    return next((one for one in known if one.key == by), known[0] if known else None)
