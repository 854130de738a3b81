"""A chat in the terminal with the bot of a running local LINE."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.simulator.chatters import Chatter
from bot.simulator.choices import Choice, choices_of
from bot.simulator.client import LocalLine, LocalLineError
from bot.simulator.records import Json
from bot.simulator.textcards import draw

HELP = """พิมพ์ข้อความแล้วกด Enter เพื่อส่ง · Type and press Enter to send
  [bold]3[/]                    press the button or quick reply numbered 3
  [bold]photo.jpg[/]            send a picture by its path; [bold]/photo NAME[/] sends a path or a sample
  [bold]/place 14.02 100.52 หน้าวัด[/]   send a location, with a name if you like
  [bold]/say 3[/]               send the text "3" itself
  [bold]/as NAME[/]             go on as another person
  [bold]/sticker[/]  [bold]/block[/]  [bold]/follow[/]  [bold]/file PATH[/]
  [bold]/help[/]  [bold]/quit[/]"""
PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp"}
WAIT = 15.0


class TerminalChat:
    """One citizen's side of the conversation: reads lines, shows what the bot says as it comes."""

    def __init__(self, line: LocalLine, name: str, console: Console) -> None:
        self.line, self.console = line, console
        self.prompt = ""
        self._choices: list[Choice] = []
        self._picker: Choice | None = None  # a date picker that waits for its value
        self.drawing = threading.Lock()
        self.commands: dict[str, Callable[[str], None]] = {
            "help": lambda rest: self.console.print(HELP),
            "say": lambda rest: self._said(rest),
            "as": self.become,
            "place": self._place,
            "photo": self._photo,
            "file": self._file,
            "sticker": lambda rest: self._void(self.me.sends_sticker()),
            "block": lambda rest: self.me.blocks(),
            "follow": lambda rest: self.me.follows(),
        }
        self.become(name)

    def become(self, name: str) -> None:
        """Go on as this person, who adds the bot first if need be."""
        if not name:
            raise LocalLineError("/as needs a name")
        before = {person["name"] for person in self.line.request("GET", "people")["people"]}
        self.me: Chatter = self.line.person(name, friend=False)
        self.prompt = f"{name} › "
        self._choices = []
        if name not in before:
            self.me.follows()
        else:
            self.me.sees(timeout=0)  # what was said before is not news

    # ---- hearing

    def hear(self, seconds: float = WAIT) -> None:
        """Show what the bot has said; waits for the first message."""
        messages = self.me.sees(timeout=seconds)
        if messages:
            with self.drawing:
                self.show(messages)

    def show(self, messages: list[Json]) -> None:
        """Draw messages, and number what can be pressed on them."""
        self._choices = []
        last = self.me.history()[-1]
        self.console.print()
        for message in messages:
            found = choices_of(message["body"], newest=message["id"] == last["id"])
            numbered = [(len(self._choices) + place, choice) for place, choice in enumerate(found, start=1)]
            self._choices += found
            self.console.print(draw(message["body"], numbered))
        self.console.print()

    # ---- acting

    def take(self, typed: str) -> None:
        """Do what a typed line says."""
        picker, self._picker = self._picker, None
        if picker and typed and not typed.startswith("/"):
            self.me.acts(picker.action, typed)
        elif typed.startswith("/"):
            word, _, rest = typed[1:].partition(" ")
            act = self.commands.get(word)
            if act is None:
                raise LocalLineError(f"unknown command /{word}; /help shows all")
            act(rest.strip())
        elif typed.isdigit() and 1 <= int(typed) <= len(self._choices):
            self._press(self._choices[int(typed) - 1])
        elif Path(typed).suffix.lower() in PICTURES and Path(typed).expanduser().is_file():
            self._photo(typed)
        elif typed:
            self._said(typed)

    def _said(self, text: str) -> None:
        self.me.says(text)

    @staticmethod
    def _void(_: object) -> None:
        """Commands say nothing of their own."""

    def _press(self, choice: Choice) -> None:
        outcome = self.me.acts(choice.action)
        if outcome["did"] == "uri":
            self.console.print(f"↗ {escape(outcome['uri'])}")
        elif outcome["did"] == "clipboard":
            self.console.print(f"⧉ {escape(outcome['text'])}")
        elif outcome["did"] == "needs":
            self.console.print(ASK[outcome["what"]])
            self._picker = choice if outcome["what"] == "datetime" else None

    def _place(self, rest: str) -> None:
        parts = rest.replace(",", " ").split(maxsplit=2)
        try:
            latitude, longitude = float(parts[0]), float(parts[1])
        except (IndexError, ValueError):
            raise LocalLineError("write it as /place 14.0208 100.5250 name") from None
        self.me.sends_location(latitude, longitude, parts[2] if len(parts) > 2 else "")

    def _photo(self, rest: str) -> None:
        path = Path(rest).expanduser()
        self.me.sends_image(path.read_bytes() if path.is_file() else rest, path.name)

    def _file(self, rest: str) -> None:
        path = Path(rest).expanduser()
        if not path.is_file():
            raise LocalLineError(f"there is no file {rest}")
        self.me.sends_file(path.read_bytes(), path.name)


ASK = {
    "location": "ส่งตำแหน่งด้วย /place ละติจูด ลองจิจูด ชื่อ · send it with /place",
    "camera": "ส่งรูปด้วย /photo ชื่อไฟล์ เช่น /photo lamp-dark · send one with /photo",
    "cameraRoll": "ส่งรูปด้วย /photo ชื่อไฟล์ เช่น /photo lamp-dark · send one with /photo",
    "datetime": "พิมพ์วันหรือเวลา เช่น 2026-11-21, 09:30 หรือ 2026-11-21T09:30 · type the date or time",
}


def _hear_always(chat: TerminalChat, over: threading.Event) -> None:
    """Show messages while the person types, then put the prompt back."""
    while not over.is_set():
        try:
            before = chat.me
            messages = before.sees(timeout=2)
        except (LocalLineError, OSError):
            over.wait(2)
            continue
        if messages and before is chat.me:
            sys.stdout.write("\r\033[K")
            with chat.drawing:
                chat.show(messages)
            sys.stdout.write(chat.prompt)
            sys.stdout.flush()


def run(
    base_url: str, name: str, read: Callable[[str], str] = input, console: Console | None = None, live: bool = True
) -> None:
    """Talk until /quit or the end of the input. Without `live`, each line waits for its answer (for scripts)."""
    console = console or Console(highlight=False)
    chat = TerminalChat(LocalLine(base_url), name, console)
    console.print(f"[bold green]LINE[/] {escape(base_url)}\n{HELP}\n")
    over = threading.Event()
    if live:
        threading.Thread(target=_hear_always, args=(chat, over), daemon=True).start()
    else:
        chat.hear(2)
    while True:
        try:
            typed = read(chat.prompt).strip()
        except (EOFError, KeyboardInterrupt):
            break
        if typed in {"/quit", "/exit"}:
            break
        try:
            chat.take(typed)
            if not live:
                chat.hear()
        except (LocalLineError, OSError) as error:
            console.print(f"[red]{escape(str(error))}[/]")
    over.set()
