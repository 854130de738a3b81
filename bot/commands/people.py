"""`siang user`: accounts of staff from the command line; the first administrator is made here."""

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import SystemClock
from bot.commands.serving import read_settings
from bot.services.staff.accounts import (
    STAFF_ROLES,
    AccountError,
    AccountFault,
    Accounts,
    NewAccount,
)
from bot.services.staff.passwords import SHORTEST_PASSWORD, PasswordFault
from handlers.cases.status import Role
from storage.database import Database
from storage.offices import unit_by_key
from storage.staff import staff_by_username

SENTENCES = {
    PasswordFault.SHORT: f"The password is too short: it needs at least {SHORTEST_PASSWORD} characters.",
    PasswordFault.LONG: "The password is too long: at most 200 characters are taken.",
    PasswordFault.NAME: "The password must not contain the user name.",
    PasswordFault.COMMON: "This password is too easy to guess: take a sentence that you remember.",
    AccountFault.USERNAME: "A user name has 2 to 60 of a-z 0-9 . _ - @.",
    AccountFault.TAKEN: "This user name exists already: take another, or see `siang user password`.",
    AccountFault.NAME: "Please give a name with --name.",
    AccountFault.ROLE: "Please choose a role with --role.",
    AccountFault.UNIT: "An officer needs a unit: give its key with --unit.",
    AccountFault.LAST_ADMINISTRATOR: "The last administrator cannot be closed.",
}
_password = click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for where it is not given."
)


@click.group()
def user() -> None:
    """Add people who work in the console, and give them new passwords."""


@user.command("add")
@click.argument("username")
@click.option("--name", required=True, help="Name and post, as the console shows them.")
@click.option("--role", required=True, type=click.Choice([role.value for role in STAFF_ROLES]))
@click.option("--unit", help="Key of the unit; an officer needs one.")
@_password
def add(username: str, name: str, role: str, unit: str | None, password: str) -> None:
    """Make an account."""
    database = _database()
    with database.reading() as db:
        if unit is not None and unit_by_key(db, unit) is None:
            raise click.ClickException(f"There is no unit with the key {unit!r}.")
    try:
        Accounts(database, SystemClock()).add(NewAccount(username, name, Role(role), unit, password))
    except AccountError as refused:
        raise click.ClickException(SENTENCES[refused.fault]) from None
    click.echo(f"Added {username.strip().lower()} ({role}).")


@user.command("password")
@click.argument("username")
@_password
def password(username: str, password: str) -> None:
    """Set a new password; a locked account is free again, and every session of it ends."""
    database = _database()
    with database.reading() as db:
        row = staff_by_username(db, username)
    if row is None:
        raise click.ClickException(f"There is no account {username!r}.")
    try:
        Accounts(database, SystemClock()).set_password(row.id, password)
    except AccountError as refused:
        raise click.ClickException(SENTENCES[refused.fault]) from None
    click.echo(f"{row.username} has a new password and is signed out everywhere.")


@user.command("second-step")
@click.argument("username")
def second_step(username: str) -> None:
    """Take the second step from somebody who lost their telephone and their recovery codes."""
    database = _database()
    with database.reading() as db:
        row = staff_by_username(db, username)
    if row is None:
        raise click.ClickException(f"There is no account {username!r}.")
    Accounts(database, SystemClock()).drop_factor(row.id)
    click.echo(f"{row.username} signs in with the password alone now, and is signed out everywhere.")


def _database() -> Database:
    database = Database(read_settings().database_url)
    try:
        with database.reading() as db:
            staff_by_username(db, "")
    except SQLAlchemyError:
        why = "The database cannot be read or has no tables yet: check DATABASE_URL and run `siang migrate`."
        raise click.ClickException(why) from None
    return database
