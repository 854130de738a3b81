"""`siang chat`: talk with Siang in the terminal, as a citizen of a running local LINE."""

import click


@click.command(help="Talk with Siang in the terminal, as a citizen of a running local LINE.")
@click.option("--line", "base_url", default="http://127.0.0.1:8000/line", show_default=True, help="The local LINE.")
@click.option("--as", "name", default="ยายสายใจ", show_default=True, help="Who talks.")
def chat(base_url: str, name: str) -> None:
    """Open the terminal chat."""
    from bot.simulator.chat import run

    run(base_url, name)
