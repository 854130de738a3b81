"""What free answers of a survey are about, in which tone, and what is said by many without a theme."""

import pytest

from nlp.clusters import clusters
from nlp.themes import theme_of


@pytest.mark.parametrize(
    ("text", "key", "tone"),
    [
        ("รอนานมากค่ะ คิวยาวตั้งแต่เช้า", "speed", "blame"),
        ("บริการรวดเร็วดีครับ ไม่ต้องรอนานเหมือนแต่ก่อน", "speed", "praise"),
        ("เจ้าหน้าที่พูดจาดี ยิ้มแย้ม", "manner", "praise"),
        ("พูดจาเสียงดังใส่ผู้สูงอายุ ไม่สุภาพเลยค่ะ", "manner", "blame"),
        ("ที่จอดรถไม่พอ", "place", "blame"),
        ("ห้องน้ำไม่สะอาด", "place", "blame"),
        ("เอกสารเยอะ ต้องถ่ายสำเนาหลายชุด", "steps", "plain"),
        ("อยากให้เปิดวันเสาร์ครึ่งวัน", "hours", "wish"),
        ("อยากให้จองคิวผ่านไลน์ได้", "online", "wish"),
        ("มีคนลัดคิวเพราะรู้จักเจ้าหน้าที่", "fairness", "blame"),
        ("ร้องเรียนไปแล้วเรื่องเงียบ", "result", "blame"),
        ("ถนนหน้าบ้านเป็นหลุม ช่วยดูด้วยนะคะ", "road", "plain"),
        ("ขยะหน้าตลาดล้นทุกวันอาทิตย์", "waste", "plain"),
        ("ขอบคุณเจ้าหน้าที่ทุกคนค่ะ", "thanks", "praise"),
        ("The queue is slow", "speed", "blame"),
        ("อยากให้มีลานเต้นแอโรบิก", "other", "wish"),
    ],
)
def test_an_answer_is_told_by_theme_and_tone(text: str, key: str, tone: str):
    theme = theme_of(text)
    assert theme
    assert (theme.key, theme.tone) == (key, tone)


@pytest.mark.parametrize(
    "text", ["", "-", "ไม่มี", "ไม่มีค่ะ", "ไม่มีข้อเสนอแนะเพิ่มเติมครับ", "...", "😀", "no", "N/A", "ยังไม่มีค่ะ"]
)
def test_an_answer_that_says_nothing_is_none(text: str):
    assert theme_of(text) is None


def test_what_many_say_without_a_theme_is_put_together_by_its_words():
    texts = ["อยากให้มีลานแอโรบิก", "ลานแอโรบิกเก่าปิดไปแล้ว", "ขอลานแอโรบิกใกล้บ้าน", "ฝนตกทุกวัน", "ลิงมาที่วัด"]
    [found] = clusters(texts)
    assert set(found.members) == {0, 1, 2}
    assert "แอโรบิก" in found.words


def test_the_same_texts_give_the_same_clusters_and_empty_ones_none():
    texts = ["ตลาดนัดเสียงดังมาก", "ตลาดนัดวันพุธเสียงดัง", "เสียงดังจากตลาดนัด"] * 20
    assert clusters(texts) == clusters(texts)
    assert clusters([]) == clusters(["", " ", "-"]) == ()
