"""How a file of the analyst becomes a dataset of the project: written once, in params/<city>.yml."""

from difflib import get_close_matches
from typing import Annotated, Literal, Self

from pydantic import (
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
# one heading, or several whose cells are joined by a space (a date and an hour)
Headings = Annotated[
    tuple[Text, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
RelativePath = Annotated[
    str, StringConstraints(strict=True, pattern=r"^(?!.*\.\.)[^/\\:\x00][^\\:\x00]*$")
]


class FileMapping(BaseModel):
    """One file of the analyst: where its table is, what its columns and values mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: # one heading, or several whose cells are joined by a space (a date and an hour)
Headings = Annotated[
    tuple[Text, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
RelativePath = Field(description="Fichier, dans le dossier des données de la mission")
    sheet: Text | None = Field(
        default=None,
        description="Feuille du classeur, ou partie d'un projet qualitatif (codes, extraits, codages)",
    )
    header_line: Integer | None = Field(
        default=None, ge=1, description="Ligne des intitulés, si elle n'est pas la première remplie"
    )
    data_line: Integer | None = Field(
        default=None,
        ge=2,
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
