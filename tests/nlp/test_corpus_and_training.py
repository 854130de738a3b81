"""The corpus is right Thai as far as a machine sees, split without leakage; versions come and go safely."""

import json
import re
import subprocess
import sys

import pytest

from nlp import versions
from nlp.learning.compose import Composer, compose, fold_of
from nlp.learning.corpus import CHOICE, expand, group_of, plain_of, read_corpus, read_dangers, read_data
from nlp.learning.measure import calibration_error, figures, least_sure
from nlp.reading import Kind
from nlp.sameness import Index
from nlp.taxonomy import CATEGORY_KEYS

BROKEN_THAI = re.compile("[ะ-ฺ็-๎]{4,}|(?<![ก-๎])[ัิีึืุู็่้๊๋์]|[่้๊๋][่้๊๋]|[เแโใไ](?![ก-ฮ])|เเ|ํา")


@pytest.fixture(scope="module")
def lines():
    return read_corpus()


def test_thousands_of_sentences_over_every_category_and_kind(lines):
    own = [line for line in lines if not line.wording]
    assert len(own) >= 2400
    for key in CATEGORY_KEYS:
        kinds = {line.kind for line in own if line.categories[0] == key}
        assert kinds >= ({"complaint", "suggestion", "question", "compliment"} if key != "other" else set(Kind)), key


def test_sentences_are_well_formed_thai(lines):
    broken = [line.text for line in lines if not line.wording and BROKEN_THAI.search(CHOICE.sub("ก", line.text))]
    assert not broken
    unclosed = [line.text for line in lines if line.text.count("(") != line.text.count(")")]
    assert not unclosed


def test_the_corpus_holds_no_number_of_a_person(lines):
    assert not [line.text for line in lines if re.search(r"0[689]\d{8}|\d{13}", line.text)]


def test_no_sentence_has_a_twin_on_the_other_side_of_the_split(lines):
    own = [line for line in lines if not line.wording]
    index = Index()
    index.add_all((str(line.group), plain_of(line.text)) for line in own if fold_of(line.group) != 0)
    held = [line for line in own if fold_of(line.group) == 0]
    twins = [line.text for line in held if index.near(plain_of(line.text), least=0.75)]
    assert len(twins) <= 0.02 * len(held), twins


def test_a_seed_gives_the_same_examples_and_groups_stay_whole(lines):
    some = lines[:200]
    one, other = compose(some, 3), compose(some, 3)
    assert [example.text for example in one] == [example.text for example in other]
    bare = {example.group for example in Composer(3).bare()}
    assert {example.group for example in one} <= {line.group for line in some} | bare


def test_choices_expand():
    from random import Random

    assert set(expand("ไฟ(ดับ|เสีย)", Random(1), 5)) == {"ไฟดับ", "ไฟเสีย"}
    assert group_of("ก") == group_of("ก")


def test_given_data_is_read_and_a_bad_line_named(tmp_path):
    good = tmp_path / "good.jsonl"
    rows = [
        {"text": "ไฟดับ", "kind": "complaint", "category": "streetlight"},
        {"text": "มีไหมคะ", "label": "q"},
        {"text": "x"},
        {"text": "y", "emergency": "fire"},
    ]
    good.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    read = read_data(good)
    assert [(line.kind, line.categories) for line in read] == [("complaint", ("streetlight",)), ("question", ())]
    assert read_dangers(good) == [("y", "fire")]
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{not json\n")
    with pytest.raises(ValueError, match="line 1"):
        read_data(bad)


def test_figures_are_what_they_should_be():
    right = ["a", "a", "b", "b"]
    found = figures(
        right, right, [{"a": 0.9, "b": 0.1}, {"a": 0.4, "b": 0.6}, {"a": 0.2, "b": 0.8}, {"a": 0.3, "b": 0.7}]
    )
    assert found.top1 == 0.75
    assert found.top3 == 1.0
    assert found.classes["b"].precision == pytest.approx(2 / 3)
    assert found.confusions == (("a", "b", 1),)
    assert calibration_error([1.0, 1.0], [True, True]) == 0.0
    assert least_sure([0.9, 0.8, 0.7, 0.6], [True, True, False, True], 0.95) == 0.8


def fake_version(folder, name):
    (folder / name).mkdir(parents=True)
    (folder / name / versions.FILE).write_bytes(b"")


def test_versions_are_promoted_and_taken_back(tmp_path):
    for name in ("v1", "v2"):
        fake_version(tmp_path, name)
        versions.promote(tmp_path, name)
    assert versions.current(tmp_path).name == "v2"
    assert versions.next_name(tmp_path) == "v3"
    assert versions.go_back(tmp_path) == "v1"
    assert versions.current(tmp_path).name == "v1"
    with pytest.raises(ValueError, match="no earlier"):
        versions.go_back(tmp_path)


def test_a_folder_without_a_model_says_what_to_do(tmp_path):
    from nlp.reader import load_reader

    with pytest.raises(ValueError, match="siang train"):
        load_reader(tmp_path)


def test_the_running_reader_needs_no_scikit_learn_and_files_are_small():
    code = (
        "import sys; from nlp.reader import load_reader; load_reader().read('ไฟดับ');"
        "bad = [m for m in ('sklearn', 'scipy', 'nlp.learning') if m in sys.modules]; sys.exit(str(bad) if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert sum(path.stat().st_size for path in versions.MODELS.rglob("*") if path.is_file()) <= 20_000_000


def test_classify_writes_the_documented_keys():
    lines = '{"text": "ไฟถนนดับ"}\nขยะไม่มาเก็บ\n{"broken\n\n'
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "classify"],
        input=lines.encode(), capture_output=True, check=True,
    )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(rows) == 4
    assert rows[0]["text"] == "ไฟถนนดับ"
    for row in rows:
        assert list(row) == ["text", "kind", "confidence", "categories", "urgent", "emergency"]
    assert rows[0]["categories"][0] == {"key": "streetlight", "confidence": rows[0]["categories"][0]["confidence"]}


