"""A small load generator: prepared requests over kept connections, from a process of its own."""

import asyncio
import base64
import hashlib
import hmac
import json
import multiprocessing
import time
import uuid
from dataclasses import dataclass

SECONDS = 6.0
WARM_UP = 1.0


@dataclass(frozen=True)
class Measured:
    """What a run showed."""

    per_second: float
    p50_ms: float
    p99_ms: float
    errors: int
    answered: int  # all of them, those of the warm-up too


def webhook(secret: str, number: int) -> bytes:
    """A signed webhook with one text message, as bytes on the wire without its first line."""
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": 1_782_874_800_000 + number,
        "source": {"type": "user", "userId": f"U{number % 5000:032x}"},
        "webhookEventId": uuid.uuid4().hex[:26].upper(),
        "deliveryContext": {"isRedelivery": False},
        "replyToken": uuid.uuid4().hex,
        "message": {"type": "text", "id": str(number), "text": "ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ", "quoteToken": "q" * 80},
    }
    body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}, ensure_ascii=False).encode()
    signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    head = (
        f"Host: 127.0.0.1\r\nContent-Type: application/json; charset=utf-8\r\n"
        f"X-Line-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def measure(port: int, path: str, secret: str, connections: int, rate: float | None = None) -> Measured:
    """Load `path` from another process, as fast as it answers or at so many a second."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (port, path, secret, connections, rate))


def _run(port: int, path: str, secret: str, connections: int, rate: float | None) -> Measured:
    most = int((rate or 6000) * (SECONDS + WARM_UP))
    requests = [f"POST {path} HTTP/1.1\r\n".encode() + webhook(secret, number) for number in range(most)]
    return asyncio.run(_load(port, requests, connections, rate))


async def _load(port: int, requests: list[bytes], connections: int, rate: float | None) -> Measured:
    taken: list[tuple[float, float]] = []
    errors = 0
    waiting = iter(requests)
    begun = time.perf_counter()
    end = begun + WARM_UP + SECONDS
    sent = 0

    async def talk() -> None:
        nonlocal errors, sent
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            due = begun + sent / rate if rate else 0.0
            sent += 1
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            started = time.perf_counter()
            if started > end:
                break
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(row for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:"))
            await reader.readexactly(int(length.split(b":")[1]))
            errors += not head.startswith(b"HTTP/1.1 200")
            taken.append((started, time.perf_counter() - started))
        writer.close()

    await asyncio.gather(*(talk() for _ in range(connections)))
    counted = sorted(length for started, length in taken if started >= begun + WARM_UP)
    span = min(end, time.perf_counter()) - begun - WARM_UP
    return Measured(
        per_second=len(counted) / span,
        p50_ms=counted[len(counted) // 2] * 1000,
        p99_ms=counted[int(len(counted) * 0.99)] * 1000,
        errors=errors,
        answered=len(taken),
    )
