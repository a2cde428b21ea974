"""Last pass on a web page, after either renderer: outline, anchors, and a check of what it loads."""

import re
from pathlib import Path

from ffsu_eval.errors import RenderError

MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
HEADING = re.compile(r"<h([1-5])([^>]*)>(.*?)</h\1>", re.DOTALL)
IDENTIFIER = re.compile(r'\bid="([^"]+)"')
DIV_ALT = re.compile(r'(<div\b[^>]*?) alt="[^"]*"')
# what would make a browser run code or ask another host
OUTSIDE = re.compile(
    r"<script\b|<iframe\b|<object\b|<embed\b|javascript:|"
    r"<link\b[^>]*\bhref=\"(?!data:)|\bsrc=\"(?!data:)|url\(\s*['\"]?(?!data:|#)",
    re.IGNORECASE,
)


def finish_html(path: Path) -> None:
    """Finish the page in place; raise RenderError if it is not self-contained."""
    page = path.read_text(encoding="utf-8")
    page = MAIN.sub(lambda match: match[1] + _body(match[2]) + match[3], page)
    outside = OUTSIDE.search(page)
    if outside:
        raise RenderError(f"page web : contenu extérieur ou actif ({outside[0].strip()})")
    path.write_text(page, encoding="utf-8")


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
