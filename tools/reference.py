"""Write docs/reference from the code and from `--help`: `python tools/reference.py`.

    commands.md    every command with its arguments and options, as its --help has them
    python.md      what `import standoff` gives: signatures, docstrings, methods
    settings.md    every setting of a case with its default and its sentence
    errors.md      every error with its exit code
    nouns.md       the frozen results: their fields and what they mean

The pages are generated and never written by hand; a test keeps them up to date. `--check` writes
nothing and exits with 1 if a page is not what the code gives.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

import standoff
from standoff import errors, nouns
from standoff.cli import COMMANDS, root
from standoff.settings import Settings, describe_settings

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
MADE = "This page is made by `python tools/reference.py`; a test keeps it up to date."


def main() -> None:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if outdated")
    check = parser.parse_args().check
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in render().items():
        page = FOLDER / name
        if not check:
            page.write_text(text, encoding="utf-8")
        elif not page.is_file() or page.read_text(encoding="utf-8") != text:
            sys.exit(f"docs/reference/{name} is outdated: run python tools/reference.py")


def render() -> dict[str, str]:
    """The pages by name."""
    return {
        "commands.md": _page("Commands", _commands()),
        "errors.md": _page("Errors", _errors()),
        "nouns.md": _page("Nouns", _nouns()),
        "python.md": _page("Python", _python()),
        "settings.md": _page("Settings", _settings()),
    }


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([f"# {title}", "", MADE, "", *lines]).rstrip() + "\n"


# -- commands -------------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield "| command | what it does |"
    yield "|---|---|"
    for name, what in sorted(COMMANDS.items()):
        yield f"| [`standoff {name}`](#standoff-{name}) | {_cell(what)} |"
    yield ""
    context = click.Context(root, info_name="standoff", **root.context_settings)
    for name in sorted(COMMANDS):
        command = root.get_command(context, name)
        if command is not None:
            yield from _command(command, name, f"standoff {name}", context, "##")


def _command(
    command: click.Command, name: str, words: str, parent: click.Context, level: str
) -> Iterator[str]:
    """A command and those below it, each with its --help, 80 columns wide."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=96)
    yield from (f"{level} {words}", "", "```text", command.get_help(context), "```", "")
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            child = command.get_command(context, below)
            if child is not None:
                yield from _command(child, below, f"{words} {below}", context, f"{level}#")


# -- Python ---------------------------------------------------------------------------------------


def _python() -> Iterator[str]:
    yield "`import standoff as so` is quick: what is named here is loaded when it is asked for."
    yield ""
    for name in sorted(set(standoff.__all__) - {"__version__", "Claim", "Definition"}):
        found = getattr(standoff, name)
        if inspect.isclass(found):
            yield from _class(name, found)
        elif inspect.ismodule(found):
            yield from _module(name, found)
        else:
            yield from _function(f"so.{name}", found, "##")
    yield "`so.Claim` and `so.Definition` are [nouns](nouns.md#claim)."


def _class(name: str, found: type) -> Iterator[str]:
    yield from (f"## so.{name}", "", _docstring(found), "")
    for member, value in inspect.getmembers_static(found):
        if member.startswith("_"):
            continue
        plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if inspect.isfunction(plain):
            kind = f"so.{name}" if isinstance(value, classmethod | staticmethod) else "case"
            yield from _function(f"{kind}.{member}", plain, "###")
        elif isinstance(value, property):
            yield from (f"### case.{member}", "", _docstring(value.fget), "")


def _module(name: str, found: Any) -> Iterator[str]:
    yield from (f"## so.{name}", "", _docstring(found), "")
    for member in sorted(found.__all__):
        value = getattr(found, member)
        if inspect.isfunction(value):
            yield from _function(f"so.{name}.{member}", value, "###")


def _function(name: str, found: Any, level: str) -> Iterator[str]:
    signature = inspect.signature(found)
    kept = [_clean(p) for p in signature.parameters.values() if p.name not in ("self", "cls")]
    gives = "" if signature.return_annotation is signature.empty else signature.return_annotation
    shown = str(signature.replace(parameters=kept, return_annotation=signature.empty))
    yield from (f"{level} {name}", "", "```text")
    yield f"{name}{shown} -> {gives}" if gives else f"{name}{shown}"
    yield from ("```", "", _docstring(found), "")


class _Written(str):
    """An annotation or a default as written, without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _clean(parameter: inspect.Parameter) -> inspect.Parameter:
    if isinstance(parameter.annotation, str):
        parameter = parameter.replace(annotation=_Written(parameter.annotation))
    if callable(parameter.default) and parameter.default is not parameter.empty:
        parameter = parameter.replace(default=_Written(parameter.default.__name__))
    return parameter


def _docstring(found: Any) -> str:
    """The docstring; its indented parts keep their shape in Markdown."""
    return inspect.cleandoc(found.__doc__ or "")


# -- nouns, settings, errors ----------------------------------------------------------------------


def _nouns() -> Iterator[str]:
    yield "Frozen results, validated where they enter: what commands answer and `Case` returns."
    yield ""
    for name in sorted(nouns.__all__):
        found = getattr(nouns, name)
        if not (inspect.isclass(found) and issubclass(found, msgspec.Struct)):
            continue
        yield from (f"## {name}", "", _docstring(found), "", "| field | type | default |")
        yield "|---|---|---|"
        annotations = inspect.get_annotations(found)
        for field in msgspec.structs.fields(found):
            kind = annotations.get(field.name, _kind(field.type))
            yield f"| `{field.name}` | `{_cell(str(kind))}` | {_default(field)} |"
        yield ""


def _kind(found: Any) -> str:
    return getattr(found, "__name__", str(found))


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default is not msgspec.NODEFAULT:
        return f"`{_cell(repr(field.default))}`"
    if field.default_factory is not msgspec.NODEFAULT:
        return f"`{_cell(repr(field.default_factory()))}`"
    return "required"


def _settings() -> Iterator[str]:
    yield "A case keeps its own in the table `[settings]` of `case.toml`."
    yield ""
    yield "| setting | default | meaning |"
    yield "|---|---|---|"
    for name, value, sentence in describe_settings(Settings()):
        yield f"| `{name}` | `{value}` | {_cell(sentence)} |"


def _errors() -> Iterator[str]:
    yield _docstring(errors)
    yield ""
    yield "| error | exit code | when |"
    yield "|---|---|---|"
    for name in sorted(errors.__all__):
        found = getattr(errors, name)
        yield f"| `{name}` | {found.exit_code} | {_cell(_docstring(found).splitlines()[0])} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    main()
