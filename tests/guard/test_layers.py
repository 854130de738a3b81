"""bot → storage → handlers → nlp, never back; and the few doors to the outside."""

import ast
import sys

import pytest

from tests.guard.tree import PROGRAM, dotted, imported, sources, syntax

ORDER = ("bot", "storage", "handlers", "nlp")
STANDARD = set(sys.stdlib_module_names)
PLAIN_NLP = ("nlp.reading", "nlp.taxonomy")  # plain types; the reader itself is handed in
LINEBOT = ("bot/line/", "bot/webhook.py")  # the webhook checks signatures with LINE's own validator
ENVIRONMENT = ("bot/settings.py", "bot/serve.py", "bot/gunicorn_conf.py", "bot/commands/")
CLOCKS = ("bot/clock.py", "bot/simulator/", "bot/commands/")
TELLING_TIME = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
    "time.time", "time.time_ns", "datetime.datetime.utcnow",
}  # fmt: skip


def own(name: str) -> set[str]:
    return {module.split(".")[0] for module in imported(name)} & set(ORDER)


def test_there_is_a_program_to_look_at():
    assert len(sources(*PROGRAM)) > 100


@pytest.mark.parametrize("layer", ORDER)
def test_no_layer_imports_what_stands_above_it(layer: str):
    above = set(ORDER[: ORDER.index(layer)])
    assert {name: own(name) & above for name in sources(layer) if own(name) & above} == {}


def test_the_heart_stands_on_the_standard_library_and_plain_types_alone():
    wrong = {}
    for name in sources("handlers"):
        for module in imported(name):
            top = module.split(".")[0]
            plain = module in PLAIN_NLP or module.startswith(tuple(f"{one}." for one in PLAIN_NLP))
            if top not in STANDARD and top != "handlers" and not plain:
                wrong.setdefault(name, set()).add(module)
    assert wrong == {}


FORBIDDEN_IN_THE_HEART = {
    "open", "print", "input", "time", "random", "secrets", "uuid", "os", "pathlib", "socket", "logging", "threading",
    "sqlite3", "subprocess", "urllib.request", "http",
}  # fmt: skip


def test_the_heart_reads_no_clock_no_file_and_no_chance():
    wrong = {}
    for name in sources("handlers"):
        called = {dotted(node.func) for node in ast.walk(syntax(name)) if isinstance(node, ast.Call)}
        found = (called & {"open", "print", "input"}) | (set(imported(name)) & FORBIDDEN_IN_THE_HEART)
        if found:
            wrong[name] = found
    assert wrong == {}


def test_the_local_line_knows_nothing_of_the_rest():
    rest = {
        name: [m for m in imported(name) if m.split(".")[0] in ORDER and not m.startswith("bot.simulator")]
        for name in sources("bot/simulator")
    }
    assert {name: found for name, found in rest.items() if [m for m in found if m != "bot"]} == {}


def test_only_the_line_package_knows_lines_library():
    users = {name for name in sources(*PROGRAM) if any(m.split(".")[0] == "linebot" for m in imported(name))}
    assert {name for name in users if not name.startswith(LINEBOT)} == set()
    assert users


def test_flask_is_known_to_the_edges_alone_and_the_database_to_storage_and_bot():
    for library, allowed in (("flask", ("bot/",)), ("sqlalchemy", ("bot/", "storage/")), ("alembic", ("storage/",))):
        users = {name for name in sources(*PROGRAM) if any(m.split(".")[0] == library for m in imported(name))}
        assert {name for name in users if not name.startswith(allowed)} == set(), library


def test_the_environment_is_read_in_one_place():
    def reads(name: str) -> bool:
        nodes = [node for node in ast.walk(syntax(name)) if isinstance(node, ast.Attribute)]
        return bool({dotted(node) for node in nodes} & {"os.environ", "os.getenv"}) or "os.environ" in imported(name)

    assert [name for name in sources(*PROGRAM) if reads(name) and not name.startswith(ENVIRONMENT)] == []


def test_the_time_is_told_by_the_clock_alone():
    def tells(name: str) -> set[str]:
        calls = [node for node in ast.walk(syntax(name)) if isinstance(node, ast.Call)]
        return {dotted(node.func) for node in calls} & TELLING_TIME

    assert {name: tells(name) for name in sources(*PROGRAM) if tells(name) and not name.startswith(CLOCKS)} == {}


def test_storage_never_ends_a_transaction_that_it_did_not_begin():
    own_business = ("storage/database.py", "storage/schema.py", "storage/migrations/")
    wrong = {}
    for name in sources("storage"):
        calls = {dotted(node.func) for node in ast.walk(syntax(name)) if isinstance(node, ast.Call)}
        ends = {call for call in calls if call.endswith((".commit", ".rollback"))}
        if ends and not name.startswith(own_business):
            wrong[name] = ends
    assert wrong == {}
