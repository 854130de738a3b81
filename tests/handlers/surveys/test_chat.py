"""Questionnaires in chat: from the invitation to the last answer, with everything that may come in between."""

from typing import Any

import pytest

from handlers.events import ButtonPressed
from handlers.messages import Press, Sheet, Text
from handlers.postbacks import Answer, WaveAct, encode
from handlers.surveys.facts import CounterFacts, WaveFacts
from handlers.surveys.questionnaire import Questionnaire
from handlers.turn import HandIn
from tests.builders import known, person, wording
from tests.handlers.surveys.forms import every_kind, shipped, wave
from tests.handlers.talk import Talk

START = encode(WaveAct("start", 7))
SAY = wording().say


def begun(form: Questionnaire, **changes: Any) -> Talk:
    talk = Talk(known(waves={7: wave(form, **changes)}))
    return talk.send(ButtonPressed(START))


def sheet(talk: Talk) -> Sheet:
    found = [message for message in talk.said if isinstance(message, Sheet)]
    assert found, talk.words()
    return found[-1]


def answer(talk: Talk, row: int, tile: int) -> Talk:
    return talk.send(ButtonPressed(sheet_of(talk).rows[row].tiles[tile].action.data))


def sheet_of(talk: Talk) -> Sheet:
    if any(isinstance(message, Sheet) for message in talk.said):
        talk.last_sheet = sheet(talk)  # type: ignore[attr-defined]
    return talk.last_sheet  # type: ignore[attr-defined, no-any-return]


def told(talk: Talk) -> dict[str, Any]:
    assert talk.session is not None
    return dict(talk.session.answers["told"])


def fill(talk: Talk, score: int = 3) -> Talk:
    """Answer everything to the end, by taps, the second option of what has none."""
    for _ in range(60):
        if talk.session is None:
            return talk
        page = talk.said[-1]
        if isinstance(page, Sheet):
            for row in page.rows:
                tile = next((one for one in row.tiles if one.action.data.endswith(f"%3D{score}") and one.face),
                            row.tiles[1 if len(row.tiles) > 1 else 0])  # fmt: skip
                talk.send(ButtonPressed(tile.action.data))
            if talk.said and talk.said[-1] is page:
                talk.tap(SAY("label.survey_next"))
        elif SAY("label.survey_send") in talk.labels():
            talk.tap(SAY("label.survey_send"))
        elif SAY("label.survey_keep") in talk.labels():
            talk.tap(SAY("label.survey_keep"))
        else:
            talk.say("ขอที่จอดรถเพิ่ม")
    raise AssertionError("no end")


@pytest.mark.parametrize(("name", "items", "asked"), [("short", 17, 23), ("full", 27, 35)])
def test_a_form_is_answered_by_taps_and_handed_in_once(name: str, items: int, asked: int):
    form = shipped(name)
    talk = begun(form)
    assert SAY("survey.promise_anonymous") in talk.words()
    fill(talk)
    handed = talk.register.handed_in
    assert len(handed) == 1
    rows = {key: code for key, code, _ in handed[0].rows}
    assert len(rows) == asked
    assert sum(code == 3 for key, code in rows.items() if form.question(key).asks == "scale") == items  # type: ignore[union-attr]
    assert set(handed[0].groups) == {"sex", "age", "education", "occupation", "subject"}
    assert set(handed[0].kept) == {"sex", "age", "education", "occupation"}
    assert talk.session is None


def test_items_of_one_card_are_tapped_in_any_order_without_a_word_in_between():
    talk = begun(shipped("short"))
    for row in (3, 0, 2):
        answer(talk, row, 0)
        assert talk.said == (), "the card waits for the other items"
    answer(talk, 1, 0)
    assert "ท่านมาติดต่อด้วยเรื่อง" in talk.words()
    assert told(talk) == {"sex": 1, "age": 1, "education": 1, "occupation": 1}