@pytest.mark.slow
def test_a_version_is_trained_kept_and_put_into_use_only_where_it_is_better(tmp_path, monkeypatch, lines):
    from nlp.learning import fit, perils, train
    from nlp.reader import load_reader

    few, some = [line for line in lines if not line.wording][::9], perils.read_perils()[::11]
    monkeypatch.setattr(train, "read_corpus", lambda: few)
    monkeypatch.setattr(train, "read_perils", lambda: some)
    monkeypatch.setattr(train, "ORDINARY", 300)
    monkeypatch.setattr(fit, "STEPS", (5, 5, 5))
    told: list[str] = []
    shelf = versions.Folder(tmp_path)
    first = train.train(shelf, (), (), 1, told.append)
    again = train.train(shelf, (), (), 1, told.append)
    assert (first.version, first.promoted, first.before) == ("v1", True, None)
    assert (again.version, again.promoted) == ("v2", False)  # the same seed gives the same, which is not better
    assert again.before is not None
    assert again.now.score == pytest.approx(again.before.score)
    assert versions.current(tmp_path).name == "v1"
    assert told
    assert load_reader(tmp_path).read("ไฟถนนดับ").categories


def test_a_version_is_better_for_an_office_only_if_it_is_no_blinder_for_danger():
    from nlp.learning.perils import Alarms
    from nlp.learning.train import Report

    def report(score: float, own: float | None, recall: float) -> Report:
        return Report(score, own, Alarms(100, recall, 0.9, 0.9))

    before = report(0.80, 0.50, 0.95)
    assert report(0.795, 0.60, 0.95).better_than(before)  # the office's labels say more than the corpus
    assert not report(0.78, 0.60, 0.95).better_than(before)  # but not at any price
    assert not report(0.85, 0.50, 0.95).better_than(before)  # nor without being better for the office
    assert not report(0.85, 0.90, 0.90).better_than(before)  # and never where danger is missed more often
    assert report(0.81, None, 0.95).better_than(report(0.80, None, 0.95))


def test_held_out_labels_of_an_office_are_never_learned_from():
    from nlp.learning.corpus import Line
    from nlp.learning.train import OWN_HELD, read_material

    own = [Line(f"ป้ายตลาดเก่าหมายเลข {number}", "complaint", ("signs",), group_of(f"{number}")) for number in range(40)]
    material = read_material((), own, 3)
    held = {case.text for case in material.own}
    assert held == {line.text for line in own if fold_of(line.group) < OWN_HELD}
    assert 0 < len(held) < 40
    assert not held & {example.text for example in material.examples}


def test_bare_names_are_learned_as_doubt(lines):
    from nlp.learning.compose import Composer

    kinds: dict[str, set[str]] = {}
    for example in Composer(1).bare():
        kinds.setdefault(example.text, set()).add(str(example.kind))
    assert all(len(found) == 3 for found in kinds.values())


def test_a_public_corpus_gives_questions_and_some_small_talk(tmp_path):
    import gzip
    from random import Random

    from nlp.learning.corpus import small_talk

    path = tmp_path / "public.jsonl.gz"
    rows = [{"text": f"ข้อความ {number}", "label": label} for number, label in enumerate(["q", "neu", "pos", "neg"] * 5)]
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    found = small_talk(read_data(path), Random(1), 3)
    assert [line.kind for line in found] == ["question"] * 5 + ["other"] * 3
