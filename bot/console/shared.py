"""What every template of the console can use without being given it."""

from typing import Any

from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from bot.console import looks, menu
from bot.console.assets import address
from bot.console.casework.groupview import PART_ICONS
from bot.console.frame import console, icon, times, unit_name, words
from bot.services.casework.desk import CODE_LIVES


@console.context_processor
def for_templates() -> dict[str, Any]:
    """The words, the times, the looks, the reader."""
    wording = words()
    return {
        "t": wording.say,
        "language": wording.language,
        "times": times(),
        "icon": icon,
        "asset": address,
        "unit_name": unit_name,
        "looks": looks,
        "menu": menu,
        "looks_part": PART_ICONS,
        "reader": current_user.account if current_user.is_authenticated else None,
        "csrf": generate_csrf,
        "code_minutes": int(CODE_LIVES.total_seconds() // 60),
    }
