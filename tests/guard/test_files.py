"""Files that stay small, say what they are for, and hold nothing of the machine they were written on."""

import ast
import re
import warnings

import pytest

from bot.settings import Settings
from tests.guard.tree import PROGRAM, ROOT, dotted, sources, syntax, tracked

MOST_LINES = 400
TALK_AT = 250
LONGEST_FUNCTION = 60
LONGEST_TEST_FILE = 500

BINARY = (".png", ".jpg", ".jpeg", ".webp", ".ttf", ".woff2", ".npz", ".wav", ".ico", ".mp4", ".gif", ".pdf", ".bin")
# Written apart, so that this file does not hold what it looks for.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "crates" + ".io", "proxy.golang" + ".org",
              "registry" + ".yarnpkg", "conda" + ".anaconda.org"]  # fmt: skip
MACHINE = re.compile(r"(?<![\w.:/-])/(?:root|work|home/\w+|Users/\w+|mnt/\w+)(?:/|\b)")


def lines(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def test_no_file_of_the_program_is_longer_than_can_be_read_at_once():
    too_long = {name: lines(name) for name in sources(*PROGRAM) if lines(name) > MOST_LINES}
    for name in sources(*PROGRAM):
        if TALK_AT < lines(name) <= MOST_LINES:
            warnings.warn(f"{name} has {lines(name)} lines: time to talk about it", stacklevel=1)
    assert too_long == {}


def test_no_file_of_tests_grows_without_end():
    assert {name: lines(name) for name in sources("tests") if lines(name) > LONGEST_TEST_FILE} == {}


def test_every_file_says_in_a_sentence_what_it_is_for():
    silent = []
    for name in sources(*PROGRAM):
        words = ast.get_docstring(syntax(name)) or ""
        if not words or not words.splitlines()[0].rstrip().endswith((".", ":", "?")):
            silent.append(name)
    assert silent == []


def test_no_function_is_longer_than_a_page():
    long = {}
    for name in sources(*PROGRAM):
        for node in ast.walk(syntax(name)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION and not name.startswith("storage/migrations/"):
                    long[f"{name}:{node.name}"] = length
    assert long == {}


@pytest.mark.parametrize("layer", PROGRAM)
def test_no_name_says_that_it_collects_whatever_comes(layer: str):
    """`utils`, `common`, `helpers`: everybody regrets the file that collects."""
    stems = {name.rsplit("/", 1)[-1].removesuffix(".py") for name in sources(layer)}
    assert not stems & {"utils", "util", "common", "helpers", "helper", "misc", "manager", "base"}


def texts() -> list[tuple[str, str]]:
    names = [name for name in tracked() if not name.endswith(BINARY) and not name.endswith(".lock")]
    return [(name, (ROOT / name).read_text(encoding="utf-8", errors="replace")) for name in names]


def test_no_file_names_a_registry_of_packages():
    found = [(name, host) for name, text in texts() for host in REGISTRIES if host in text]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert found == []
    assert [host for host in REGISTRIES if host in lock] == []


def test_no_file_holds_a_path_of_the_machine_it_was_written_on():
    found = {name: match.group() for name, text in texts() if (match := MACHINE.search(text))}
    assert found == {}


def test_nothing_of_a_working_copy_is_kept():
    kept = re.compile(r"(^|/)(__pycache__|\.venv|var|\.env|\.hypothesis|\.DS_Store|.*\.egg-info)(/|$)|\.pyc$")
    assert [name for name in tracked() if kept.search(name)] == []


# Settings.


def settings_read() -> set[str]:
    """The names that the settings read from the environment."""
    calls = [node for node in ast.walk(syntax("bot/settings.py")) if isinstance(node, ast.Call)]
    return {str(n.args[0].value) for n in calls if dotted(n.func) == "read" and isinstance(n.args[0], ast.Constant)}


def example() -> dict[str, str]:
    """What `.env.example` names, with the values it gives."""
    written = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", written, re.MULTILINE))


def test_every_setting_is_in_the_example_and_the_example_has_no_other():
    assert settings_read() == set(example())
    assert len(settings_read()) > 10


def test_the_example_gives_the_defaults():
    given = {name: value for name, value in example().items() if value}
    needed = {"LINE_CHANNEL_SECRET": "a", "LINE_CHANNEL_ACCESS_TOKEN": "b", "SECRET_KEY": "c" * 40}
    assert Settings.from_env(given | needed) == Settings.from_env(needed)


@pytest.mark.parametrize("name", sorted(example()))
def test_every_setting_is_explained_where_people_look(name: str):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    if not readme.strip():
        pytest.skip("the README is not written yet")
    assert f"`{name}`" in readme
