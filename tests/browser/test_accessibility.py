"""axe-core in every state, at both widths, in light, dark and forced colours; zoom; reduced motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.window import Window, opened
from tests.channels.web_server import Web

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
LOOKS = [("light", 1280), ("light", 320), ("dark", 320), ("forced", 1280)]


def closed(window: Window) -> None:
    expect(window.page.get_by_role("button", name="Ask about peace support")).to_be_visible()


def greeting(window: Window) -> None:
    window.open()


def answered(window: Window) -> None:
    window.open()
    window.ask("When did RAMSI start? Ring 021 555 0100")


def choosing(window: Window) -> None:
    window.open()
    window.ask("choose")


def waiting(window: Window) -> None:
    window.open()
    window.type("slow")
    window.page.wait_for_timeout(1000)


def failed(window: Window) -> None:
    window.open()
    window.ask("dead")


def menu(window: Window) -> None:
    window.open()
    window.menu(window.page.get_by_role("menuitem", name="Save as text"))


def reason(window: Window) -> None:
    window.open()
    window.ask("When did RAMSI start?").get_by_role("button", name="No, not useful").click()
    expect(window.answers.last.get_by_role("textbox")).to_be_visible()


def rated(window: Window) -> None:
    window.open()
    window.ask("When did RAMSI start?").get_by_role("button", name="Yes, useful").click()
    expect(window.answers.last).to_contain_text("was kept")


def person(window: Window) -> None:
    window.open()
    window.option("Talk to a person")


def deleting(window: Window) -> None:
    window.open()
    window.ask("hello")
    window.option("Delete chat")
    expect(window.notes.last).to_contain_text("Delete this conversation")


def nearly_full(window: Window) -> None:
    window.open()
    window.field.fill("x" * 480)


STATES = [closed, greeting, answered, choosing, waiting, failed, menu, reason, rated, person, deleting, nearly_full]


@pytest.mark.parametrize(("colours", "width"), LOOKS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: str(state.__name__))
def test_axe_finds_nothing(
    browser: Browser, scripted: Web, width: int, state: Callable[[Window], None], colours: str, pictures: Path
) -> None:
    with opened(browser, scripted.address, width, **COLOURS[colours]) as window:
        state(window)
        window.page.wait_for_timeout(400)  # let what fades in be there
        window.page.screenshot(path=pictures / f"{state.__name__}-{colours}-{width}.png")
        assert window.axe() == []
        assert not window.scrolls_sideways()


@pytest.mark.parametrize(("colours", "width"), LOOKS)
@pytest.mark.parametrize("path", ["/", "/chat", "/privacy", "/accessibility"])
def test_pages(browser: Browser, scripted: Web, width: int, path: str, colours: str, pictures: Path) -> None:
    with opened(browser, scripted.address, width, **COLOURS[colours]) as window:
        window.visit(path)
        name = path.strip("/") or "start"
        window.page.screenshot(path=pictures / f"page-{name}-{colours}-{width}.png", full_page=True)
        assert window.axe() == []
        assert not window.scrolls_sideways()


@pytest.mark.parametrize("question", ["When did RAMSI start? Ring 021 555 0100", "choose", "dead", "x" * 501])
def test_the_plain_page_in_its_states(
    browser: Browser, scripted: Web, width: int, question: str, pictures: Path
) -> None:
    with opened(browser, scripted.address, width) as window:
        window.expected_trouble = ("413",)
        window.visit("/chat")
        window.page.get_by_label("Your question").evaluate("(field, text) => { field.value = text }", question)
        window.page.get_by_role("button", name="Send", exact=True).click()
        expect(window.page.locator(".answer, .problem")).to_be_visible(timeout=10_000)
        window.page.screenshot(path=pictures / f"chat-{question[:6].strip()}-{width}.png", full_page=True)
        assert window.axe() == []
        assert not window.scrolls_sideways()


def test_four_times_as_large(browser: Browser, scripted: Web) -> None:
    # 400 % of a window of 1280 by 1024 leaves 320 by 256 CSS pixels
    with opened(browser, scripted.address, 320) as window:
        window.page.set_viewport_size({"width": 320, "height": 256})
        window.page.reload()
        window.open()
        answer = window.ask("When did RAMSI start?")
        assert not window.scrolls_sideways()
        expect(window.field).to_be_in_viewport()
        answer.get_by_role("link").first.scroll_into_view_if_needed()
        expect(answer.get_by_role("link").first).to_be_in_viewport()
        expect(window.page.get_by_role("button", name="Close the assistant")).to_be_in_viewport()


def test_nothing_moves_where_motion_is_unwelcome(browser: Browser, scripted: Web) -> None:
    with opened(browser, scripted.address, reduced_motion="reduce") as window:
        window.open()
        longest = window.page.evaluate(
            """() => { const root = document.querySelector("cds-aichat-react").shadowRoot;
            return Math.max(0, ...root.getAnimations().map((a) => a.effect.getComputedTiming().activeDuration)
              .filter(Number.isFinite)); }"""
        )
        assert longest < 50
