"""Commands whose help is plain text in groups, and whose words are taken as they stand.

Typer would draw boxes, which loads rich and a Markdown parser, and would have pydantic look at every word: three times
what the rest takes together. Here a word is text until `readers` reads it.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from textwrap import shorten
from typing import Any, ClassVar, NamedTuple

from typer import Context, Typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""How help is asked for, and the columns it takes at most."""

_BESIDE = 50  # columns of help beside an option that a shell offers


class PlainCommand(TyperCommand):
    """A command whose options are listed below the names of their panels, and its arguments by their names alone."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401 - click's own, which Typer hides
        """What follows the command in its first line."""
        arguments = [param for param in self.get_params(ctx) if param.param_type_name == "argument"]
        return ["[OPTIONS]", *map(_called, arguments)]

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401
        """The options, each with so much of its help as stands beside it in one line."""
        offered = super().shell_complete(ctx, incomplete)
        for item in offered:
            item.help = shorten((item.help or "").partition(" [default")[0], _BESIDE, placeholder=" …")
        return offered

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the arguments, then each panel."""
        for panel, records in self.panels(ctx).items():
            with formatter.section(panel):
                formatter.write_dl(records)

    def panels(self, ctx: Any) -> dict[str, list[tuple[str, str]]]:  # noqa: ANN401
        """What is to be typed, and its help: the arguments, then each panel in the order of its first option."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            usual = "Arguments" if param.param_type_name == "argument" else "Options"
            record = param.get_help_record(ctx)
            if record and usual == "Arguments":
                record = (_called(param), record[1].removesuffix("[required]").rstrip())
            if record:
                panels.setdefault(getattr(param, "rich_help_panel", None) or usual, []).append(record)
        return panels


def _called(argument: Any) -> str:  # noqa: ANN401
    return str(argument.metavar or argument.name.upper())


class LiteralCommand(PlainCommand):
    """A command of which every argument and every option is a text, a list of texts or a flag."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Take the words over where they are complete; else let Typer say what is wrong, or help."""
        said, rest, _order = self.make_parser(ctx).parse_args(args=list(args))
        known = {param.name for param in self.params}
        wanted = {param.name for param in self.params if param.required}
        if rest or said.keys() - known or not all(isinstance(said.get(name), str) for name in wanted):
            return super().parse_args(ctx, args)
        ctx.params.update(said)
        return rest


Function = Callable[..., None]


class Listed(NamedTuple):
    """A command that is not loaded: its function as ``module:name``, how its words are read, and its first sentence."""

    place: str
    kind: type[PlainCommand]
    sentence: str

    def function(self) -> Function:
        """Loaded."""
        module, _colon, name = self.place.partition(":")
        found: Function = getattr(import_module(module), name)
        return found


class PlainGroup(TyperGroup):
    """Commands that are loaded and made when they are asked for: who wants the list waits for none of them."""

    listed: ClassVar[Mapping[str, Listed]]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - click asks with its context
        """The names, in their order."""
        return list(self.listed)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """A command, or None where there is no such one."""
        found = self.listed.get(cmd_name)
        return get_command(alone(found.function(), found.kind)) if found else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """The command that the first word names. Where there is none, Typer looks for one that is spelt alike."""
        if args[0] not in self.listed:
            self.commands = {name: self.get_command(ctx, name) for name in self.listed}
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Write a line or more for each command."""
        rows = [(name, found.sentence) for name, found in self.listed.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def names_of(ctx: Context, incomplete: str) -> list[str]:
    """The commands that begin so, for a shell to offer."""
    group: Any = ctx.find_root().command
    return [name for name in group.listed if name.startswith(incomplete)]


def alone(function: Function, kind: type[PlainCommand]) -> Typer:
    """A command without the others: what is not imported takes no time and no memory."""
    app = Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(cls=kind, context_settings=HELP)(function)
    return app


def named(name: str) -> Function:
    """The command of the file that bears its name."""
    function: Function = getattr(import_module(f"vipsort.cli.{name}"), name)
    return function
