"""How a file of the analyst becomes a dataset of the project: written once, in params/<city>.yml."""

from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from ffsu_eval.params.types import Integer, Text

# recodings of this key hold for every column
EVERY = "*"
Name = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9_.\-]{1,60}$")]
Cell = Annotated[str, StringConstraints(strict=True, strip_whitespace=True)]


def _headings(value: Any) -> Any:
    if value is None:
        raise ValueError("intitulé attendu")
    return (value,) if isinstance(value, str) else value


# one heading, or several whose cells are joined by a space (a date and an hour)
Headings = Annotated[
    tuple[Text, ...],
    BeforeValidator(_headings),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


def _inside(value: str) -> str:
    parts = PurePosixPath(value).parts
    if ".." in parts or value.startswith("/") or set(value) & set("\\:\0"):
        raise ValueError("chemin relatif attendu, dans le dossier des données de la mission")
    return value


RelativePath = Annotated[Text, AfterValidator(_inside)]


class FileMapping(BaseModel):
    """One file of the analyst: where its table is, what its columns and values mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: RelativePath = Field(description="Fichier, dans le dossier des données de la mission")
    sheet: Text | None = Field(
        default=None,
        description="Feuille du classeur, ou partie d'un projet qualitatif (codes, extraits, codages)",
    )
    header_line: Annotated[Integer, Field(ge=1)] | None = Field(
        default=None, description="Ligne des intitulés, si elle n'est pas la première remplie"
    )
    data_line: Annotated[Integer, Field(ge=2)] | None = Field(
        default=None,
        description="Première ligne de données, si elle ne suit pas les intitulés",
    )
    decimal: Literal[",", "."] | None = Field(
        default=None, description="Séparateur décimal des nombres du fichier, s'il est ambigu"
    )
    columns: dict[Name, Headings] = Field(
        min_length=1,
        description="Colonne de l'atelier : intitulé dans le fichier, ou plusieurs à mettre bout à bout",
    )
    values: dict[str, dict[Cell, Cell]] = Field(
        default_factory=dict,
        description="Colonne de l'atelier (« * » pour toutes) : valeur du fichier : valeur de l'atelier",
    )
    missing: tuple[Cell, ...] = Field(
        default=(), description="Valeurs du fichier qui veulent dire « pas de réponse »"
    )
    constants: dict[Name, Text] = Field(
        default_factory=dict,
        description="Colonne de l'atelier : même valeur pour toutes les lignes",
    )

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        both = sorted(set(self.columns) & set(self.constants))
        if both:
            raise ValueError(f"colonne lue et constante à la fois : {', '.join(both)}")
        for name in self.values:
            if name not in self.columns and name != EVERY:
                near = get_close_matches(name, self.columns, n=1)
                hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else ""
                raise ValueError(f"values : colonne « {name} » absente de columns{hint}")
        if self.header_line and self.data_line and self.data_line <= self.header_line:
            raise ValueError("data_line doit suivre header_line")
        return self
