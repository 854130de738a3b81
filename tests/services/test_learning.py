"""What staff set right becomes a version of the reader that every process follows, and that can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import select

from bot.services import learning
from bot.services.learning import OfficeShelf, due, learn_at_night, lines_of, own_lines
from bot.services.reading import KeptReader
from nlp.gazetteer import Gazetteer
from nlp.linear import Linear
from nlp.versions import MODELS, Folder
from storage import models
from storage.database import Database
from storage.labels import LabelRow
from storage.models import ModelRow

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MATTER = "ไฟถนนหน้าวัดดับมาสามคืนแล้ว"


def fond_of(category: str) -> Linear:
    """The shipped model, so fond of one category that it says nothing else."""
    shipped = Folder(MODELS).current()
    bias = shipped.bias.copy()
    bias[shipped.categories.index(category)] += np.float32(500)
    return replace(shipped, bias=bias)


def label(database: Database, text: str, chosen: str, field: str = "category") -> None:
    with database.begin() as db:
        db.add(LabelRow(field=field, text=text, guessed="road", chosen=chosen, by="desk", at=NOW))


def said_of(reader: KeptReader, database: Database) -> str:
    with database.reading() as db:
        reader.renew(db)
    return reader.read(MATTER, Gazetteer()).categories[0].key


def test_every_process_follows_a_version_and_the_way_back(database: Database):
    web, worker = KeptReader(), KeptReader()
    assert said_of(web, database) == said_of(worker, database) == "streetlight"
    assert OfficeShelf(database, NOW).keep(fond_of("waste"), {"seed": 1}, promoted=True) == "office version 1"
    assert said_of(web, database) == said_of(worker, database) == "waste"
    OfficeShelf(database, NOW).keep(fond_of("road"), {}, promoted=True)
    assert said_of(web, database) == "road"
    assert OfficeShelf(database, NOW).back() == "office version 1"
    assert said_of(web, database) == "waste"
    assert OfficeShelf(database, NOW).back() == "The shipped model"
    assert said_of(web, database) == said_of(worker, database) == "streetlight"
    with pytest.raises(ValueError, match="shipped model is in use"):
        OfficeShelf(database, NOW).back()


def test_a_version_that_is_not_better_is_noted_without_its_numbers(sqlite_database: Database):
    OfficeShelf(sqlite_database, NOW, newest_label=7).keep(fond_of("waste"), {"own": 0.5}, promoted=False)
    assert said_of(KeptReader(), sqlite_database) == "streetlight"
    with sqlite_database.reading() as db:
        row = db.scalars(select(ModelRow)).one()
        assert (row.numbers, row.report, models.trained_up_to(db)) == (None, {"own": 0.5}, 7)


def test_only_the_newest_promoted_versions_keep_their_numbers(sqlite_database: Database, monkeypatch):
    monkeypatch.setattr(learning, "KEPT", 2)
    shelf, model = OfficeShelf(sqlite_database, NOW), fond_of("waste")
    for _ in range(3):
        shelf.keep(model, {}, promoted=True)
    with sqlite_database.reading() as db:
        assert [row.numbers is not None for row in models.versions(db)] == [True, True, False]


def test_a_version_of_another_program_gives_way_to_the_shipped_one(sqlite_database: Database):
    OfficeShelf(sqlite_database, NOW).keep(fond_of("waste"), {}, promoted=True)
    with sqlite_database.begin() as db:
        db.scalars(select(ModelRow)).one().about = "{}"
    assert said_of(KeptReader(), sqlite_database) == "streetlight"
    assert OfficeShelf(sqlite_database, NOW).current().categories


def test_a_version_holds_numbers_and_no_words(sqlite_database: Database):
    OfficeShelf(sqlite_database, NOW).keep(fond_of("waste"), {"seed": 1}, promoted=True)
    with sqlite_database.reading() as db:
        numbers, about = models.numbers_of(db, 1) or (b"", "")
    assert MATTER not in about
    assert MATTER.encode() not in numbers


def test_labels_of_one_text_are_one_line_and_the_last_word_counts():
    lines = lines_of([
        (MATTER, "category", "road"), (MATTER, "kind", "complaint"), (MATTER, "category", "streetlight"),
        ("โทร 081-234-5678 ขยะเต็ม", "category", "waste"), ("x", "category", "no such"), (" ", "kind", "question"),
    ])  # fmt: skip
    assert [(line.kind, line.categories) for line in lines] == [("complaint", ("streetlight",)), (None, ("waste",))]
    assert "081" not in lines[1].text


def test_nothing_is_trained_until_enough_was_set_right(sqlite_database: Database, monkeypatch):
    monkeypatch.setattr(learning, "NEW_LABELS", 2)
    label(sqlite_database, MATTER, "streetlight")
    assert not due(sqlite_database)
    assert learn_at_night(sqlite_database) is None
    label(sqlite_database, "ขยะเต็มถัง", "waste")
    assert due(sqlite_database)
    lines, newest = own_lines(sqlite_database)
    assert (len(lines), newest) == (2, 2)
    OfficeShelf(sqlite_database, NOW, newest).keep(fond_of("waste"), {}, promoted=False)
    assert not due(sqlite_database)  # the same labels would come to the same
