"""The parts that a running Siang is made of, made once and handed to whoever needs them."""

from dataclasses import dataclass

from bot.clock import Clock, SystemClock
from bot.keeping import keeping_of
from bot.line.client import LineClient
from bot.line.content import LineContent
from bot.media import MediaStore
from bot.services.casework.desk import Desk
from bot.services.casework.letters import Letters
from bot.services.following import Following
from bot.services.intake.file import RegisterFile
from bot.services.intake.importing import Importing
from bot.services.intake.register import Register
from bot.services.intake.tellback import TellBack
from bot.services.looking import Lookout
from bot.services.office.rules import Rules
from bot.settings import Settings
from handlers.cases.chain import key_of
from storage.database import Database


@dataclass(frozen=True)
class Parts:
    """What an edge of the program may use; reachable in Flask as `app.extensions["siang"]`."""

    settings: Settings
    database: Database
    line: LineClient
    clock: Clock
    media: MediaStore
    desk: Desk
    lookout: Lookout
    register: Register
    letters: Letters
    rules: Rules
    importing: Importing
    registerfile: RegisterFile
    following: Following
    tellback: TellBack


def make_parts(settings: Settings, clock: Clock | None = None) -> Parts:
    """Build everything from the settings; nothing is connected to yet."""
    clock = clock or SystemClock()
    database = Database(settings.database_url, history_key=key_of(settings.secret_key))
    token = settings.line_channel_access_token
    content = LineContent(token, settings.line_data_api_url)
    desk = Desk(settings, database, clock)
    media = MediaStore(database, content, clock, keeping_of(settings.media_url), settings.office_zone)
    return Parts(
        settings=settings,
        database=database,
        line=LineClient(token, settings.line_api_url),
        clock=clock,
        media=media,
        desk=desk,
        lookout=Lookout(database),
        register=Register(database, clock, desk),
        rules=Rules(database, clock, desk),
        importing=Importing(database, clock, desk, settings.office_zone),
        registerfile=RegisterFile(database, clock, desk, settings.office_zone),
        letters=Letters(database, clock, desk, media),
        following=Following(database, clock, desk),
        tellback=TellBack(database, clock, desk),
    )
