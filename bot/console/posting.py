"""Posters as answers of the console: a QR code that opens the chat with the words of a code."""

from flask import Response

from bot.console.frame import office, parts
from bot.line.errors import LineError
from bot.services.surveys.posters import deep_link, lines_of, poster
from handlers.codes import shown


def account() -> str:
    """Return the LINE account's own id, as `@123abcde`; empty where LINE cannot be asked."""
    try:
        return str(parts().line.bot_info().get("basicId", ""))
    except LineError:
        return ""


def poster_of(code: str, word: str, title: str, subtitle: str, name: str) -> Response:
    """Return a poster as PDF; `word` is what is typed before the code."""
    words = f"{word} {shown(code)}"
    lines = lines_of(office().name("th"), title, subtitle, words)
    made = poster(deep_link(account() or "@", words), lines)
    return Response(
        made, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )
