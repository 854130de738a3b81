"""E-mails and SMS go out once over many workers, again after a failure, and keep an honest state."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import SetClock
from bot.post.errors import PostRefused
from bot.post.mail import MailServer
from bot.post.postman import LEASE, Postman
from bot.post.sms import Gateway
from bot.settings import Settings
from storage.alerts import posts
from storage.alerts.posts import QUEUED, REFUSED, SENDING, SENT, WITHHELD, Post, PostRow
from storage.database import Database
from storage.workers import Worker
from tests.post.servers import Desk, Mailbox, gateway, mail_server


@pytest.fixture
def mail() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


@pytest.fixture
def sms() -> Iterator[Desk]:
    with gateway() as desk:
        yield desk


@pytest.fixture
def wired(settings: Settings, mail: Mailbox, sms: Desk) -> Settings:
    """Settings with both means."""
    url = f"{sms.url}/send?to={{to}}&text={{text}}"
    return replace(settings, smtp_url=mail.url, mail_from="siang@example.go.th", sms_url=url)


def queue(database: Database, clock: SetClock, *some: Post) -> None:
    with database.begin() as db:
        posts.queue(db, some, clock.now())


def email(key: str | None = None, to: str = "head@example.org") -> Post:
    return Post("email", to, "ด่วน ร70-000001-1\nไฟดับ", "ยังไม่มีผู้รับ", "untaken", case_id=1, key=key)


def rows(database: Database) -> list[PostRow]:
    with database.reading() as db:
        return list(db.scalars(select(PostRow).order_by(PostRow.id)))


def worker(database: Database, settings: Settings, clock: SetClock, name: str = "w1") -> Postman:
    with database.begin() as db:
        db.merge(Worker(id=name, host="h", pid=1, started_at=clock.now(), seen_at=clock.now()))
    return Postman(database, settings, clock, name)


def test_an_e_mail_reaches_the_server_with_its_thai_words(database, wired, clock, mail):
    queue(database, clock, email())
    assert worker(database, wired, clock).send_next()
    (got,) = mail.messages
    assert got["To"] == "head@example.org"
    assert got["From"] == "siang@example.go.th"
    assert got["Subject"] == "ด่วน ร70-000001-1 ไฟดับ"
    assert got.get_content().strip() == "ยังไม่มีผู้รับ"
    (row,) = rows(database)
    assert (row.state, row.attempts, row.error) == (SENT, 1, None)


def test_an_sms_is_asked_of_the_gateway(database, wired, clock, sms):
    queue(database, clock, Post("sms", "0812345678", "", "ด่วน & ไฟดับ ?x=1", "untaken"))
    assert worker(database, wired, clock).send_next()
    assert sms.asked[0]["path"].startswith("/send?to=0812345678&text=%E0%B8%94")
    assert "%26" in sms.asked[0]["path"], "what is filled in stays inside its blank"
    assert rows(database)[0].state == SENT


def test_a_gateway_that_wants_json_gets_it_filled_and_never_reshaped(clock, sms):
    way = Gateway(sms.url, '{"to": "{to}", "list": [{"msg": "{text}", "n": 1}], "id": "{id}"}', "Bearer t")
    row = PostRow(id=7, recipient="+66812345678", text='"}], "to": "{to}', means="sms", created_at=clock.now())
    way.send(row)
    assert sms.asked[0]["body"] == {"to": "+66812345678", "list": [{"msg": '"}], "to": "{to}', "n": 1}], "id": "7"}
    assert sms.asked[0]["authorization"] == "Bearer t"


@pytest.mark.parametrize("number", ["", "0812345678/../x", "http://10.0.0.1/", "081234567890123456", "abc"])
def test_what_is_no_number_is_never_asked(clock, sms, number):
    with pytest.raises(PostRefused):
        Gateway(f"{sms.url}/{{to}}").send(PostRow(id=1, recipient=number, text="x", created_at=clock.now()))
    assert sms.asked == []


def test_a_redirect_is_not_followed(database, wired, clock, sms):
    sms.answers = [302]
    queue(database, clock, Post("sms", "0812345678", "", "x", "untaken"))
    worker(database, wired, clock).send_next()
    assert len(sms.asked) == 1
    assert (rows(database)[0].state, rows(database)[0].error) == (REFUSED, "http_302")


def test_later_is_tried_again_with_patience_and_never_is_never(database, wired, clock, mail):
    mail.answers = ["451 come back later", "421 still busy"]
    queue(database, clock, email())
    postman = worker(database, wired, clock)
    assert postman.send_next()
    assert (rows(database)[0].state, rows(database)[0].error) == (QUEUED, "smtp_451")
    assert not postman.send_next(), "not at once"
    clock.move(timedelta(seconds=21))
    assert postman.send_next()
    clock.move(timedelta(minutes=3))
    assert postman.send_next()
    assert rows(database)[0].state == SENT
    assert len(mail.messages) == 1

    mail.answers = ["550 no such person"]
    queue(database, clock, email())
    postman.send_next()
    refused = rows(database)[1]
    assert (refused.state, refused.error, refused.detail) == (REFUSED, "smtp_550", "no such person")


def test_a_server_that_is_away_is_given_up_in_the_end(database, wired, clock):
    gone = replace(wired, smtp_url="smtp://127.0.0.1:1")
    queue(database, clock, email())
    postman = worker(database, gone, clock)
    for _ in range(40):
        postman.send_next()
        clock.move(timedelta(minutes=31))
    (row,) = rows(database)
    assert (row.state, row.error) == (REFUSED, "unreachable")


def test_what_this_installation_has_no_means_for_is_withheld_with_the_reason(database, settings, clock):
    queue(database, clock, email(), Post("sms", "0812345678", "", "x", "untaken"))
    postman = worker(database, settings, clock)
    assert postman.send_next()
    assert postman.send_next()
    assert {(row.state, row.error) for row in rows(database)} == {(WITHHELD, "not_set_up")}


def test_the_same_alert_is_kept_once(database, clock):
    queue(database, clock, email("1:untaken:a:email:5"), email("1:untaken:a:email:5"))
    queue(database, clock, email("1:untaken:a:email:5"), email("1:untaken:a:email:6"))
    assert len(rows(database)) == 2


def test_many_workers_send_each_once(database, wired, clock, mail):
    queue(database, clock, *(email(to=f"p{number}@example.org") for number in range(24)))
    workers = [worker(database, wired, clock, f"w{number}") for number in range(4)]

    def work(postman: Postman) -> None:
        while postman.send_next():
            pass

    threads = [threading.Thread(target=work, args=(one,)) for one in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(got["To"]) for got in mail.messages) == sorted(f"p{number}@example.org" for number in range(24))
    assert {row.state for row in rows(database)} == {SENT}


def test_what_a_dead_worker_had_in_hand_is_sent_by_another_under_the_same_number(database, wired, clock, mail):
    queue(database, clock, email())
    dead = worker(database, wired, clock, "dead")
    with database.begin() as db:
        row = posts.claim(db, "dead", clock.now())
        assert row is not None
    MailServer(mail.url, "siang@example.go.th").send(rows(database)[0])  # it died between sending and noting it
    assert rows(database)[0].state == SENDING
    other = worker(database, wired, clock, "other")
    assert not other.send_next(), "a worker that lives keeps what it has"
    with database.begin() as db:
        db.delete(db.get_one(Worker, "dead"))
    clock.move(LEASE)
    assert other.send_next()
    assert [row.state for row in rows(database)] == [SENT]
    first, again = mail.messages
    assert first["Message-ID"] == again["Message-ID"], "whoever keeps mail knows it as the same"
    assert not dead.send_next()
