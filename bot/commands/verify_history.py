"""`siang verify-history`: looks for anything that was done to the histories behind the program's back."""

import sys
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import SystemClock
from bot.commands.serving import read_settings
from bot.console.words import LANGUAGES, phrasebook
from bot.services.casework.proving import Proof, prove, seal_all
from handlers.cases.chain import Finding, Flaw, key_of
from handlers.cases.reference import find_reference
from handlers.conversation.wording import Wording
from storage import proofs
from storage.cases import CaseRow
from storage.database import Database


@click.command("verify-history")
@click.option("--case", "reference", help="Only the case with this reference number.")
@click.option("--seal", "kept", help="The hash of a seal that you kept elsewhere: it must be there.")
@click.option("--old-key", "old_key", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A file with an earlier SECRET_KEY, where it was changed.")  # fmt: skip
@click.option("--make-seal", is_flag=True, help="Seal what is not sealed yet, if all is well.")
@click.option("--lang", default="en", show_default=True, type=click.Choice(LANGUAGES), help="Language of the words.")
def verify_history(reference: str | None, kept: str | None, old_key: Path | None, make_seal: bool, lang: str) -> None:
    """Find every change, removal, insertion and reordering of entries; exit with 1 if there is any."""
    settings, words = read_settings(), phrasebook().wording(lang)
    secrets = [settings.secret_key, *(old_key.read_text(encoding="utf-8").split() if old_key else ())]
    keys = [key_of(secret) for secret in secrets]
    database = Database(settings.database_url, history_key=keys[0])
    try:
        only = _case_id(database, reference) if reference else None
        proof = _with_progress(database, keys, only, words)
        healthy = _tell(proof, words, whole=only is None)
        if kept and not _has(database, kept):
            click.echo(words.say("proof.no_such_seal"))
            healthy = False
        if healthy and make_seal:
            click.echo(words.say("proof.sealed", n=seal_all(database, SystemClock().now())))
    except SQLAlchemyError as problem:
        raise click.ClickException(
            f"The database cannot be read ({type(problem).__name__}): check DATABASE_URL and run `siang migrate`."
        ) from None
    finally:
        database.close()
    if not healthy:
        raise SystemExit(1)


def _with_progress(database: Database, keys: list[bytes], only: int | None, words: Wording) -> Proof:
    with database.reading() as db:
        volume = proofs.volume(db) if only is None else 0
    label = words.say("proof.checking")
    with click.progressbar(length=volume, label=label, file=sys.stderr) as bar:
        return prove(database, SystemClock().now(), keys, only, bar.update)


def _tell(proof: Proof, words: Wording, *, whole: bool) -> bool:
    for finding in proof.findings:
        click.echo(sentence(finding, words))
    click.echo(words.say("proof.looked_at", cases=proof.cases, entries=proof.entries, seals=proof.seals))
    if whole and proof.seals:
        click.echo(words.say("proof.seal", n=proof.seals, hash=proof.seal))
    wrong = [finding for finding in proof.findings if finding.flaw is not Flaw.OTHER_KEY]
    click.echo(words.say("proof.wrong", n=len(wrong)) if wrong else words.say("proof.whole"))
    return not wrong


def sentence(finding: Finding, words: Wording) -> str:
    """Return a finding in words, with the case and the entry that it is about."""
    case = finding.reference or (f"#{finding.case_id}" if finding.case_id else "")
    where = words.say("proof.where", case=case, n=finding.seq) if finding.seq is not None and case else case
    said = words.say(f"flaw.{finding.flaw}", n=finding.seq or 0)
    return f"{where}: {said}" if where else said


def _case_id(database: Database, reference: str) -> int:
    with database.reading() as db:
        found = db.scalar(select(CaseRow.id).where(CaseRow.digits == find_reference(reference)))
    if found is None:
        raise click.ClickException(f"There is no case {reference!r}: write it as ร70-000123-4.")
    return found


def _has(database: Database, kept: str) -> bool:
    with database.reading() as db:
        return proofs.has_seal(db, kept)
