"""Recorded crime: the communal and départemental bases of SSMSI, in the layout of any release.

``ndiff`` means that the producer does not publish the cell (a commune is published for an indicator
only with more than five facts in three successive years): it is neither zero nor missing data.
"""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables
from ffsu_eval.reference import table
from ffsu_eval.sources.ssmsi.layout import squeezed

COMMUNAL = "recorded_crime"
DEPARTEMENTAL = "recorded_crime_departement"
DENOMINATORS = ("population", "population_year", "dwellings", "dwellings_year")
RELATIVE = 1e-6


def _published(raw: pd.DataFrame) -> pd.Series:
    if "diffusion" in raw:
        return raw["diffusion"] == "diff"
    return pd.Series(True, index=raw.index)


def _count_without_diffusion(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return typed["count"].notna() != _published(raw)


def _rate_without_diffusion(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A rate and its denominator give the count back: it is secret where the count is."""
    if "rate_per_1000" not in typed:
        return pd.Series(False, index=raw.index)
    return typed["rate_per_1000"].notna() & ~_published(raw)


def _rate_disagrees(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """Published rate against 1,000 × count / denominator, where the file has both, to 1e-6.

    Users save the file again with rounded rates or whole dwellings (estimates with decimals at the
    producer's): a gap that the rounding of what is written explains is admitted.
    """
    if not {"rate_per_1000", *DENOMINATORS} <= set(typed):
        return pd.Series(False, index=raw.index)
    denominator = _denominator(raw, typed)
    computed = 1000 * typed["count"].astype("Float64") / denominator
    gap = (computed - typed["rate_per_1000"]).abs()
    suspect = (gap > RELATIVE * computed.abs() + 1e-9).fillna(False).astype(bool)
    if suspect.any():
        rate = _last_digit(raw.loc[suspect, "rate_per_1000"])
        size = _last_digit(raw.loc[suspect, "dwellings"]).where(_on_dwellings(raw[suspect]), 0.0)
        admitted = 0.51 * (
            rate + computed[suspect].astype(float) * size / denominator[suspect].astype(float)
        )
        suspect[suspect] = (gap[suspect].astype(float) > admitted).to_numpy()
    return suspect


def _last_digit(written: pd.Series) -> pd.Series:
    """Value of one unit of the last digit of a number as it is written; 0 in scientific notation."""
    decimals = written.str.extract(r"[.,](\d+)$", expand=False).astype("object").str.len().fillna(0)
    unit = 10.0 ** -decimals.astype(float)
    return unit.where(written.str.fullmatch(r"[\d.,\s]*").astype(bool), 0.0)


def _denominator_missing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    if not {*DENOMINATORS} <= set(typed):
        return pd.Series(False, index=raw.index)
    return _published(raw) & ~(_denominator(raw, typed) > 0).fillna(False).astype(bool)


def _denominator(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return typed["dwellings"].where(_on_dwellings(raw), typed["population"])


def _on_dwellings(raw: pd.DataFrame) -> pd.Series:
    return _known(raw["label"], "denominator_type") == "dwellings"


def _known(labels: pd.Series, column: str) -> pd.Series:
    """What the reference table says of each label, missing for an unknown one."""
    found = indicators().set_index("label_source")[column]
    return labels.map({label: found.get(label) for label in labels.unique()})


def indicators() -> pd.DataFrame:
    """Every label that a release uses, with the indicator it names."""
    return table("ssmsi_labels").merge(table("ssmsi_indicators"), on="indicator_id")


def _wrong_unit(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    if "unit_of_count" not in raw:
        return pd.Series(False, index=raw.index)
    expected = _known(raw["label"], "unit_of_count")
    plain = {
        text: squeezed(text)
        for text in pd.concat([raw["unit_of_count"], expected.dropna()]).unique()
    }
    return expected.notna() & (raw["unit_of_count"].map(plain) != expected.map(plain))


def _given_twice(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A territory, an indicator and a year given twice: two releases, or twice the same file."""
    return raw.duplicated(["territory_code", "year", "label"], keep=False)


def four_digits(years: pd.Series) -> pd.Series:
    """Year in full: the releases until 2024 write two digits."""
    return years.where(years >= 100, years + 2000)


def typed_rows(typed: pd.DataFrame, release: str, geo_vintage: int | None) -> pd.DataFrame:
    """Frame of recorded crime: one row per territory, year and indicator, with its denominators.

    A file without diffusion column publishes everything, one without denominators has none: they
    are missing here, and no rate is computed from them.
    """
    none = pd.Series(pd.NA, index=typed.index, dtype="Float64")
    number = {name: typed.get(name, none) for name in DENOMINATORS}
    kind = _known(typed["label"], "denominator_type").astype("string")
    dwellings = kind == "dwellings"
    years = {
        name: four_digits(number[name].astype("Int64")) for name in DENOMINATORS if "year" in name
    }
    return pd.DataFrame(
        {
            "territory_id": typed["territory_code"],
            "year": four_digits(typed["year"]),
            "indicator_id": _known(typed["label"], "indicator_id").astype("string"),
            "unit_of_count": _known(typed["label"], "unit_of_count").astype("string"),
            "count": typed["count"],
            "rate_per_1000": typed.get("rate_per_1000", none),
            "diffusion": typed.get("diffusion", pd.Series("diff", index=typed.index)).astype(
                "string"
            ),
            "population": number["population"],
            "population_year": years["population_year"],
            "dwellings": number["dwellings"],
            "dwellings_year": years["dwellings_year"],
            "denominator_type": kind,
            "denominator": number["dwellings"].where(dwellings, number["population"]),
            "denominator_year": years["dwellings_year"].where(dwellings, years["population_year"]),
            "release": pd.Series(release, index=typed.index, dtype="string"),
            "geo_vintage": pd.Series(geo_vintage or pd.NA, index=typed.index, dtype="Int64"),
        }
    )


def _columns(tables: Tables, name: str, pattern: str, optional: Sequence[str]) -> list[Column]:
    """Columns of one base; derived layouts lack all the denominators, or those of ``optional``."""
    found = set(tables[name].columns)
    if not found & set(DENOMINATORS):
        optional = (*optional, *DENOMINATORS)
    labels = tuple(table("ssmsi_labels")["label_source"])
    columns = (
        Column("territory_code", pattern=pattern),
        Column("year", "integer", pattern=r"\d\d|(?:19|20)\d\d"),
        Column("label", allowed=labels, scale="data/reference/ssmsi_labels.csv"),
        Column("unit_of_count"),
        Column("diffusion", allowed=("diff", "ndiff")),
        Column("count", "integer", required=False, minimum=0),
        Column("rate_per_1000", "decimal", required=False, minimum=0),
        Column("population", "decimal", minimum=0),
        Column("population_year", "integer"),
        Column("dwellings", "decimal", minimum=0),
        Column("dwellings_year", "integer"),
    )
    return [column for column in columns if column.name in found or column.name not in optional]


RULES = (
    Rule(
        "nombre donné si et seulement si la valeur est diffusée", "count", _count_without_diffusion
    ),
    Rule("taux donné pour une valeur non diffusée", "rate_per_1000", _rate_without_diffusion),
    Rule(
        "taux publié différent de 1 000 × nombre / dénominateur", "rate_per_1000", _rate_disagrees
    ),
    Rule("dénominateur absent ou nul pour une valeur diffusée", "population", _denominator_missing),
    Rule("unité de compte différente de celle de l'indicateur", "unit_of_count", _wrong_unit),
    Rule("territoire, année et indicateur donnés deux fois", "territory_code", _given_twice),
)

RECORDED_CRIME = Dataset(
    name=COMMUNAL,
    label_fr="Délinquance enregistrée (base communale du SSMSI)",
    file="recorded_crime.csv",
    columns=partial(
        _columns, name=COMMUNAL, pattern=r"\d[0-9AB]\d{3}", optional=("unit_of_count",)
    ),
    rules=RULES,
)
RECORDED_CRIME_DEPARTEMENT = Dataset(
    name=DEPARTEMENTAL,
    label_fr="Délinquance enregistrée (base départementale du SSMSI)",
    file="recorded_crime_departement.csv",
    columns=partial(
        _columns,
        name=DEPARTEMENTAL,
        pattern=r"\d[0-9AB]|97\d|98\d",
        optional=("unit_of_count", "diffusion"),
    ),
    rules=RULES,
)
