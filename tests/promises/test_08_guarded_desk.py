"""Promise 8: the desk answers only on loopback, only with its key, and sends a strict policy."""

from __future__ import annotations

import pytest
from desk_sample import HOST, KEY, ORIGIN, PORT, app_of, client_of, entered, started, token_in
from starlette.testclient import TestClient
from test_guard import assert_policy, routes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("cases")
    started(entered(made))
    return made


def another_machine(folder):
    return TestClient(
        app_of(folder), base_url=f"http://{HOST}", client=("192.168.1.7", 50000),
        cookies={f"standoff_{PORT}": KEY}, follow_redirects=False,
    )  # fmt: skip


def test_promise_08_every_route_of_the_router_is_guarded(folder, kept):
    """Each way in that is not the reader's own, on each route."""
    own, every = entered(folder), routes(folder)
    without, foreign = client_of(app_of(folder)), another_machine(folder)
    wrong = client_of(app_of(folder), cookies={f"standoff_{PORT}": "another"})
    token, tried = token_in(own), 0
    for method, path in every:
        attempts = [
            without.request(method, path, headers=ORIGIN),
            wrong.request(method, path, headers=ORIGIN),
            foreign.request(method, path, headers=ORIGIN),
            *(
                own.request(method, path, headers={**ORIGIN, "host": host})
                for host in ("evil.example", f"evil.example:{PORT}", f"[::1]:{PORT}", "127.0.0.1")
            ),
        ]
        if method == "POST":
            data = {"token": token}
            attempts += [
                own.post(path, data=data, headers={"origin": "http://evil.example"}),
                own.post(path, data=data, headers={"origin": "null"}),
                own.post(path, data=data, headers={}),
                own.post(path, data=data, headers={**ORIGIN, "sec-fetch-site": "cross-site"}),
                own.post(path, data={"token": "0" * 64}, headers=ORIGIN),
                own.post(path, headers=ORIGIN),
            ]
        for answer in attempts:
            assert answer.status_code == 403, (method, path)
            assert_policy(answer)
        tried += len(attempts)
    kept("routes", len(every))
    kept("foreign requests refused", tried)
