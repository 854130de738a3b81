"""The words: the same keys and blanks in all languages, every key that is used is there, and none is idle."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pytest

from bot.line.limits import BUTTON_LABEL, QUICK_REPLIES, QUICK_REPLY_LABEL, TEXT, Unit, fits, size
from bot.services.words import phrasebook
from handlers.alerts.alert import About
from handlers.alerts.raising import TO_THE_LEAD, TO_THE_UNIT
from handlers.cases.behind import TOLD as BEHIND
from handlers.cases.chasing import Stage
from handlers.cases.deadlines import Step
from handlers.cases.facts import Contact
from handlers.cases.status import Denied, MoveName, Status
from handlers.conversation.asking import MOST_CATEGORIES
from handlers.conversation.beginning import MATTERS
from handlers.conversation.flow import Asks
from handlers.conversation.flows import FLOWS
from handlers.conversation.smalltalk import TOPICS, menu_choices
from handlers.conversation.typed import ALWAYS, STEP_WORDS, plain
from handlers.conversation.wording import blanks_of, parse_texts
from handlers.danger import NATIONAL
from handlers.events import MediaKind
from handlers.person import Updates
from nlp.reading import Emergency, Kind
from nlp.taxonomy import CATEGORY_KEYS
from tests.builders import known, person
from tests.guard.tree import ROOT, dotted, sources, syntax, tracked

LANGUAGES = sorted(phrasebook().languages)
THAI = phrasebook().languages["th"]
SECTIONS = {key.split(".")[0] for key in THAI}
FOLDERS = sorted({name.rsplit("/", 1)[0] for name in tracked() if re.search(r"/texts/([a-z]+/)?[a-z]+\.toml$", name)})
USERS = [
    *sources("handlers", "bot/services", "bot/commands", "bot/demo"),
    *(name for name in sources("bot") if name.count("/") == 1),
]
NAME = r"[a-z_]+"

LABELLED_ACTS = ("show", "add", "solved", "unsolved", "withdraw", "withdraw_yes", "accept", "hand_on",
                 "inquire", "report")
LABELLED_COMMANDS = ("forget_about", "complain", "suggest", "ask", "praise", "status", "staff", "menu", "updates",
                     "thai", "english", "privacy", "mydata", "fix_name", "fix_phone",
                     "erase", "erase_yes", "withdraw_consent")  # fmt: skip
WORK_ACTS = ("accept", "hand_on", "inquire", "report")
EDITABLE = {
    step.key for flow in FLOWS.values() for step in flow.steps
    if any(one.asks is Asks.CONFIRM for one in flow.steps) and step.asks not in (Asks.CONFIRM, Asks.PHONE)
}  # fmt: skip

# Every family of keys that the code puts together, with its members. A new f-string needs a line here.
FAMILIES: dict[str, Iterable[object]] = {
    "alert.{}": ("reopen", "withdraw", "confirm"),
    "alerts.heading.{}": About,
    "alerts.part_{}": (*TO_THE_UNIT, *TO_THE_LEAD),
    "alerts.{}": Stage,
    "step.{}": (*Step, "part"),
    "category.{}": CATEGORY_KEYS,
    "choice.why.{}": FLOWS["poll"].steps[1].choices,
    "choice.{}.{}": [
        f"{step.key}.{value}" for flow in FLOWS.values() for step in flow.steps for value in step.choices
    ],
    "consent.point_{}": (1, 2, 3),
    "together.{}": BEHIND,
    "danger.title_{}": ("care", "alarm"),
    "danger.{}": Emergency,
    "denied.{}": Denied,
    "entry.{}": MoveName,
    "digest.{}": ("new", "today", "tomorrow", "overdue", "waiting"),
    "flow.{}.{}": [f"{flow.name}.{step.key}" for flow in FLOWS.values() for step in flow.steps],
    "kind.{}": Kind,
    "label.{}": (*LABELLED_ACTS, *LABELLED_COMMANDS, "agree", "decline"),
    "notice.sent_{}": Kind,
    "notice.{}": (
        "accept", "visit", "confirm", "reopen", "refuse", "refer", "withdraw", "merge", "acknowledge", "hold",
    ),
    "number.{}": NATIONAL,
    "smalltalk.{}": (*TOPICS, "other"),
    "status.{}": Status,
    "summary.contact_{}": (Contact.LINE, Contact.PHONE, Contact.ANONYMOUS),  # what the chat offers
    "summary.{}": EDITABLE,
    "typed.{}": (*ALWAYS, *STEP_WORDS, "survey_next", "survey_unknown",
                 "agree", "decline", "solved", "unsolved", *TOPICS, *WORK_ACTS),
    "understood.{}": (*MATTERS, "talk", "video", "audio", "file"),
    "survey.points_3.{}": (1, 2, 3),
    "survey.points_5.{}": (1, 2, 3, 4, 5),
    "updates.{}": Updates,
    "mydata.updates_{}": Updates,
    "media.lost_{}": MediaKind,
    "ready.{}": ("hand_on", "inquire", "report"),
    "work.done_{}": ("hand_on", "ask", "report"),
    "work.status.{}": Status,
}  # fmt: skip


def members(family: str) -> set[str]:
    """The keys of a family."""
    stem = family[: family.index("{")]
    return {f"{stem}{member}" for member in FAMILIES[family]}


def pattern(node: ast.JoinedStr) -> str:
    """An f-string with its blanks empty."""
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]


def is_key(text: object) -> bool:
    like_one = isinstance(text, str) and re.fullmatch(rf"{NAME}(\.[a-z0-9_]+)+", text)
    return bool(like_one) and str(text).split(".")[0] in SECTIONS


def is_family(text: str) -> bool:
    return bool(re.fullmatch(rf"{NAME}\.[a-z0-9_.{{}}]*", text)) and text.split(".")[0] in SECTIONS


@lru_cache(maxsize=1)
def used() -> tuple[frozenset[str], frozenset[str]]:
    """The keys that stand in the code, and the families that it puts together."""
    literals, families, parts = set(), set(), set()
    for name in USERS:
        for node in ast.walk(syntax(name)):
            if isinstance(node, ast.JoinedStr):
                parts |= {id(part) for part in node.values}
                if is_family(pattern(node)):
                    families.add(pattern(node))
            elif isinstance(node, ast.Constant) and is_key(node.value) and id(node) not in parts:
                literals.add(str(node.value))
    return frozenset(literals), frozenset(families)


@pytest.mark.parametrize("folder", FOLDERS)
def test_all_languages_have_the_same_keys_and_blanks(folder: str):
    read = {
        path.stem: parse_texts(path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).glob("*.toml"))
    }
    assert {"th", "en"} <= set(read)
    for language, texts in read.items():
        assert set(texts) == set(read["th"]), language
        blanks = {key: blanks_of(words) for key, words in texts.items()}
        assert {k: b for k, b in blanks.items() if b != blanks_of(read["th"][k])} == {}, language
        assert [key for key, words in texts.items() if not words.strip()] == [], language


def test_every_key_in_the_code_is_there():
    assert sorted(used()[0] - set(THAI)) == []


def test_every_family_of_keys_in_the_code_is_named_above_and_no_other():
    assert used()[1] == set(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_is_there(family: str):
    assert sorted(members(family) - set(THAI)) == []


def test_no_text_is_idle():
    needed = set(used()[0]).union(*map(members, FAMILIES))
    assert sorted(set(THAI) - needed) == []


def said() -> Iterator[tuple[str, int, set[str], set[str]]]:
    """Every `say(key, blank=...)` of the code: where it stands, the keys it may mean, the blanks it fills."""
    for name in USERS:
        for node in ast.walk(syntax(name)):
            if not isinstance(node, ast.Call) or dotted(node.func).split(".")[-1] != "say" or not node.args:
                continue
            first, given = node.args[0], {word.arg for word in node.keywords}
            if None in given:
                continue  # **blanks: not to be known from here
            if isinstance(first, ast.Constant) and is_key(first.value):
                yield name, node.lineno, {str(first.value)}, {str(word) for word in given}
            elif isinstance(first, ast.JoinedStr) and pattern(first) in FAMILIES:
                yield name, node.lineno, members(pattern(first)), {str(word) for word in given}


def test_every_blank_is_filled_where_its_text_is_said():
    calls = list(said())
    assert len(calls) > 80
    wrong = []
    for name, line, keys, given in calls:
        needed = {blank for key in keys if key in THAI for blank in blanks_of(THAI[key])}
        # Of a family, a call needs to fill only what its own members have; the families that mix are said in tests.
        if len(keys) == 1 and needed != given:
            wrong.append((name, line, keys, needed ^ given))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_longer_than_line_takes(language: str):
    texts = phrasebook().languages[language]
    short = [key for key in texts if key.startswith(("label.", "choice.", "category."))]
    short += [f"summary.{key}" for key in EDITABLE]
    assert {key: texts[key] for key in short if not fits(re.sub(r"{\w+}", "", texts[key]), QUICK_REPLY_LABEL)} == {}
    assert BUTTON_LABEL.most >= QUICK_REPLY_LABEL.most


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_with_a_blank_leave_room_for_what_goes_in(language: str):
    texts = phrasebook().languages[language]
    for key in (key for key in texts if key.startswith("label.") and "{" in texts[key]):
        assert size(re.sub(r"{\w+}", "", texts[key]), Unit.CLUSTERS) <= 10, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_longer_than_line_takes(language: str):
    assert [key for key, words in phrasebook().languages[language].items() if size(words, TEXT.unit) > 1_000] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_never_more_answers_are_offered_than_line_shows(language: str):
    assert len(menu_choices(known(person=person(language=language)))) <= QUICK_REPLIES
    assert MOST_CATEGORIES + 1 <= QUICK_REPLIES
    assert all(len(step.choices) + step.skippable <= QUICK_REPLIES for flow in FLOWS.values() for step in flow.steps)


def alternatives(name: str) -> set[str]:
    """Every way to type a word, in all languages, as it is compared."""
    return {plain(word) for language in LANGUAGES for word in phrasebook().wording(language).words(f"typed.{name}")}


@pytest.mark.parametrize("name", ALWAYS)
def test_no_word_means_two_commands(name: str):
    assert {other: alternatives(name) & alternatives(other) for other in ALWAYS if other != name
            and alternatives(name) & alternatives(other)} == {}  # fmt: skip


@pytest.mark.parametrize("name", STEP_WORDS)
def test_no_command_hides_a_word_that_a_step_waits_for(name: str):
    assert {other for other in ALWAYS if alternatives(name) & alternatives(other)} == set()


OPPOSITES = [
    ("agree", "decline"), ("solved", "unsolved"), ("yes", "no"), ("send", "no"), ("done", "no"), ("send", "edit"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
def test_no_word_means_a_thing_and_its_opposite(one: str, other: str):
    assert alternatives(one) & alternatives(other) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key", ["notice.refuse", "notice.refer", "notice.reopen", "danger.self_harm", "consent.declined"]
)
def test_bad_news_has_no_exclamation_and_no_emoji(key: str, language: str):
    words = phrasebook().languages[language][key]
    assert "!" not in words
    assert not re.search(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]", words)
