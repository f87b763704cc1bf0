"""A real PostgreSQL server on loopback, for the tests that run on both stores.

Needs psycopg (`pip install 'standoff[postgres]'`) and Debian's package `postgresql`. The server
refuses to run as root, so root hands it to the package's own user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path


def missing():
    """What is missing to run a server, in words; "" if nothing is."""
    if find_spec("psycopg") is None:
        return "psycopg is not installed (pip install 'standoff[postgres]')"
    if _programs() is None:
        return "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and not _has_user("postgres"):
        return "root cannot run PostgreSQL, and there is no user postgres"
    return ""


def _programs():
    homes = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which("initdb")
    homes += [Path(found).parent] if found else []
    return next((home for home in homes if (home / "initdb").exists()), None)


def _has_user(name):
    return any(entry.pw_name == name for entry in pwd.getpwall())


@contextmanager
def server():
    """The address of a fresh server, `postgresql://USER@127.0.0.1:PORT`; stopped at the end."""
    programs, user = _programs(), "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="standoff-pg-"))
    if user:
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def call(program, *args):
        subprocess.run(
            [programs / program, "-D", folder / "data", *args],
            check=True,
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )

    call("initdb", "-A", "trust", "-U", "tester", "-E", "UTF8", "--locale=C")
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p {port}"
    call("pg_ctl", "-w", "-o", options, "-l", folder / "log", "start")
    try:
        yield f"postgresql://tester@127.0.0.1:{port}"
    finally:
        call("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def new_database(address, name):
    """The address of a new, empty database on a server."""
    import psycopg

    with psycopg.connect(f"{address}/postgres", autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
    return f"{address}/{name}"
