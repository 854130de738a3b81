"""Where a point is, in the office's own words: the village it lies in, and the landmark it is near."""

from collections.abc import Iterable
from math import cos, hypot, radians

from handlers.office import Place
from handlers.turn import Known

METRES_PER_DEGREE = 111_320.0
IN_VILLAGE = 2_500.0  # metres from a village's middle; farther away nothing is claimed
NEAR_LANDMARK = 250.0


def place_words(latitude: float, longitude: float, known: Known) -> tuple[str | None, str]:
    """Return the key of the village that a point lies in, and words such as `หมู่ 5 ใกล้วัดบ้านใหม่`; either may be empty."""
    say, language = known.wording.say, known.wording.language
    village = _nearest(latitude, longitude, known.office.places, "village", IN_VILLAGE)
    landmark = _nearest(latitude, longitude, known.office.places, "landmark", NEAR_LANDMARK)
    parts = []
    if village:
        numbered = say("place.village", number=village.number) if village.number else village.name(language)
        parts.append(numbered)
    if landmark:
        parts.append(say("place.near", place=landmark.name(language)))
    elif village and village.number:
        parts.append(village.name(language))
    return (village.key if village else None), " ".join(parts)


def metres_between(latitude: float, longitude: float, place: Place) -> float:
    """Return the distance to a place in metres; over a few kilometres the earth is flat enough."""
    north = (place.latitude - latitude) * METRES_PER_DEGREE
    east = (place.longitude - longitude) * METRES_PER_DEGREE * cos(radians(latitude))
    return hypot(north, east)


def _nearest(latitude: float, longitude: float, places: Iterable[Place], kind: str, within: float) -> Place | None:
    near = [(metres_between(latitude, longitude, place), place) for place in places if place.kind == kind]
    distance, best = min(near, key=lambda pair: pair[0], default=(within, None))
    return best if distance < within else None
