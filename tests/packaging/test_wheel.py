"""The wheel holds all that the package reads, and works where nothing else of us is."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import standoff

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "standoff"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the checkout with the tools that are installed."""
    return built(tmp_path_factory.mktemp("dist"), "wheel")


def built(folder: Path, target: str) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    (path,) = folder.iterdir()
    return path


def sources() -> set[str]:
    return {
        f"standoff/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel):
    assert wheel.name == f"standoff-{standoff.__version__}-py3-none-any.whl", "no compiler needed"
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == sources()
    assert "standoff/py.typed" in names


def test_the_sdist_holds_what_a_packager_needs(tmp_path):
    with tarfile.open(built(tmp_path, "sdist")) as archive:
        names = archive.getnames()
    short = {name.partition("/")[2] for name in names}
    assert {"README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "Makefile", "pyproject.toml",
            "constraints.txt", "docs/house.md", "src/standoff/py.typed"} <= short  # fmt: skip
    assert not [name for name in short if name.startswith((".venv", "demo/", "artefacts"))]


def test_the_wheel_alone_runs_the_demo(wheel, tmp_path):
    """Only the wheel and the packages it asks for are on the path; this checkout is not."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("PYTHON")
    } | {"PYTHONPATH": os.pathsep.join([str(site), *_dependencies()]), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-S", "-m", "standoff", "demo", "--case", str(tmp_path / "korea")],
        cwd=tmp_path, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "<html" in (tmp_path / "korea" / "report.html").read_text("utf-8")[:300]
    asked = "import standoff; print(standoff.__file__)"
    where = subprocess.run(
        [sys.executable, "-S", "-c", asked], cwd=tmp_path, env=environment, capture_output=True,
        text=True,
    ).stdout  # fmt: skip
    assert where.startswith(str(site)), "the wheel was run and not the checkout"


def _dependencies() -> list[str]:
    """Where installed packages lie (an editable standoff is a .pth there, which -S leaves out)."""
    import click
    import numpy

    places = {sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"]}
    return sorted(places | {str(Path(one.__file__).parents[1]) for one in (click, numpy)})


def test_version_and_citation_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    assert project["version"] == standoff.__version__
    assert f"version: {standoff.__version__}\n" in cited
    assert f"license: {project['license']}\n" in cited
    assert f"## {standoff.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_importing_is_quick_to_the_eye():
    """Under 0.1 s of CPU time, the least of several: what `import standoff` itself loads."""
    code = (
        "import time; begun = time.process_time(); import standoff; "
        "print(time.process_time() - begun)"
    )
    spent = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    assert min(spent) < 0.1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_no_letter_stops_a_command_where_the_output_is_not_unicode(encoding, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Pjöngjang drohte den USA am Montag mit neuen Raketentests 👩‍👩‍👧 “so”.\n", encoding="utf-8"
    )
    words = ["code", "a.txt", "--published", "2019-12-09"]
    done = subprocess.run(
        [sys.executable, "-m", "standoff", *words], cwd=tmp_path, capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


def test_piped_output_is_utf8_with_plain_line_ends(tmp_path):
    (tmp_path / "a.txt").write_text("Pjöngjang drohte den USA mit Tests.\n", encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_"))}
    done = subprocess.run(
        [sys.executable, "-m", "standoff", "code", "a.txt", "--published", "2019-12-09",
         "--format", "csv"],
        cwd=tmp_path, capture_output=True,
        env=environment | {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )  # fmt: skip
    assert "Pjöngjang" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout
