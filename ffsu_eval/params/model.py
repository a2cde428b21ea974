"""The one model of parameters: YAML file, JSON schema, command help and notebook cell come from it.

Everything is declared once, with its French description; a test fails when one of the generated
texts has drifted.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.params.types import Date, Decimal, Identifier, Integer, Slug, Text, Year


def _known(key: str) -> str:
    if key not in ENGAGEMENTS:
        raise PydanticCustomError("engagement", "unknown engagement")
    return key


EngagementKey = Annotated[
    str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": list(ENGAGEMENTS)})
]
QuestionId = Annotated[str, Field(pattern=r"^[A-Z]{3}-Q[1-9]$", strict=True)]


class StrictModel(BaseModel):
    """Unknown keys are refused: a mistyped parameter must not be ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Author(StrictModel):
    """Someone who answers for the report."""

    role: Text = Field(description="Rôle dans la mission (par exemple : analyste, relecture)")
    name: Text = Field(description="Nom ou service")


class AnalysisParameters(StrictModel):
    """What an analyst varies in a notebook: periods, questions, sources, comparison rule."""

    period_start: Year = Field(description="Première année de délinquance enregistrée étudiée")
    period_end: Year = Field(description="Dernière année de délinquance enregistrée étudiée")
    questions: tuple[QuestionId, ...] = Field(
        min_length=1, description="Questions de la mission, dans l'ordre du rapport"
    )
    survey_wave: Identifier | None = Field(
        default=None,
        description="Vague de l'enquête auprès des acteurs de proximité ; rien : pas d'enquête",
    )
    crime_release: Identifier | None = Field(
        default=None,
        description="Édition de la base communale du SSMSI (dernière année de ses données) ; "
        "rien : délinquance enregistrée hors de la mission",
    )
    comparator_ratio: Decimal = Field(
        default=1.5,
        gt=1,
        le=3,
        description="Communes de comparaison : rapport de population maximal avec le territoire",
    )
    comparator_count: Integer = Field(
        default=20, ge=5, le=50, description="Communes de comparaison : nombre maximal"
    )
    strategy_start: Year | None = Field(
        default=None, description="Première année de la stratégie ou de la politique"
    )
    strategy_end: Year | None = Field(
        default=None, description="Dernière année de la stratégie ou de la politique"
    )
    builds_on: tuple[EngagementKey, ...] = Field(
        default=(), description="Missions de la même ville dont les conclusions sont reprises"
    )
    council_stage: Literal["creation", "suivi"] | None = Field(
        default=None, description="Conseil local : « creation » ou « suivi » de son activité"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.period_start >= self.period_end:
            raise ValueError("period_start doit précéder period_end")
        if (self.strategy_start is None) != (self.strategy_end is None):
            raise ValueError("strategy_start et strategy_end se donnent ensemble")
        if self.strategy_start and self.strategy_end and self.strategy_start >= self.strategy_end:
            raise ValueError("strategy_start doit précéder strategy_end")
        if len(set(self.questions)) != len(self.questions):
            raise ValueError("une question est demandée deux fois")
        return self

    @property
    def policy_years(self) -> range:
        """Years of the policy within those of recorded crime; the whole period without a policy."""
        first = max(self.strategy_start or self.period_start, self.period_start)
        last = min(self.strategy_end or self.period_end, self.period_end)
        studied = range(self.period_start, self.period_end + 1)
        return range(first, last + 1) if first < last else studied


class SecrecyThresholds(StrictModel):
    """Below which a number could tell of a person; a mission may raise the floors, never lower them.

    Sources: Insee, Guide du secret statistique (85 % dominance, 11 units of sensitive data); the
    other floors are conventions of the project (docs/methode.md).
    """

    survey: Integer = Field(
        default=5, ge=5, le=50, description="Répondants par case d'un résultat d'enquête"
    )
    survey_sensitive: Integer = Field(
        default=11,
        ge=11,
        le=50,
        description="Répondants par case, sur un sujet sensible (victimation, harcèlement…)",
    )
    incidents: Integer = Field(default=6, ge=6, le=50, description="Incidents locaux par case")
    interviews: Integer = Field(
        default=3, ge=3, le=20, description="Entretiens par grande famille d'acteurs"
    )
    dominance: Decimal = Field(
        default=0.85,
        gt=0.5,
        le=0.85,
        description="Part maximale d'un établissement dans un montant publié",
    )
    anonymity: Integer = Field(
        default=5, ge=5, le=50, description="Répondants semblables dans un fichier cédé"
    )


class EngagementParameters(AnalysisParameters):
    """One report: its analysis, its title and its date."""

    marked_years: tuple[Year, ...] = Field(
        default=(2020, 2021),
        description="Années marquées sur les séries, et tendances recalculées sans elles "
        "(confinements)",
    )
    secrecy: SecrecyThresholds = Field(
        default_factory=SecrecyThresholds,
        description="Seuils du secret statistique ; jamais au-dessous du plancher",
    )
    title: Text = Field(description="Titre du rapport")
    report_date: Date = Field(description="Date du rapport")
    series_breaks: dict[str, tuple[Year, ...]] = Field(
        default_factory=dict,
        description="Ruptures de série connues d'avance, par indicateur de délinquance enregistrée : "
        "années à partir desquelles le niveau change",
    )


class CityParameters(StrictModel):
    """The file params/<city>.yml."""

    territory: Slug = Field(description="Territoire (data/reference/territories.csv)")
    commissioner: Text = Field(description="Commanditaire de la mission")
    contact: Text = Field(description="À qui s'adresser au sujet du rapport")
    authors: tuple[Author, ...] = Field(min_length=1, description="Qui répond du rapport")
    engagements: dict[EngagementKey, EngagementParameters] = Field(
        min_length=1, description="Missions demandées, par type"
    )
    sources: dict[str, tuple[FileMapping, ...]] = Field(
        default_factory=dict,
        description="Fichiers de l'analyste et correspondance de leurs colonnes, par jeu de données",
    )


class MissionKey(StrictModel):
    """Which report of which city."""

    city: Slug = Field(description="Ville ou territoire : nom du fichier de params/")
    engagement: EngagementKey = Field(description="Type de mission")


# pydantic lists the fields of the last base first: city and engagement open the cell
class NotebookParameters(AnalysisParameters, MissionKey):
    """The parameters cell of a notebook; title and date stay in params/<city>.yml."""

    verdict: str = Field(
        default="",
        pattern=r"^([0-9a-f]{64})?$",
        description="Empreinte du contrôle des données ; vide : contrôle fait à l'ouverture",
    )
