"""Promise 8 on every route: loopback, the key, the Host, writes from elsewhere, the policy."""

from __future__ import annotations

import re

import pytest
from desk_sample import HOST, KEY, ORIGIN, PORT, app_of, client_of, entered, started, token_in

from standoff.case import Case
from standoff.case.checking import claim_of_form, keep_claim
from standoff.desk.app import PAGES
from standoff.desk.guard import HEADERS

CLAIM = {"form": "count", "text": "Once", "start": "2002-01-01", "end": "2002-12-31",
         "asserted": "1", "pattern": "IND sanction"}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with one case in it, which has one claim."""
    made = tmp_path_factory.mktemp("cases")
    started(entered(made))
    keep_claim(Case.open(made / "border-crisis"), claim_of_form(CLAIM, "en"))
    return made


def routes(folder):
    """(method, path with its parts filled in) of every route, taken from the router."""
    app = app_of(folder)
    client = entered(folder)
    home = "/c/border-crisis"
    article = re.search(rf"{home}/a/([0-9a-f]+)", client.get(home).text)[1]
    event = re.search(
        rf"{home}/event/([0-9a-f]+|e[0-9a-f]+)", client.get(f"{home}/events?proposed=1").text
    )[1]
    parts = {"case": "border-crisis", "article": article, "event": event, "form": "csv",
             "name": "desk.css", "kind": "events", "file": "timeline.svg", "claim": "once",
             "card": "card.svg"}  # fmt: skip
    found = []
    for route in app.routes:
        for method in sorted(route.methods - {"HEAD"}):
            found.append((method, re.sub(r"\{(\w+)\}", lambda m: parts[m[1]], route.path)))
    return found


def test_the_router_holds_every_page_and_the_static_files(folder):
    assert len(routes(folder)) == len(PAGES) + 1


def asked(client, method, path, **options):
    return client.request(method, path, **options)


def assert_policy(answer):
    for name, value in HEADERS:
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "*" not in policy


def test_every_answer_carries_the_policy_and_no_inline_code(folder):
    client = entered(folder)
    for method, path in routes(folder):
        answer = asked(client, method, path, headers=ORIGIN)
        assert_policy(answer)
        if answer.headers.get("content-type", "").startswith("text/html") and "report" not in path:
            assert not re.search(r"<[^>]+\son\w+\s*=", answer.text), path
            assert not re.search(r"<[^>]+\sstyle\s*=", answer.text), path
            assert "<style" not in answer.text
            assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", answer.text), path


def test_reading_routes_answer_whoever_has_the_key(folder):
    client = entered(folder)
    for method, path in routes(folder):
        if method == "GET":
            assert asked(client, method, path).status_code in (200, 303), path


def test_no_route_answers_without_the_key_or_with_another(folder):
    for cookies in ({}, {f"standoff_{PORT}": "another"}, {f"standoff_{PORT}": ""}):
        client = client_of(app_of(folder), cookies=cookies)
        for method, path in routes(folder):
            for query in ("", "?key=wrong", "?key=" + KEY if path != "/" else ""):
                answer = asked(client, method, path + query, headers=ORIGIN)
                assert answer.status_code == 403, (path, query)
                assert_policy(answer)


def test_the_key_is_taken_once_and_kept_in_a_cookie_that_scripts_cannot_read(folder):
    answer = client_of(app_of(folder)).get("/", params={"key": KEY})
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1.evil:{PORT}",
     f"[::1]:{PORT}", ""],
)  # fmt: skip
def test_no_route_answers_under_a_foreign_name(folder, host):
    client = entered(folder)
    for method, path in routes(folder):
        answer = asked(client, method, path, headers={**ORIGIN, "host": host})
        assert answer.status_code == 403, path
        assert_policy(answer)


@pytest.mark.parametrize("where", ["192.168.1.7", "10.0.0.1", "2001:db8::1"])
def test_no_route_answers_another_machine(folder, where):
    from starlette.testclient import TestClient

    client = TestClient(
        app_of(folder), base_url=f"http://{HOST}", client=(where, 50000),
        cookies={f"standoff_{PORT}": KEY}, follow_redirects=False,
    )  # fmt: skip
    for method, path in routes(folder):
        assert asked(client, method, path, headers=ORIGIN).status_code == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": f"https://{HOST}"},
        {"origin": f"http://localhost:{PORT}"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "same-site"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "none"},
    ],
)
def test_nothing_is_written_from_elsewhere(folder, headers):
    client = entered(folder)
    token = token_in(client)
    for method, path in routes(folder):
        if method == "POST":
            answer = client.post(path, data={"token": token, "title": "x"}, headers=headers)
            assert answer.status_code == 403, path


@pytest.mark.parametrize("token", [None, "", "0" * 64, KEY])
def test_nothing_is_written_without_the_token(folder, token):
    client = entered(folder)
    before = client.get("/").text
    for method, path in routes(folder):
        if method == "POST":
            data = {"title": "x", "by": "x"} | ({} if token is None else {"token": token})
            assert client.post(path, data=data, headers=ORIGIN).status_code == 403, path
    assert client.get("/").text == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(folder, method):
    client = entered(folder)
    for _, path in routes(folder):
        assert asked(client, method, path, headers=ORIGIN).status_code == 405


def test_a_path_leads_to_no_other_folder(folder):
    outside = folder.parent / "outside"
    if not outside.exists():
        Case.create(outside, title="A secret matter")
    client = entered(folder)
    for name in ("%2e%2e", "..%2foutside", "..%5coutside", "%00", "border-crisis%2f.."):
        answer = client.get(f"/c/{name}")
        assert answer.status_code == 404, name
        assert "A secret matter" not in answer.text
    for name in ("../app.py", "%2e%2e%2fapp.py", "..%2f__init__.py", "app.py"):
        assert client.get(f"/static/{name}").status_code == 404


def test_what_is_too_large_is_refused_with_the_name_of_the_setting(folder):
    client = entered(folder)
    answer = client.post(
        "/c/border-crisis/articles", content=b"x", headers={**ORIGIN, "content-length": "999999999"}
    )
    assert answer.status_code == 413
    assert "max_file_bytes" in answer.text


def test_a_body_that_does_not_say_its_length_is_cut_off(folder):
    client = entered(folder)

    def endless():
        for _ in range(30):
            yield b"x" * 1_000_000

    answer = client.post(
        "/new", content=endless(),
        headers={**ORIGIN, "content-type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    assert answer.status_code == 413


def test_going_back_never_leads_off_the_desk(folder):
    client = entered(folder)
    token = token_in(client)
    for back in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)",
                 "/x\r\nset-cookie: a=b", ""):  # fmt: skip
        data = {"token": token, "by": "Ada", "language": "de", "back": back}
        answer = client.post("/reader", data=data, headers=ORIGIN)
        assert answer.headers["location"] == "/"
