"""What messages look like: the addresses in them, their language and colours, and who is said to speak."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.line.addresses import Addresses
from bot.line.cards.palette import PALETTE, Tone
from handlers.messages import Accent


@dataclass(frozen=True)
class Look:
    """Everything that `render` needs besides the messages. Without a `sender` the account's own name is shown."""

    addresses: Addresses
    language: str = "th"
    sender: str = ""
    sender_icon: str = ""
    palette: Mapping[Accent, Tone] = field(default_factory=lambda: PALETTE)
