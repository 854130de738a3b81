"""The words and measures that properties of Flex components may have."""

from typing import Any

from bot.simulator.schema.checks import Path, Report, integer, matching

STEPS = "none|xs|sm|md|lg|xl|xxl"
TEXT_STEPS = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
PX = r"\d+(\.\d+)?px"
PERCENT = r"\d+(\.\d+)?%"
SPACE = matching(f"{STEPS}|{PX}", "Must be none, xs … xxl, or pixels such as 8px")
PADDING = matching(f"{STEPS}|{PX}|{PERCENT}", "Must be none, xs … xxl, pixels or per cent")
LENGTH = matching(f"{PX}|{PERCENT}", "Must be pixels such as 80px or per cent such as 50%")
BORDER = matching(f"none|light|normal|medium|semi-bold|bold|{PX}", "Must be none, light … bold, or pixels")
TEXT_SIZE = matching(f"{TEXT_STEPS}|{PX}", "Must be xxs … 5xl, or pixels")
IMAGE_SIZE = matching(f"{TEXT_STEPS}|full|{PX}|{PERCENT}", "Must be xxs … 5xl, full, pixels or per cent")
DEGREES = matching(r"\d+(\.\d+)?deg", "Must be an angle such as 90deg")
SHARE = matching(PERCENT, "Must be per cent such as 50%")
FLEX = integer(0)


def ratio(value: Any, path: Path, report: Report) -> None:
    """width:height, each up to 100000, the height at most three times the width."""
    parts = value.split(":") if isinstance(value, str) else []
    numbers = [float(part) for part in parts if part.replace(".", "", 1).isdigit()]
    if len(parts) != 2 or len(numbers) != 2 or not all(0 < one <= 100_000 for one in numbers):
        report.add(path, "Must be width:height, such as 20:13")
    elif numbers[1] > numbers[0] * 3:
        report.add(path, "The height must not be more than three times the width")
