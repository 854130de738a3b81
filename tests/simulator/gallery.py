"""Many messages as real bots send them: to look at (`python -m tests.simulator.gallery URL TOKEN`) and to test with."""

import sys
from typing import Any

import urllib3

from bot.simulator.client import LocalLine

Json = dict[str, Any]


def text(words: str, **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def box(layout: str, *contents: Json, **more: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def button(label: str, action: Json | None = None, **more: Any) -> Json:
    return {"type": "button", "action": {"label": label, **(action or postback(label))}, **more}


def postback(data: str, **more: Any) -> Json:
    return {"type": "postback", "data": data, **more}


def flex(alt: str, contents: Json, **more: Any) -> Json:
    return {"type": "flex", "altText": alt, "contents": contents, **more}


def item(action: Json) -> Json:
    return {"type": "action", "action": action}


def case_card(media: str) -> Json:
    """The summary of a report, as a municipality would send it."""
    facts = [("เรื่อง", "ไฟถนนดับ"), ("ที่ไหน", "หน้าวัดบ้านใหม่ หมู่ 5 ตำบลบ้านใหม่"), ("ผู้แจ้ง", "ไม่เปิดเผยชื่อ")]
    rows = [
        box(
            "baseline",
            text(name, size="sm", color="#6b7280", flex=2),
            text(value, size="sm", color="#1f2937", flex=5, wrap=True),
            spacing="sm",
        )
        for name, value in facts
    ]
    chip = box(
        "vertical",
        text("รับเรื่องแล้ว", size="xs", color="#ffffff", align="center", weight="bold"),
        backgroundColor="#1d6fb8",
        cornerRadius="xxl",
        paddingAll="sm",
        paddingStart="lg",
        paddingEnd="lg",
        flex=0,
    )
    head = box(
        "horizontal",
        text("ร70-000123-4", weight="bold", size="lg", flex=1, gravity="center"),
        chip,
        alignItems="center",
    )
    bubble = {
        "type": "bubble",
        "hero": {
            "type": "image",
            "url": f"{media}/lamp-dark.jpg",
            "size": "full",
            "aspectRatio": "20:13",
            "aspectMode": "cover",
            "action": {"type": "uri", "label": "ดูรูป", "uri": "https://example.com/1"},
        },
        "body": box(
            "vertical", head, {"type": "separator", "margin": "lg"}, box("vertical", *rows, margin="lg", spacing="sm")
        ),
        "footer": box(
            "vertical",
            button("ส่งเรื่อง", postback("send", displayText="ส่งเรื่อง"), style="primary", color="#05793a", height="sm"),
            box(
                "horizontal",
                button("แก้ไข", postback("edit"), style="secondary", height="sm"),
                button("ยกเลิก", postback("cancel"), style="link", height="sm"),
                spacing="sm",
            ),
            spacing="sm",
        ),
    }
    return flex("สรุปเรื่องที่จะส่ง", bubble)


def cafe(media: str) -> Json:
    """A shop with stars, the most copied Flex message of all in its form."""
    star = {"type": "icon", "size": "sm", "url": f"{media}/../icon.svg"}
    return flex(
        "ร้านกาแฟริมคลอง",
        {
            "type": "bubble",
            "hero": {
                "type": "image",
                "url": f"{media}/flood.jpg",
                "size": "full",
                "aspectRatio": "20:13",
                "aspectMode": "cover",
            },
            "body": box(
                "vertical",
                text("Riverside Café", weight="bold", size="xl"),
                box("baseline", *[star] * 4, text("4.0", size="sm", color="#999999", margin="md", flex=0), margin="md"),
                box(
                    "vertical",
                    box(
                        "baseline",
                        text("Place", color="#aaaaaa", size="sm", flex=1),
                        text("99 Canal Road, Ban Mai", wrap=True, color="#666666", size="sm", flex=5),
                        spacing="sm",
                    ),
                    box(
                        "baseline",
                        text("Time", color="#aaaaaa", size="sm", flex=1),
                        text("10:00 - 23:00", wrap=True, color="#666666", size="sm", flex=5),
                        spacing="sm",
                    ),
                    margin="lg",
                    spacing="sm",
                ),
            ),
            "footer": box(
                "vertical",
                button("CALL", {"type": "uri", "uri": "tel:0000000000"}, style="link", height="sm"),
                button("WEBSITE", {"type": "uri", "uri": "https://example.com"}, style="link", height="sm"),
                spacing="sm",
            ),
        },
    )


def receipt() -> Json:
    lines = [("ค่าธรรมเนียมขยะ", "40 ฿"), ("ภาษีป้าย", "1,200 ฿"), ("ค่าปรับ", "0 ฿")]
    rows = [
        box("horizontal", text(a, size="sm", color="#555555", flex=0), text(b, size="sm", color="#111111", align="end"))
        for a, b in lines
    ]
    total = box("horizontal", text("รวม", size="md", weight="bold"), text("1,240 ฿", align="end", weight="bold"))
    return flex(
        "ใบเสร็จ",
        {
            "type": "bubble",
            "size": "kilo",
            "body": box(
                "vertical",
                text("RECEIPT", weight="bold", color="#1DB446", size="sm"),
                text("เทศบาลตำบลตัวอย่าง", weight="bold", size="xl", margin="md", wrap=True),
                text("ใบเสร็จรับเงินอิเล็กทรอนิกส์", size="xs", color="#aaaaaa", wrap=True),
                {"type": "separator", "margin": "xxl"},
                box("vertical", *rows, {"type": "separator"}, total, margin="xxl", spacing="sm"),
                {"type": "separator", "margin": "xxl"},
                box(
                    "horizontal",
                    text("PAYMENT ID", size="xs", color="#aaaaaa", flex=0),
                    text("#743289384279", color="#aaaaaa", size="xs", align="end"),
                    margin="md",
                ),
            ),
            "styles": {"footer": {"separator": True}},
        },
    )


def progress() -> Json:
    def dot(done: bool) -> Json:
        colour = "#05793a" if done else "#d6dae0"
        return box("vertical", width="14px", height="14px", cornerRadius="30px", backgroundColor=colour, flex=0)

    def step(done: bool, name: str, when: str) -> Json:
        mark = box("vertical", {"type": "filler"}, dot(done), {"type": "filler"}, flex=0)
        words = box(
            "vertical",
            text(name, size="sm", weight="bold" if done else "regular"),
            text(when, size="xs", color="#6b7280"),
        )
        return box("horizontal", mark, words, spacing="lg", alignItems="center")

    return flex(
        "สถานะเรื่อง",
        {
            "type": "bubble",
            "size": "mega",
            "header": box(
                "vertical",
                text("ไฟถนนดับ หน้าวัดบ้านใหม่", color="#ffffff", size="lg", weight="bold", wrap=True),
                text("กองช่าง · ครบกำหนด พ. 25 พ.ย. 2569", color="#e7f3ff", size="xs", margin="sm"),
                box(
                    "vertical",
                    box("vertical", width="60%", height="6px", backgroundColor="#ffd84d", cornerRadius="5px"),
                    backgroundColor="#ffffff44",
                    height="6px",
                    cornerRadius="5px",
                    margin="lg",
                ),
                background={
                    "type": "linearGradient",
                    "angle": "100deg",
                    "startColor": "#1d6fb8",
                    "endColor": "#123f78",
                },
                paddingAll="20px",
            ),
            "body": box(
                "vertical",
                step(True, "รับเรื่อง", "ศ. 20 พ.ย. 2569 09:12"),
                step(True, "ส่งกองช่าง", "ศ. 20 พ.ย. 2569 09:40"),
                step(False, "กำลังดำเนินการ", "คาดว่า จ. 23 พ.ย. 2569"),
                spacing="lg",
            ),
        },
    )


def carousel(media: str) -> Json:
    def one(size: str, picture: str, title: str, price: str) -> Json:
        return {
            "type": "bubble",
            "size": size,
            "hero": {
                "type": "image",
                "url": f"{media}/{picture}.jpg",
                "size": "full",
                "aspectMode": "cover",
                "aspectRatio": "320:213",
            },
            "body": box(
                "vertical",
                text(title, weight="bold", size="sm", wrap=True),
                text(price, size="xs", color="#8c8c8c", wrap=True),
                spacing="sm",
                paddingAll="13px",
            ),
            "footer": box("vertical", button("ดูเรื่องนี้", style="primary", height="sm")),
        }

    return flex(
        "เรื่องใกล้คุณ",
        {
            "type": "carousel",
            "contents": [
                one("micro", "pothole", "ถนนเป็นหลุม หน้าโรงเรียน", "40 ม. · เมื่อวาน"),
                one("micro", "rubbish", "ขยะกองริมทาง", "120 ม. · 2 วันก่อน"),
                one("micro", "flood", "น้ำท่วมซอย 3 หลังฝนตกหนักเมื่อคืนนี้", "300 ม. · วันนี้"),
                one("micro", "road-mended", "ซ่อมถนนเสร็จแล้ว", "1 กม."),
            ],
        },
    )


def before_after(media: str) -> Json:
    def side(picture: str, word: str, colour: str) -> Json:
        return box(
            "vertical",
            {
                "type": "image",
                "url": f"{media}/{picture}.jpg",
                "size": "full",
                "aspectRatio": "1:1",
                "aspectMode": "cover",
            },
            box(
                "vertical",
                text(word, size="xs", color="#ffffff", align="center", weight="bold"),
                position="absolute",
                offsetTop="8px",
                offsetStart="8px",
                backgroundColor=colour,
                cornerRadius="8px",
                paddingAll="xs",
                width="56px",
            ),
            cornerRadius="10px",
        )

    return flex(
        "ก่อนและหลัง",
        {
            "type": "bubble",
            "body": box(
                "vertical",
                box(
                    "horizontal", side("lamp-dark", "ก่อน", "#b42318"), side("lamp-lit", "หลัง", "#05793a"), spacing="md"
                ),
                text("กองช่างเปลี่ยนหลอดไฟแล้วค่ะ เรียบร้อยไหมคะ", wrap=True, margin="lg"),
            ),
            "footer": box(
                "horizontal",
                button("เรียบร้อย", style="primary", color="#05793a"),
                button("ยังไม่เรียบร้อย", style="secondary", adjustMode="shrink-to-fit"),
                spacing="md",
            ),
        },
    )


def spans_and_sizes() -> Json:
    sizes = [text(f"ขนาด {size} ที่นี่กี้ ปั๊ม", size=size) for size in ("xxs", "xs", "sm", "md", "lg", "xl", "xxl")]
    spans = {
        "type": "text",
        "wrap": True,
        "contents": [
            {"type": "span", "text": "สีแดง ", "color": "#d92d20", "weight": "bold"},
            {"type": "span", "text": "เอียง ", "style": "italic"},
            {"type": "span", "text": "ขีดเส้นใต้ ", "decoration": "underline"},
            {"type": "span", "text": "ขีดฆ่า", "decoration": "line-through"},
            {"type": "span", "text": " ใหญ่", "size": "xl"},
        ],
    }
    long = "ข้อความยาวที่ถูกตัดหลังสองบรรทัด เพราะกำหนด maxLines ไว้ที่สอง แม้ยังมีอีกมากที่อยากจะเล่าต่อให้ฟังจนจบเรื่อง ก็ตาม"
    sides = box("horizontal", text("ซ้าย", align="start"), text("กลาง", align="center"), text("ขวา", align="end"))
    weights = box(
        "horizontal",
        box("vertical", text("1", align="center"), backgroundColor="#fde68a", flex=1),
        {"type": "separator"},
        box("vertical", text("2", align="center"), backgroundColor="#bbf7d0", flex=2),
        {"type": "separator"},
        box("vertical", text("3", align="center"), backgroundColor="#bfdbfe", flex=3),
        spacing="sm",
        borderColor="#94a3b8",
        borderWidth="normal",
        cornerRadius="md",
        paddingAll="sm",
    )
    clamped = text(long, wrap=True, maxLines=2, size="sm")
    cut = text("บรรทัดเดียวที่ยาวเกินกว่าจะใส่ลงในกล่องนี้ได้หมดจริง ๆ", size="sm", color="#6b7280")
    return flex(
        "ตัวอักษร",
        {
            "type": "bubble",
            "size": "giga",
            "body": box("vertical", *sizes, spans, clamped, cut, sides, weights, spacing="md"),
        },
    )


def buttons_template(media: str) -> Json:
    actions = [
        {"type": "postback", "label": "แจ้งปัญหา", "data": "k=complaint", "displayText": "แจ้งปัญหา"},
        {"type": "message", "label": "เสนอแนะ", "text": "เสนอแนะ"},
        {"type": "uri", "label": "เว็บไซต์", "uri": "https://example.com/"},
        {"type": "datetimepicker", "label": "นัดวัน", "data": "when", "mode": "date", "min": "2026-01-01"},
    ]
    shown = {
        "type": "buttons",
        "thumbnailImageUrl": f"{media}/road-mended.jpg",
        "title": "เมนูหลัก",
        "text": "วันนี้ให้น้องเสียงช่วยเรื่องอะไรดีคะ",
        "actions": actions,
    }
    return {"type": "template", "altText": "เมนูหลัก", "template": shown}


def confirm_template() -> Json:
    actions = [{"type": "message", "label": "ใช่", "text": "ใช่"}, {"type": "message", "label": "ไม่ใช่", "text": "ไม่ใช่"}]
    shown = {"type": "confirm", "text": "ใช่เรื่องเดียวกันกับที่แจ้งเมื่อวานไหมคะ", "actions": actions}
    return {"type": "template", "altText": "ใช่ไหมคะ", "template": shown}


def carousel_template(media: str) -> Json:
    columns = [
        {
            "thumbnailImageUrl": f"{media}/{picture}.jpg",
            "title": title,
            "text": "เลือกเพื่อดูรายละเอียด",
            "actions": [
                {"type": "postback", "label": "ดู", "data": f"see={picture}"},
                {"type": "postback", "label": "แจ้งเรื่องแบบนี้", "data": f"new={picture}"},
            ],
        }
        for picture, title in (("pothole", "ถนน"), ("rubbish", "ขยะ"), ("flood", "น้ำท่วม"))
    ]
    return {"type": "template", "altText": "หมวด", "template": {"type": "carousel", "columns": columns}}


def image_carousel(media: str) -> Json:
    columns = [
        {"imageUrl": f"{media}/{picture}.jpg", "action": {"type": "message", "label": word, "text": word}}
        for picture, word in (("lamp-dark", "ไฟดับ"), ("pothole", "หลุม"), ("rubbish", "ขยะ"))
    ]
    return {"type": "template", "altText": "เลือกรูป", "template": {"type": "image_carousel", "columns": columns}}


def quick_replies() -> Json:
    actions = [
        {"type": "location", "label": "📍 ส่งตำแหน่ง"},
        {"type": "camera", "label": "ถ่ายรูป"},
        {"type": "cameraRoll", "label": "เลือกรูป"},
        {"type": "postback", "label": "หน้าวัดบ้านใหม่ ใช่เลย", "data": "place=1", "displayText": "หน้าวัดบ้านใหม่ ใช่เลย"},
        {"type": "clipboard", "label": "คัดลอก", "clipboardText": "ร70-000123-4"},
        {"type": "message", "label": "ข้าม", "text": "ข้าม"},
    ]
    words = "รับทราบเรื่อง ไฟถนนดับ หน้าวัดมาสามคืนค่ะ\nอยู่ตรงไหนคะ ส่งตำแหน่งหรือพิมพ์บอกก็ได้ค่ะ"
    return text(words, quickReply={"items": [item(action) for action in actions]})


def parcels(media: str) -> dict[str, list[Json]]:
    """Every message of the gallery, in requests of at most five."""
    image = {"type": "image", "originalContentUrl": f"{media}/lamp-lit.jpg", "previewImageUrl": f"{media}/lamp-lit.jpg"}
    audio = {"type": "audio", "originalContentUrl": f"{media}/voice.wav", "duration": 2000}
    place = {
        "type": "location",
        "title": "วัดบ้านใหม่",
        "address": "หมู่ 5 ตำบลบ้านใหม่",
        "latitude": 14.0208,
        "longitude": 100.525,
    }
    imagemap = {
        "type": "imagemap",
        "baseUrl": f"{media}/map",
        "altText": "แผนที่ภาพ",
        "baseSize": {"width": 1040, "height": 780},
        "actions": [{"type": "message", "text": "ซ้าย", "area": {"x": 0, "y": 0, "width": 520, "height": 780}}],
    }
    second = {
        "type": "textV2",
        "text": "สวัสดี {who} วงเล็บ {{}} เห็นไหมคะ",
        "substitution": {"who": {"type": "emoji", "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}},
    }
    return {
        "cards": [case_card(media), progress(), receipt()],
        "more cards": [before_after(media), carousel(media), spans_and_sizes(), cafe(media)],
        "templates": [buttons_template(media), confirm_template(), carousel_template(media), image_carousel(media)],
        "media": [image, audio, place, {"type": "sticker", "packageId": "446", "stickerId": "1989"}],
        "texts": [
            text("ดูที่ https://example.com/ก นะคะ หรือโทร tel:191", sender={"name": "น้องเสียง"}),
            second,
            imagemap,
            quick_replies(),
        ],
    }


def push(line: LocalLine, token: str, to: str, messages: list[Json]) -> urllib3.BaseHTTPResponse:
    body = {"to": to, "messages": messages}
    headers = {"Authorization": f"Bearer {token}"}
    return urllib3.request("POST", f"{line.base_url}/v2/bot/message/push", json=body, headers=headers)


def main(url: str, token: str) -> None:
    line = LocalLine(url)
    for name, messages in parcels(f"{line.base_url}/static/samples").items():
        person = line.person(f"gallery: {name}")
        person.says("ขอดูหน่อย")
        answer = push(line, token, person.id, messages)
        print(name, answer.status, answer.data.decode() if answer.status != 200 else "")


if __name__ == "__main__":
    main(*sys.argv[1:])
