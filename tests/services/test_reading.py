"""A reader that cannot be loaded loses nobody's words: people are asked what they want."""

from pathlib import Path

import pytest

from bot.services.reading import KeptReader
from nlp import reader
from nlp.gazetteer import Gazetteer
from nlp.reading import Kind


def test_a_text_is_read_with_the_shipped_model():
    assert KeptReader().read("ไฟถนนดับมาสามคืนแล้ว", Gazetteer()).kind is Kind.COMPLAINT


def test_without_a_model_nothing_is_sure_and_the_words_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(reader, "MODELS", tmp_path)  # an installation whose model files are gone
    reading = KeptReader().read("ไฟถนนดับมาสามคืนแล้ว", Gazetteer())
    assert (reading.kind, reading.sure) == (Kind.OTHER, False)
    assert reading.title == "ไฟถนนดับมาสามคืนแล้ว"
