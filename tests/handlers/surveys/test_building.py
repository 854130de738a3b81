"""Writing questionnaires: edits, what keeps its meaning, what is wrong in words, what is not translated."""

import pytest

from handlers.surveys import building
from handlers.surveys.checking import Fault, problems, untranslated
from handlers.surveys.questionnaire import Ask, dump, load
from tests.handlers.surveys.forms import every_kind, options, shipped


@pytest.mark.parametrize(("name", "questions", "scales"), [("short", 23, 17), ("full", 35, 27)])
def test_the_guides_forms_are_whole_and_translated(name: str, questions: int, scales: int):
    form = shipped(name)
    assert problems(form) == ()
    assert untranslated(form, "en") == ()
    assert len(form.questions) == questions
    assert sum(one.asks is Ask.SCALE for one in form.questions) == scales
    assert load(dump(form)) == form


def test_a_new_question_and_section_have_keys_of_their_own():
    form = building.with_section(building.empty("x"))
    form = building.with_question(building.with_question(form, "s2", Ask.TEXT), "s2", Ask.ONE)
    assert [one.key for one in form.sections] == ["s1", "s2"]
    assert [one.key for one in form.questions] == ["q1", "q2"]
    assert {one.fault for one in problems(form)} == {Fault.TITLE, Fault.SECTION, Fault.WORDS, Fault.OPTION_WORDS,
                                                     Fault.OPTION_TWICE}  # fmt: skip


def test_questions_move_within_and_across_sections_and_not_beyond():
    form = building.with_section(shipped("short"))
    assert [one.key for one in building.moved(form, "age", -1).sections[0].questions][:2] == ["age", "sex"]
    across = building.moved(form, "occupation", 1)
    assert [one.key for one in across.sections[1].questions] == ["occupation", "subject"]
    assert building.moved(form, "sex", -1) == form
    assert building.moved(form, "about", 1).sections[1].key == "about"
    assert building.moved(form, "nothing", 1) == form


def test_options_keep_their_codes_when_others_are_added_reworded_or_removed():
    before = options("ดี", "พอใช้", "แย่")
    added = building.options_of(["ดี", "ดีมาก", "พอใช้", "แย่"], [], before)
    assert [one.code for one in added] == [1, 4, 2, 3]
    reworded = building.options_of(["ดี", "ปานกลาง", "แย่"], [], before)
    assert [one.code for one in reworded] == [1, 2, 3]
    removed = building.options_of(["แย่"], ["Bad"], before)
    assert [(one.code, one.words) for one in removed] == [(3, {"th": "แย่", "en": "Bad"})]


def test_what_depended_on_a_deleted_question_is_asked_of_everybody():
    form = building.without(every_kind(), "mood")
    assert form.question("why") is not None
    assert form.question("why").when is None  # type: ignore[union-attr]
    assert problems(form) == ()


def test_a_condition_on_a_later_question_and_a_photo_without_a_name_are_refused():
    form = building.moved(every_kind(), "why", -1)
    assert Fault.WHEN_LATER in {one.fault for one in problems(form)}
    nameless = building.with_head(every_kind(), {"title_th": "ก", "anonymous": "1"})
    assert Fault.PHOTO in {one.fault for one in problems(nameless)}
    gone = building.with_changed(every_kind(), "why", {"words_th": "ทำไม", "when": "mood:9"})
    assert Fault.WHEN in {one.fault for one in problems(gone)}


def test_fields_that_are_not_translated_are_named():
    form = building.with_changed(shipped("short"), "i1_1", {"words_th": "ง่าย", "number": "1.1"})
    assert untranslated(form, "en") == ("i1_1",)
