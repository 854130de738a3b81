"""One reader for all tests: loading is what takes time."""

import pytest

from nlp.reader import Reader, load_reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return load_reader()
