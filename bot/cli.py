"""The `siang` command: finds a subcommand in `bot.commands` and loads only that one, so that each starts fast."""

from importlib import import_module

import click

# command name -> module of bot.commands that defines a click command of the same name (dashes become underscores)
COMMANDS = {
    "classify": "reading",
    "train": "training",
    "evaluate": "training",
    "line": "local_line",
    "serve": "serving",
    "worker": "serving",
    "migrate": "serving",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
    "demo": "demonstration",
    "office": "office",
    "chat": "terminal_chat",
    "user": "people",
    "reindex": "searching",
    "states": "states",
    "import": "registerfiles",
    "export": "registerfiles",
    "richmenu": "richmenu",
    "verify-history": "verify_history",
}


class LazyGroup(click.Group):
    """A click group that imports a subcommand's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"bot.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


@click.group(cls=LazyGroup, help="Siang hears the people of a municipality in LINE, and lets the office answer.")
@click.version_option(package_name="siang")
def main() -> None:
    """Entry point of the console script."""


if __name__ == "__main__":
    main()
