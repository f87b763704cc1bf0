"""What clocks do, on the terminal: one line an effect, and whether clocks help at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.cli.common import show_table, tell

if TYPE_CHECKING:
    from standoff.nouns import Phases
    from standoff.nouns.clocks import ClockEffect, ClocksAnswer

__all__ = ["show_clocks", "show_effects"]

WORDS = {
    "en": {
        "clock": "clock", "on": "periods", "what": "what it moves", "ratio": "times",
        "interval": "95% interval", "verdict": "the record says",
        "rate": "days with {of}", "pull": "odds of a step into state {state} of {states} ({of})",
        "raised": "raised", "lowered": "lowered", "open": "open: the interval holds 1",
        "untold": "cannot tell: mostly the weak prior",
        "unit": "What a figure is for: {units}. States are numbered from the calmest.",
        "bic": "Without clocks BIC {without}, with them {bic}: {better} (lower is better).",
        "better_with": "the clocks earn their place", "better_without": "they do not earn it",
        "held": "Log score a period on the last third: {held} with, {held_without} without.",
        "no_pull": "A semi-Markov chain of two states has one way out of each: "
        "clocks move rates only.",
        "not_converged": "The fit has not converged; read the figures as rough.",
        "chance": "{n} effects are shown; with clocks of nothing about {by_chance} of them would "
        "be raised or lowered by chance.",
    },
    "de": {
        "clock": "Uhr", "on": "Zeiträume", "what": "was sie bewegt", "ratio": "mal",
        "interval": "95-%-Intervall", "verdict": "der Bestand sagt",
        "rate": "Tage mit {of}",
        "pull": "Chancen eines Schritts in Zustand {state} von {states} ({of})",
        "raised": "erhöht", "lowered": "gesenkt",
        "open": "offen: das Intervall enthält 1",
        "untold": "lässt sich nicht sagen: vor allem die schwache Vorannahme",
        "unit": "Wofür eine Zahl steht: {units}. Zustände zählen vom ruhigsten an.",
        "bic": "Ohne Uhren BIC {without}, mit ihnen {bic}: {better} (weniger ist besser).",
        "better_with": "die Uhren verdienen ihren Platz", "better_without": "sie verdienen ihn "
        "nicht",
        "held": "Log-Wert je Zeitraum im letzten Drittel: {held} mit, {held_without} ohne.",
        "no_pull": "Eine Semi-Markow-Kette aus zwei Zuständen hat aus jedem nur einen Weg: "
        "Uhren bewegen nur Raten.",
        "not_converged": "Die Schätzung ist nicht konvergiert; die Zahlen sind grob.",
        "chance": "{n} Wirkungen sind gezeigt; bei Uhren ohne Wirkung wären etwa {by_chance} davon "
        "durch Zufall erhöht oder gesenkt.",
    },
}  # fmt: skip


def show_clocks(found: Phases, language: str) -> None:
    """The effects of the clocks of some phases."""
    if found.clocks:
        names = {name: texts.get(language, name) for name, texts in found.name_texts.items()}
        show_effects(found.clocks, language, names)


def show_effects(answer: ClocksAnswer, language: str, names: dict[str, str] | None = None) -> None:
    """A table of effects, and lines that say whether clocks help."""
    words, named = WORDS[language], names or {}
    clocks = {clock.id: clock for clock in answer.clocks}
    rows = []
    for effect in answer.effects:
        clock = clocks[effect.clock]
        of = named.get(effect.of, effect.of)
        rows.append((
            effect.clock, "" if clock.on is None else f"{clock.on} of {clock.n}",
            words[effect.what].format(of=of, state=effect.state, states=answer.states),
            _number(effect.ratio, language), _interval(effect, language), words[effect.verdict],
        ))  # fmt: skip
    heads = [words[key] for key in ("clock", "on", "what", "ratio", "interval", "verdict")]
    show_table(heads, rows, right="lrlrrl")
    for line in _lines(answer, language):
        tell(line)


def _lines(answer: ClocksAnswer, language: str) -> list[str]:
    words = WORDS[language]
    units = "; ".join(
        f"{clock.id}: {clock.text.get(language, clock.id)}, {clock.unit.get(language, '')}"
        for clock in answer.clocks
    )
    better = "better_with" if answer.bic < answer.bic_without else "better_without"
    lines = [
        words["unit"].format(units=units),
        words["bic"].format(without=_number(answer.bic_without, language, 1),
                            bic=_number(answer.bic, language, 1), better=words[better]),
    ]  # fmt: skip
    if answer.held_out is not None and answer.held_out_without is not None:
        held = _number(answer.held_out, language, 3)
        lines.append(words["held"].format(
            held=held, held_without=_number(answer.held_out_without, language, 3)
        ))  # fmt: skip
    if not answer.can_pull:
        lines.append(words["no_pull"])
    if not answer.converged:
        lines.append(words["not_converged"])
    n = len(answer.effects)
    lines.append(words["chance"].format(n=n, by_chance=_number(0.05 * n, language, 1)))
    return lines


def _number(value: float, language: str, digits: int = 2) -> str:
    told = f"{value:.{digits}f}"
    return told.replace(".", ",") if language == "de" else told


def _interval(effect: ClockEffect, language: str) -> str:
    if effect.interval is None:
        return "–"
    low, high = (_number(end, language) for end in effect.interval)
    return f"{low} to {high}" if language == "en" else f"{low} bis {high}"
