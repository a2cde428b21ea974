"""The command line: the verbs of the Makefile, their options, and their exit codes."""

import json
import os
import subprocess
import sys
from typing import Annotated, cast

import typer
from rich.console import Console
from rich.table import Table

from ffsu_eval.errors import DataError, GateRefusal, ParameterError, WorkbenchError
from ffsu_eval.project import find_root

FORMAT_NAMES = ("html", "docx", "pdf")
INTERRUPTED = 130
# the only public class of typer that leads to all its usage errors
UsageError = cast(type[Exception], typer.BadParameter.__mro__[1])
NAMED = 4
STATUS_PLURAL = {
    "officielle": "officielles",
    "terrain": "de terrain",
    "démonstration": "FICTIVES (démonstration)",
}

# French, and no request to any host for news or updates
LAB_SETTINGS = {
    "@jupyterlab/translation-extension:plugin": {"locale": "fr_FR"},
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}
CODES = (
    "Codes de sortie : 0 fait ; 2 paramètres incorrects ; 3 données refusées ou non obtenues ; "
    "4 échec d'un carnet ; 5 échec de la mise en forme ; 6 secret statistique ; 130 interruption."
)

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=f"Atelier d'évaluation des politiques locales de sécurité. {CODES}",
)
console = Console(stderr=True, highlight=False, soft_wrap=True)


def city_help() -> str:
    """Help of CITY, with the parameters of the model."""
    from ffsu_eval.params.model import EngagementParameters

    fields = (
        f"{name} ({field.description})" for name, field in EngagementParameters.model_fields.items()
    )
    return "Ville : nom d'un fichier de params/. Clés d'une mission : " + " ; ".join(fields)


City = Annotated[str, typer.Option("--city", envvar="CITY", help=city_help(), show_default=False)]
EngagementName = Annotated[
    str, typer.Option("--engagement", envvar="ENGAGEMENT", help="Une seule mission de la ville")
]
Formats = Annotated[str, typer.Option(envvar="FORMATS", help="Formats, séparés par des virgules")]
RendererName = Annotated[
    str, typer.Option(envvar="RENDERER", help="Moteur : auto, quarto ou embedded")
]
INVENTORY = ("Territoire", "Mission", "Formats", "Pages (PDF)", "Figures", "Tableaux", "Preuves")


class Steps:
    """Progress on the terminal: one line per step, the detail on the same line where it can."""

    def __init__(self) -> None:
        self._status = console.status("") if console.is_terminal else None
        self._step = ""

    def __enter__(self) -> "Steps":
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    def step(self, text: str) -> None:
        """A new step begins."""
        self._step = text
        console.print(f"· {text}", markup=False)
        self.detail("")

    def detail(self, text: str) -> None:
        """Something happens within the step; only shown where a line can be rewritten."""
        if self._status:
            self._status.update(f"{self._step} : {text}" if text else self._step)


@app.command()
def report(
    city: City = "",
    engagement: EngagementName = "",
    formats: Formats = "html,docx,pdf",
    renderer: RendererName = "auto",
) -> None:
    """Contrôle les données, exécute les carnets et publie les rapports d'une ville."""
    from ffsu_eval.run import pipeline

    wanted = _formats(formats)
    root = find_root()
    with Steps() as steps:
        published = pipeline.report(root, city, engagement, wanted, renderer, steps)
    for notice in published.notices:
        console.print(notice, markup=False)
    for status, names in published.statuses.items():
        shown = " ; ".join(names) if len(names) <= NAMED else f"{len(names)} jeux de données"
        word = STATUS_PLURAL[status]
        console.print(f"Données {word} : {shown}", markup=False)
    place = published.folder.relative_to(root)
    print(f"Rapport prêt : {place}/index.html ({', '.join(published.files)})")


