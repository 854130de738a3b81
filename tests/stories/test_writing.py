"""Stories can be written by whoever reads the README: every sentence stands there, and every mistake is named."""

from pathlib import Path

import pytest

from tests.stories.acts import acts
from tests.stories.looks import about_cases, about_consoles, looks
from tests.stories.playing import understands
from tests.stories.reading import HERE, StoryError, all_stories, read


def test_every_sentence_stands_in_the_readme() -> None:
    written = set((HERE / "README.md").read_text(encoding="utf-8").splitlines())
    known = {sentence for phrases in (acts, looks, about_cases, about_consoles) for sentence in phrases.sentences()}
    assert sorted(known - written) == []


def test_every_line_of_every_story_is_understood() -> None:
    lines = [line for story in all_stories() for block in story.blocks for line in (block.head, *block.under)]
    assert [line.text for line in lines if not understands(line)] == []


def test_there_are_at_least_thirty_stories() -> None:
    assert len(all_stories()) >= 30


@pytest.mark.parametrize("wrong", ["", "citizen says: hello", "Title: a\n    hears: b", "Title: only a title"])
def test_a_file_that_is_no_story_is_refused_by_its_name(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "wrong.story"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(StoryError, match=r"wrong\.story"):
        read(path)
