"""Taking matters in that came by telephone, letter, in person or from elsewhere: one quick form for each channel."""

from collections.abc import Mapping
from typing import Any, cast

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.casework.uploads import MOST_FILES
from bot.console.frame import actor, console, me, now, office, parts, times, words
from bot.console.looked import looked
from bot.scans import ScanRefusedError, keep_scan
from bot.services.intake.register import new_token
from handlers.cases.access import RESTRICTED, may_register, may_see
from handlers.cases.facts import Channel
from handlers.cases.intake import DATES, FORMS, LINES, Fault, Form, Taken
from handlers.looking import Look
from handlers.thaidates import long_date, read_date
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS

TOLD = ("text", "place", "kind", "category", "kind_by", "category_by", "urgent", "anonymous", "consent", "again",
        "person_named", *LINES, *DATES)  # fmt: skip
LONGEST = 6000
CHANNEL_ICONS = {
    Channel.PHONE: "phone",
    Channel.WALK_IN: "user",
    Channel.LETTER: "clipboard",
    Channel.EMAIL: "send",
    Channel.WEB: "external",
    Channel.MOBILE_UNIT: "route",
    Channel.BOX: "inbox",
    Channel.MINISTRY: "building",
}
AGENCIES = ("ศูนย์ดำรงธรรม", "ศูนย์ดำรงธรรมจังหวัด", "ศูนย์ดำรงธรรมอำเภอ", "กระทรวงมหาดไทย", "กรมส่งเสริมการปกครองท้องถิ่น",
            "สำนักงานปลัดสำนักนายกรัฐมนตรี", "สำนักงานผู้ตรวจการแผ่นดิน", "จังหวัด", "อำเภอ")  # fmt: skip


@console.get("/cases/new")
def register() -> ResponseReturnValue:
    """An empty form of the channel that was chosen, the telephone's first."""
    _may()
    asked = request.args.get("channel", Channel.PHONE.value)
    form = FORMS.get(Channel(asked)) if asked in set(Channel) else None
    if form is None:
        return redirect(url_for("console.register"))
    told = {"anonymous": "1"} if form.anonymous else {}
    return _page(form, new_token(), told)


@console.get("/cases/new/seal")
def register_seal() -> str:
    """The token of this session again, for a form that outlived the session in which it was opened."""
    return render_template("console/register/seal.html")


@console.get("/cases/new/<token>")
def register_draft(token: str) -> ResponseReturnValue:
    """A form that was begun and not filed."""
    _may()
    row = parts().register.draft(token, me().id)
    if row is None:
        abort(404)
    if row.case_id is not None:
        return redirect(url_for("console.register_filed", token=token))
    return _page(FORMS[Channel(row.channel)], token, row.told)


@console.post("/cases/new/<token>/keep")
def register_keep(token: str) -> ResponseReturnValue:
    """Keep what was typed so far, and answer with what was understood of it."""
    _may()
    form, told = _form(), _told()
    kept = _is_something(told) and parts().register.keep_draft(_short(token), me().id, form.channel, told)
    shown = _understood(form, told) | {"told": told, "form": form, "token": token, "faults": {}}
    return render_template("console/register/guess.html", **shown, saved=now() if kept else None, swap=True)


@console.post("/cases/new/<token>/drop")
def register_drop(token: str) -> ResponseReturnValue:
    """Throw a begun form away."""
    _may()
    parts().register.drop_draft(_short(token), me().id)
    flash(words().say("register.dropped"))
    return redirect(url_for("console.register", channel=request.form.get("channel") or None))


@console.post("/cases/new/<token>")
def register_file(token: str) -> ResponseReturnValue:
    """File the matter, once however often it is sent."""
    _may()
    form, told, token = _form(), _told(), _short(token)
    if parts().register.filed(token, me().id):
        return redirect(url_for("console.register_filed", token=token))
    taken = parts().register.take(form.channel, _as_chosen(told), office(), actor())
    if taken.faults:
        parts().register.keep_draft(token, me().id, form.channel, told)
        return _page(form, token, told, taken), 422
    try:
        scans = _scans()
    except ScanRefusedError as refused:
        parts().register.keep_draft(token, me().id, form.channel, told)
        return _page(form, token, told, trouble=words().say(f"scan.{refused.code}", name=refused.args[1])), 422
    chosen = {name: told[name] for name in ("kind", "category") if told.get(f"{name}_by") == "staff" and told.get(name)}
    parts().register.file(token, taken, actor(), chosen, scans)
    return redirect(url_for("console.register_filed", token=token))


