"""Plays a story line by line; a line that does not come true fails with its place in the file."""

import re
from typing import Any

from tests.stories import questionnaires as _questionnaires  # noqa: F401 - teaches `acts` more sentences
from tests.stories import shortcuts as _shortcuts  # noqa: F401 - the same
from tests.stories.acts import acts, as_usual
from tests.stories.checks import check_the_end
from tests.stories.hearing import is_said, pattern
from tests.stories.looks import about_cases, about_consoles, looks
from tests.stories.reading import Block, Line, Story, StoryError
from tests.stories.stage import Stage

_CHAT = r"[a-z]+[0-9]*(?: group)?"
_SUBJECT = re.compile(rf"(?P<chat>{_CHAT}) (?P<rest>(?:hears|does not hear|never hears|may tap|may not tap)\b.*)")
_ACTED_IN = re.compile(r"(?P<who>[a-z]+[0-9]*)(?: in (?P<group>[a-z]+ group))? .*")
_IF_ASKED = re.compile(r"if asked (?P<question>.+?), taps: (?P<label>.+)")
_FIELD = re.compile(r"(?P<name>note|picture|unit|other): (?P<value>.+)")


def play(story: Story, stage: Stage) -> None:
    """Play all of it, and look at the end whether everything was right that no line speaks of."""
    try:
        for block in story.blocks:
            _play_block(story, block, stage)
        check_the_end(stage)
    finally:
        as_usual(stage)


def understands(line: Line) -> bool:
    """Tell whether anybody knows what a line says."""
    text = line.text
    if _IF_ASKED.fullmatch(text) or _FIELD.fullmatch(text):
        return True
    subject = _SUBJECT.fullmatch(text)
    known = (acts, about_consoles, about_cases)
    return any(phrases.find(text) for phrases in known) or bool(looks.find(subject["rest"] if subject else text))


def _play_block(story: Story, block: Block, stage: Stage) -> None:
    fields, lines = _fields_of(block)
    act = acts.find(block.head.text)
    if act is None:
        _look(story, block.head, _chat_of(block.head, stage), stage)
    else:
        doing, arguments = act
        stage.listen()
        stage.refusal = ""
        _told(story, block.head, doing, stage, **arguments, **fields)
        stage.settle()
        if not any(line.text.startswith("the console refuses") for line in lines):
            assert not stage.refusal, f"{story.name}.story:{block.head.number}: the console said {stage.refusal}"
    for line in lines:
        _look(story, line, _chat_of(block.head, stage), stage)


def _fields_of(block: Block) -> tuple[dict[str, str], list[Line]]:
    """What belongs to an act of the console, and the other lines."""
    fields: dict[str, str] = {}
    lines = []
    for line in block.under:
        found = _FIELD.fullmatch(line.text)
        if found:
            fields[found["name"]] = found["value"]
        else:
            lines.append(line)
    return fields, lines


def _chat_of(head: Line, stage: Stage) -> str:
    """The chat that an indented line speaks of: the one of the line above it."""
    if subject := _SUBJECT.fullmatch(head.text):
        return stage.chat(subject["chat"])
    acted = _ACTED_IN.fullmatch(head.text)
    name = (acted["group"] or acted["who"]) if acted else ""
    if head.text.endswith("group invites the account"):
        name = f"{head.text.split()[0]} group"
    if head.text.startswith("LINE tells"):
        name = head.text.split()[-1]
    return stage.chat(name) if name and name not in ("case", "there", "label", "the") else ""


def _look(story: Story, line: Line, chat: str, stage: Stage) -> None:
    if asked := _IF_ASKED.fullmatch(line.text):
        _tap_if_asked(asked["question"], asked["label"], chat, stage)
        return
    for phrases in (about_consoles, about_cases):
        if found := phrases.find(line.text):
            _told(story, line, found[0], stage, **found[1])
            return
    if subject := _SUBJECT.fullmatch(line.text):
        chat, text = stage.chat(subject["chat"]), subject["rest"]
    else:
        text = line.text
    found = looks.find(text)
    if found is None:
        raise StoryError(f"{story.name}.story:{line.number}: nobody understands “{line.text}”")
    _told(story, line, found[0], stage, chat, **found[1])


def _told(story: Story, line: Line, doing: Any, *arguments: Any, **named: Any) -> None:
    try:
        doing(*arguments, **named)
    except Exception as problem:
        raise AssertionError(f"{story.name}.story:{line.number}: {line.text}\n{problem}") from problem


def _tap_if_asked(question: str, label: str, chat: str, stage: Stage) -> None:
    wanted = pattern(stage.fill_all_but_keys(question), stage.wording)
    heard = stage.heard(chat)
    if heard and is_said(wanted, heard[-1]):
        person = next(person for person in stage.people.values() if person.id == chat)
        person.taps(stage.fill(label))
        stage.settle()
