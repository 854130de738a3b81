"""A local LINE that keeps its state, one below a prefix, and what the package may import."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

import bot.simulator
from bot.simulator.app import LineConfig, create_line
from bot.simulator.client import LocalLine
from tests.simulator.conftest import SECRET, TOKEN, TinyBot, served

PACKAGE = Path(bot.simulator.__file__).parent


def config(path: Path) -> LineConfig:
    return LineConfig(SECRET, TOKEN, state_file=path / "kept" / "line.db")


def test_chats_survive_a_restart(tmp_path: Path) -> None:
    first = create_line(config(tmp_path))
    tiny = TinyBot()
    with served(first) as url:
        line, tiny.api = LocalLine(url), url
        person = line.person("สมชาย")
        picture = person.sends_image("pothole")
        tiny.push(person.id, "ถึงแล้ว", X_Line_Retry_Key="7f6d3c1e-0000-4000-8000-000000000001")
        before = person.history()
    first.extensions["local_line"].archive.flush()
    with served(create_line(config(tmp_path))) as url:
        line, tiny.api = LocalLine(url), url
        again = line.person("สมชาย")
        assert again.id == person.id
        assert again.history() == before
        assert tiny.call("GET", f"/v2/bot/message/{picture['id']}/content").data[:3] == b"\xff\xd8\xff"
        assert line.quota()["used"] == 1
        later = tiny.push(person.id, "ถึงแล้ว", X_Line_Retry_Key="7f6d3c1e-0000-4000-8000-000000000001")
        assert later.status == 409
        assert again.says("ต่อ")["seq"] > before[-1]["seq"]


def test_it_works_below_a_prefix() -> None:
    inner = create_line(LineConfig(SECRET, TOKEN))
    with served(DispatcherMiddleware(Flask("outer"), {"/line": inner})) as url:
        line = LocalLine(f"{url}/line")
        tiny, person = TinyBot(api=f"{url}/line"), line.person("สมชาย")
        tiny.push(person.id, "ใต้ /line")
        assert person.sees()[0]["body"]["text"] == "ใต้ /line"
        bare = tiny.call("GET", "?lang=th")
        assert (bare.status, bare.headers["Location"]) == (302, "/line/?lang=th")
        page = tiny.call("GET", "/")
        assert page.status == 200
        assert "script-src" not in page.headers["Content-Security-Policy"]
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert tiny.call("GET", "/static/js/main.js").status == 200


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_simulator_stands_by_itself(module: Path) -> None:
    allowed = ("bot.simulator", "flask", "werkzeug", "PIL", "urllib3", "rich")
    for node in ast.walk(ast.parse(module.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            ours = name.split(".")[0] in {"bot", "handlers", "storage", "nlp", "linebot"}
            assert name.startswith(allowed) or not ours, f"{module.name} imports {name}"


def test_the_page_has_the_same_words_in_both_languages() -> None:
    def keys(name: str) -> set[str]:
        return set(re.findall(r"^  (\w+):", (PACKAGE / "static" / "js" / name).read_text(), re.MULTILINE))

    assert keys("texts.th.js") == keys("texts.en.js")
    assert len(keys("texts.th.js")) > 80
