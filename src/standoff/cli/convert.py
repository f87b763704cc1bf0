"""`standoff convert`: codes of CAMEO, WEIS or PLOVER in another of these schemes."""

from __future__ import annotations

import click

from standoff.cli.common import emit_json, json_option, next_step, show_table

SCHEMES = ("cameo", "plover", "weis")


@click.command("convert")
@click.argument("codes", nargs=-1, required=True)
@click.option("--from", "source", type=click.Choice(SCHEMES, case_sensitive=False), required=True)
@click.option("--to", "target", type=click.Choice(SCHEMES, case_sensitive=False), required=True)
@json_option
def command(codes: tuple[str, ...], source: str, target: str, as_json: bool) -> None:
    """CODES of one scheme of event data in another, and what is lost on the way.

    PLOVER is the hub: a code has one type, and a type the codes that together hold all of it.
    """
    from standoff.case.converting import convert_codes

    answer = convert_codes(source, codes, target)
    if as_json:
        emit_json(answer)
    else:
        rows = [
            (one.code, one.label, one.plover, " ".join(one.codes) or "-",
             one.note if one.lossy else "exact") for one in answer.rows
        ]  # fmt: skip
        show_table((source, "label", "type", target, "what is lost"), rows)
    next_step("`standoff import FILE --as keds|icews|gdelt2|polecat --case DIR` converts a file.")
