"""Recorded crime by commune: SSMSI base, layout of the releases of 2023 and later.

``ndiff`` means that the producer does not publish the cell (a commune is published for an indicator
only with more than five facts in three successive years): it is neither zero nor missing data.
"""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables
from ffsu_eval.reference import table

NAME = "recorded_crime"
INDICATORS = "ssmsi_indicators"


def _published(raw: pd.DataFrame) -> pd.Series:
    return raw["diffusion"] == "diff"


def _count_without_diffusion(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return typed["count"].notna() != _published(raw)


def _rate_disagrees(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """Published rate against 1,000 × count / denominator, to 1e-6 in relative terms."""
    computed = 1000 * typed["count"].astype("Float64") / _denominator(raw, typed)
    gap = (computed - typed["rate_per_1000"]).abs()
    return (gap > 1e-6 * computed.abs() + 1e-9).fillna(False)


def _denominator_missing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return _published(raw) & ~(_denominator(raw, typed) > 0).fillna(False).astype(bool)


def _denominator(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    by_dwellings = raw["label"].map(_types()) == "dwellings"
    return typed["dwellings"].where(by_dwellings, typed["population"])


def _types() -> dict[str, str]:
    frame = table(INDICATORS)
    return dict(zip(frame["label_source"], frame["denominator_type"], strict=True))


def _wrong_unit(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    frame = table(INDICATORS)
    units = dict(zip(frame["label_source"], frame["unit_of_count"], strict=True))
    expected = raw["label"].map(units)
    return expected.notna() & (raw["unit_of_count"].str.lower() != expected)


def _four_digits(years: pd.Series) -> pd.Series:
    return years.where(years >= 100, years + 2000)


def _two_releases(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A commune, an indicator and a year given twice: two releases, or twice the same file."""
    return raw.duplicated(["commune_code", "year", "label"], keep=False)


def load(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    """Frame of recorded crime: one row per commune, year and indicator, with its denominator."""
    reference = table(INDICATORS).set_index("label_source")
    dwellings = typed["label"].map(reference["denominator_type"]) == "dwellings"
    heading = tables[NAME].headings.get("commune_code", "")
    frame = pd.DataFrame(
        {
            "territory_id": typed["commune_code"],
            "year": _four_digits(typed["year"]),
            "indicator_id": typed["label"].map(reference["indicator_id"]).astype("string"),
            "unit_of_count": typed["unit_of_count"].str.lower(),
            "count": typed["count"],
            "rate_per_1000": typed["rate_per_1000"],
            "denominator_type": typed["label"].map(reference["denominator_type"]).astype("string"),
            "denominator": typed["dwellings"].where(dwellings, typed["population"]),
            "denominator_year": _four_digits(
                typed["dwellings_year"].where(dwellings, typed["population_year"])
            ),
            "diffusion": typed["diffusion"],
            "release": str(_four_digits(typed["year"]).max()),
            "geo_vintage": int(heading.rpartition("_")[2]),
        }
    )
    order = ["territory_id", "indicator_id", "year"]
    types = {"release": "string", "geo_vintage": "Int64"}
    return {NAME: frame.astype(types).sort_values(order, ignore_index=True)}


def _columns(tables: Tables) -> tuple[Column, ...]:
    return (
        Column("commune_code", pattern=r"\d[0-9AB]\d{3}"),
        Column("year", "integer", pattern=r"\d\d|(?:19|20)\d\d"),
        Column(
            "label",
            allowed=tuple(table(INDICATORS)["label_source"]),
            scale="indicateurs de l'édition de 2023",
        ),
        Column("unit_of_count"),
        Column("diffusion", allowed=("diff", "ndiff")),
        Column("count", "integer", required=False, minimum=0),
        Column("rate_per_1000", "decimal", required=False, minimum=0),
        Column("population", "decimal", minimum=0),
        Column("population_year", "integer"),
        Column("dwellings", "decimal", minimum=0),
        Column("dwellings_year", "integer"),
    )


RECORDED_CRIME = Dataset(
    name=NAME,
    label_fr="Délinquance enregistrée (base communale du SSMSI)",
    file="recorded_crime.csv",
    columns=_columns,
    rules=(
        Rule(
            "nombre donné si et seulement si la valeur est diffusée",
            "count",
            _count_without_diffusion,
        ),
        Rule(
            "taux publié différent de 1 000 × nombre / dénominateur",
            "rate_per_1000",
            _rate_disagrees,
        ),
        Rule(
            "dénominateur absent ou nul pour une valeur diffusée",
            "population",
            _denominator_missing,
        ),
        Rule("unité de compte différente de celle de l'indicateur", "unit_of_count", _wrong_unit),
        Rule("commune, année et indicateur donnés deux fois", "commune_code", _two_releases),
    ),
    load=load,
)