def test_numbers_typed_fill_the_items_in_their_order():
    talk = begun(shipped("short"))
    talk.say("2 1 1 4").say("๑๐")
    assert told(talk)["subject"] == 10
    talk.say("3 2")
    assert "1.3" in talk.words()
    talk.say("พึงพอใจ")
    assert (told(talk)["i1_1"], told(talk)["i1_2"], told(talk)["i1_3"]) == (3, 2, 2)
    assert "2.1" in talk.words()


def test_progress_is_shown_and_back_leads_to_the_card_with_its_marks():
    talk = begun(shipped("short"))
    assert sheet(talk).progress is not None
    assert sheet(talk).progress.word == SAY("survey.progress_many", first=1, last=4, of=23)  # type: ignore[union-attr]
    talk.say("2 1 1 4").say("1")
    talk.say("ย้อนกลับ").say("ย้อนกลับ")
    assert [row.tiles[1].chosen for row in sheet(talk).rows] == [True, False, False, False]
    talk.say("ย้อนกลับ")
    assert SAY("flow.no_back") in talk.words()


def test_someone_stops_goes_away_and_goes_on_days_later():
    talk = begun(shipped("short"))
    talk.say("2 1 1 4").say("3")
    talk.tap(SAY("label.survey_stop"))
    assert talk.session is None
    assert SAY("survey.stopped", done=5, day="อา. 20 ธ.ค. 2569") in talk.words()
    talk.later(days=10).tap(SAY("label.survey_go_on"))
    assert "1.1" in talk.words()
    assert told(talk)["subject"] == 3


def test_an_open_questionnaire_outlives_a_week_of_silence():
    talk = begun(shipped("short"))
    talk.say("2 1 1 4").later(days=20).say("3")
    assert told(talk)["subject"] == 3


def test_a_closed_questionnaire_says_so_and_takes_nothing():
    talk = begun(shipped("short"), open=False)
    assert SAY("survey.closed") in talk.words()
    assert talk.session is None
    late = begun(shipped("short"))
    late.register.waves[7] = wave(shipped("short"), open=False)
    late.say("2 1 1 4")
    assert SAY("survey.closed") in late.words()
    assert late.session is None or late.session.flow != "survey"


def test_two_taps_on_send_hand_in_once():
    talk = fill(begun(shipped("short")))
    send = encode(Answer("t1", "page", "send"))
    talk.send(ButtonPressed(send)).send(ButtonPressed(START))
    assert len(talk.register.handed_in) == 1
    assert SAY("survey.answered") in talk.words()


def test_who_is_not_invited_is_told_so_and_who_declines_is_left_alone():
    assert SAY("survey.invited_only") in begun(shipped("short"), invited=False).words()
    talk = Talk(known(waves={7: wave(shipped("short"))})).send(ButtonPressed(encode(WaveAct("decline", 7))))
    assert talk.register.declined == [7]


def test_what_is_kept_about_someone_is_not_asked_again_but_counts():
    kept = {"sex": 1, "age": 2, "education": 2, "occupation": 1}
    talk = begun(shipped("short"), kept=kept)
    assert SAY("survey.known_already") in talk.words()
    assert "ท่านมาติดต่อด้วยเรื่อง" in talk.words()
    fill(talk)
    handed = talk.register.handed_in[0]
    assert {key: handed.groups[key] for key in kept} == kept
    assert handed.kept == {}


def test_nothing_is_kept_about_someone_who_does_not_want_it():
    talk = begun(shipped("short"))
    while SAY("label.survey_keep") not in talk.labels():
        page = talk.said[-1]
        talk.say("1 1 1 1"[: 2 * len(page.rows) - 1]) if isinstance(page, Sheet) else talk.say("ข้าม")
    talk.tap(SAY("label.survey_forget")).tap(SAY("label.survey_send"))
    assert talk.register.handed_in[0].kept == {}


