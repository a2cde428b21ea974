"""manifest.json: what a report was made from and what it is made of, by SHA-256.

It holds no time and no machine: the same inputs give the same manifest.
"""

import hashlib
import json
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ffsu_eval.gate.verdict import Verdict
from ffsu_eval.project import file_sha256

NAME = "manifest.json"
PACKAGE = Path(__file__).parent
# what a report depends on, besides the package itself
LIBRARIES = (
    "great-expectations",
    "matplotlib",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "pypandoc-binary",
    "scipy",
    "seaborn",
    "statsmodels",
    "typst",
)


def code_sha256(root: Path) -> str:
    """One hash over the package, the notebooks, the reference tables and the house style."""
    digest = hashlib.sha256()
    folders = (PACKAGE, root / "notebooks", root / "data" / "reference", root / "reports" / "style")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
                name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                digest.update(f"{name}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()


def code_commit(root: Path) -> str:
    """Commit of the code, « modifié » added when the tree differs from it; empty without git."""
    try:
        commit = _git(root, "rev-parse", "HEAD")
        changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"{commit} (modifié)" if changed else commit


def _git(root: Path, *words: str) -> str:
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def entry(
    verdict: Verdict,
    header: dict[str, Any],
    renderer: dict[str, str],
    parameters: dict[str, Any],
    contents: dict[str, int],
    drafts: dict[str, str],
    refused: list[dict[str, str]],
) -> dict[str, Any]:
    """What one engagement was made from.

    ``drafts``: title of each Word document beside it; ``refused``: documents asked for and refused.
    """
    datasets = [
        {
            "nom": d.name,
            "libellé": d.label_fr,
            "fichier": d.file,
            "statut": d.status,
            "sha256": d.sha256,
            "lignes": d.rows,
        }
        for d in verdict.datasets
    ]
    return {
        "titre": header["title"],
        "date": header["report_date"],
        "version": header["version"],
        "contrôle": verdict.fingerprint,
        "données": datasets,
        "données absentes": verdict.absent,
        "documents refusés": refused,
        "contenu": contents,
        "documents": drafts,
        "moteur de rendu": renderer,
        "paramètres": parameters,
    }


def build(root: Path, city: str, folder: Path, engagements: dict[str, Any]) -> dict[str, Any]:
    """The manifest of a built folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {
        "version du manifeste": 1,
        "ville": city,
        "code": {
            "version": version("ffsu-eval"),
            "commit": code_commit(root),
            "sha256": code_sha256(root),
            "bibliothèques": {name: version(name) for name in LIBRARIES},
        },
        "paramètres": {
            "fichier": f"params/{city}.yml",
            "sha256": file_sha256(root / "params" / f"{city}.yml"),
        },
        "missions": engagements,
        "fichiers": {path.relative_to(folder).as_posix(): file_sha256(path) for path in files},
    }


def write(manifest: dict[str, Any], folder: Path) -> None:
    """Write the manifest: the last file of a report."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a published folder; empty when there is none that can be read."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
