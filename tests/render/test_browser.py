"""The page as a browser shows it: on a phone, on a wide screen, offline, without JavaScript."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium absent de cette machine : affichage non vérifié")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def opened(browser: Browser, path: Path, width: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_never_scrolls_sideways(
    browser: Browser, rendered: dict[str, Path], width: int
) -> None:
    page = opened(browser, rendered["html"], width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


def test_nothing_is_asked_of_another_host(browser: Browser, rendered: dict[str, Path]) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text))
    page.goto(rendered["html"].as_uri(), wait_until="networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [rendered["html"].as_uri()]
    assert refused == []
    assert page.evaluate("document.fonts.check('16px \"IBM Plex Sans\"')")
    context.close()


def test_contents_are_open_on_a_wide_screen_and_folded_on_a_phone(
    browser: Browser, rendered: dict[str, Path]
) -> None:
    for width, shown in ((1280, True), (360, False)):
        page = opened(browser, rendered["html"], width)
        assert page.locator(".contents nav").is_visible() is shown
        assert page.locator(".contents summary").is_visible() is not shown
        page.context.close()


def test_data_of_a_figure_open_without_javascript(
    browser: Browser, rendered: dict[str, Path]
) -> None:
    page = opened(browser, rendered["html"], 1280)
    box = page.locator("details.figure-data-box").first
    assert not box.locator("table").is_visible()
    box.locator("summary").click()
    assert box.locator("table").is_visible()
    page.context.close()


def test_the_banner_stays_in_sight(browser: Browser, rendered: dict[str, Path]) -> None:
    page = opened(browser, rendered["html"], 360)
    page.evaluate("window.scrollTo(0, 4000)")
    box = page.locator(".banner").bounding_box()
    assert box is not None
    assert box["y"] == 0
    assert box["height"] < 80
    page.context.close()


def test_wide_tables_scroll_by_keyboard_in_their_own_frame(
    browser: Browser, rendered: dict[str, Path]
) -> None:
    page = opened(browser, rendered["html"], 360)
    frame = page.locator("#tbl-taux .table-scroll")
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert frame.evaluate("e => e.scrollLeft") > 0
    page.context.close()