def test_every_kind_of_question_takes_its_answer():
    talk = begun(every_kind())
    talk.say("2").say("รอนานมาก")
    talk.tap("เว็บไซต์").tap("มาเอง").tap("เว็บไซต์")
    assert told(talk)["ways"] == [3]
    talk.tap(SAY("label.survey_next"))
    talk.say("๙๙")
    assert SAY("survey.out_of_bounds") in talk.words()
    talk.say("3 ครั้ง").say("5/11/2569")
    assert SAY("survey.day", day="พฤ. 5 พ.ย. 2569") in talk.words()
    talk.place()
    talk.photo("pic1")
    talk.tap(SAY("label.survey_send"))
    rows = {key: text or code for key, code, text in talk.register.handed_in[0].rows}
    assert rows == {"mood": 2, "why": "รอนานมาก", "ways": 3, "visits": 3, "day": 20261105, "where": "14.03020,99.52020",
                    "proof": "pic1"}  # fmt: skip


def test_the_calendar_gives_the_same_day_as_typing():
    talk = begun(every_kind())
    talk.say("5").say("1").say("3").tap(SAY("label.survey_day"))
    assert told(talk)["day"] == 20261105


def test_branching_leaves_a_question_out_and_its_answer_when_the_mind_changes():
    talk = begun(every_kind())
    talk.say("1").say("ช้า").say("ย้อนกลับ").say("ย้อนกลับ").say("5")
    assert "ways" in talk.words()
    talk.say("1").say("0").say("ข้าม").say("ข้าม").say("ข้าม").tap(SAY("label.survey_send"))
    assert [row[0] for row in talk.register.handed_in[0].rows] == ["mood", "ways", "visits"]


def test_an_anonymous_questionnaire_keeps_a_village_and_no_point():
    talk = begun(every_kind(anonymous=True))
    talk.say("5").say("1").say("3").say("ข้าม").place()
    assert told(talk)["where"] in ("elsewhere", *(place.key for place in known().office.places))


def test_a_needed_item_is_asked_for_kindly():
    talk = begun(every_kind())
    talk.say("ข้าม")
    assert SAY("survey.needed", question="คำถาม mood") in talk.words()
    talk.say("ไม่รู้")
    assert SAY("survey.unknown_needed") in talk.words()


@pytest.mark.parametrize("page", range(7))
def test_bad_input_at_every_kind_of_page_leads_on_and_keeps_what_was_answered(page: int):
    talk = begun(every_kind())
    for typed in ("2", "ช้า", "1", "3", "5/11/2569", "ข้าม")[:page]:
        talk.say(typed)
    before, at = told(talk), talk.session.answers["at"]  # type: ignore[union-attr]
    talk.sticker()
    assert SAY("understood.sticker") in talk.words()
    if at != "proof":
        talk.photo("odd")
    if at != "where":
        talk.place()
    if at not in ("why", "proof", "where"):
        talk.say("อะไรนะ ??")
    assert talk.said, "there is always a word"
    assert talk.at == "survey/page"
    assert {key: told(talk)[key] for key in before} == before


def test_a_complaint_in_the_middle_is_served_and_the_questionnaire_taken_up_again():
    talk = begun(shipped("short"))
    talk.say("2 1 1 4")
    talk.say("ไฟถนนหน้าวัดดับมาสามคืนแล้ว")
    assert talk.at.startswith("complaint/")
    while talk.at != "complaint/confirm":
        talk.say("ข้าม") if talk.at != "complaint/contact" else talk.say("ทาง LINE นี้")
    talk.say("ส่ง")
    assert len(talk.register.drafts) == 1
    assert "ตอบแล้ว 4 จาก 23 ข้อ" in talk.words()
    talk.say("1")
    assert "ท่านมาติดต่อด้วยเรื่อง" in talk.words()
    assert len(told(talk)) == 4, "a number typed at “shall we go on?” is no answer to an item"
    talk.say("1")
    assert told(talk)["subject"] == 1


def test_danger_in_the_middle_comes_first_even_where_words_are_the_answer():
    talk = begun(every_kind())
    talk.say("1").say("ไฟไหม้บ้านข้าง ๆ")
    assert talk.at.startswith("complaint/")
    assert talk.session is not None
    assert talk.session.under is not None
    assert talk.session.under.answers["told"] == {"mood": 1}


