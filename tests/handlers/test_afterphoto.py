"""What makes an after-photo doubtful."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases.afterphoto import (
    ALIKE,
    HOLDING,
    Flag,
    Print,
    bands,
    distance,
    doubts,
    nearness,
    neighbours,
)
from handlers.messages import Point
from tests.builders import NOW

HERE = Point(14.0301, 99.5201)
PHASH, DHASH = 0x9C3F_11AA_7B20_E451, 0x1234_5678_9ABC_DEF0
AFTER = Print(2, 10, True, PHASH, DHASH)


def flipped(number: int, bits: int, seed: int = 1) -> int:
    for bit in random.Random(seed).sample(range(64), bits):
        number ^= 1 << bit
    return number


def flags(picture: Print, *others: Print, place: Point | None = HERE) -> set[Flag]:
    return {one.flag for one in doubts(picture, others, NOW, place)}


@pytest.mark.parametrize(
    ("case_id", "after", "bits", "flag"),
    [
        (10, False, 0, Flag.IS_BEFORE),
        (10, False, 3, Flag.IS_BEFORE),
        (10, False, 6, Flag.LIKE_BEFORE),
        (10, True, 0, Flag.USED_HERE),
        (99, True, 2, Flag.USED_ELSEWHERE),
        (99, False, 2, Flag.USED_ELSEWHERE),
        (99, True, 7, Flag.LIKE_ELSEWHERE),
    ],
)
def test_a_picture_that_was_there_before_is_flagged_for_what_it_was(case_id, after, bits, flag):
    other = Print(1, case_id, after, flipped(PHASH, bits), DHASH)
    assert flags(AFTER, other) == {flag}


@pytest.mark.parametrize("bits", range(ALIKE + 1, 40, 4))
def test_another_picture_is_no_doubt(bits):
    assert flags(AFTER, Print(1, 10, False, flipped(PHASH, bits), DHASH)) == set()


def test_two_hashes_must_agree_and_a_plain_picture_resembles_nothing():
    assert nearness(AFTER, Print(1, 10, False, PHASH, flipped(DHASH, 20))) is None
    assert nearness(AFTER, Print(1, 10, False, None, None)) is None
    assert flags(AFTER, AFTER) == set(), "a picture is not held against itself"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ({"taken_at": NOW - timedelta(days=3)}, {Flag.TAKEN_BEFORE}),
        ({"taken_at": NOW - timedelta(hours=1)}, set()),
        ({"taken_at": NOW + timedelta(days=1)}, set()),
        ({"software": "Adobe Photoshop 25.1"}, {Flag.EDITED}),
        ({"software": "Snapseed 2.0"}, {Flag.EDITED}),
        ({"software": "HDR+ 1.0.585804376zd"}, set()),
        ({"software": "17.5.1", "camera": "Apple iPhone 15", "uploaded": True}, set()),
        ({"uploaded": True}, {Flag.NO_CAMERA}),
        ({"uploaded": False}, set()),
        ({"point": Point(14.0301, 99.5215)}, set()),
        ({"point": Point(14.0301, 99.5401)}, {Flag.FAR_AWAY}),
    ],
)
def test_what_the_camera_wrote_is_asked(written, found):
    assert flags(replace(AFTER, **written)) == found


def test_how_far_and_how_old_is_told():
    (far,) = doubts(replace(AFTER, point=Point(14.0301, 99.5401)), [], NOW, HERE)
    assert 2100 < far.amount < 2200
    (old,) = doubts(replace(AFTER, taken_at=NOW - timedelta(days=3)), [], NOW, HERE)
    assert old.amount == 3
    assert doubts(replace(AFTER, point=Point(0.0, 0.0)), [], NOW, None) == ()


def test_no_camera_alone_holds_nothing():
    assert Flag.NO_CAMERA not in HOLDING
    assert HOLDING | {Flag.NO_CAMERA} == set(Flag)


@pytest.mark.parametrize("seed", range(40))
def test_the_bands_find_every_picture_that_is_alike(seed):
    number = random.Random(seed).getrandbits(64)
    other = flipped(number, ALIKE, seed)
    assert distance(number, other) == ALIKE
    pairs = zip(bands(number), bands(other), strict=True)
    assert any(theirs in neighbours(ours) for ours, theirs in pairs)
