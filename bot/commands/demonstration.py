"""`siang demo`: a small municipality, ready to be played with on this machine."""

import os
from pathlib import Path

import click

HOME = Path("var/demo")


@click.command(help="Start Siang with a small municipality and a local LINE; Ctrl-C stops it.")
@click.option("--port", default=8000, show_default=True, help="Port of the web pages.")
@click.option("--fresh", is_flag=True, help="Begin anew: throw away what was done in the demonstration.")
def demo(port: int, fresh: bool) -> None:
    """Make the database where there is none, start web and worker, and wait."""
    from bot.demo.run import run_demo
    from bot.demo.stage import DemoError

    try:
        run_demo(dict(os.environ), HOME.absolute(), port, fresh=fresh)
    except DemoError as problem:
        raise click.ClickException(str(problem)) from None
