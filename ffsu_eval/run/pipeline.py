"""The way of the data, and the only one: gate, notebook, renderer, publication."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ffsu_eval import manifest
from ffsu_eval.disclosure.audit import audit, kept_texts
from ffsu_eval.disclosure.ledger import carried, write_ledger
from ffsu_eval.disclosure.texts import screened
from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.errors import GateRefusal
from ffsu_eval.french import date_fr
from ffsu_eval.gate.passage import Store, examine, pass_gate
from ffsu_eval.gate.request import Request
from ffsu_eval.gate.verdict import Verdict
from ffsu_eval.mission import Mission, open_mission, request
from ffsu_eval.params import (
    CityParameters,
    EngagementParameters,
    NotebookParameters,
    load_city,
    load_engagement,
)
from ffsu_eval.params.generated import notebook_values as plain_values
from ffsu_eval.project import cache_folder
from ffsu_eval.render.base import Renderer
from ffsu_eval.render.choose import choose_renderer
from ffsu_eval.rows import rows
from ffsu_eval.run.pages import write_city_page, write_verdict_page
from ffsu_eval.run.publish import building, city_lock, publish
from ffsu_eval.run.tables import contents, write_tables
from ffsu_eval.territories import Territory, territory

BANNER = (
    "Données fictives : tout ou partie des chiffres de ce rapport est inventé, "
    "à titre de démonstration"
)


class Progress(Protocol):
    """What the command line shows while a report is made."""

    def step(self, text: str) -> None:
        """A new step begins."""

    def detail(self, text: str) -> None:
        """Something happens within the step."""


@dataclass(frozen=True)
class Job:
    """One report to make, its parameters resolved."""

    root: Path
    city: str
    engagement: str
    city_parameters: CityParameters
    parameters: EngagementParameters
    territory: Territory


@dataclass(frozen=True)
class Published:
    """What the closing lines say."""

    folder: Path
    files: list[str]
    statuses: dict[str, list[str]]
    notices: list[str]


def jobs(root: Path, city: str, engagement: str = "") -> list[Job]:
    """The reports asked for; raises ParameterError before anything is run."""
    parameters = load_city(root, city)
    place = territory(parameters.territory)
    keys = [engagement] if engagement else list(parameters.engagements)
    return [
        Job(root, city, key, parameters, load_engagement(city, parameters, key), place)
        for key in keys
    ]


def validate(job: Job, progress: Progress) -> Verdict:
    """The gate alone: verdict on the data of one report, its page written in .cache/.

    DisclosureError for a text that may name somebody and that nobody has decided on.
    """
    progress.step(f"Contrôle des données ({job.engagement})")
    verdict, store = examine(_request(job), progress.detail)
    folder = cache_folder(job.root) / "validation" / job.city
    folder.mkdir(parents=True, exist_ok=True)
    write_verdict_page(verdict, job.territory.label_fr, folder / f"{job.engagement}.html", job.root)
    if verdict.success:
        # a text that may name somebody stops here, before anything is made of it
        screened(Store(store, verdict).frames(), job.territory.label_fr)
    return verdict


def _request(job: Job) -> Request:
    sources = job.city_parameters.sources
    return request(job.root, job.city, job.engagement, job.parameters, job.territory, sources)


def report(
    root: Path,
    city: str,
    engagement: str,
    formats: Sequence[str],
    renderer_name: str,
    progress: Progress,
) -> Published:
    """Make and publish the reports of a city; the previous ones stay whole until the last step."""
    asked = jobs(root, city, engagement)
    renderer = choose_renderer(renderer_name)
    verdicts = {job.engagement: validate(job, progress) for job in asked}
    refused = [message for v in verdicts.values() if not v.success for message in v.messages]
    notices = [f"À savoir : {notice}" for v in verdicts.values() for notice in v.notices]
    if refused:
        raise GateRefusal("\n".join(each_once([*refused, *notices])))
    target = root / "reports" / city
    with city_lock(cache_folder(root) / "locks", city), building(target.parent, city) as folder:
        entries = _keep_others(target, folder, verdicts)
        for job in asked:
            verdict = verdicts[job.engagement]
            entries[job.engagement] = _make(job, verdict, renderer, formats, folder, progress)
        progress.step("Contrôle du secret et publication")
        write_city_page(root, city, asked[0].territory.label_fr, folder, entries)
        manifest.write(manifest.build(root, city, folder, entries), folder)
        # last, so that the manifest and the page of the city are looked at too
        kept = [text for job in asked for text in _kept(job, verdicts[job.engagement])]
        notices += [f"À savoir : {notice}" for notice in audit(folder, kept)]
        files = sorted(path.name for path in folder.iterdir() if path.is_file())
        publish(folder, target)
    statuses: dict[str, list[str]] = {}
    for dataset in {d.file: d for v in verdicts.values() for d in v.datasets}.values():
        statuses.setdefault(dataset.status, []).append(dataset.label_fr)
    return Published(target, files, statuses, each_once(notices))


def each_once(lines: Sequence[str]) -> list[str]:
    """Each line once: the missions of a city read the same files."""
    return list(dict.fromkeys(lines))


def _kept(job: Job, verdict: Verdict) -> list[str]:
    """Texts of a mission that nothing published may hold."""
    frames = pass_gate(_request(job), verdict.fingerprint).frames()
    return kept_texts(frames, job.territory.label_fr)


def _make(
    job: Job,
    verdict: Verdict,
    renderer: Renderer,
    formats: Sequence[str],
    folder: Path,
    progress: Progress,
) -> dict[str, Any]:
    """Execute and render one report into ``folder``; gives its entry in the manifest."""
    from ffsu_eval.products import write_products
    from ffsu_eval.render.from_notebook import write_source
    from ffsu_eval.run.execute import execute, save, with_banner

    values = notebook_values(job, verdict.fingerprint)
    progress.step(f"Exécution du carnet ({job.engagement})")
    notebook = execute(
        job.root / "notebooks" / ENGAGEMENTS[job.engagement].notebook,
        values,
        cache_folder(job.root) / "echecs" / f"{job.city}-{job.engagement}.ipynb",
        lambda cell, cells: progress.detail(f"cellule {min(cell, cells)} sur {cells}"),
    )
    title_block = header(job, verdict, values)
    save(with_banner(notebook, title_block), folder / f"{job.engagement}.ipynb")
    write_tables(notebook, job.engagement, folder / "data")
    write_ledger(carried(notebook), folder, job.engagement)
    held = contents(notebook)
    validation = folder / "validation"
    validation.mkdir(exist_ok=True)
    (validation / f"{job.engagement}.json").write_text(verdict.to_json(), encoding="utf-8")
    write_verdict_page(
        verdict, job.territory.label_fr, validation / f"{job.engagement}.html", job.root
    )
    progress.step(f"Mise en forme ({', '.join(formats)})")
    workshop = folder / f".source-{job.engagement}"
    source = write_source(notebook, title_block, workshop)
    rendered = renderer.render(source.markdown, source.figures, workshop / "rendu", formats)
    for name, path in rendered.items():
        shutil.move(path, folder / f"{job.engagement}.{name}")
    shutil.rmtree(workshop)
    mission = open_mission(values)
    drafts = write_products(mission, folder) if "docx" in formats else {}
    made_by = {"nom": renderer.name, "version": renderer.version()}
    refused = refused_documents(mission)
    return manifest.entry(verdict, title_block, made_by, values, held, drafts, refused)


def refused_documents(mission: Mission) -> list[dict[str, str]]:
    """Documents that the mission asked for and did not obtain, with who refused and when."""
    asked = vars(mission.data).get("documents")
    return [
        {"titre": row["title"], "producteur": row["producer"], "date": date_fr(row["refused_on"])}
        for row in ([] if asked is None else rows(asked[asked["refused_on"].notna()]))
    ]


def notebook_values(job: Job, fingerprint: str) -> dict[str, Any]:
    """Values of the notebook's parameters cell."""
    shared = job.parameters.model_dump(include=set(NotebookParameters.model_fields))
    model = NotebookParameters.model_validate(
        shared | {"city": job.city, "engagement": job.engagement, "verdict": fingerprint}
    )
    return plain_values(model)


