"""The letters of a case: drafted, changed beside a picture of the page, issued with a number; the year's register."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.casework.dossier import Dossier, open_case
from bot.console.frame import actor, console, me, office, only, parts, times, words
from bot.console.looked import looked
from bot.services.casework.letters import LetterRefusedError, unpacked
from handlers.cases.access import sight_of
from handlers.cases.facts import Contact
from handlers.cases.letters import EDITABLE, LISTS, SPEEDS, Letterhead, LetterKind, Paper, may_issue, possible
from handlers.cases.reference import fiscal_year
from handlers.cases.status import Role
from handlers.looking import Look
from storage import letters as rows
from storage.finding.worklist import visible
from storage.letters import LetterRow

MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
READERS = (Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR)
PAGE = 50


@console.get("/letters")
@only(*READERS)
def letters() -> str:
    """The register of a fiscal year's letters, as far as the reader may see their cases."""
    this_year = fiscal_year(times().today)
    year = request.args.get("year", this_year, type=int)
    paper = request.args.get("paper", Paper.EXTERNAL.value)
    paper = paper if paper in set(Paper) else Paper.EXTERNAL.value
    before = request.args.get("before", type=int)
    with parts().database.reading() as db:
        found = rows.register(db, year, paper, visible(sight_of(me().role, me().unit)), before, PAGE + 1)
    looked(Look.LIST, [case.id for _, case in found[:PAGE]])
    return render_template(
        "console/letters/register.html", found=found[:PAGE], more=len(found) > PAGE, year=year, paper=paper,
        years=range(this_year, this_year - 5, -1), papers=list(Paper), contents=_contents(found[:PAGE]),
        head=parts().letters.letterhead(), may_set=me().role in (Role.HEAD, Role.ADMINISTRATOR),
    )  # fmt: skip


@console.post("/letters/letterhead")
@only(Role.HEAD, Role.ADMINISTRATOR)
def letterhead() -> ResponseReturnValue:
    """Change what stands the same on every letter."""
    typed = {name: " ".join(request.form.get(name, "").split())[:200] for name in Letterhead.__dataclass_fields__}
    lines = tuple(" ".join(line.split())[:200] for line in request.form.get("address", "").splitlines() if line.strip())
    parts().letters.keep_letterhead(Letterhead(**{**typed, "address": lines[:5]}))  # type: ignore[arg-type]
    flash(words().say("letterhead.done"))
    return redirect(url_for("console.letters"))


@console.post("/cases/<int:case_id>/letters")
def letter_draft(case_id: int) -> ResponseReturnValue:
    """Draft a letter of a case."""
    dossier = open_case(case_id)
    if not dossier.writable:
        abort(403)
    kind = request.form.get("kind", "")
    if kind not in set(LetterKind):
        abort(400)
    letter_id = parts().letters.draft(case_id, LetterKind(kind), actor())
    return redirect(url_for("console.letter", letter_id=letter_id))


@console.get("/letters/<int:letter_id>")
def letter(letter_id: int) -> str:
    """A letter: its fields while it is a draft, its pages as pictures."""
    row, dossier = _open(letter_id)
    return _page(row, dossier)


@console.get("/letters/<int:letter_id>/page-<int:number>.png")
def letter_picture(letter_id: int, number: int) -> Response:
    """One page as a picture."""
    row, _ = _open(letter_id)
    pages = parts().letters.pictures(row)
    if not 1 <= number <= len(pages):
        abort(404)
    return Response(pages[number - 1], mimetype="image/png")


@console.get("/letters/<int:letter_id>.<form>")
def letter_file(letter_id: int, form: str) -> Response:
    """The letter's file: the very one that was issued."""
    row, dossier = _open(letter_id)
    if form not in MIMES:
        abort(404)
    try:
        made = parts().letters.file(row, form)
    except LetterRefusedError:
        abort(500)
    answer = Response(made, mimetype=MIMES[form])
    name = f"{dossier.case.digits}-{row.kind}{f'-{row.year}-{row.number}' if row.number else ''}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@console.post("/letters/<int:letter_id>")
