"""The web addresses that stand in messages: below the public address, percent-encoded, signed where drawing costs."""

import hashlib
import math
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from itsdangerous import Signer

from handlers.messages import Point

SCHEMES = ("http", "https", "line", "tel")

# What may stand in an address as it is; "%" too, so that what is encoded already is not encoded twice.
_SAFE = "/?#[]@!$&'()*+,;=:%~-._"


def place_name(point: Point) -> str:
    """The point as it stands in an address: five decimals, about one metre."""
    return f"{point.latitude:.5f},{point.longitude:.5f}"


def is_on_earth(point: Point) -> bool:
    """Whether the point has a latitude and longitude that exist."""
    return (
        math.isfinite(point.latitude)
        and math.isfinite(point.longitude)
        and abs(point.latitude) <= 90
        and abs(point.longitude) <= 180
    )


def encoded(address: str) -> str:
    """`address` with everything percent-encoded that LINE does not take as it is."""
    return quote(address, safe=_SAFE, errors="replace")


@dataclass(frozen=True)
class Addresses:
    """Makes addresses below `public_url`; `secret_key` signs those of map pictures, so that nobody else orders them."""

    public_url: str
    secret_key: str = field(repr=False)

    def page(self, path: str) -> str:
        """A path of this service, or a whole address, as an absolute one."""
        address = encoded(f"{self.public_url.rstrip('/')}{path}" if path.startswith("/") else path)
        if urlsplit(address).scheme not in SCHEMES:
            raise ValueError(f"an address must begin with / or one of {', '.join(SCHEMES)}, not {path[:40]!r}")
        return address

    def picture(self, token: str) -> str:
        """A kept picture, whole."""
        return self.page(f"/media/{quote(token, safe='', errors='replace')}")

    def small_picture(self, token: str) -> str:
        """A kept picture, as small as a card shows it."""
        return f"{self.picture(token)}/small"

    def map_picture(self, point: Point, language: str = "th") -> str:
        """A drawn map around a point."""
        words = "" if language == "th" else f"?language={quote(language, safe='', errors='replace')}"
        return self.page(f"/map/{self._signature(place_name(point))}/{place_name(point)}.png{words}")

    def map_service(self, point: Point) -> str:
        """The point in a map that can be walked by, outside of this service."""
        return f"https://www.google.com/maps/search/?api=1&query={place_name(point)}"

    def is_ours(self, place: str, signature: str) -> bool:
        """Whether `signature` is the one that `map_picture` gave for this place."""
        return self._signer.verify_signature(place, signature)

    def _signature(self, place: str) -> str:
        return self._signer.get_signature(place).decode("ascii")

    @property
    def _signer(self) -> Signer:
        return Signer(self.secret_key, salt="map", digest_method=hashlib.sha256)
