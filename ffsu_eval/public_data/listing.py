"""data/external/sources.yml: the public files of the workbench, typed, every fault with its line.

A file is named as its producer names it, production date included: another edition is another
entry, so that two analysts who run the same command hold the same bytes or are told otherwise.
"""

from pathlib import Path, PurePosixPath
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from ffsu_eval.errors import ParameterError
from ffsu_eval.params.load import parse
from ffsu_eval.params.model import StrictModel
from ffsu_eval.params.strict_yaml import read_yaml
from ffsu_eval.params.types import Identifier, Slug, Text

LISTING = "data/external/sources.yml"

FileName = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._\-]*$", max_length=200)
]
DatasetId = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{24}$")]
ResourceId = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{8}(-[0-9a-f]+){4}$")]
Sha256 = Annotated[str, StringConstraints(strict=True, pattern=r"^([0-9a-f]{64})?$")]


class Source(StrictModel):
    """One public file."""

    id: Slug = Field(description="Nom court du fichier, pour « make data » et ses messages")
    producer: Text = Field(description="Producteur des données")
    title: Text = Field(description="Titre du fichier")
    licence: Text = Field(description="Licence de réutilisation")
    dataset: DatasetId = Field(description="Jeu de données de data.gouv.fr")
    resource: ResourceId = Field(description="Ressource du jeu de données où le fichier a été vu")
    file: FileName = Field(description="Nom du fichier chez le producteur : il porte l'édition")
    release: Identifier = Field(description="Édition : dernière année des données")
    path: Text = Field(description="Place du fichier dans le dossier des données publiques")
    sha256: Sha256 = Field(
        default="", description="Empreinte attendue ; vide : celle du producteur"
    )
    note: str = Field(default="", description="Ce qu'il faut savoir de ce fichier")

    @field_validator("path")
    @classmethod
    def _inside(cls, path: str) -> str:
        parts = PurePosixPath(path).parts
        plain = path == "/".join(parts) and "\\" not in path
        if not plain or len(parts) < 2 or any(part.startswith((".", "/")) for part in parts):
            raise ValueError("chemin relatif attendu, sans « .. », dans un sous-dossier")
        return path


class Listing(StrictModel):
    """The file sources.yml."""

    files: tuple[Source, ...] = Field(description="Fichiers publics")

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        if not self.files:
            raise ValueError("liste vide")
        for name in ("id", "path"):
            values = [getattr(source, name) for source in self.files]
            for value in values:
                if values.count(value) > 1:
                    raise ValueError(f"{name} « {value} » répété")
        return self


def load_sources(root: Path, only: str = "") -> tuple[Source, ...]:
    """Files of the listing, or the one whose id is ``only``; raises ParameterError."""
    path = root / LISTING
    if not path.is_file():
        raise ParameterError(f"{LISTING} : fichier absent")
    files = parse(Listing, read_yaml(path, LISTING)).files
    chosen = tuple(source for source in files if only in ("", source.id))
    if not chosen:
        known = ", ".join(source.id for source in files)
        raise ParameterError(f"--only : fichier absent de {LISTING}. Fichiers connus : {known}")
    return chosen
