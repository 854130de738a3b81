"""Old registers brought in, with everything shown before; and the register, or a part of it, as a file."""

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import actor, asked_by_itself, console, me, now, office, only, parts, words
from bot.console.lists.filters import asked_for
from bot.console.lists.inbox import chosen_tab, list_of
from bot.services.intake.importing import ImportRefusedError
from bot.sheets.reading import MOST_BYTES, SheetRefusedError
from bot.sheets.writing import as_xlsx
from handlers.cases.access import sight_of
from handlers.cases.importing import COLUMNS
from handlers.cases.status import Role, Status
from handlers.looking import Looker
from nlp.taxonomy import CATEGORY_KEYS
from storage.imports import READ, ImportRow

IMPORTERS = (Role.HEAD, Role.ADMINISTRATOR)
FIRST, MOST_FAULTS, MOST_UNKNOWN = 10, 100, 40
MIMES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
EXAMPLE = (
    ("12/2568", "3 มี.ค. 2568", "ไฟถนนหน้าวัดดับมาสามคืน", "ไฟส่องสว่าง", "กองช่าง", "เสร็จแล้ว", "เปลี่ยนหลอดแล้ว", "หน้าวัด หมู่ 5",
     "สมหญิง สมมุติ", "081-234-5678", "โทรศัพท์"),
    ("13/2568", "5/3/2568", "ขยะล้นถังหน้าตลาด", "", "", "อยู่ระหว่างดำเนินการ", "", "ตลาดสด", "", "", "มาด้วยตนเอง"),
)  # fmt: skip
EXAMPLE_FIELDS = ("number", "opened", "text", "category", "unit", "status", "result", "place", "name", "phone",
                  "channel")  # fmt: skip


@console.get("/imports")
@only(*IMPORTERS)
def imports() -> str:
    """The page: a file to choose, and every import there was."""
    return _list()


@console.get("/imports/example.xlsx")
@only(*IMPORTERS)
def imports_example() -> Response:
    """A file with the usual columns, to fill or to compare with."""
    heads = [COLUMNS[name][0] for name in EXAMPLE_FIELDS]
    return _file(as_xlsx(heads, EXAMPLE, words().say("imports.example")), "xlsx", "siang-example")


@console.post("/imports")
@only(*IMPORTERS)
def imports_take() -> ResponseReturnValue:
    """Read a file; it is shown before anything of it is in the register."""
    file = request.files.get("file")
    raw = file.stream.read(MOST_BYTES + 1) if file else b""
    try:
        if not raw or file is None:
            raise SheetRefusedError("empty")
        batch_id = parts().importing.take(file.filename or "?", raw, actor())
    except SheetRefusedError as refused:
        return _list(words().say(f"sheet.{refused.code}")), 422
    return redirect(url_for("console.imports_one", batch_id=batch_id))


@console.get("/imports/<int:batch_id>")
@only(*IMPORTERS)
def imports_one(batch_id: int) -> str:
    """One import: what it would come to, how far it is, or what came of it."""
    return _page(_batch(batch_id))


@console.get("/imports/<int:batch_id>/live")
@only(*IMPORTERS)
@asked_by_itself
def imports_live(batch_id: int) -> str:
    """How far it is."""
    return render_template("console/imports/progress.html", row=_batch(batch_id))


@console.post("/imports/<int:batch_id>/<act>")
@only(*IMPORTERS)
def imports_act(batch_id: int, act: str) -> ResponseReturnValue:
    """Read it otherwise, bring it in, throw it away, or take it back."""
    row = _batch(batch_id)
    try:
        if act == "plan":
            parts().importing.change(batch_id, _columns(row), _mapped())
        elif act == "begin":
            parts().importing.begin(batch_id)
        elif act == "undo":
            parts().importing.undo(batch_id)
        elif act == "drop":
            parts().importing.drop(batch_id)
            return redirect(url_for("console.imports"))
        else:
            abort(404)
    except ImportRefusedError as refused:
        return _page(_batch(batch_id), words().say(f"import_refused.{refused.code}", n=refused.number)), 422
    return redirect(url_for("console.imports_one", batch_id=batch_id))


@console.get("/export.<form>")
@only(Role.REGISTRAR, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR)
def export(form: str) -> Response:
    """The list that the same address shows in the inbox, as a file."""
    if form not in MIMES:
        abort(404)
    wanted = asked_for(list_of(chosen_tab())).wanted
    looker = Looker(me().id, me().role, me().unit or "")
    made, _ = parts().registerfile.write(form, sight_of(me().role, me().unit), wanted, looker, words())
    return _file(made, form, f"siang-{now():%Y%m%d}")


def _file(made: bytes, form: str, name: str) -> Response:
    answer = Response(made, mimetype=MIMES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _batch(batch_id: int) -> ImportRow:
    return parts().importing.batch(batch_id) or abort(404)


def _columns(row: ImportRow) -> dict[str, int]:
    chosen = {name: request.form.get(f"column_{name}", type=int) for name in COLUMNS}
    return {name: place for name, place in chosen.items() if place is not None and 0 <= place < len(row.heads)}


def _mapped() -> dict[str, str]:
    """What staff chose for words that nobody knows; an empty choice leaves it to the reader and the rules."""
    pairs = zip(request.form.getlist("word")[:MOST_UNKNOWN], request.form.getlist("meaning"), strict=False)
    units = {unit.key for unit in office().units}
    allowed: dict[str, set[str]] = {"category": set(CATEGORY_KEYS), "unit": units, "status": set(Status)}
    return {word: to for word, to in pairs if not to or to in allowed.get(word.split(":")[0], set())}


def _list(trouble: str = "") -> str:
    return render_template("console/imports/list.html", batches=parts().importing.batches(), trouble=trouble)


def _page(row: ImportRow, trouble: str = "") -> str:
    shown: dict[str, Any] = {"row": row, "trouble": trouble}
    if row.state == READ:
        read = parts().importing.look(row)
        choices = {"category": [(key, words().say(f"category.{key}")) for key in CATEGORY_KEYS],
                   "unit": [(unit.key, unit.name(words().language)) for unit in office().units],
                   "status": [(status.value, words().say(f"status.{status}")) for status in _STATUSES]}  # fmt: skip
        known = {**dict.fromkeys(row.plan["words"], 0), **read.unknown}
        shown |= {"read": read, "first": parts().importing.first(read, FIRST), "faults": read.faults[:MOST_FAULTS],
                  "column_of": _letters(row), "fields": list(COLUMNS), "choices": choices,
                  "unknown": list(known.items())[:MOST_UNKNOWN]}  # fmt: skip
    return render_template("console/imports/page.html", **shown)


_STATUSES = (Status.RECEIVED, Status.UNCONFIRMED, Status.REFUSED, Status.REFERRED, Status.WITHDRAWN)


def _letters(row: ImportRow) -> dict[str, str]:
    """The letter of each field's column, as a sheet shows it."""
    return {name: _letter(place) for name, place in row.plan["columns"].items()}


def _letter(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)
