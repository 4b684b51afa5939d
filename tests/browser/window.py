"""A browser window on our pages, that notes whatever should not happen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect

from assistant.settings import ROOT

AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OPEN = "Ask about peace support"
# Notes breaches of the Content-Security-Policy, and what live regions say.
WATCH = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (e) => breaches.push(e.violatedDirective + " " + e.blockedURI));
window.spoken = [];
const listen = (region) => new MutationObserver(() => {
  const text = region.innerText.trim();
  if (text && spoken.at(-1) !== text) spoken.push(text);
}).observe(region, { childList: true, subtree: true, characterData: true });
setInterval(() => {
  const root = document.querySelector("cds-aichat-react")?.shadowRoot;
  for (const region of root?.querySelectorAll(".cds-aichat--aria-announcer [aria-live]") ?? [])
    if (!region.heard) { region.heard = true; listen(region); }
}, 50);
"""


@dataclass
class Window:
    """One page, with a shorthand for each thing a person does."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    expected_trouble: tuple[str, ...] = ()

    def visit(self, path: str = "/") -> None:
        """Opens a page of ours."""
        self.page.goto(self.address + path)

    def open(self) -> None:
        """Presses the launcher and waits for the greeting."""
        self.page.get_by_role("button", name=OPEN).click()
        self.ready()
        expect(self.field).to_be_focused()

    def ready(self) -> None:
        """Waits until one can ask."""
        expect(self.page.get_by_text("I am an automated assistant").last).to_be_visible(timeout=15_000)
        expect(self.field).to_be_visible()

    @property
    def field(self) -> Locator:
        """Where one types."""
        return self.page.get_by_role("textbox", name="Your question")

    @property
    def answers(self) -> Locator:
        """All answers so far."""
        return self.page.locator("psa-answer:visible")

    @property
    def notes(self) -> Locator:
        """What the widget itself says."""
        return self.page.locator("psa-note:visible")

    def ask(self, question: str) -> Locator:
        """Types a question, sends it, waits for the answer and returns it."""
        before = self.answers.count()
        self.type(question)
        expect(self.answers).to_have_count(before + 1, timeout=15_000)
        return self.answers.last

    def type(self, question: str) -> None:
        """Types a question and presses Enter."""
        self.field.click()
        self.page.keyboard.type(question)
        self.page.keyboard.press("Enter")

    def option(self, name: str) -> None:
        """Chooses from the menu of options."""
        item = self.page.get_by_role("menuitem", name=name)
        for _ in range(3):
            self.menu(item)
            with suppress(TimeoutError):
                item.click(timeout=2000)
                return
        raise AssertionError(f"the menu does not stay open for {name}")

    def menu(self, item: Locator) -> None:
        """Opens the menu of options; the library closes it when the focus is just being placed."""
        for _ in range(3):
            self.page.get_by_role("button", name="Options").click()
            with suppress(AssertionError):
                expect(item).to_be_visible(timeout=2000)
                return
        raise AssertionError("the menu does not open")

    def spoken(self) -> list[str]:
        """What a screen reader was told, in order."""
        said: list[str] = self.page.evaluate("window.spoken")
        return said

    def focused(self) -> str:
        """Name of the focused element, through all shadow roots."""
        name: str = self.page.evaluate(
            """() => { let name = "";
            for (let e = document.activeElement; e; e = e.shadowRoot?.activeElement)
              name = e.getAttribute("aria-label") || e.textContent.trim() || name;
            return name; }"""
        )
        return name

    def axe(self) -> list[str]:
        """Findings of axe-core for WCAG 2.0 to 2.2, A and AA, in the page as it is."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        result: dict[str, Any] = self.page.evaluate(
            "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })", TAGS
        )
        return [
            f"{finding['id']}: {node['target']} {node['failureSummary']}"
            for finding in result["violations"]
            for node in finding["nodes"]
        ]

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than the window."""
        wide: bool = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return wide

    def check(self) -> None:
        """Nothing came from elsewhere, no policy was breached, no script failed."""
        breaches = [] if self.page.is_closed() else self.page.evaluate("window.breaches ?? []")
        assert breaches == []
        assert self.foreign == []
        assert [line for line in self.trouble if not any(part in line for part in self.expected_trouble)] == []


@contextmanager
def opened(browser: Browser, address: str, width: int = 1280, **options: Any) -> Iterator[Window]:
    """A window of its own on the demonstration page; checked when the block ends."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    try:
        window = in_context(context, address)
        window.visit()
        yield window
        window.check()
    finally:
        context.close()


def in_context(context: BrowserContext, address: str) -> Window:
    """A new tab."""
    page = context.new_page()
    page.add_init_script(WATCH)
    window = Window(page, address)
    here = urlsplit(address).netloc
    page.on(
        "request",
        lambda request: (
            None
            if urlsplit(request.url).netloc == here or request.url.startswith(("data:", "blob:"))
            else window.foreign.append(request.url)
        ),
    )
    page.on("pageerror", lambda error: window.trouble.append(str(error)))
    page.on("console", lambda said: window.trouble.append(said.text) if said.type == "error" else None)
    return window
