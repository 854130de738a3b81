"""Texts in one file or in many: read as one, and never two words for one key."""

from pathlib import Path

import pytest

from bot.services.words import RepeatedTextError, read_texts


def write(folder: Path, name: str, words: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(words, encoding="utf-8")


def test_a_family_in_a_folder_of_its_own_is_read_with_the_others(tmp_path: Path):
    write(tmp_path, "th.toml", '[greeting]\nhello = "สวัสดีค่ะ"')
    write(tmp_path, "surveys/th.toml", '[survey]\nthanks = "ขอบคุณค่ะ"')
    assert read_texts(tmp_path).wording("th").say("survey.thanks") == "ขอบคุณค่ะ"
    assert read_texts(tmp_path).wording("th").say("greeting.hello") == "สวัสดีค่ะ"


def test_the_same_key_in_two_files_is_refused_by_name(tmp_path: Path):
    write(tmp_path, "th.toml", '[greeting]\nhello = "สวัสดีค่ะ"')
    write(tmp_path, "more/th.toml", '[greeting]\nhello = "หวัดดี"')
    with pytest.raises(RepeatedTextError, match=r"greeting\.hello.*th\.toml"):
        read_texts(tmp_path)
