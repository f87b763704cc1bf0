"""The one palette: colours by role, for light paper and for dark.

A chart is drawn once, in the light colours. The page that holds it gives every light colour a
style rule with the variable of its role (`[fill="#c24a00"] { fill: var(--groups-force) }`), and
the variables change with the reader's preference; so a drawing needs no second copy and no script.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["chart_rules", "dark_variables", "light", "light_variables", "roles"]


@cache
def roles() -> dict[str, tuple[str, str]]:
    """`section.name` -> (light, dark), both `#rrggbb`."""
    import tomllib

    source = files("standoff.report").joinpath("palette.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{name}": (pair[0], pair[1])
        for section, colours in tomllib.loads(source).items()
        for name, pair in colours.items()
    }


def light(role: str, otherwise: str = "page.ink") -> str:
    """The light colour of a role, else that of `otherwise`, else that of the ink."""
    known = roles()
    return (known.get(role) or known.get(otherwise) or known["page.ink"])[0]


def _variable(role: str) -> str:
    return f"--{role.replace('.', '-').replace('_', '-')}"


def light_variables() -> str:
    """CSS declarations of all roles for light paper."""
    return "".join(f"{_variable(role)}:{pair[0]};" for role, pair in roles().items())


def dark_variables() -> str:
    """CSS declarations of all roles for dark paper."""
    return "".join(f"{_variable(role)}:{pair[1]};" for role, pair in roles().items())


def chart_rules() -> str:
    """CSS that binds the colours of a drawing to the variables of their roles."""
    return "".join(
        f'.drawing [{what}="{pair[0]}"]{{{what}:var({_variable(role)})}}\n'
        for role, pair in roles().items()
        for what in ("fill", "stroke")
    )
