"""`siang line`: the local LINE alone, for this bot or any other."""

from pathlib import Path

import click


@click.command(help="Run a local LINE by itself, for any bot: chat page, LINE API and control API on one port.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@click.option("--webhook", default="http://127.0.0.1:8000/callback", show_default=True, help="Where the bot listens.")
@click.option("--secret", default="local-secret", show_default=True, envvar="LINE_CHANNEL_SECRET")
@click.option("--token", default="local-token", show_default=True, envvar="LINE_CHANNEL_ACCESS_TOKEN")
@click.option("--name", default="Local bot", show_default=True, help="The bot's name in the chats.")
@click.option("--quota", default=15_000, show_default=True, help="Messages a month; 0 for unlimited.")
@click.option("--state", type=click.Path(path_type=Path, dir_okay=False), help="Keep the chats in this file.")
def line(
    host: str, port: int, webhook: str, secret: str, token: str, name: str, quota: int, state: Path | None
) -> None:
    """Entry point of the subcommand."""
    import logging
    import signal
    import socket

    from werkzeug.serving import make_server

    from bot.simulator.app import LineConfig, create_line

    config = LineConfig(secret, token, webhook, state, bot_name=name, monthly_quota=quota or None)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    try:  # a socket of our own, because werkzeug ends the program in its own words when the port is taken
        listening = socket.create_server((host, port))
    except OSError as error:
        why = f"port {port} of {host} cannot be used ({error.strerror}); choose another with --port"
        raise click.ClickException(why) from error
    server = make_server(host, port, create_line(config), threaded=True, fd=listening.fileno())
    click.echo(f"Local LINE: http://{host}:{port}/  (set LINE_API_URL to this address)\nwebhooks go to {webhook}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what is kept is written to its end
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("\nstopped")
