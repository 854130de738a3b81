"""The terminal chat, with its lines typed by a script."""

import io

from rich.console import Console

from bot.simulator.chat import run
from bot.simulator.client import LocalLine
from tests.simulator.conftest import Json, TinyBot
from tests.simulator.gallery import case_card, item, text


def answers(bot: TinyBot, line: LocalLine) -> None:
    """A tiny conversation: a question with quick replies, then a card, then thanks."""

    def answer(event: Json) -> None:
        said = event.get("message", {})
        message = text("ขอบคุณค่ะ")
        if event["type"] == "follow":
            location, more = (
                {"type": "location", "label": "ส่งตำแหน่ง"},
                {"type": "message", "label": "ข้าม", "text": "ข้าม"},
            )
            message = text("อยู่ตรงไหนคะ", quickReply={"items": [item(location), item(more)]})
        if said.get("type") == "location":
            message = case_card(f"{line.base_url}/static/samples")
        assert bot.reply(event["replyToken"], message).status == 200

    bot.on_event = answer


def typed(line: LocalLine, *lines: str) -> str:
    script, out = iter([*lines, "/quit"]), io.StringIO()
    run(line.base_url, "สมชาย", read=lambda prompt: next(script), console=Console(file=out, width=100), live=False)
    return out.getvalue()


def test_a_conversation_by_numbers_and_commands(line: LocalLine, bot: TinyBot) -> None:
    answers(bot, line)
    shown = typed(line, "/place 14.0208 100.525 หน้าวัด", "2", "/photo lamp-dark")
    assert "อยู่ตรงไหนคะ" in shown
    assert "1  ส่งตำแหน่ง" in shown
    assert "ร70-000123-4" in shown
    assert "2  ส่งเรื่อง" in shown
    kinds = [event.get("message", {}).get("type", event["type"]) for event in bot.events]
    assert kinds == ["follow", "location", "postback", "image"]
    assert bot.events[1]["message"]["title"] == "หน้าวัด"


def test_mistakes_are_told_and_the_chat_goes_on(line: LocalLine, bot: TinyBot) -> None:
    answers(bot, line)
    shown = typed(line, "/place here", "/nothing", "/photo no-such", "/say 1")
    assert "write it as /place" in shown
    assert "unknown command /nothing" in shown
    assert "No such sample" in shown
    assert bot.events[-1]["message"]["text"] == "1"