def header(job: Job, verdict: Verdict, values: dict[str, Any]) -> dict[str, Any]:
    """Title block of the report, as both renderers read it."""
    statuses = list(dict.fromkeys(dataset.status for dataset in verdict.datasets))
    years = job.parameters
    first, last = years.strategy_start or years.period_start, years.strategy_end or years.period_end
    period = f"{first}-{last}"
    content = {
        "title": job.parameters.title,
        "subtitle": f"{job.territory.label_fr}, {period}",
        "lang": "fr",
        "territory": job.territory.label_fr,
        "mission": ENGAGEMENTS[job.engagement].label_fr,
        "period": period,
        "report_date": date_fr(job.parameters.report_date),
        "version": _version(job.root, verdict, values),
        "status_line": f"Données : {', '.join(statuses)}",
        "authors": [{"name": a.name, "role": a.role} for a in job.city_parameters.authors],
        "commissioner": job.city_parameters.commissioner,
        "contact": job.city_parameters.contact,
        "description": f"{job.parameters.title}, {job.territory.label_fr}, {period}",
    }
    if "démonstration" in statuses:
        content["banner"] = BANNER
    return content


def _version(root: Path, verdict: Verdict, values: dict[str, Any]) -> str:
    """Short hash of code, data and parameters: two reports with the same version are the same."""
    content = [manifest.code_sha256(root), verdict.fingerprint, values]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:10]


def _keep_others(target: Path, folder: Path, made: dict[str, Verdict]) -> dict[str, Any]:
    """Copy the published reports that this run does not make again; gives their entries."""
    previous = manifest.read(target).get("missions", {})
    kept = {key: entry for key, entry in previous.items() if key not in made}
    for key in kept:
        for path in sorted(target.rglob(f"{key}[.-]*")):
            copy = folder / path.relative_to(target)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
    return kept
