"""`siang user`: accounts from the command line, each failure a sentence that says what to do."""

import pytest
from click.testing import CliRunner

from bot.cli import main
from storage.staff import staff_by_username
from tests.console.town import PASSWORD, Town

NEW = ("add", "newcomer", "--name", "สมมุติ คนใหม่", "--role", "officer", "--unit", "works", "--password", PASSWORD)


def run(town: Town, *arguments: str):
    environment = {"LOCAL_LINE": "1", "DATABASE_URL": town.parts.database.url}
    return CliRunner().invoke(main, ["user", *arguments], env=environment)


def test_an_account_is_added_and_can_sign_in(town: Town, stranger):
    answer = run(town, *NEW)
    assert answer.exit_code == 0, answer.output
    with town.parts.database.reading() as db:
        account = staff_by_username(db, "newcomer")
    assert account is not None
    assert (account.role, account.unit) == ("officer", "works")
    assert stranger.post("/console/sign-in", username="newcomer", password=PASSWORD).status_code == 302
    assert PASSWORD not in answer.output


def test_a_new_password_frees_a_locked_account(town: Town, stranger):
    for _ in range(5):
        stranger.post("/console/sign-in", username="officer", password="wrong wrong")
    assert run(town, "password", "officer", "--password", "quite another secret").exit_code == 0
    answer = stranger.post("/console/sign-in", username="officer", password="quite another secret")
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((*NEW[:-1], "short"), "too short"),
        ((*NEW[:7], "nothing", *NEW[8:]), "no unit with the key 'nothing'"),
        (("add", "officer", *NEW[2:]), "exists already"),
        ((*NEW[:6], *NEW[8:]), "An officer needs a unit"),
        (("password", "nobody", "--password", PASSWORD), "no account 'nobody'"),
    ],
)
def test_failures_say_what_to_do(town: Town, arguments, sentence):
    answer = run(town, *arguments)
    assert answer.exit_code != 0
    assert sentence in answer.output
    assert "Traceback" not in answer.output


def test_a_database_without_tables_is_named_as_such(tmp_path):
    environment = {"LOCAL_LINE": "1", "DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"}
    answer = CliRunner().invoke(main, ["user", *NEW], env=environment)
    assert answer.exit_code != 0
    assert "siang migrate" in answer.output
