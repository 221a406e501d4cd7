"""Commands whose help is plain text in groups, and whose words are taken as they stand.

Typer would draw boxes, which loads rich and a Markdown parser, and would have pydantic look at every word: three times
what the rest takes together. Here a word is text until `readers` reads it.
"""

from typing import Any

from typer.core import TyperCommand, TyperGroup

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""How help is asked for, and the columns it takes at most."""


class PlainCommand(TyperCommand):
    """A command whose options are listed below the names of their panels, and its arguments by their names alone."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401 - click's own, which Typer hides
        """What follows the command in its first line."""
        arguments = [param for param in self.get_params(ctx) if param.param_type_name == "argument"]
        return ["[OPTIONS]", *map(_called, arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the arguments, then each panel in the order of its first option."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            usual = "Arguments" if param.param_type_name == "argument" else "Options"
            record = param.get_help_record(ctx)
            if record and usual == "Arguments":
                record = (_called(param), record[1].removesuffix("[required]").rstrip())
            if record:
                panels.setdefault(getattr(param, "rich_help_panel", None) or usual, []).append(record)
        for panel, records in panels.items():
            with formatter.section(panel):
                formatter.write_dl(records)


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


class PlainGroup(TyperGroup):
    """The commands with the whole first sentence of each."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write a line or more for each command."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, (command.help or "").partition("\n\n")[0]) for name, command in commands if command]
            )