def letter_change(letter_id: int) -> ResponseReturnValue:
    """Keep what was typed; a script that asks for it gets the pictures alone."""
    row, dossier = _open(letter_id, write=True)
    typed = {name: request.form[name] for name in EDITABLE if name in request.form}
    try:
        row = parts().letters.change(row.id, typed, actor(), request.form.get("version", type=int))
    except LetterRefusedError as refused:
        return _refused(letter_id, refused, typed)
    if "HX-Request" in request.headers:
        return render_template("console/letters/pages.html", **_shown(row, dossier), swap=True)
    return redirect(url_for("console.letter", letter_id=letter_id))


@console.post("/letters/<int:letter_id>/<act>")
def letter_act(letter_id: int, act: str) -> ResponseReturnValue:
    """Issue a draft, cancel what was issued, or throw a draft away."""
    row, dossier = _open(letter_id, write=True)
    if act not in ("issue", "cancel", "drop"):
        abort(404)
    if act != "drop" and not may_issue(me().role):
        abort(403)
    typed = {name: request.form[name] for name in EDITABLE if name in request.form}
    try:
        if act == "issue":
            seen = request.form.get("version", type=int)
            if typed:
                seen = parts().letters.change(row.id, typed, actor(), seen).version
            row = parts().letters.issue(letter_id, actor(), seen)
        elif act == "cancel":
            parts().letters.cancel(letter_id, actor(), request.form.get("why", "")[:2000])
        else:
            parts().letters.drop(letter_id, actor())
    except LetterRefusedError as refused:
        return _refused(letter_id, refused, typed)
    flash(words().say(f"letter_done.{act}", number=row.shown_number))
    if act == "drop":
        return redirect(url_for("console.case", case_id=dossier.case.id))
    return redirect(url_for("console.letter", letter_id=letter_id))


def offered(dossier: Dossier) -> dict[str, Any]:
    """What the case's page shows of its letters: those there are, and those that can be drafted."""
    with parts().database.reading() as db:
        found = rows.letters_of(db, dossier.case.id)
    kinds = possible(Contact(dossier.case.contact), dossier.case.unit)
    return {"letters": found, "letter_kinds": kinds if dossier.writable else ()}


def _open(letter_id: int, *, write: bool = False) -> tuple[LetterRow, Dossier]:
    """A letter, for those who may see its case; and with `write` only for those who may write in it."""
    with parts().database.reading() as db:
        row = rows.letter(db, letter_id)
    if row is None:
        abort(404)
    dossier = open_case(row.case_id)
    if write and not dossier.writable:
        abort(403)
    looked(Look.LETTER, [row.case_id])
    return row, dossier


def _shown(row: LetterRow, dossier: Dossier) -> dict[str, Any]:
    return {
        "row": row,
        "letter": unpacked(row),
        "case": dossier.case,
        "dossier": dossier,
        "pages": range(1, len(parts().letters.pictures(row, ppi=20)) + 1),
    }


def _page(row: LetterRow, dossier: Dossier, trouble: str = "", typed: Mapping[str, str] | None = None) -> str:
    shown = _shown(row, dossier)
    made = shown["letter"]
    fields = {name: "\n\n".join(getattr(made, name)) if name == "body" else "\n".join(getattr(made, name))
              if name in LISTS else getattr(made, name) for name in EDITABLE}  # fmt: skip
    return render_template(
        "console/letters/page.html", **shown, fields={**fields, **(typed or {})}, speeds=SPEEDS, trouble=trouble,
        writable=dossier.writable, may_issue=dossier.writable and may_issue(me().role), swap=False, office_now=office(),
    )  # fmt: skip


def _refused(letter_id: int, refused: LetterRefusedError, typed: Mapping[str, str]) -> ResponseReturnValue:
    row, dossier = _open(letter_id)
    say = words().say
    lacks = ", ".join(say(f"letter_field.{name}") for name in refused.lacks)
    status = 409 if refused.code == "changed" else 422
    return _page(row, dossier, say(f"letter_fault.{refused.code}", lacks=lacks), typed), status


def _contents(found: Any) -> dict[int, Any]:
    return {row.id: unpacked(row) for row, _ in found}
