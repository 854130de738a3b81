"""The console's words: both languages whole, no key missing, none forgotten; days and ages as people read them."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.console.casework.timeline import ACT_ICONS
from bot.console.looks import KIND_ICONS, MOVE_ICONS
from bot.console.menu import GROUPS, MENU
from bot.console.surveys.surveys import BEGINNINGS, KINDS
from bot.console.words import Times, due_words, phrasebook
from bot.line.cards.palette import contrast
from bot.line.errors import BAD_REQUEST, GONE, INVALID_TOKEN, LIMIT, NOT_FOUND, TOO_LARGE, UNAUTHORIZED
from bot.services.alerts.plans import PlanFault
from bot.services.intake.file import COLUMNS as EXPORTED
from bot.services.staff.accounts import STAFF_ROLES, AccountFault, TwoStep
from bot.services.staff.passwords import PasswordFault
from handlers.cases.afterphoto import Flag
from handlers.cases.chain import Flaw
from handlers.cases.deadlines import Pause, Priority, Step
from handlers.cases.facts import Channel, Contact, Way
from handlers.cases.importing import COLUMNS, CellFault
from handlers.cases.intake import FORMS, Consent, Fault
from handlers.cases.letters import EDITABLE, LetterKind, Paper
from handlers.cases.parts import PartAct, PartStatus
from handlers.cases.routing import RuleFault
from handlers.cases.status import Denied, MoveName, Role, Status
from handlers.cases.superiors import Superior
from handlers.cases.tellback import Outcome
from handlers.conversation.wording import blanks_of
from handlers.looking import Look
from handlers.retention import Kept
from handlers.surveys.checking import Fault as SurveyFault
from handlers.surveys.sampling import Who
from nlp.reading import Emergency, Kind
from nlp.taxonomy import CATEGORY_KEYS
from storage.imports import DONE, READ, RUNNING, UNDOING, UNDONE
from storage.letters import CANCELLED, DRAFT, ISSUED

ROOT = Path(__file__).parents[2] / "bot"
PLACES = ("console", "home", "report")
FILES = [
    file
    for place in PLACES
    for kind in ("html", "py")
    for file in ROOT.glob(f"{place}/**/*.{kind}")
    if file != ROOT / "console" / "__init__.py"
]  # the list of pages looks like keys and is none
TEXTS = phrasebook().languages
FAMILIES = {
    "nav": [entry.page for entry in MENU] + ["menu"],
    "nav_group": list(GROUPS),
    "role": [role.value for role in Role],
    "alerts_fault": list(PlanFault),
    "photo_flag": list(Flag),
    "alerts_means": ["line", "email", "sms"],
    "kind": list(Kind),
    "status": list(Status),
    "move": list(MoveName),
    "move_help": list(MoveName),
    "done": list(MoveName),
    "denied": list(Denied),
    "category": list(CATEGORY_KEYS),
    "contact": list(Contact),
    "channel": list(Channel),
    "way": list(Way),
    "emergency": list(Emergency),
    "password": list(PasswordFault),
    "two_step": list(TwoStep),
    "kept": list(Kept),
    "kept_more": list(Kept),
    "builder_kind": list(KINDS),
    "builder_fault": list(SurveyFault),
    "builder": ["up", "down", "delete"],
    "surveys_from": list(BEGINNINGS),
    "surveys_from_more": list(BEGINNINGS),
    "wave_state": ["draft", "sending", "open", "paused", "closed"],
    "waves_who": list(Who),
    "waves_who_more": list(Who),
    "waves_done": ["pause", "resume", "close"],
    "account_fault": list(AccountFault),
    "field": [name for form in FORMS.values() for name in form.fields],
    "consent": list(Consent),
    "intake_fault": list(Fault),
    "scan": ["kind", "large", "broken", "active", "pages", "many"],
    "told_back": list(Outcome),
    "import_state": [READ, RUNNING, DONE, UNDOING, UNDONE],
    "import_field": list(COLUMNS),
    "import_refused": ["faults", "state", "worked"],
    "cell_fault": list(CellFault),
    "sheet": ["large", "old", "kind", "broken", "bomb", "macros", "columns", "rows", "empty"],
    "column": EXPORTED,
    "rule_fault": list(RuleFault),
    "rules_refused": ["changed", "gone", "faults", "many"],
    "letter": list(LetterKind),
    "paper": list(Paper),
    "letter_state": [DRAFT, ISSUED, CANCELLED],
    "letter_field": EDITABLE,
    "letter_fault": ["lacks", "state", "changed", "why", "altered"],
    "letter_done": ["issue", "cancel", "drop"],
    "flaw": list(Flaw),
    "proof": ["alarm", "checking", "whole", "wrong"],
    "entry_act": list(ACT_ICONS),
    "pause": list(Pause),
    "part": list(PartStatus),
    "part_act": list(PartAct),
    "step_name": list(Step),
    "priority": list(Priority),
    "superior": list(Superior),
    "deadline": ["kind_closed", "kind_open", "kind_half"],
    "look": list(Look),
    "refusal": [INVALID_TOKEN, BAD_REQUEST, UNAUTHORIZED, TOO_LARGE, LIMIT, NOT_FOUND, GONE],
}


def keys_used() -> set[str]:
    """Whole keys as they stand in templates and code."""
    found: set[str] = set()
    for file in FILES:
        found |= set(re.findall(r"""["']([a-z_0-9]+\.[a-z_0-9]+)["'](?! ~)""", file.read_text("utf-8")))
    return {key for key in found if key.split(".")[0] in {name.split(".")[0] for name in TEXTS["th"]}}


def prefixes_used() -> set[str]:
    """Families whose keys are put together in templates and code."""
    found: set[str] = set()
    for file in FILES:
        text = file.read_text("utf-8")
        found |= set(re.findall(r"""["']([a-z_]+\.(?:[a-z_]*_)?)["'] ~""", text))
        found |= set(re.findall(r"""f"([a-z_]+\.)\{""", text))
    return found


def test_both_languages_have_the_same_keys_and_blanks():
    assert TEXTS["th"].keys() == TEXTS["en"].keys()
    for key, words in TEXTS["th"].items():
        assert blanks_of(words) == blanks_of(TEXTS["en"][key]), key


@pytest.mark.parametrize("family", FAMILIES)
def test_every_word_of_the_heart_has_words(family):
    for member in FAMILIES[family]:
        assert f"{family}.{member}" in TEXTS["th"], member


def test_no_key_is_missing():
    known = TEXTS["th"].keys()
    stray = {"flask.typing", "siang.db"} | {key for key in keys_used() if key.endswith((".js", ".css", ".svg"))}
    assert {key for key in keys_used() if key not in known} - stray - {
        key for key in keys_used() if key.split(".")[0] in PLACES and key.split(".")[1] in endpoints()
    } == set()


def endpoints() -> set[str]:
    code = [file.read_text("utf-8") for file in FILES if file.suffix == ".py"]
    return {name for text in code for name in re.findall(r"def (\w+)", text)}


def test_no_word_is_forgotten():
    used, prefixes = keys_used(), prefixes_used() | {f"{family}." for family in FAMILIES}
    families = {prefix for prefix in prefixes if prefix.endswith((".", "_"))}
    sentences = re.compile(r"^(sign_in\.(ended|out|needed)|error\.e\d+(_more)?|home\.how_\d(_more)?|date\..*)$")
    unused = {
        key for key in TEXTS["th"]
        if key not in used and not key.startswith(tuple(families)) and not sentences.match(key)
    }  # fmt: skip
    assert unused == set()


def test_every_move_and_kind_has_an_icon_of_the_sprite():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "console/static/icons.svg").read_text("utf-8")))
    named = {name for file in FILES for name in re.findall(r"icon\(\"(\w+)\"", file.read_text("utf-8"))}
    assert set(MOVE_ICONS) == set(MoveName)
    assert set(KIND_ICONS) == set(Kind)
    assert {*MOVE_ICONS.values(), *KIND_ICONS.values(), *named} <= drawn
    assert STAFF_ROLES


TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("days", "thai", "english"),
    [
        (2, "อีก 2 วัน", "in 2 days"),
        (1, "ครบกำหนดพรุ่งนี้", "due tomorrow"),
        (0, "ครบกำหนดวันนี้", "due today"),
        (-1, "เกินกำหนด 1 วัน", "overdue by 1 day"),
        (-9, "เกินกำหนด 9 วัน", "overdue by 9 days"),
    ],
)
def test_deadlines_are_said_in_days(days, thai, english):
    due = TODAY + timedelta(days=days)
    assert due_words(due, TODAY, phrasebook().wording("th")) == thai
    assert due_words(due, TODAY, phrasebook().wording("en")) == english


def times(language: str, now: datetime) -> Times:
    return Times(phrasebook().wording(language), ZoneInfo("Asia/Bangkok"), now)


NOW = datetime(2026, 11, 28, 2, 30, tzinfo=UTC)  # 09:30 in Bangkok


@pytest.mark.parametrize(
    ("ago", "thai"),
    [
        (timedelta(seconds=20), "เมื่อสักครู่"),
        (timedelta(minutes=59), "59 นาทีก่อน"),
        (timedelta(hours=3), "3 ชม.ก่อน"),
        (timedelta(hours=10), "เมื่อวาน"),
        (timedelta(days=5), "5 วันก่อน"),
        (timedelta(days=40), "จ. 19 ต.ค. 2569"),
    ],
)
def test_ages_are_short(ago, thai):
    assert times("th", NOW).age(NOW - ago) == thai


def test_days_and_times_are_those_of_the_office():
    late = datetime(2026, 12, 31, 18, 5, tzinfo=UTC)  # the new year has begun in Bangkok
    assert times("th", NOW).moment(late) == "ศ. 1 ม.ค. 2570 01:05"
    assert times("en", NOW).moment(late) == "Fri 1 Jan 2027 01:05"
    assert times("th", late).today == date(2027, 1, 1)


def colours(scheme: str) -> dict[str, str]:
    css = (ROOT / "console/static/base.css").read_text("utf-8")
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", css)[:2]
    pattern = r"--([a-z-]+): (#[0-9a-f]{6})"
    found = dict(re.findall(pattern, light)) | {"ink": "#1c2430"}
    return found if scheme == "light" else found | dict(re.findall(pattern, dark))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(scheme):
    shade = colours(scheme)
    pairs = [(ink, ground) for ink in ("ink", "quiet", "brand-ink") for ground in ("ground", "paper", "brand-soft")]
    pairs += [("on-brand", "brand")]
    if scheme == "dark":
        accents = ("received", "working", "waiting", "done", "refused", "danger", "plain")
        pairs += [(f"accent-{name}-ink", f"accent-{name}-soft") for name in accents]
    for ink, ground in pairs:
        assert contrast(shade[ink], shade[ground]) >= 4.5, (ink, ground)