@app.command()
def reports(
    formats: Formats = "html,docx,pdf",
    renderer: RendererName = "auto",
    scheduler: Annotated[
        str,
        typer.Option(
            envvar="SCHEDULER",
            help="Adresse d'une grappe Dask (tcp://…) dont les machines voient le même dossier.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Fait les rapports de toutes les villes de params/, en parallèle, et dit ce qui a échoué."""
    from ffsu_eval.params.load import known_cities
    from ffsu_eval.run.campaign import Outcome, campaign

    wanted, root = _formats(formats), find_root()

    def ended(outcome: Outcome, rank: int, total: int) -> None:
        word = "prêt" if outcome.code == 0 else f"échec (code {outcome.code})"
        console.print(f"[{rank}/{total}] {outcome.city} : {word}", markup=False)

    outcomes = campaign(root, known_cities(root), wanted, renderer, ended, scheduler)
    _show_inventory()
    failed = [outcome for outcome in outcomes if outcome.code]
    for outcome in failed:
        for line in outcome.lines:
            console.print(f"{outcome.city} : {line}", markup=False)
    if failed:
        names = ", ".join(outcome.city for outcome in failed)
        console.print(f"Rapports non faits, les précédents sont inchangés : {names}", markup=False)
        raise SystemExit(max(outcome.code for outcome in failed))


@app.command()
def inventory() -> None:
    """Liste les rapports publiés : formats, pages, figures, tableaux et preuves."""
    _show_inventory()


def _show_inventory() -> None:
    from ffsu_eval.run.inventory import published

    table = Table(*INVENTORY, box=None)
    for report in published(find_root()):
        pages = "" if report.pages is None else str(report.pages)
        counts = (pages, str(report.figures), str(report.tables), str(report.evidence))
        table.add_row(report.city, report.engagement, ", ".join(report.formats), *counts)
    Console(highlight=False, width=None if console.is_terminal else 110).print(table)


@app.command()
def validate(city: City = "", engagement: EngagementName = "") -> None:
    """Contrôle les données d'une ville, sans rien exécuter d'autre."""
    from ffsu_eval.run import pipeline

    root = find_root()
    faults: list[str] = []
    notices: list[str] = []
    with Steps() as steps:
        for job in pipeline.jobs(root, city, engagement):
            verdict = pipeline.validate(job, steps)
            faults += verdict.messages
            notices += verdict.notices
            page = f".cache/validation/{city}/{job.engagement}.html"
            outcome = "acceptées" if verdict.success else "refusées"
            print(
                f"Données {outcome} : {len(verdict.datasets)} jeux de données, détail dans {page}"
            )
    for notice in pipeline.each_once(notices):
        console.print(f"À savoir : {notice}", markup=False)
    if faults:
        raise GateRefusal("\n".join(pipeline.each_once(faults)))


@app.command()
def data(
    only: Annotated[
        str, typer.Option(help="Un seul fichier : son nom (id) dans data/external/sources.yml")
    ] = "",
) -> None:
    """Télécharge les données publiques, empreintes vérifiées, dans data/external."""
    from ffsu_eval.public_data.bring import bring
    from ffsu_eval.public_data.errand import megabytes

    try:
        with Steps() as steps:
            outcome = bring(find_root(), only, steps)
    except KeyboardInterrupt:
        console.print("Ce qui est reçu est gardé : « make data » reprendra où il s'est arrêté")
        raise
    for path, brought in outcome.files.items():
        state = "Reçu et vérifié" if brought.received else "Déjà là"
        print(f"{state} : {path} ({megabytes(brought.size)})")
        for notice in brought.notices:
            console.print(f"À savoir : {path} : {notice}", markup=False)
    if outcome.faults:
        raise DataError("\n".join(outcome.faults))


@app.command()
def lab() -> None:
    """Ouvre JupyterLab, en français, sur les carnets."""
    root = find_root()
    settings = root / ".cache" / "lab" / "overrides"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "overrides.json").write_text(json.dumps(LAB_SETTINGS), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--notebook-dir={root}",
        f"--LabApp.app_settings_dir={settings}",
        "--LabApp.default_url=/lab/tree/notebooks/evaluation.ipynb",
    ]
    if os.geteuid() == 0:
        # in a container the only user is root, and Jupyter listens on this machine alone
        command.append("--allow-root")
    raise SystemExit(subprocess.call(command, cwd=root, env={**os.environ, "LANG": "fr_FR.UTF-8"}))


@app.command()
def generate() -> None:
    """Réécrit ce qui vient du modèle des paramètres : params/schema.json, cellules des carnets."""
    from ffsu_eval.run.generated import write_generated

    for path in write_generated(find_root()):
        print(f"Écrit : {path}")


def _formats(text: str) -> list[str]:
    wanted = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMAT_NAMES]
    if unknown or not wanted:
        raise ParameterError(f"FORMATS : formats admis : {', '.join(FORMAT_NAMES)}")
    return list(dict.fromkeys(wanted))


def _usage_fault(error: Exception) -> str:
    option = getattr(error, "option_name", "")
    return f"option inconnue ou incomplète : {option}" if option else "verbe ou argument inconnu"


def main() -> None:
    """Run a verb; every expected error ends in one French message and its exit code."""
    debug = "--debug" in sys.argv
    arguments = [word for word in sys.argv[1:] if word != "--debug"] or ["--help"]
    try:
        # typer turns an interruption into its code and says nothing
        code = app(arguments, standalone_mode=False, prog_name="ffsu-eval") or 0
    except UsageError as error:
        console.print(f"Commande : {_usage_fault(error)} ; voir « ffsu-eval --help »", markup=False)
        code = ParameterError.exit_code
    except WorkbenchError as error:
        if debug:
            raise
        for line in str(error).splitlines():
            console.print(line, markup=False, style="bold" if console.is_terminal else None)
        raise SystemExit(error.exit_code) from None
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        console.print("Interrompu : le rapport précédent est inchangé")
    raise SystemExit(code)
