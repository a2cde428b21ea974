"""Last pass on a web page, after either renderer: outline, anchors, and a check of what it loads."""

import re
from pathlib import Path

from ffsu_eval.errors import RenderError

MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
HEADING = re.compile(r"<h([1-5])([^>]*)>(.*?)</h\1>", re.DOTALL)
IDENTIFIER = re.compile(r'\bid="([^"]+)"')
DIV_ALT = re.compile(r'(<div\b[^>]*?) alt="[^"]*"')
# what would make a browser run code or ask another host: elements, attributes, style sheets
ACTIVE = re.compile(r"<(?:script|iframe|object|embed|base|form)\b", re.IGNORECASE)
LOADING = re.compile(
    r"<[a-z][^>]*\s(?:src|srcset|data|poster|background)\s*=\s*(?![\"']?data:)[^>\s]"
    r"|<link\b[^>]*\shref\s*=\s*(?![\"']?data:)[^>\s]"
    r"|<[a-z][^>]*\s(?:on[a-z]+\s*=|href\s*=\s*[\"']?\s*javascript:)",
    re.IGNORECASE,
)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
STYLE_LOADING = re.compile(r"@import|url\(\s*(?![\"']?data:)", re.IGNORECASE)


def finish_html(path: Path) -> None:
    """Finish the page in place; raise RenderError if it is not self-contained."""
    page = path.read_text(encoding="utf-8")
    page = MAIN.sub(lambda match: match[1] + _body(match[2]) + match[3], page)
    check_self_contained(page)
    path.write_text(page, encoding="utf-8")


def check_self_contained(page: str) -> None:
    """Raise RenderError if a browser that opens the page would run code or ask another host."""
    found = ACTIVE.search(page) or LOADING.search(page)
    for style in STYLE.findall(page):
        found = found or STYLE_LOADING.search(style)
    if found:
        element = found[0].strip()[:40]
        raise RenderError(
            f"page web : contenu extérieur ou actif, qui n’est pas publié ({element})"
        )


def _body(body: str) -> str:
    """Headings stand one level under the title of the page and carry a link to themselves."""
    return DIV_ALT.sub(r"\1", HEADING.sub(_heading, body))


def _heading(match: re.Match[str]) -> str:
    level = int(match[1]) + 1
    identifier = IDENTIFIER.search(match[2])
    anchor = ""
    if identifier:
        # a mouse finds it, a screen reader and the keyboard have the contents
        anchor = f'<a class="anchor" href="#{identifier[1]}" aria-hidden="true" tabindex="-1"></a>'
    return f"<h{level}{match[2]}>{match[3]}{anchor}</h{level}>"
