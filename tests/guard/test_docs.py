"""What the documents say is what there is: settings, commands, moves, links, pictures, files."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, main
from bot.clock import SystemClock
from bot.commands.states import lines_of_diagram, rows_of_table
from bot.console.words import LANGUAGES
from bot.console.words import phrasebook as console_words
from bot.services.office.offices import load_office
from bot.services.words import phrasebook as chat_words
from bot.settings import Settings
from handlers.cases.status import GROUPS, MOVES, Group, MoveName, Status
from storage import schema
from storage.database import Database

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.th.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE")
MOST_PICTURE_BYTES = 2_000_000  # of all pictures together: they are in every clone


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(text: str, heading: str) -> dict[str, list[str]]:
    """The table whose head begins with `heading`: first cell, without its back quotes -> the others."""
    table = re.search(rf"^\| {heading} \|.*\n\|[-| ]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table, f"no table that begins with {heading}"
    cells = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in table[1].splitlines()]
    return {row[0].strip("`"): row[1:] for row in cells}


# ---- settings


def test_the_table_of_settings_names_every_variable_and_no_other() -> None:
    written = re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE)
    assert sorted(rows(read("README.md"), "variable")) == sorted(written)


def test_the_table_of_settings_gives_the_defaults_of_env_example() -> None:
    defaults = dict(re.findall(r"^([A-Z_]+)=(.*)$", read(".env.example"), re.MULTILINE))
    told = {name: cells[0].strip("`") for name, cells in rows(read("README.md"), "variable").items()}
    empty = ("must be set", "none")
    assert {name: "" if cell in empty else cell for name, cell in told.items()} == defaults


# ---- commands


def test_the_table_of_commands_is_that_of_the_program() -> None:
    assert {name.removeprefix("siang ") for name in rows(read("README.md"), "command")} == set(COMMANDS)


def test_the_program_s_help_names_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    assert all(f"  {command} " in shown for command in COMMANDS)


def commands_given() -> Iterator[tuple[str, str]]:
    """Each `siang …` of the documents, with its options."""
    for name in DOCUMENTS:
        for words in re.findall(r"(?:`|\.venv/bin/|/)siang ((?:[a-z]+ ?)(?:[^\n`#;]*))", read(name)):
            yield name, words.strip()


@pytest.mark.parametrize(("document", "words"), sorted(set(commands_given())))
def test_every_command_of_the_documents_exists_with_its_options(document: str, words: str) -> None:
    name, *rest = words.split()
    if name == "COMMAND":
        return
    assert name in COMMANDS, f"{document}: siang {words}"
    inner = [rest[0]] if name == "user" and rest and not rest[0].startswith("-") else []
    shown = CliRunner().invoke(main, [name, *inner, "--help"])
    assert shown.exit_code == 0, f"{document}: siang {words}"
    for option in re.findall(r"--[a-z]+", words):
        assert option in shown.output, f"{document}: siang {words}"


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for name in DOCUMENTS:
        assert set(re.findall(r"(?:^|`)make ([a-z]+)", read(name), re.MULTILINE)) <= targets, name


# ---- the life of a case


def test_the_picture_of_the_moves_is_what_siang_states_prints() -> None:
    drawn = re.search(r"```mermaid\n(stateDiagram-v2\n.*?)```", read("README.md"), re.DOTALL)
    assert drawn
    assert drawn[1].strip() == "\n".join(lines_of_diagram("en"))
    assert drawn[1].strip() == CliRunner().invoke(main, ["states"]).output.strip()


def test_the_table_of_the_moves_is_what_siang_states_prints() -> None:
    assert "\n".join(rows_of_table("en")) in read("README.md")


def test_the_thai_readme_tells_every_move_as_siang_states_does() -> None:
    plain = [re.sub(r" `\w+`", "", line) for line in rows_of_table("th")]
    assert "\n".join(plain) in read("README.th.md")


def test_the_thai_readme_tells_every_status_in_the_words_of_console_and_chat() -> None:
    office, citizen = console_words().wording("th"), chat_words().wording("th")
    told = [(name, cells[0]) for name, cells in rows(read("README.th.md"), "ในระบบงาน").items()]
    assert told == [(office.say(f"status.{status}"), citizen.say(f"status.{status}")) for status in Status]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_holds_every_status_and_every_move_from_everywhere(language: str) -> None:
    lines = list(lines_of_diagram(language))
    named = dict(re.findall(r'state "(.+)" as (\w+)', "\n".join(lines)))
    names = {key: words for words, key in named.items()}
    assert set(names) == {*Status, "before"}
    drawn = {(source, target) for source, target in re.findall(r"^ +(\w+) --> (\w+) :", "\n".join(lines), re.MULTILINE)}
    for move in MOVES.values():
        said = console_words().wording(language).say(f"move.{move.name}")
        once = [line for line in lines if f" before --> {move.target} : {said}" in line]
        if once:
            barred = {status for status in Status if re.search(rf"[( ·]{re.escape(names[status])}[ )]", once[0])}
            assert move.sources == MOVES[MoveName.WITHDRAW].sources - barred
        else:
            assert {(str(source), str(move.target)) for source in move.sources} <= drawn
    ends = set(re.findall(r"^ +(\w+) --> \[\*\]", "\n".join(lines), re.MULTILINE))
    assert ends == {str(status) for status, group in GROUPS.items() if group is Group.CLOSED}


def test_the_table_names_every_move_once() -> None:
    printed = CliRunner().invoke(main, ["states", "--table", "--lang", "th"]).output
    assert re.findall(r"`(\w+)` \|", printed) == [str(name) for name in MOVES]


# ---- links, pictures, files


def links(name: str) -> Iterator[str]:
    text = read(name)
    yield from re.findall(r"\]\(([^)\s]+)\)", text)
    yield from re.findall(r'(?:src|href)="([^"]+)"', text)


def anchor(heading: str) -> str:
    """The anchor that a heading gets on the pages of code hosts."""
    kept = re.sub(r"[^\w\s\u0e00-\u0e7f-]", "", heading.strip().lower())
    return re.sub(r"\s", "-", kept)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    headings = {anchor(words) for words in re.findall(r"^#+ (.+)$", read(document), re.MULTILINE)}
    for link in links(document):
        if link.startswith("https://"):
            continue
        path, _, place = link.partition("#")
        assert not path or (ROOT / path).exists(), f"{document}: {link}"
        assert path or anchor(place) in headings, f"{document}: {link}"


@pytest.mark.parametrize("document", READMES)
def test_every_picture_has_words_for_who_does_not_see_it(document: str) -> None:
    pictures = re.findall(r"<img [^>]+>", read(document))
    assert pictures
    assert all(re.search(r'alt="[^"]{10,}"', picture) for picture in pictures)


def test_every_picture_is_shown_somewhere_and_all_together_stay_small() -> None:
    kept = list((ROOT / "docs/pictures").iterdir())
    shown = {link for name in READMES for link in links(name)}
    assert {f"docs/pictures/{picture.name}" for picture in kept} <= shown
    assert sum(picture.stat().st_size for picture in kept) < MOST_PICTURE_BYTES


def files_named(document: str) -> set[str]:
    """What stands in back quotes and looks like a file or folder of this repository."""
    words = set(re.findall(r"`([^`\s]+)`", read(document)))
    begins = tuple(f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and path.name not in ("var", ".venv"))
    single = {word for word in words if re.fullmatch(r"[\w.-]+\.(?:md|toml|lock|example)", word)}
    return {word for word in words if word.startswith(begins)} | (single & {path.name for path in ROOT.iterdir()})


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_is_there(document: str) -> None:
    for name in files_named(document):
        if "<" not in name:
            assert list(ROOT.glob(name.rstrip("/"))), f"{document}: {name}"


def test_contributing_names_words_of_the_code_that_are_there() -> None:
    """`UPPER_CASE` words of the checklists are tables in the code."""
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("bot", "handlers", "storage", "tests/handlers")
        for path in (ROOT / folder).rglob("*.py")
    )
    for word in re.findall(r"`(_?[A-Z][A-Z_]{3,})`", read("CONTRIBUTING.md")):
        if word not in ("CHANGELOG", "README"):
            assert re.search(rf"^ *{word}\b", source, re.MULTILINE), word


@pytest.mark.parametrize("document", [*DOCUMENTS, "docs/office/office.toml"])
def test_no_document_names_a_path_of_somebody_s_machine(document: str) -> None:
    assert not re.findall(r"(?<![\w.])/(?:home|root|Users|work|tmp|mnt|opt)/", read(document))
    assert not re.findall(r"[A-Z]:\\", read(document))


# ---- what the documents give to take away


def test_the_office_of_the_documents_can_be_loaded_and_loaded_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'siang.db'}"
    database = Database(url)
    schema.upgrade(database)
    environment = {"LOCAL_LINE": "1", "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-m", "bot.cli", "office", "load", "docs/office/office.toml"]
    for _ in range(2):
        done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    with database.begin() as db:
        settings = Settings.from_env(environment)
        office = load_office(db, settings, SystemClock().now())
    database.close()
    assert office.name("en") == "Example Municipality"
    assert [unit.key for unit in office.units] == ["electric", "works", "health", "audit", "clerk"]
    assert office.days_for("streetlight") == 3
    assert len(office.places) == 2
    assert office.rules[-1].unit == "clerk"
    assert office.policy.confirm_days == 7


def test_the_licence_is_whole() -> None:
    licence = read("LICENSE")
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_the_notice_names_the_licence_of_everything_that_is_vendored() -> None:
    told = read("NOTICE")
    kept = [path for path in (ROOT / "bot").rglob("*") if path.name == "OFL.txt" or path.name.endswith("-LICENSE.txt")]
    assert kept
    assert all(path.name in told for path in kept)
