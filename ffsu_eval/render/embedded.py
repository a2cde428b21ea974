"""Renderer that needs nothing but Python packages: Pandoc (pypandoc-binary) and Typst.

Both are the engines that Quarto itself drives; the Lua filters of reports/style do the rest.
"""

from collections.abc import Sequence
from importlib.metadata import version as package_version
from pathlib import Path

from ffsu_eval.errors import RenderError
from ffsu_eval.render.base import NAME, check_formats, deliver, excerpt, run, workshop
from ffsu_eval.render.header import Header
from ffsu_eval.render.html_finish import finish_html

# raw HTML or TeX of the text is text, never instructions to a browser or to a typesetter
READER = "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars"
SHARED = (
    f"--from={READER}",
    "--standalone",
    "--number-sections",
    "--lua-filter=style/tables.lua",
    "--lua-filter=style/house.lua",
    "--lua-filter=style/word_title.lua",
    "--lua-filter=style/embedded.lua",
)
BY_FORMAT = {
    "html": (
        "--to=html5",
        "--template=style/report.html",
        "--css=style/report.css",
        "--embed-resources",
        "--toc",
        "--toc-depth=2",
        "--default-image-extension=svg",
        "--wrap=none",
    ),
    "docx": (
        "--to=docx",
        "--reference-doc=style/reference.docx",
        "--default-image-extension=png",
    ),
    "pdf": (
        "--to=typst",
        "--template=style/report.typ",
        "--toc",
        "--default-image-extension=svg",
        "--wrap=none",
    ),
}
WRITTEN = {"html": "html", "docx": "docx", "pdf": "typ"}


class EmbeddedRenderer:
    """Pandoc and Typst as Python packages bring them."""

    name = "embedded"

    def version(self) -> str:
        """Versions of both packages."""
        packages = ("pypandoc-binary", "typst")
        return ", ".join(f"{name} {package_version(name)}" for name in packages)

    def available(self) -> bool:
        """True wherever the project is installed with its dependencies."""
        return Path(pandoc_path()).is_file()

    def render(
        self, markdown: Path, figures: Path, out_dir: Path, formats: Sequence[str]
    ) -> dict[str, Path]:
        """Make ``formats`` in ``out_dir``; gives the path of each."""
        check_formats(formats)
        with workshop(markdown, figures) as (folder, header):
            made = {name: _make(name, folder, header) for name in formats}
            return deliver(made, out_dir)


def pandoc_path() -> str:
    """Path of the Pandoc that comes with pypandoc-binary."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def _make(name: str, folder: Path, header: Header) -> Path:
    written = folder / f"{NAME}.{WRITTEN[name]}"
    command = [pandoc_path(), *SHARED, *BY_FORMAT[name], f"--output={written.name}", f"{NAME}.md"]
    run(command, folder, "Pandoc")
    if name == "html":
        finish_html(written)
    elif name == "docx":
        # a slow import, only for those who want a Word file
        from ffsu_eval.render.docx_finish import finish_docx

        finish_docx(written, header, folder / "style" / "fonts")
    else:
        written = compile_typst(written, folder / "style" / "fonts")
    return written


def compile_typst(source: Path, fonts: Path) -> Path:
    """Tagged PDF of a Typst file, with the house font only and without any date."""
    import typst

    target = source.with_suffix(".pdf")
    try:
        typst.compile(
            str(source),
            output=str(target),
            root=str(source.parent),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            pdf_tags=True,
        )
    except typst.TypstError as error:
        said = str(getattr(error, "diagnostic", "") or error)
        raise RenderError(f"Typst a échoué :\n{excerpt(said, source.parent)}") from error
    return target
