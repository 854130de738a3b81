"""What people, staff and LINE itself can do in a story."""

import secrets
import tomllib
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw

from bot.simulator.choices import choices_of
from bot.simulator.records import BOT, Json
from nlp.reader import load_reader
from tests.stories.phrases import Phrases
from tests.stories.stage import Stage

acts = Phrases()
# Names of things without a word of what is wanted; the first of which the reader of today is unsure is said.
UNCLEAR = ("สนามเด็กเล่น", "ต้นไม้ใหญ่หน้าวัด", "เรื่องเบี้ยผู้สูงอายุ", "ตลาดนัดวันศุกร์", "ป้ายหน้าโรงเรียน", "สวนสาธารณะหมู่ 3")

# ---- a person in the chat with the bot


@acts("{who} adds the account")
def adds(stage: Stage, who: str) -> None:
    person = stage.person(who)
    person.follows()
    if stage.language != "th":
        stage.settle()
        person.says("english")


@acts("{who} blocks the account")
def blocks(stage: Stage, who: str) -> None:
    stage.person(who).blocks()


@acts("{who} says: {text}")
def says(stage: Stage, who: str, text: str) -> None:
    stage.person(who).says(stage.fill(text).replace("\\n", "\n"))


@acts("{who} says something unclear")
def says_unclear(stage: Stage, who: str) -> None:
    reader = load_reader()
    unsure = [words for words in UNCLEAR if not reader.read(words).sure]
    assert unsure, "the reader is sure of everything; write down words that say too little"
    stage.person(who).says(unsure[0])


@acts("{who} taps: {label}")
def taps(stage: Stage, who: str, label: str) -> None:
    stage.person(who).taps(stage.fill(label))


@acts("{who} presses: {data}")
def presses(stage: Stage, who: str, data: str) -> None:
    stage.person(who).presses(stage.fill(data))


@acts("{who} presses the button of {other}: {label}")
def presses_of(stage: Stage, who: str, other: str, label: str) -> None:
    wanted = stage.fill(label)
    said = [message for message in stage.messages(stage.person(other).id) if message["author"] == BOT]
    choices = [choice for message in reversed(said) for choice in choices_of(message["body"])]
    action: Json = next(choice.action for choice in choices if choice.name == wanted)
    presses(stage, who, action["data"])


@acts("{who} sends a picture: {samples}", "{who} sends pictures: {samples}")
def sends_pictures(stage: Stage, who: str, samples: str) -> None:
    person, names = stage.person(who), [name.strip() for name in samples.split(",")]
    sent = person.sends_images([*names]) if len(names) > 1 else [person.sends_image(names[0])]
    stage.media.setdefault(who, []).extend(sent)


@acts("{who} sends the place: {text}")
def sends_place(stage: Stage, who: str, text: str) -> None:
    person, (latitude, longitude) = stage.person(who), _point(text)
    person.sends_location(latitude, longitude)


@acts("{who} sends a sticker")
def sends_sticker(stage: Stage, who: str) -> None:
    stage.person(who).sends_sticker()


@acts("{who} sends a voice message")
def sends_voice(stage: Stage, who: str) -> None:
    person = stage.person(who)
    stage.media.setdefault(who, []).append(person.sends_audio("voice.wav"))


@acts("{who} takes back picture {number}")
def takes_back(stage: Stage, who: str, number: str) -> None:
    stage.person(who).unsends(stage.media[who][int(number) - 1])


# ---- somebody in a unit's group


@acts("{who} in {unit} group says: {text}")
def says_in_group(stage: Stage, who: str, unit: str, text: str) -> None:
    stage.in_group(who, unit).says(stage.fill(text))


@acts("{who} in {unit} group taps: {label}")
def taps_in_group(stage: Stage, who: str, unit: str, label: str) -> None:
    stage.in_group(who, unit).taps(stage.fill(label))


@acts("{who} has a line account")
def has_line(stage: Stage, who: str) -> None:
    stage.person(who)


@acts("{unit} has a group")
def has_group(stage: Stage, unit: str) -> None:
    stage.group(unit)


