"""From the Markdown of a draft to a Word file in the house style, the same bytes every time."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from ffsu_eval.render.base import NAME, run, workshop
from ffsu_eval.render.embedded import READER, pandoc_path

FILTERS = ("style/tables.lua", "style/house.lua")


def write_docx(markdown: str, target: Path, page_per_heading: bool = False) -> Path:
    """Write ``markdown`` (with its YAML header) at ``target``; RenderError if Pandoc fails.

    ``page_per_heading``: each first-level heading but the first begins a page.
    """
    import docx

    from ffsu_eval.render.docx_finish import finish_docx

    with tempfile.TemporaryDirectory(prefix="ffsu-eval-") as name:
        source = Path(name) / f"{NAME}.md"
        source.write_text(markdown, encoding="utf-8")
        with workshop(source, Path(name) / "figures") as (folder, header):
            written = folder / f"{NAME}.docx"
            filters = [f"--lua-filter={path}" for path in FILTERS]
            command = [pandoc_path(), f"--from={READER}", "--standalone", *filters, "--to=docx"]
            command += ["--reference-doc=style/reference.docx", f"--output={written.name}"]
            run([*command, f"{NAME}.md"], folder, "Pandoc")
            if page_per_heading:
                document = docx.Document(str(written))
                _break_pages(document)
                document.save(str(written))
            finish_docx(written, header, folder / "style" / "fonts")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(written, target)
    return target


def _break_pages(document: Any) -> None:
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    for heading in headings[1:]:
        heading.paragraph_format.page_break_before = True
