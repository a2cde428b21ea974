"""What is measured, each in a process of its own: ``python -m tests.performance.steps <step> <folder>``.

Each step ends with the seconds that its work took, libraries loaded, and the fingerprint of the
figures that it gives: both ways of reading feed the same indicators and must give the same ones.
"""

import hashlib
import sys
import time
from pathlib import Path

import pandas as pd

from ffsu_eval.characteristics import characteristics
from ffsu_eval.comparators import ComparisonRule, compare
from ffsu_eval.gate.datasets.recorded_crime import indicators
from ffsu_eval.gate.national import import_crime
from ffsu_eval.indicators import recorded
from tests.performance.national_base import FIRST, LAST, ready

START = 2020
RULE = ComparisonRule(FIRST, 1.5, 20)
# one commune in 350 is larger: the hundredth of the country, as those that ask for a mission
LARGER = 350
SIZES = ["commune_code", "population", "dwellings"]
Frames = list[pd.DataFrame]


def territory(sizes: pd.DataFrame) -> str:
    """The commune that is looked up, by its rank in population."""
    ordered = sizes.sort_values(["population", "commune_code"], ascending=[False, True])
    return str(ordered["commune_code"].iloc[len(sizes) // LARGER])


def with_comparators(sizes: pd.DataFrame) -> tuple[str, list[str]]:
    """The commune and the twenty that are compared with it."""
    own = territory(sizes)
    return own, compare([own], characteristics(sizes), RULE).codes()["comparateurs"]


def all_indicators(crime: pd.DataFrame, own: str, others: list[str]) -> Frames:
    """REC01 to REC08 of one territory."""
    rates = recorded.recorded_rates(crime)
    mine = rates[rates["territory_id"] == own]
    return [
        rates,
        recorded.rate_change(mine, START, LAST),
        recorded.annual_trend(mine, FIRST, LAST),
        recorded.trend_sensitivity(mine, FIRST, LAST, (2020, 2021)),
        recorded.comparison(rates, own, others, LAST),
        recorded.funnel(rates, own, others, LAST),
        recorded.diffusion_coverage(mine),
        recorded.structure(mine[mine["year"] == LAST], {}),
        recorded.differential(rates, own, others, range(FIRST, START), range(START, LAST + 1)),
        recorded.ratio_series(rates, own, others, FIRST, LAST),
    ]


def bring(base: Path, cache: Path) -> Frames:
    """Import the base: check, type, sort, store."""
    national = import_crime([base], "la base", str(LAST), cache)
    if not national.verdict.success:
        raise SystemExit(f"base refusée : {national.verdict.messages()}")
    return []


def look_up(base: Path, cache: Path) -> Frames:
    """From the imported base: choose the comparators, read 21 communes, compute everything."""
    national = import_crime([base], "la base", str(LAST), cache)
    sizes = national.sizes(FIRST).rename(columns={"territory_id": "commune_code"})
    own, others = with_comparators(sizes)
    return all_indicators(national.rows([own, *others]), own, others)


def plain_pandas(base: Path, _: Path) -> Frames:
    """The same from the file with pandas.read_csv, as it is done without the workbench."""
    table = pd.read_csv(
        base, sep=";", decimal=",", dtype={"CODGEO_2025": "string"}, na_values=["NA"]
    )
    known = table.rename(
        columns={
            "CODGEO_2025": "territory_id", "annee": "year", "unite_de_compte": "unit_of_count",
            "nombre": "count", "est_diffuse": "diffusion", "insee_pop": "population",
            "insee_log": "dwellings",
        }
    )  # fmt: skip
    first = known[known["year"] == FIRST].rename(columns={"territory_id": "commune_code"})
    own, others = with_comparators(first[SIZES].drop_duplicates("commune_code"))
    kept = known[known["territory_id"].isin([own, *others])].reset_index(drop=True)
    meaning = indicators().set_index("label_source")
    kind = kept["indicateur"].map(meaning["denominator_type"])
    dwellings = kind == "dwellings"
    crime = kept.assign(
        indicator_id=kept["indicateur"].map(meaning["indicator_id"]),
        unit_of_count=kept["unit_of_count"].str.lower(),
        denominator_type=kind,
        denominator=kept["dwellings"].where(dwellings, kept["population"]),
        denominator_year=kept["insee_log_millesime"].where(dwellings, kept["insee_pop_millesime"]),
        release=str(LAST),
    ).convert_dtypes()
    return all_indicators(crime, own, others)


def fingerprint(frames: Frames) -> str:
    """The same for the same figures, whatever the order of the rows that they were read from."""
    texts = (
        frame.sort_values(list(frame.columns[:3])).to_csv(index=False, float_format="%.9g")
        for frame in frames
    )
    return hashlib.sha256("".join(texts).encode()).hexdigest()


STEPS = {"import": bring, "look-up": look_up, "pandas": plain_pandas}

if __name__ == "__main__":
    folder = Path(sys.argv[2])
    source = ready(folder)
    if sys.argv[1] in STEPS:
        started = time.perf_counter()
        found = STEPS[sys.argv[1]](source, folder / "cache")
        print(time.perf_counter() - started, fingerprint(found))
