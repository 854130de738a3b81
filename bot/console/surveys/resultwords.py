"""The free answers of a wave by theme; an example that should not be shown is taken out of sight."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import console, me, parts
from bot.console.surveys.results import tools
from bot.services.surveys.words import ResultWords
from handlers.surveys.sight import may_read_words, may_steer
from nlp.taxonomy import CATEGORY_KEYS
from nlp.themes import TONES


def _words() -> ResultWords:
    return ResultWords(parts().database, parts().clock)


@console.get("/results/waves/<int:wave_id>/words")
def results_words(wave_id: int) -> str:
    """The page."""
    if not may_read_words(me().role):
        abort(403)
    theme = request.args.get("theme", "")
    found = _words().of_wave(wave_id, me().role, theme)
    if found is None:
        abort(404)
    wave, said = found
    return render_template(
        "console/results/words.html", wave=wave, said=said, wanted=theme, tones=TONES, town=CATEGORY_KEYS, **tools()
    )


@console.post("/results/waves/<int:wave_id>/words/<int:response_id>")
def results_hide(wave_id: int, response_id: int) -> ResponseReturnValue:
    """Hide an example, or show it again."""
    if not may_steer(me().role):
        abort(403)
    question = request.form.get("question", "")[:40]
    try:
        _words().hide(wave_id, response_id, question, me().id, again="again" in request.form)
    except LookupError:
        abort(404)
    return redirect(url_for("console.results_words", wave_id=wave_id, theme=request.form.get("theme") or None))
