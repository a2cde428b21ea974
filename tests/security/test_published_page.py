"""The published page in a real browser: no request to any host, no script, readable on a phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium absent de cette machine")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
PAGES = ("evaluation.html", "index.html", "validation/evaluation.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_for_nothing_but_itself(published: Path, browser: Browser, name: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto((published / name).as_uri(), wait_until="load")
    outside = [url for url in asked if not url.startswith("data:")]
    assert outside == [(published / name).as_uri()]
    assert problems == []
    assert page.evaluate("document.querySelectorAll('script').length") == 0
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_phone_never_scrolls_sideways(published: Path, browser: Browser, name: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto((published / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_data_of_a_figure_open_without_script(published: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((published / "evaluation.html").as_uri())
    details = page.locator("details:has(table)").first
    assert not details.locator("table").is_visible()
    details.locator("summary").click()
    assert details.locator("table").is_visible()
    context.close()


def test_banner_stays_in_sight(published: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((published / "evaluation.html").as_uri())
    page.evaluate("window.scrollTo(0, 9000)")
    banner = page.get_by_text("Données fictives").first
    assert banner.is_visible()
    box = banner.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 60
    page.close()
