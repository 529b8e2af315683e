"""The command line in the language of its reader: `--lang` anywhere on it, otherwise the locale decides."""

import inspect
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, get_type_hints

import typer
from typer.core import TyperGroup

from sim.options import Lang, language
from sim.words.language import speaking


class Commands(typer.Typer):
    """A group of commands that all take `--lang`."""

    def __init__(self, **given: Any):
        super().__init__(cls=_Group, rich_markup_mode=None, **given)

    def command(self, name: str | None = None, **given: Any) -> Callable[[Callable], Callable]:
        add = super().command(name, **given)
        return lambda function: add(_with_language(function))

    def callback(self, **given: Any) -> Callable[[Callable], Callable]:
        add = super().callback(**given)
        return lambda function: add(_with_language(function))


class _Group(TyperGroup):
    """The commands, called in the language that stands anywhere among the arguments."""

    def main(self, args: Sequence[str] | None = None, *given: Any, **more: Any) -> Any:
        with speaking(language(_asked_for(sys.argv[1:] if args is None else args))):
            return super().main(args, *given, **more)


def _asked_for(arguments: Sequence[str]) -> str | None:
    """The value of `--lang`, read before anything else so that help and errors are in that language too."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            return value if equals else next(iter(arguments[place + 1 :]), None)
    return None


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
