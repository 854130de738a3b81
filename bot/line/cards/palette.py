"""The colours: one family for each accent, the same in LINE's cards and, as CSS variables, in the console."""

from dataclasses import dataclass

from handlers.messages import Accent


@dataclass(frozen=True)
class Tone:
    """One accent: `fill` carries white text, `soft` is a tint behind text, `ink` is text on `soft` or on white."""

    fill: str
    soft: str
    ink: str


PALETTE: dict[Accent, Tone] = {
    Accent.RECEIVED: Tone(fill="#1F5FBF", soft="#E8F0FC", ink="#1B4F9C"),
    Accent.WORKING: Tone(fill="#AD5700", soft="#FFF2E0", ink="#8A4500"),
    Accent.WAITING: Tone(fill="#7B3FB5", soft="#F4ECFB", ink="#66309B"),
    Accent.DONE: Tone(fill="#1B7A45", soft="#E5F5EC", ink="#165F37"),
    Accent.REFUSED: Tone(fill="#5A6270", soft="#EEF0F3", ink="#454C58"),
    Accent.DANGER: Tone(fill="#C4241F", soft="#FDEBEA", ink="#A01A16"),
    Accent.PLAIN: Tone(fill="#0B6E75", soft="#E4F3F4", ink="#0A575D"),
}

PAPER = "#FFFFFF"
INK = "#1C2430"  # titles and values
QUIET = "#5B6573"  # labels and further words
LINE = "#E3E7EC"  # separators, and the steps that are still to come
PLAIN_TILE = "#F4F6F8"  # something to tap that has no accent
VEIL = "#000000B3"  # behind words that stand on a picture


def css() -> str:
    """The palette as CSS variables: `--accent-done-fill`, `--accent-done-soft`, `--accent-done-ink` and so on."""
    lines = [
        f"  --card-{name}: {value};"
        for name, value in (("paper", PAPER), ("ink", INK), ("quiet", QUIET), ("line", LINE))
    ]
    for accent, tone in PALETTE.items():
        lines += [f"  --accent-{accent}-{part}: {getattr(tone, part)};" for part in ("fill", "soft", "ink")]
    return ":root {\n" + "\n".join(lines) + "\n}\n"


def contrast(first: str, second: str) -> float:
    """How far apart two colours are to the eye, 1 to 21, by WCAG's formula."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
