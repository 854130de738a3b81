"""Every story of this folder, played against the whole program, in its languages and on its databases."""

import pytest

from tests.stories.conftest import Wanted
from tests.stories.playing import play
from tests.stories.reading import Story, all_stories
from tests.stories.stage import Stage


def _plays() -> list[object]:
    return [
        pytest.param(story, language, database, id=f"{story.name}-{language}-{database}", marks=_marks(story, database))
        for story in all_stories()
        for language in story.languages
        for database in story.databases
    ]


def _marks(story: Story, database: str) -> list[pytest.MarkDecorator]:
    """Stories that want an instance of their own kind stay together in one process of the test run."""
    kind = f"stories-{database}-{'quiet' if story.quiet else 'open'}"
    alone = [pytest.mark.xdist_group(kind)] if database != "sqlite" or story.quiet else []
    return [*alone, *([pytest.mark.postgres] if database == "postgres" else [])]


@pytest.mark.parametrize(("story", "language", "database"), _plays())
def test_the_story_goes_as_it_is_written(story: Story, language: str, database: str, instances: Wanted) -> None:
    instance = instances(database, story.quiet)
    stage = Stage(instance, language)
    try:
        play(story, stage)
    except AssertionError as problem:
        raise AssertionError(f"{problem}\n\n{instance.tails()}") from None
