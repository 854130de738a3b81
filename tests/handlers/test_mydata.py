"""One's own data: shown, and set right in the chat itself."""

from handlers.turn import SavePerson
from tests.builders import known, person
from tests.handlers.talk import Talk


def saved(talk: Talk) -> SavePerson:
    (effect,) = [effect for effect in talk.turn.effects if isinstance(effect, SavePerson)]
    return effect


def talk_of(**changes: object) -> Talk:
    return Talk(known(person=person(**changes)))


def test_the_number_is_shown_changed_and_taken_away():
    talk = talk_of(phone="0812345678").say("ข้อมูลของฉัน")
    assert "0812345678" in talk.words()
    talk.say("แก้เบอร์โทร").say("๐๘๙-๙๙๙ ๙๙๙๙")
    assert saved(talk).person.phone == "0899999999"
    assert talk.session is None
    talk = talk_of(phone="0812345678").say("เปลี่ยนเบอร์").say("ข้าม")
    assert saved(talk).person.phone == ""


def test_what_is_no_number_is_asked_again():
    talk = talk_of().say("แก้เบอร์").say("บ้านเลขที่ 12")
    assert talk.at == "fix_phone/phone"
    assert not any(isinstance(effect, SavePerson) for effect in talk.turn.effects)


def test_the_name_is_asked_of_line_anew():
    talk = talk_of(name="ชื่อเก่า").say("แก้ชื่อ")
    assert saved(talk).person.name == ""


def test_a_report_in_hand_is_taken_up_again_after_the_number():
    talk = talk_of().say("แจ้งเรื่อง").say("ถนนหน้าตลาดพังเป็นหลุมใหญ่")
    at = talk.at
    talk.say("แก้เบอร์").say("0812345678")
    assert saved(talk).person.phone == "0812345678"
    assert talk.at == at