@acts("{unit} group invites the account")
def invites(stage: Stage, unit: str) -> None:
    stage.group(unit, bound=False).brings_in_the_bot()


# ---- staff in the console; what belongs to the act stands below it


@acts("{who} in console does: {move}")
def moves(
    stage: Stage, who: str, move: str, note: str = "", picture: str = "", unit: str = "", other: str = ""
) -> None:
    case = stage.case()
    assert case is not None, "there is no case"
    pictures = [(name.strip(), _sample(name.strip())) for name in picture.split(",") if name.strip()]
    fields = {"note": stage.fill(note), "unit": unit, "other": stage.fill(other)}
    stage.refusal = stage.console(who).move(case.id, move, fields, pictures)


@acts("{who} in console writes: {text}")
def writes(stage: Stage, who: str, text: str) -> None:
    case = stage.case()
    assert case is not None, "there is no case"
    stage.refusal = stage.console(who).reply(case.id, stage.fill(text))


@acts("{who} in console takes the talk over")
def takes_over(stage: Stage, who: str) -> None:
    case = stage.case()
    assert case is not None, "there is no case"
    stage.refusal = stage.console(who).talk(case.id)


@acts("{who} in console hands the talk back")
def hands_back(stage: Stage, who: str) -> None:
    case = stage.case()
    assert case is not None, "there is no case"
    stage.refusal = stage.console(who).talk(case.id, end=True)


@acts("{who} in console labels: {kind}, {category}")
def labels(stage: Stage, who: str, kind: str, category: str) -> None:
    case = stage.case()
    assert case is not None, "there is no case"
    stage.refusal = stage.console(who).label(case.id, kind.strip(), category.strip())


@acts("{who} in console asks for a code for LINE")
def asks_line_code(stage: Stage, who: str) -> None:
    stage.code = stage.console(who).code("/console/account/line", "/console/account")


@acts("{who} in console asks for a code for {unit}")
def asks_code(stage: Stage, who: str, unit: str) -> None:
    stage.code = stage.console(who).code(f"/console/units/{unit}/code", "/console/units")


# ---- LINE itself


@acts("LINE delivers everything twice")
def twice(stage: Stage) -> None:
    stage.instance.line.redelivery(duplicate=True)


@acts("LINE holds everything back")
def holds(stage: Stage) -> None:
    stage.instance.line.redelivery(hold=True)


@acts("LINE lets go in any order")
def lets_go(stage: Stage) -> None:
    stage.instance.line.redelivery(shuffle=True, hold=False)
    stage.instance.line.release()


@acts("LINE tells of something new by {who}")
def unknown_event(stage: Stage, who: str) -> None:
    stage.person(who).sends_event({"type": "hologram", "hologram": {"id": "1"}})


def as_usual(stage: Stage) -> None:
    """LINE delivers as it normally does."""
    stage.instance.line.redelivery(hold=False, shuffle=False, duplicate=False)


def _point(text: str) -> tuple[float, float]:
    """A place of the town by its Thai name, or a latitude and a longitude."""
    town = tomllib.loads((files("bot.maps") / "demo_town.toml").read_text(encoding="utf-8"))
    for entry in (*town["villages"], *town["landmarks"]):
        if entry["name_th"] == text:
            return entry["lat"], entry["lon"]
    latitude, _, longitude = text.partition(",")
    return float(latitude), float(longitude)


def _sample(name: str) -> bytes:
    """A sample with something new in it each time: a proof that was used before would be doubted."""
    with (files("bot.simulator") / "static" / "samples" / name).open("rb") as file:
        picture = Image.open(file).convert("RGB")
    draw, (width, height) = ImageDraw.Draw(picture), picture.size
    for _ in range(14):
        left, top = secrets.randbelow(width), secrets.randbelow(height)
        colour = (secrets.randbelow(256), secrets.randbelow(256), secrets.randbelow(256))
        draw.rectangle((left, top, left + width // 4, top + height // 4), fill=colour)
    written = BytesIO()
    picture.save(written, "JPEG", quality=88)
    return written.getvalue()
