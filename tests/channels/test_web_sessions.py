"""Sessions: issued and signed by the server, one person's only."""

from __future__ import annotations

import pytest

from assistant.channels.web.signing import Signer, key_of, new_session
from tests.channels.web_server import ORIGIN, Visitor, Web


def test_our_own_page_gets_a_cookie_that_scripts_cannot_read(web: Web) -> None:
    response = web.visitor().call("POST", "/session", json={})
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert response.json()["session"]["token"] is None


def test_a_session_is_resumed(visitor: Visitor) -> None:
    visitor.ask("When did RAMSI start?")
    resumed = visitor.start()
    assert resumed["session"]["resumed"] is True
    assert [turn["question"] for turn in resumed["messages"]] == ["When did RAMSI start?"]


def test_a_listed_origin_gets_a_token_and_uses_it(web: Web) -> None:
    page = web.visitor(Origin=ORIGIN)
    response = page.call("POST", "/session", json={})
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert "set-cookie" not in response.headers
    page.headers["Authorization"] = f"Bearer {response.json()['session']['token']}"
    page.ask("When did RAMSI start?")
    assert len(page.history()) == 1


def test_a_cookie_does_not_count_for_a_page_on_another_origin(web: Web, visitor: Visitor) -> None:
    assert visitor.call("GET", "/history", headers={"Origin": ORIGIN}).status_code == 401


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://www.example.govt.nz", "https://www.example.govt.nz.evil"]
)
def test_other_origins_are_refused(visitor: Visitor, origin: str) -> None:
    response = visitor.call("POST", "/messages", json={"text": "hello"}, headers={"Origin": origin})
    assert response.status_code == 403
    assert "access-control-allow-origin" not in response.headers
    assert visitor.history() == []


def test_a_form_of_another_site_is_refused(visitor: Visitor) -> None:
    response = visitor.call("POST", "/messages", data="{}", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_preflight(web: Web) -> None:
    response = web.visitor(Origin=ORIGIN).call("OPTIONS", "/messages")
    assert response.status_code == 204
    assert "authorization" in response.headers["access-control-allow-headers"]


def test_nobody_reads_or_writes_another_conversation(web: Web, visitor: Visitor) -> None:
    visitor.ask("When did RAMSI start?", "message-one")
    token = visitor.browser.cookies["psa_session"]
    session = token.split(".")[1]
    stranger = web.visitor()
    assert stranger.call("GET", "/history").status_code == 401
    for forged in (
        session,
        f"web-{session}-0",
        f"v1.{session}.9999999999.{'A' * 43}",
        token[:-1] + ("A" if token[-1] != "A" else "B"),
    ):
        assert stranger.call("GET", "/history", headers={"Authorization": f"Bearer {forged}"}).status_code == 401
    stranger.start()
    body = {"text": "hello", "sender": f"web-{session}-0", "session": session, "sender_id": session}
    assert stranger.call("POST", "/messages", json=body).status_code == 200
    assert stranger.call("POST", "/feedback", json={"message": "message-one", "verdict": "up"}).status_code == 404
    assert len(visitor.history()) == 1


def test_no_session_no_message(web: Web) -> None:
    response = web.visitor().send("hello")
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "no_session"


def test_tokens() -> None:
    signer = Signer(b"k" * 32, 100)
    session = new_session()
    assert signer.read(signer.issue(session)) == session
    assert Signer(b"x" * 32, 100).read(signer.issue(session)) is None
    assert Signer(b"k" * 32, -1).read(signer.issue(session)) is None
    for broken in (None, "", "v1", "v1..1.", "v2" + signer.issue(session)[2:], signer.issue(session) + "x", "é" * 99):
        assert signer.read(broken) is None


def test_the_key_is_made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("key") / "deep" / "key"
    assert key_of(None, file) == key_of(None, file)
    assert file.stat().st_mode & 0o077 == 0
    assert key_of("given") != key_of(None, file)
