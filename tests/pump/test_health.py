"""Health is true, metrics count what is there, and neither logs nor metrics name anybody."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from bot.commands.doctor import doctor
from bot.commands.serving import migrate
from bot.pulse import Pulse
from storage import revision, schema
from storage.outgoing import Outgoing
from tests.pump.harness import Pump, event, text


def ask(running: Pump, path: str) -> tuple[int, str]:
    answer = running.http.request("GET", f"{running.url}{path}")
    return answer.status, answer.data.decode()


@pytest.fixture
def attended(running: Pump) -> Iterator[Pump]:
    """A pump with a worker that has just given a sign of life."""
    Pulse(running.parts.database, running.clock).begin()
    yield running


def test_alive_is_alive_whatever_else_is_wrong(running: Pump) -> None:
    schema.downgrade(running.parts.database, "base")
    assert ask(running, "/health/live") == (200, '{"alive":true}\n')


def test_ready_when_everything_is_there(attended: Pump) -> None:
    assert ask(attended, "/health/ready") == (200, '{"problems":{},"ready":true}\n')


def test_not_ready_without_a_worker(attended: Pump) -> None:
    attended.advance(31)
    status, said = ask(attended, "/health/ready")
    assert status == 503
    assert '"worker"' in said


def test_not_ready_with_old_tables(attended: Pump) -> None:
    schema.downgrade(attended.parts.database, "base")
    status, said = ask(attended, "/health/ready")
    assert status == 503
    assert "run siang migrate" in said


def test_not_ready_when_an_event_has_waited_too_long(attended: Pump) -> None:
    attended.post(event())
    attended.advance(25)
    assert ask(attended, "/health/ready")[0] == 200
    attended.advance(36)
    Pulse(attended.parts.database, attended.clock).begin()
    status, said = ask(attended, "/health/ready")
    assert status == 503
    assert "An event has waited for 61 seconds" in said


def test_a_message_held_for_the_morning_is_not_late(attended: Pump) -> None:
    morning = attended.clock.now().replace(hour=23)
    attended.say(Outgoing("U" + "a" * 32, (text("news"),), "notice", not_before=morning))
    attended.advance(25)
    assert ask(attended, "/health/ready")[0] == 200


def test_metrics_count_what_is_in_the_tables(attended: Pump) -> None:
    somchai = attended.line.person("Somchai")
    somchai.says("hello")
    attended.work()
    attended.post(event())
    attended.advance(7)
    status, said = ask(attended, "/metrics")
    assert status == 200
    for line in (
        'siang_events{state="done"} 1.0',
        'siang_events{state="new"} 1.0',
        'siang_outgoing{state="sent"} 1.0',
        'siang_outgoing{state="unknown"} 0.0',
        "siang_oldest_event_seconds 7.0",
        "siang_worker_silent_seconds 7.0",
        "siang_database_up 1.0",
    ):
        assert line in said.splitlines()


def test_a_request_id_is_given_back_and_a_nonsense_one_is_not(running: Pump) -> None:
    def asked(given: str) -> str:
        headers = {"X-Request-ID": given} if given else {}
        return running.http.request("GET", f"{running.url}/health/live", headers=headers).headers["X-Request-ID"]

    assert asked("from-the-proxy") == "from-the-proxy"
    assert len(asked("")) == 32
    assert len(asked("x" * 65)) == 32


def test_no_log_line_of_a_whole_round_names_anybody_or_quotes_anything(
    attended: Pump, capsys: pytest.CaptureFixture[str]
) -> None:
    somchai = attended.line.person("Somchai Jaidee")
    attended.line.fault("status", "push", status=400)
    somchai.says("my telephone number is 081-234-5678")
    attended.work()
    attended.say(Outgoing(somchai.id, (text("your number 081-234-5678"),), "notice"))
    attended.work()
    logged = capsys.readouterr().out
    assert '"outcome": "sent"' in logged
    assert '"outcome": "refused"' in logged
    for secret in ("Somchai", "081-234", "telephone", somchai.id, "local-line-token", "local-line-secret"):
        assert secret not in logged


# ---- the commands


def environment(running: Pump) -> dict[str, str]:
    settings = running.parts.settings
    return {
        "LOCAL_LINE": "1",
        "DATABASE_URL": settings.database_url,
        "LINE_API_URL": settings.line_api_url,
        "PUBLIC_URL": running.url,
    }


def test_the_doctor_finds_a_good_set_up_good_but_for_the_missing_worker(quick: Pump) -> None:
    result = CliRunner(env=environment(quick)).invoke(doctor)
    wrong = [line for line in result.output.splitlines() if line.startswith("WRONG")]
    found = [line.split(":")[0] for line in wrong if "Clock" not in line]
    assert found == ["WRONG No worker has given a sign of life", "WRONG Rich menu"]  # none is published here
    for fine in ("Token: it is good", "Media: file:", "Thai fonts are there", "Model: the reader of Thai is there"):
        assert fine in result.output
    assert result.exit_code == 1
    assert "Webhook: LINE reaches" in result.output


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"LINE_CHANNEL_ACCESS_TOKEN": "another"}, "the access token is wrong or has ended"),
        ({"PUBLIC_URL": "https://office.example"}, "it should be https://office.example/callback"),
        ({"LINE_API_URL": "http://127.0.0.1:1"}, "no answer from LINE"),
    ],
)
def test_the_doctor_says_in_words_what_is_wrong(quick: Pump, changed: dict[str, str], said: str) -> None:
    result = CliRunner(env=environment(quick) | changed).invoke(doctor)
    assert result.exit_code == 1
    assert said in result.output


def test_the_doctor_names_old_tables(quick: Pump) -> None:
    schema.downgrade(quick.parts.database, "base")
    result = CliRunner(env=environment(quick)).invoke(doctor)
    assert "WRONG The database is at version None" in result.output


def test_migrate_says_from_where_to_where(quick: Pump) -> None:
    schema.downgrade(quick.parts.database, "base")
    result = CliRunner(env=environment(quick)).invoke(migrate)
    assert result.output == f"The database is at version {revision.newest()} (it was at nothing).\n"


def test_a_command_without_its_settings_is_one_sentence_for_each() -> None:
    result = CliRunner(env={"LINE_CHANNEL_SECRET": "", "LOCAL_LINE": "", "SECRET_KEY": ""}).invoke(migrate)
    assert result.exit_code == 1
    assert result.output.startswith("Error: LINE_CHANNEL_SECRET is not set")