def test_a_complaint_written_where_words_are_asked_for_is_the_answer():
    talk = begun(every_kind())
    talk.say("1").say("ไฟถนนดับ")
    assert told(talk)["why"] == "ไฟถนนดับ"


def test_words_taken_back_leave_the_questionnaire_and_are_asked_again():
    from handlers.events import MessageUnsent, TextSent

    talk = begun(every_kind())
    talk.say("1").send(TextSent("ชื่อสมหญิง", "m77")).send(MessageUnsent("m77"))
    assert "why" not in told(talk)
    assert "สมหญิง" not in str(talk.session)


def test_a_button_of_an_older_card_corrects_its_answer():
    talk = begun(shipped("short"))
    first = sheet(talk)
    talk.say("2 1 1 4")
    talk.send(ButtonPressed(first.rows[0].tiles[0].action.data))
    assert told(talk)["sex"] == 1
    assert "ท่านมาติดต่อด้วยเรื่อง" in talk.words()


FORGED = ("i1_1=9", "nothing=1", "sex=", "sex=99999", "keep=maybe", "send", "subject=abc", "=")


@pytest.mark.parametrize("value", FORGED)
def test_forged_taps_change_nothing(value: str):
    talk = begun(shipped("short"))
    talk.send(ButtonPressed(encode(Answer(talk.session.id, "page", value))))  # type: ignore[union-attr]
    assert told(talk) == {}
    assert not any(isinstance(effect, HandIn) for effect in talk.effects)


def test_a_test_run_says_that_it_is_one_and_keeps_nothing_about_anyone():
    talk = begun(shipped("short"), test=True)
    assert SAY("survey.test") in talk.words()
    fill(talk)
    assert talk.register.handed_in[0].kept == {}


def test_english_speakers_read_english():
    talk = Talk(known(person=person(language="en"), waves={7: wave(shipped("full"))})).send(ButtonPressed(START))
    assert "Questions 1–4 of 35" in talk.words()
    talk.say("1 2 2 4").say("3").say("3 3 2")
    assert "Staff are honest" in talk.words() or "Knowledge and ability" in talk.words()


COUNTER = CounterFacts(3, {"th": "จุดรับเรื่อง 1", "en": "Counter 1"}, {"th": "งานทะเบียน"}, "แสง")


def test_a_counter_is_rated_by_its_code_and_a_low_score_may_lead_to_a_complaint():
    talk = Talk(known(counter=COUNTER)).say("ให้คะแนน ACDE-FGH7")
    assert "จุดรับเรื่อง 1" in talk.words()
    assert "แสง" in talk.words()
    data = next(choice.action for choice in talk.offers() if isinstance(choice.action, Press)).data
    talk.send(ButtonPressed(data))
    assert [vote.score for vote in talk.register.votes] == [1]
    talk.say("ช้า")
    assert talk.register.votes[-1].why == "ช้า"
    assert talk.register.votes[0].ticket == talk.register.votes[1].ticket
    assert SAY("label.complain") in talk.labels()


def test_nobody_rates_twice_or_their_own_work():
    again = Talk(known(counter=CounterFacts(3, {"th": "จุด 1"}, voted=True))).say("ให้คะแนน ACDE-FGH7")
    assert SAY("counter.again", name="จุด 1") in again.words()
    own = Talk(known(counter=CounterFacts(3, {"th": "จุด 1"}, own=True))).say("ให้คะแนน ACDE-FGH7")
    assert SAY("counter.own") in own.words()
    assert again.session is own.session is None


def test_an_unknown_code_is_said_to_be_so():
    assert SAY("counter.unknown") in Talk(known()).say("ให้คะแนน ACDE-FGH7").words()


def test_a_wave_that_is_open_to_all_is_begun_by_its_code():
    talk = Talk(known(waves={7: wave(shipped("short"))})).say("แบบสอบถาม ACDE-FGH7")
    assert isinstance(talk.said[0], Text)
    assert talk.at == "survey/page"
    assert talk.register.came == [7]
    assert isinstance(talk.register.waves[7], WaveFacts)
