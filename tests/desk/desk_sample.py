"""A desk to test: a folder of cases, a client that has the key, and invented articles."""

from __future__ import annotations

import re
from functools import cache

from starlette.testclient import TestClient

from standoff.case.game_engine import Engine
from standoff.case.game_side import short_game
from standoff.desk import Shelf, make_app
from standoff.desk.apart import Inside
from standoff.desk.app import Desk

PORT = 4711
HOST = f"127.0.0.1:{PORT}"
KEY = "a-key-for-tests"
ORIGIN = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}

FIRST = (
    "\N{GRINNING FACE} Islamabad and New Delhi met for talks in Lahore on Monday.\r\n"
    "Pakistan fired a ballistic missile on Tuesday. India threatened Pakistan with sanctions. "
    "India deployed troops along the border on 4 March 2002.\n"
    "Critics said that Pakistan might test a nuclear weapon.\n"
)
#: With FIRST and SECOND more than ten codings, and an emoji before words to select.
THIRD = (
    "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{FIRE} India protested "
    "against the test on 12 March 2002. "
    "Pakistan warned India on 13 March 2002. India rejected the warning on 14 March 2002. "
    "Pakistan tested a missile on 20 March 2002. India threatened Pakistan on 21 March 2002. "
    "Pakistan proposed talks to India on 2 April 2002.\n"
)
SECOND = (
    "India imposed sanctions on Pakistan on 9 March 2002. Pakistan rejected the demand of India. "
    "The two sides will meet for talks on 20 March 2002.\n"
)


@cache
def small_game(variant):
    """The game of the desk's pages with short clocks, solved once."""
    return short_game(variant)


def engine():
    """What answers questions on the game in tests: inside, and small."""
    return Inside(Engine(small_game))


def app_of(folder, *, by="Ada", language="en", patience=60.0):
    """The desk; it waits for what is computed aside, unless told to have less patience."""
    desk = Desk(
        shelf=Shelf(folder, patience=patience),
        key=KEY,
        port=PORT,
        by=by,
        language=language,
        engine=engine(),
    )
    return make_app(desk)


def client_of(app, **options):
    """A client on loopback under the desk's own name; it does not follow redirects."""
    return TestClient(
        app,
        base_url=f"http://{HOST}",
        client=("127.0.0.1", 50000),
        follow_redirects=False,
        **options,
    )


def entered(folder, **options):
    """A client that has come in with the key."""
    client = client_of(app_of(folder, **options))
    answer = client.get("/", params={"key": KEY})
    assert answer.status_code == 303
    return client


def token_in(client):
    return re.search(r'name="token" value="([0-9a-f]+)"', client.get("/").text)[1]


def post(client, path, files=None, **fields):
    """A form as the desk's own pages send it."""
    data = {"token": token_in(client), **fields}
    return client.post(path, data=data, files=files, headers=ORIGIN)


def started(client, title="Border crisis"):
    """A case with both articles; returns its address and the addresses of the articles."""
    answer = post(client, "/new", title=title, one="IND", other="PAK")
    assert answer.status_code == 303, answer.text
    home = answer.headers["location"]
    uploads = [
        ("files", ("first.txt", FIRST.encode(), "text/plain")),
        ("files", ("second.txt", SECOND.encode(), "text/plain")),
    ]
    answer = post(client, f"{home}/articles", files=uploads, published="2002-03-10", outlet="Post")
    assert answer.status_code == 303, answer.text
    found = re.findall(rf'href="({home}/a/[0-9a-f]+)"', client.get(home).text)
    return home, list(dict.fromkeys(found))
