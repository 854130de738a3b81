"""What the processes have in memory from the start: nothing that only a rare act or a command needs."""

import subprocess
import sys

import pytest

RARE = {
    "alembic",
    "boto3",
    "cryptography",
    "docx",
    "imagehash",
    "openpyxl",
    "pandas",
    "scipy",
    "sklearn",
    "typst",
}
STARTS = {
    "web": "from bot.app import create_app; create_app(settings)",
    "worker": "import bot.worker, bot.parts, bot.turns; bot.turns.Turns(bot.parts.make_parts(settings))",
}
PRELUDE = """
import sys
from bot.settings import Settings
settings = Settings.from_env({"LOCAL_LINE": "0", "LINE_CHANNEL_SECRET": "s" * 32, "LINE_CHANNEL_ACCESS_TOKEN": "t",
    "SECRET_KEY": "k" * 40, "DATABASE_URL": "sqlite:///%s/siang.db", "PUBLIC_URL": "https://siang.example"})
"""


@pytest.mark.parametrize("process", STARTS)
def test_a_process_starts_without_what_is_rarely_needed(process: str, tmp_path) -> None:
    told = "; print(*sorted({name.split('.')[0] for name in sys.modules}), *sys.modules)"
    code = PRELUDE % tmp_path + STARTS[process] + told
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "sqlalchemy" in loaded
    assert loaded & RARE == set()
    assert "linebot.v3.messaging" not in loaded, "the message classes are 21 MB"
