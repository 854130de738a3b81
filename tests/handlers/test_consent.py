"""Consent first: what was said before it waits and is taken up, and nothing of it stays with who declines."""

from dataclasses import replace

import pytest

from handlers import consent
from handlers.events import ButtonPressed, Followed, MediaKind, MessageUnsent, TextSent, Unfollowed
from handlers.messages import Card
from handlers.turn import KeepMedia, OpenCase, SavePerson, UseCode
from tests.builders import case, known, office, person
from tests.handlers.talk import Talk, new_talk, sure_talk

STORY = "ไฟถนนหน้าบ้านใหม่ดับมาสามคืนแล้วครับ"


@pytest.mark.parametrize("agree", ["ตกลง", "ยินยอม", "โอเค", "OK", "ได้ค่ะ", "c=agree"])
def test_words_wait_for_consent_and_are_taken_up(agree: str):
    talk = new_talk().say(STORY)
    assert talk.session.flow == consent.FLOW
    assert not [effect for effect in talk.effects if not isinstance(effect, SavePerson)]
    talk = talk.send(ButtonPressed(agree)) if agree.startswith("c=") else talk.say(agree)
    assert talk.at == "complaint/place"
    assert talk.session.answers["what"] == STORY
    assert talk.register.person.notice == office().notice_version


def test_a_picture_waits_for_consent_and_is_not_fetched_before_it():
    talk = new_talk().photo("m1")
    assert not talk.register.media
    talk.tap("ตกลง")
    assert talk.register.media == ["m1"]
    assert talk.at == "complaint/what"


def test_a_place_a_picture_and_words_are_all_taken_up_in_their_order():
    talk = new_talk().place().photo("m1", MediaKind.VIDEO).say(STORY).tap("ตกลง")
    assert talk.at == "complaint/pictures"
    assert talk.session.answers["place"]["area"] == "moo5"
    assert talk.session.answers["gathered"] == ["m1"]
    assert len([effect for effect in talk.effects if isinstance(effect, KeepMedia)]) == 1


def test_who_agrees_without_a_word_is_shown_what_one_can_do():
    talk = new_talk().send(Followed()).tap("ตกลง")
    assert talk.session is None
    assert "แจ้งปัญหา" in talk.labels()


@pytest.mark.parametrize("decline", ["ไม่ตกลง", "ไม่ยินยอม", "c=decline"])
def test_declining_keeps_nothing(decline: str):
    talk = new_talk().say(STORY).photo("m1")
    talk = talk.send(ButtonPressed(decline)) if decline.startswith("c=") else talk.say(decline)
    assert talk.session is None
    assert talk.register.media == []
    assert talk.register.person.notice == ""
    assert not talk.register.drafts
    talk.say("ตกลง")
    assert talk.session is None, "what was said before declining is not taken up later"


def test_who_declined_is_asked_again_before_anything_else():
    talk = new_talk().say("ไม่ตกลง").say(STORY)
    assert talk.session.flow == consent.FLOW
    talk.say("ตกลง")
    assert talk.at == "complaint/place"


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_notice_says_what_why_who_and_where_in_both_languages(language: str):
    (card,) = (message for message in [consent.notice(known(person=person(language=language)))])
    assert isinstance(card, Card)
    assert len(card.lines) == 3
    assert card.buttons[1].action.path == f"/privacy?lang={language}"
    assert all(line in card.alt for line in card.lines)


def test_a_stranger_who_writes_no_thai_is_answered_in_english():
    talk = new_talk().say("The street light is broken")
    assert "Agree" in talk.labels()
    talk.tap("ภาษาไทย")
    assert "ตกลง" in talk.labels()
    assert talk.session.answers["held"][0]["text"] == "The street light is broken"


def test_the_language_may_change_before_consent_and_what_was_said_still_waits():
    talk = new_talk().say(STORY).say("English").say("agree")
    assert talk.session.answers["what"] == STORY
    assert talk.register.person.language == "en"


def test_danger_comes_before_consent():
    talk = new_talk().say("ไฟไหม้บ้านตรงบ้านใหม่")
    assert "199" in talk.words()
    assert talk.session.flow == consent.FLOW
    talk.say("ตกลง")
    assert talk.session.answers["urgent"]
    assert talk.session.answers["emergency"] == "fire"


def test_one_who_wants_to_die_is_given_a_number_and_a_person_before_any_notice():
    talk = new_talk().say("อยากตาย")
    assert "1323" in talk.words()
    assert talk.words().index("1323") < talk.words().index("ขอความยินยอม")


def test_staff_link_their_account_without_agreeing_to_a_citizens_notice():
    talk = new_talk().say("ผูก ACDE-FGH7")
    assert talk.effects == (UseCode("ACDEFGH7"),)


def test_following_out_of_turn_loses_nothing_that_waits():
    """LINE does not promise the order of events: the words may come before the follow."""
    talk = new_talk().say(STORY).send(Followed()).tap("ตกลง")
    assert talk.session.answers["what"] == STORY


def test_a_new_notice_is_asked_for_and_the_open_thread_comes_back():
    talk = sure_talk().say(STORY)
    again = Talk(known(office=office(notice_version="2")), talk.session).say("ข้าม")
    assert again.session.flow == consent.FLOW
    again.say("ตกลง")
    assert again.at == "complaint/pictures"
    assert again.session.answers["what"] == STORY


def test_a_new_notice_agreed_to_without_further_words_brings_the_open_question_back():
    talk = sure_talk().say(STORY)
    again = Talk(known(office=office(notice_version="2")), talk.session).sticker().say("ตกลง")
    assert again.at == "complaint/place"
    assert "กลับมาที่เรื่อง" in again.words()


def test_many_messages_before_consent_are_held_the_newest_ten():
    talk = new_talk()
    for number in range(30):
        talk.say(f"เรื่องที่ {number}")
    assert len(talk.session.answers["held"]) == 10


def test_blocking_and_coming_back():
    talk = sure_talk().say(STORY).send(Unfollowed())
    assert talk.register.person.blocked
    talk.send(Followed(again=True))
    assert not talk.register.person.blocked
    assert talk.at == "complaint/place"


def test_a_case_button_before_consent_does_nothing_but_ask():
    mine = case(status="answered")
    talk = Talk(known(person=replace(person(), notice=""), cases=(mine,))).send(ButtonPressed(f"a=solved&n={mine.id}"))
    assert not [effect for effect in talk.effects if not isinstance(effect, SavePerson)]
    assert talk.session.flow == consent.FLOW


def test_what_was_taken_back_before_consent_is_never_taken_up():
    talk = new_talk().send(TextSent(STORY, "m1")).send(MessageUnsent("m1")).say("ตกลง")
    assert talk.session is None
    assert not [effect for effect in talk.effects if isinstance(effect, OpenCase)]
