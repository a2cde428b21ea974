"""The two pages beside the reports: landing page of a city, readable verdict of the gate."""

import base64
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.french import lines_fr, typography
from ffsu_eval.gate.verdict import Verdict
from ffsu_eval.render.base import FORMATS

STATUS_ORDER = ("officielle", "terrain", "démonstration")
WEIGHTS = {400: "IBMPlexSans-Regular", 600: "IBMPlexSans-SemiBold"}
FORMAT_LABELS = {"html": "Page web", "docx": "Word", "pdf": "PDF"}


def _environment(root: Path) -> Environment:
    style = root / "reports" / "style"
    environment = Environment(
        loader=FileSystemLoader(style / "pages"), autoescape=True, undefined=StrictUndefined
    )
    css = (style / "pages" / "pages.css").read_text(encoding="utf-8")
    environment.globals["css"] = _font_faces(style / "fonts") + css
    environment.filters["lignes"] = lines_fr
    return environment


def _font_faces(fonts: Path) -> str:
    """The house font inside the page: it asks nothing of another host."""
    faces = []
    for weight, name in WEIGHTS.items():
        content = base64.b64encode((fonts / f"{name}-Latin1.woff2").read_bytes()).decode()
        faces.append(
            f'@font-face {{ font-family: "IBM Plex Sans"; font-weight: {weight}; '
            f'src: url("data:font/woff2;base64,{content}") format("woff2"); }}\n'
        )
    return "".join(faces)


def write_verdict_page(verdict: Verdict, territory: str, path: Path, root: Path) -> None:
    """The verdict for people: each dataset, each rule, where it fails; never a value."""
    page = _environment(root).get_template("validation.html.j2")
    label = ENGAGEMENTS[verdict.engagement].label_fr
    fictitious = any(dataset.status == "démonstration" for dataset in verdict.datasets)
    text = page.render(verdict=verdict, territory=territory, label=label, fictitious=fictitious)
    path.write_text(_typeset(text), encoding="utf-8")


def write_city_page(
    root: Path, city: str, territory: str, folder: Path, entries: dict[str, Any]
) -> None:
    """index.html: the reports of a city, their formats, their verdicts, the status of data."""
    reports = [_report_line(key, entry, folder) for key, entry in sorted(entries.items())]
    page = _environment(root).get_template("index.html.j2")
    fictitious = any("démonstration" in report["statuses"] for report in reports)
    text = page.render(territory=territory, reports=reports, fictitious=fictitious)
    (folder / "index.html").write_text(_typeset(text), encoding="utf-8")


def _typeset(page: str) -> str:
    """The page with French spaces in its body; its style sheet is left as it is."""
    head, body, rest = page.partition("<body>")
    return head + body + typography(rest)


def _report_line(key: str, entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    by_status: dict[str, list[str]] = {}
    for dataset in entry["données"]:
        by_status.setdefault(dataset["statut"], []).append(dataset["libellé"])
    formats = [name for name in FORMATS if (folder / f"{key}.{name}").is_file()]
    return {
        "key": key,
        "title": entry["titre"],
        "label": ENGAGEMENTS[key].label_fr,
        "date": entry["date"],
        "version": entry["version"],
        "formats": [(FORMAT_LABELS[name], f"{key}.{name}") for name in formats],
        "statuses": {s: by_status[s] for s in STATUS_ORDER if s in by_status},
        "verdict": entry["contrôle"][:10],
        "absent": entry["données absentes"],
        # a report that an earlier version left has no such list
        "refused": entry.get("documents refusés", []),
        "drafts": [(title, name) for name, title in entry.get("documents", {}).items()],
        "tables": sorted(path.name for path in (folder / "data").glob(f"{key}-*.csv")),
    }