@console.get("/cases/new/<token>/filed")
def register_filed(token: str) -> str:
    """The receipt: the reference to read to whoever waits on the line, and the next form one key away."""
    _may()
    found = parts().register.filed(token, me().id)
    if found is None:
        abort(404)
    case, intake = found
    return render_template(
        "console/register/filed.html",
        case=case,
        intake=intake,
        sees=may_see(me().role, me().unit, me().id, case),
        due=long_date(case.due) if case.due and words().language == "th" else times().day(case.due) if case.due else "",
    )


def _page(
    form: Form, token: str, told: Mapping[str, str], taken: Taken | None = None, trouble: str = ""
) -> str:
    faults = dict(taken.faults) if taken else {}
    same = parts().register.same_number(taken.intake, actor()) if taken and Fault.TWICE in faults.values() else []
    return render_template(
        "console/register/page.html",
        **_understood(form, told),
        form=form,
        forms=FORMS,
        icons=CHANNEL_ICONS,
        token=token,
        told=told,
        faults=faults,
        same_number=same,
        trouble=trouble,
        drafts=[row for row in parts().register.drafts(me().id) if row.token != token],
        places=sorted({name for place in office().places for name in (place.name("th"), *place.aliases)}),
        agencies=AGENCIES,
        dates=DATES,
        most_files=MOST_FILES,
        saved=None,
        swap=False,
    )


def _understood(form: Form, told: Mapping[str, str]) -> dict[str, Any]:
    """What was guessed of the words, and which kind and category stand chosen."""
    understood = parts().register.understand(told, office())
    reading = understood.reading
    guesses = [guess for guess in reading.categories if guess.confidence > 0.05] if told.get("text") else []
    # Nobody writes a letter to chat: what is taken for small talk is a complaint until staff say otherwise.
    kind = Kind.COMPLAINT if reading.kind is Kind.OTHER else reading.kind
    guessed = {"kind": kind.value, "category": guesses[0].key if guesses else ""}
    chosen = {name: _as_chosen(told).get(name) or guess for name, guess in guessed.items()}
    same = parts().register.same_matters(told, understood, chosen["category"], actor())
    looked(Look.LIST, [case.id for case in same])
    return {
        "same_matters": same,
        "understood": understood,
        "guesses": guesses,
        "chosen": chosen,
        "kinds": list(Kind),
        "categories": CATEGORY_KEYS,
        "units": office().units,
        "restricted": chosen["category"] in RESTRICTED,
        "days": {name: _day(told.get(name, "")) for name in DATES if name in form.fields},
    }


def _as_chosen(told: Mapping[str, str]) -> dict[str, str]:
    """The form without what only the reader guessed: that is guessed anew from the words as they stand."""
    guessed = {name for name in ("kind", "category") if told.get(f"{name}_by") != "staff"}
    return {name: value for name, value in told.items() if name not in guessed}


def _day(written: str) -> str:
    """How a written date was understood, said back in full."""
    day = read_date(written, times().today) if written.strip() else None
    return (long_date(day) if words().language == "th" else times().day(day)) if day else ""


def _may() -> None:
    if not may_register(me().role):
        abort(403)


def _form() -> Form:
    asked = request.form.get("channel", "")
    form = FORMS.get(Channel(asked)) if asked in set(Channel) else None
    return form or abort(400)


def _told() -> dict[str, str]:
    return {name: request.form.get(name, "")[:LONGEST] for name in TOLD}


def _is_something(told: Mapping[str, str]) -> bool:
    return any(told.get(name, "").strip() for name in ("text", "place", *LINES, *DATES))


def _short(token: str) -> str:
    return token if 10 <= len(token) <= 43 else abort(404)


def _scans() -> list[int]:
    """Keep the scans that came with the form: all of them, or none and why."""
    files = [file for file in request.files.getlist("scans") if file.filename]
    if len(files) > MOST_FILES:
        raise _refused("many", str(MOST_FILES))
    kept = []
    with parts().database.begin() as db:
        for file in files:
            try:
                kept.append(keep_scan(parts().media, db, cast(Any, file.stream)).id)
            except ScanRefusedError as refused:
                raise _refused(refused.code, file.filename or "") from refused
    return kept


def _refused(code: str, name: str) -> ScanRefusedError:
    refused = ScanRefusedError(code)
    refused.args = (code, name)
    return refused
