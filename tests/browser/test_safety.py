"""Hostile text, hostile pages, floods; and what is fetched."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.settings import ROOT
from tests.browser.window import OPEN, Window, in_context, opened
from tests.channels.fake_assistant import EVIL
from tests.channels.web_server import Web, serving

SCRIPT = "<script>document.title='owned'</script>"
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_markup_in_questions_and_answers_is_text(scripted_window: Window) -> None:
    window = scripted_window
    window.open()
    answer = window.ask(f"evil {EVIL}"[:400])
    expect(answer).to_contain_text("<img src=x")
    assert answer.locator("img, script, b, a").count() == 0
    window.page.reload()
    window.ready()
    window.page.wait_for_timeout(500)
    assert "owned" not in window.page.title()
    assert window.page.evaluate("document.querySelectorAll('img, psa-chat script').length") == 0


@pytest.mark.parametrize(
    "path",
    [
        "/?q=<script>document.title='owned'</script>",
        "/chat?said=<script>document.title='owned'</script>",
        "/#<img src=x>",
    ],
)
def test_markup_in_the_address_is_nothing(scripted_window: Window, path: str) -> None:
    scripted_window.expected_trouble = ("404",)
    scripted_window.visit(path)
    assert "owned" not in scripted_window.page.title()


def test_markup_on_the_plain_page_is_text(browser: Browser, scripted: Web) -> None:
    with opened(browser, scripted.address) as window:
        window.visit("/chat")
        window.page.get_by_label("Your question").fill(f"evil {EVIL}"[:400])
        window.page.get_by_role("button", name="Send", exact=True).click()
        expect(window.page.locator(".answer")).to_contain_text("<img src=x")
        assert window.page.locator("main img, main script").count() == 0
        assert "owned" not in window.page.title()


def test_a_flood_is_told_how_long_to_wait(scripted_window: Window) -> None:
    window = scripted_window
    window.expected_trouble = ("429",)
    window.open()
    for place in range(8):
        window.ask(f"hello {place}")
    window.type("one more")
    expect(window.notes.last).to_contain_text("That was too fast. Please try again in")
    expect(window.notes.last.get_by_role("button", name="Try again")).to_be_visible()


def test_a_slow_assistant_is_owned_up_to(scripted_window: Window) -> None:
    window = scripted_window
    window.open()
    window.type("slow")
    expect(window.answers.last).to_contain_text("contact-us", timeout=5500)
    expect(window.answers.last.get_by_role("button", name="Try again")).to_be_visible()


class Embedding(http.server.BaseHTTPRequestHandler):
    """A page of another site that embeds the assistant."""

    assistant = ""

    def do_GET(self) -> None:
        script = f'<script src="{self.assistant}/widget/launcher.js" defer></script>'
        page = f'<!doctype html><html lang="en"><title>Site</title><h1>Site</h1>{script}'
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Embedding)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def test_only_listed_sites_may_embed(
    browser: Browser, widget: None, site: http.server.ThreadingHTTPServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here, other = f"http://127.0.0.1:{site.server_port}", f"http://localhost:{site.server_port}"
    with serving(tmp_path_factory.mktemp("embedded"), WEB_ORIGINS=here) as web:
        Embedding.assistant = web.address
        context = browser.new_context()
        listed = in_context(context, here)
        listed.visit()
        listed.open()
        listed.ask("When did RAMSI start?")
        listed.page.reload()
        listed.ready()
        expect(listed.answers).to_have_count(1)
        assert context.cookies() == []
        unlisted = in_context(context, other)
        unlisted.visit()
        unlisted.page.get_by_role("button", name=OPEN).click()
        expect(unlisted.notes.last).to_contain_text("could not be reached", timeout=15_000)
        context.close()


def test_what_is_fetched(browser: Browser, scripted: Web) -> None:
    assert len(gzip.compress((ROOT / "widget/dist/launcher.js").read_bytes(), 9)) <= 5 * 1024
    with opened(browser, scripted.address) as window:
        sizes: dict[str, int] = {}
        window.page.on(
            "response", lambda response: sizes.update({response.url: int(response.headers.get("content-length", 0))})
        )
        window.open()
        fetched = sum(size for url, size in sizes.items() if "/widget/" in url)
        print(f"first open: {fetched / 1024:.0f} kB in {len(sizes)} files")
        assert 0 < fetched <= 700 * 1024
