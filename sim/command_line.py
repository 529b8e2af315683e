"""The command line in the language of its reader: `--lang` anywhere on it, otherwise the locale decides.

Typer writes the help in English, whose words it finds by spaces. In Chinese it is written here, from the same commands.
"""

import inspect
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from sim.options import Lang, language
from sim.words.language import is_chinese, say, speaking
from sim.words.translation import translated

_WIDEST = 80  # columns of a help, as Typer has it
_WIDEST_NAME = 26  # cells of the names of options; a longer one has a line of its own


class Commands(typer.Typer):
    """A group of commands that all take `--lang`."""

    def __init__(self, **given: Any):
        super().__init__(cls=_Group, rich_markup_mode=None, **given)
        self.callback()(_nothing)  # until there is another: the group itself takes `--lang` too

    def command(self, name: str | None = None, **given: Any) -> Callable[[Callable], Callable]:
        add = super().command(name, cls=_Command, **given)
        return lambda function: add(_with_language(function))

    def callback(self, **given: Any) -> Callable[[Callable], Callable]:
        add = super().callback(**given)
        return lambda function: add(_with_language(function))


class _Group(TyperGroup):
    """The commands, called in the language that stands anywhere among the arguments."""

    def main(self, args: Sequence[str] | None = None, *given: Any, **more: Any) -> Any:
        with speaking(language(_requested(sys.argv[1:] if args is None else args))):
            return super().main(args, *given, **more)

    def make_context(self, *given: Any, **more: Any) -> Any:
        with _errors_as_spoken():
            return super().make_context(*given, **more)

    def invoke(self, ctx: Any) -> Any:
        with _errors_as_spoken():
            return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        return "\n".join(_help(self, ctx)) if is_chinese() else super().get_help(ctx)


class _Command(TyperCommand):
    """A command, whose help is in the language of its reader."""

    def __init__(self, *given: Any, **more: Any):
        super().__init__(*given, **more)
        for param in self.params:  # what an option takes, in a word of the reader's: Typer has `<int range>`
            if isinstance(param, TyperOption) and not param.is_flag and param.metavar is None:
                param.metavar = "NUMBER" if param.type_descriptor.is_ranged or param.bare_type() == "int" else "TEXT"

    def get_help(self, ctx: Any) -> str:
        return "\n".join(_help(self, ctx)) if is_chinese() else super().get_help(ctx)


def _requested(arguments: Sequence[str]) -> str | None:
    """The value of `--lang`, read before anything else so that help and errors are in that language too."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            return value if equals else next(iter(arguments[place + 1 :]), None)
    return None


def _nothing() -> None:
    pass


@contextmanager
def _errors_as_spoken() -> Iterator[None]:
    """What is wrong with the command line, which Typer says in English, is shown in the language of its reader; a wrong
    value of an option in one line, as commands say it."""
    try:
        yield
    except Exception as error:
        is_of_usage = hasattr(error, "format_message") and type(error).__name__ != "NoArgsIsHelpError"
        if is_of_usage and (is_chinese() or _is_of_a_value(error)):
            error.show = partial(_show, error)  # type: ignore[attr-defined]
        raise


def _show(error: Any, file: Any = None) -> None:
    """An error of the command line: how the command is called, where it is explained, what is wrong; of a value that
    alone."""
    if _is_of_a_value(error):
        typer.echo(translated(f"gongji: {error.format_message()}"), err=True)
        return
    if ctx := error.ctx:
        typer.echo(_usage(ctx.command, ctx), err=True)
        typer.echo(say("{command} explains it.", command=f"{ctx.command_path} {ctx.help_option_names[0]}"), err=True)
        typer.echo(err=True)
    typer.echo(say("Error: {message}", message=translated(error.format_message())), err=True)


def _is_of_a_value(error: Any) -> bool:
    return error.format_message().startswith("Invalid value")


def _usage(command: Any, ctx: Any) -> str:
    return f"{say('Usage:')}{' '.join((ctx.command_path, *command.collect_usage_pieces(ctx)))}"


def _with_language(function: Callable) -> Callable:
    """A command with the option `--lang`, which was obeyed when the command line was first read."""

    @wraps(function)
    def command(*given: Any, lang: str | None = None, **options: Any) -> Any:
        return function(*given, **options)

    signature = inspect.signature(function)
    option = inspect.Parameter("lang", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Lang)
    parameters = [*signature.parameters.values(), option]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {**get_type_hints(function, include_extras=True), "lang": Lang}
    return command


# ----------------------------------------------------------------------------- help in Chinese


def _help(command: Any, ctx: Any) -> Iterator[str]:
    """The lines of the help: how the command is called, what it does, its arguments, options and commands."""
    from sim.report.lines import wrapped

    width = ctx.terminal_width or min(shutil.get_terminal_size().columns, ctx.max_content_width or _WIDEST)
    yield _usage(command, ctx)
    yield ""
    yield from (line.plain for line in wrapped(_said(command.help), width, indent=2))
    params = command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    yield from _section(say("Arguments"), [_described(param, ctx) for param in arguments], width)
    yield from _section(say("Options"), [_described(param, ctx) for param in options], width)
    commands = getattr(command, "commands", {})
    yield from _section(say("Commands"), [(name, _said(one.help)) for name, one in commands.items()], width)


def _said(text: str | None) -> str:
    """A text of the help, whose lines in the code mean nothing."""
    return say(" ".join((text or "").split()))


def _described(param: Any, ctx: Any) -> tuple[str, str]:
    """How an argument or an option is written, and what it means, with its default."""
    is_flag, default = getattr(param, "is_flag", False), ""
    names = [param.metavar or str(param.name).upper()]
    if param.param_type_name == "option":
        names = [", ".join(sorted(param.opts, key=len)), param.metavar]
    if isinstance(param.show_default, str):
        default = say(param.show_default)
    elif param.show_default and param.default and not is_flag:
        default = str(param.default)
    notes = [say("default: {value}", value=default)] if default else []
    notes += [say("required")] if param.required else []
    return " ".join(filter(None, names)), _said(param.help) + (f"[{'；'.join(notes)}]" if notes else "")


def _section(title: str, rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    """Names with what they mean beside them; a name that is too long stands above that."""
    from rich.cells import cell_len

    from sim.report.lines import wrapped

    if not rows:
        return
    yield ""
    yield f"{title}："
    column = min(_WIDEST_NAME, max(cell_len(name) for name, _ in rows)) + 4
    for name, meaning in rows:
        lines = [line.plain for line in wrapped(meaning, width - column)]
        if cell_len(name) > column - 4:
            yield f"  {name}"
            name = ""
        yield f"  {name}".ljust(column) + lines[0]
        yield from (" " * column + line.strip() for line in lines[1:])
