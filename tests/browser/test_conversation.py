"""A person's way through the chat window, with the real assistant."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.window import Window, in_context, opened
from tests.e2e.running import Assistant

pytestmark = [pytest.mark.browser, pytest.mark.e2e, pytest.mark.slow]


def test_from_greeting_to_deletion(window: Window, width: int, pictures: Path) -> None:
    window.page.screenshot(path=pictures / f"home-{width}.png")
    window.open()
    assert not window.scrolls_sideways()
    window.page.screenshot(path=pictures / f"greeting-{width}.png")
    expect(window.notes.first).to_contain_text("You do not need to give personal details")
    window.page.get_by_role("button", name="When did RAMSI start?").click()
    answer = window.answers.first
    expect(answer).to_contain_text("2003", timeout=15_000)
    link = answer.get_by_role("link").first
    assert str(link.get_attribute("href")).startswith("https://")
    assert "noopener" in str(link.get_attribute("rel"))
    expect(answer).to_contain_text(re.compile(r"\((as of|undated)"))
    window.page.screenshot(path=pictures / f"answer-{width}.png")
    window.ask("how many New Zealanders served there?")
    suggestion = window.answers.last.locator("ul.choices button").first
    expect(suggestion).to_be_visible()
    suggestion.click()
    expect(window.answers).to_have_count(3, timeout=15_000)
    window.answers.last.get_by_role("button", name="No, not useful").click()
    window.answers.last.get_by_role("textbox").fill("The year is missing")
    window.page.screenshot(path=pictures / f"feedback-{width}.png")
    window.answers.last.get_by_role("button", name="Send feedback").click()
    expect(window.answers.last).to_contain_text("Your feedback was kept")
    window.option("Talk to a person")
    expect(window.notes.last.get_by_role("link", name="Phone")).to_have_attribute("href", "tel:+6444398000")
    with window.page.expect_download() as download:
        window.option("Save as text")
    assert "When did RAMSI start?" in Path(download.value.path()).read_text(encoding="utf-8")
    window.option("Start again")
    expect(window.notes.last).to_contain_text("I have forgotten")
    expect(window.answers).to_have_count(0)
    window.ask("When did RAMSI end?")
    window.option("Delete chat")
    window.page.screenshot(path=pictures / f"delete-{width}.png")
    window.notes.last.get_by_role("button", name="Yes, delete it").click()
    expect(window.notes.last).to_contain_text("was deleted")
    window.page.reload()
    window.ready()
    expect(window.answers).to_have_count(0)


def test_with_the_keyboard_alone(window: Window) -> None:
    keyboard = window.page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(60):
            if window.focused().startswith(name):
                return
            keyboard.press("Tab")
        raise AssertionError(f"no way to {name} with the Tab key")

    tab_to("Ask about peace support")
    keyboard.press("Enter")
    window.ready()
    expect(window.field).to_be_focused()
    keyboard.type("When did RAMSI start?")
    keyboard.press("Enter")
    expect(window.answers).to_have_count(1, timeout=15_000)
    assert window.focused() == "Your question"
    tab_to("Options")
    keyboard.press("Enter")
    expect(window.page.get_by_role("menuitem", name="Save as text")).to_be_visible()
    window.page.wait_for_timeout(300)
    assert window.focused() == "Start again"
    keyboard.press("ArrowDown")
    assert window.focused() == "Save as text"
    with window.page.expect_download():
        keyboard.press("Enter")
    tab_to("Close the assistant")
    keyboard.press("Enter")
    assert window.focused() == "Ask about peace support"
    keyboard.press("Enter")
    window.page.wait_for_timeout(500)
    keyboard.press("Escape")
    expect(window.page.get_by_role("button", name="Ask about peace support")).to_be_focused()


def test_each_answer_is_read_aloud_once(window: Window) -> None:
    window.open()
    for question, word in (("When did RAMSI start?", "2003"), ("When did RAMSI end?", "2017")):
        before = len(window.spoken())
        answer = window.ask(question)
        first = str(answer.locator("p").first.text_content())
        assert word in first
        window.page.wait_for_timeout(1200)
        assert sum(first in said for said in window.spoken()[before:]) == 1, window.spoken()
        assert window.focused() == "Your question"


def test_a_reload_and_another_page_keep_the_conversation(window: Window) -> None:
    window.open()
    first = window.ask("When did RAMSI start?").inner_text()
    window.page.reload()
    window.ready()
    expect(window.answers).to_have_count(1)
    assert window.answers.first.inner_text() == first
    assert window.page.evaluate("document.activeElement === document.body"), (
        "a window that opens by itself takes no focus"
    )
    window.ask("and when did it end?")
    expect(window.answers.last).to_contain_text("2017")


def test_a_second_tab_shows_the_same_conversation(window: Window) -> None:
    window.open()
    window.ask("When did RAMSI start?")
    other = in_context(window.page.context, window.address)
    other.visit()
    other.open()
    expect(other.answers).to_have_count(1)
    other.ask("When did RAMSI end?")
    window.page.reload()
    window.ready()
    expect(window.answers).to_have_count(2)
    other.check()


def test_a_killed_server_loses_and_doubles_nothing(browser: Browser, real: Assistant) -> None:
    with opened(browser, real.address) as window:
        window.expected_trouble = ("Failed to load resource", "ERR_CONNECTION_REFUSED")
        window.open()
        window.ask("When did RAMSI start?")
        os.kill(real.child("rasa"), signal.SIGKILL)
        window.page.wait_for_timeout(300)
        window.type("When did RAMSI end?")
        expect(window.notes.last).to_contain_text("was not lost", timeout=15_000)
        assert real.wait_for(lambda: real.health()[0] == 200, 120)
        window.notes.last.get_by_role("button", name="Try again").click()
        expect(window.answers).to_have_count(2, timeout=15_000)
        expect(window.answers.last).to_contain_text("2017")
        window.page.reload()
        window.ready()
        expect(window.answers).to_have_count(2)


def test_a_stopped_action_server_is_owned_up_to(browser: Browser, real: Assistant) -> None:
    with opened(browser, real.address) as window:
        window.open()
        pid = real.child("actions")
        os.kill(pid, signal.SIGSTOP)
        try:
            answer = window.ask("When did RAMSI start?")
            expect(answer).to_contain_text("contact-us")
        finally:
            os.kill(pid, signal.SIGCONT)
        assert real.wait_for(lambda: real.health()[0] == 200, 60)
        answer.get_by_role("button", name="Try again").click()
        expect(window.answers.last).to_contain_text("2003", timeout=15_000)
        expect(window.answers).to_have_count(1)


def test_offline_is_told_and_mended(browser: Browser, real: Assistant) -> None:
    with opened(browser, real.address) as window:
        window.expected_trouble = ("ERR_INTERNET_DISCONNECTED",)
        window.open()
        window.page.context.set_offline(True)
        window.type("When did RAMSI start?")
        expect(window.notes.last).to_contain_text("You seem to be offline")
        window.page.context.set_offline(False)
        window.notes.last.get_by_role("button", name="Try again").click()
        expect(window.answers).to_have_count(1, timeout=15_000)


def test_without_javascript(browser: Browser, real: Assistant, width: int, pictures: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{real.address}/chat")
    page.get_by_label("Your question").fill("When did RAMSI start?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".answer").last).to_contain_text("2003")
    page.locator(".answer").last.locator("form.choices button").first.click()
    expect(page.locator(".answer")).to_have_count(2)
    page.screenshot(path=pictures / f"plain-{width}.png", full_page=True)
    page.locator("summary").last.click()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_role("status")).to_contain_text("was deleted")
    context.close()
