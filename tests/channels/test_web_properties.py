"""Whatever is sent, the API keeps to its own description and never fails."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import ignored_auth

from assistant.channels.web import openapi
from assistant.channels.web.options import WebOptions
from tests.channels.web_server import ORIGIN, Visitor, Web

schema = schemathesis.from_dict(openapi.document(WebOptions()), base_url="http://unused")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="session")
def page(web: Web) -> Visitor:
    """A page on a listed origin with a session that is never limited."""
    someone = web.visitor(Origin=ORIGIN)
    someone.headers["Authorization"] = f"Bearer {someone.start()['session']['token']}"
    return someone


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_keeps_to_its_description(case: Any, web: Web) -> None:
    someone = web.visitor(Origin=ORIGIN)
    token = someone.start()["session"]["token"]
    response = case.call(base_url=web.address, headers={"Authorization": f"Bearer {token}"})
    case.validate_response(response, excluded_checks=(ignored_auth,))


@given(
    st.sampled_from(
        ["/session", "/messages", "/restart", "/feedback", "/history", "/transcript", "/conversation", "/x"]
    ),
    st.sampled_from(["GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD"]),
    st.binary(max_size=300) | json_values,
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_request_makes_it_fail(web: Web, path: str, method: str, body: Any) -> None:
    someone = web.visitor()
    someone.start()
    sent = {"data": body} if isinstance(body, bytes) else {"json": body}
    response = someone.call(method, path, **sent)
    assert response.status_code < 500, response.text


@given(st.text(max_size=520))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_or_refused(web: Web, text: str) -> None:
    someone = web.visitor()
    someone.start()
    response = someone.send(text)
    assert response.status_code in (200, 400, 413)
    if response.status_code == 200:
        assert response.json()["answer"]["text"]


@given(st.dictionaries(st.sampled_from(["text", "message", "verdict", "reason"]), st.text(max_size=60), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_makes_the_plain_page_fail(web: Web, fields: dict[str, str]) -> None:
    browser = requests.Session()
    for path in ("/chat", "/chat/feedback"):
        assert browser.post(web.address + path, data=fields, timeout=15).status_code < 500


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_token_makes_it_fail(web: Web, token: str) -> None:
    for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"psa_session={token}"}):
        assert web.visitor().call("GET", "/history", headers=headers).status_code in (400, 401)
