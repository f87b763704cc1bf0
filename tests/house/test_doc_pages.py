"""Pages of the docs are marked so that they can be run (`tests/docs`), linked, and listed.

The quick half of the tests of the docs: what a change of a page or a command most often breaks.
"""

from __future__ import annotations

import re
import shlex

import click
import pytest

from docs_pages import REASONS, ROOT, Block, blocks_of, pages
from standoff.cli import root

PAGES = pages()
PATH = re.compile(r"(?<![\w./])(?:src/standoff|docs|tests|benchmarks|tools)/[\w./*-]+")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_marks_are_meant_and_reasons_known(page):
    for block in blocks_of(page):
        reason = block.marks.get("not run")
        assert reason is None or reason.partition(":")[0] in REASONS, block.where
        if block.kind == "text" and not {"prints", "file", "not run"} & set(block.marks):
            assert not _commands(block), (
                f"{block.where}: a command that is not run: write ```sh above it, or a mark that"
                " tests/docs_pages.py explains"
            )


def _commands(block: Block) -> list[str]:
    return [line for line in block.text.splitlines() if re.match(r"(\$ )?standoff [a-z]", line)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target, anchor in LINK.findall(text):
        found = page.parent / target if target else page
        assert found.exists(), f"{page}: {target}"
        assert not anchor or anchor[1:] in anchors_of(found), f"{page}: {target}{anchor}"


def anchors_of(page) -> set[str]:
    """The anchors that a page of Markdown has on the web: its headings in small letters."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    heads = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.strip().lower()).replace(" ", "-") for head in heads}


def test_every_page_is_in_the_table_of_contents():
    told = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in [*PAGES[1:], *sorted((ROOT / "docs" / "reference").glob("*.md"))]:
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name == "index.md" or f"({name})" in told, f"docs/index.md lacks {name}"
    assert "docs/index.md" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_are_only_shown_could_be_typed(page):
    """What is too long, or needs what we may not ship, is read as the program would read it."""
    for block in blocks_of(page):
        if "not run" not in block.marks:
            continue
        for line in block.text.replace("\\\n", " ").splitlines():
            if not line.startswith("standoff "):
                continue
            if re.search(r"[\[|]", re.sub(r"(['\"]).*?\1", "", line)):  # a pattern of usage
                check_command(re.findall(r"[^\s\[\]|]+", line)[1:], block.where)
                continue
            words = shlex.split(re.sub(r"\s#.*$", "", line))[1:]
            words = words[: words.index(">")] if ">" in words else words
            try:
                parse(words)
            except click.UsageError as fault:
                pytest.fail(f"{block.where}: {line}: {fault.format_message()}")


def parse(words: list[str]) -> None:
    """Read options and values as the program does, without doing anything."""
    command, context = root, click.Context(root, **root.context_settings)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, found, words = command.resolve_command(context, words)
        context = click.Context(found, info_name=name, parent=context)
        command = found
    if not (set(words) & {"--version", "--help"}):
        command.parse_args(context, list(words))


# -- what stands in the text between the blocks ---------------------------------------------------


def spans_of(page) -> list[str]:
    """The pieces of code inside sentences, blocks and comments aside, line ends as blanks."""
    text = re.sub(r"```.*?```|<!--.*?-->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [" ".join(span.split()) for span in re.findall(r"(?<!`)`([^`]+)`(?!`)", text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_options_that_a_sentence_names_are_there(page):
    for span in spans_of(page):
        for command in re.split(r"[;&|]+ (?=standoff )", span):
            words = re.findall(r"[^\s\[\]|]+", command)
            if command.startswith("standoff ") and len(words) > 1 and words[1].islower():
                check_command(words[1:], f"{page.name}: {span}")


def check_command(words: list[str], where: str) -> None:
    """Every command named (`read`, or `events`, `merge`), and every option of it."""
    command, context = root, click.Context(root, **root.context_settings)
    if words[0].startswith("-"):
        return
    while isinstance(command, click.Group) and words and re.fullmatch(r"[a-z-]+", words[0]):
        found = command.get_command(context, words[0])
        if found is None and command is not root:
            break
        assert found is not None, f"{where}: no command {words[0]}"
        command, words = found, words[1:]
    known = options_of(command)
    for word in words:
        if re.match(r"--[a-z]", word):
            name = re.match(r"--[a-z-]+", word).group()
            assert name in known, f"{where}: no option {name}"


def options_of(command: click.Command) -> set[str]:
    """The options of a command and of those below it."""
    found = {"--help", "--version"} | {
        o for p in command.params for o in (*p.opts, *p.secondary_opts)
    }
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found |= options_of(command.get_command(context, name))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_sentence_names_are_there(page):
    for span in spans_of(page):
        for path in re.findall(
            r"(?<![\w./])(?:src/standoff|docs|tests|benchmarks|tools)/[\w./*-]+", span
        ):
            found = path.rstrip("./")
            if not re.search(r"[A-Z]{4,}", found):
                assert list(ROOT.glob(found)), f"{page.name}: {path} is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_targets_of_make_that_a_sentence_names_are_there(page):
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for span in spans_of(page):
        if found := re.fullmatch(r"make ([\w-]+)", span):
            assert found.group(1) in targets, f"{page.name}: {span}"
