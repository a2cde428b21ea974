"""What is measured, each in a process of its own: ``python -m tests.performance.steps <step> <folder>``.

Each step ends with the seconds that its work took, libraries loaded; both ways of reading feed the
same indicators.
"""

import sys
import time
from pathlib import Path

import pandas as pd

from ffsu_eval.characteristics import characteristics
from ffsu_eval.comparators import ComparisonRule, compare
from ffsu_eval.gate.datasets.recorded_crime import indicators
from ffsu_eval.gate.national import import_crime
from ffsu_eval.indicators import recorded

RELEASE, BASE = "2025", "base-2025.csv.gz"
FIRST, START, END = 2016, 2020, 2025
RULE = ComparisonRule(FIRST, 1.5, 20)
SIZES = ["commune_code", "population", "dwellings"]


def territory(sizes: pd.DataFrame) -> str:
    """A large commune, as those that ask for a mission: the hundredth in population."""
    ordered = sizes.sort_values(["population", "commune_code"], ascending=[False, True])
    return str(ordered["commune_code"].iloc[99])


def all_indicators(crime: pd.DataFrame, own: str, others: list[str]) -> int:
    """REC01 to REC08 of one territory; gives the number of values."""
    rates = recorded.recorded_rates(crime)
    mine = rates[rates["territory_id"] == own]
    results = [
        rates,
        recorded.rate_change(mine, START, END),
        recorded.annual_trend(mine, FIRST, END),
        recorded.trend_sensitivity(mine, FIRST, END, (2020, 2021)),
        recorded.comparison(rates, own, others, END),
        recorded.funnel(rates, own, others, END),
        recorded.diffusion_coverage(mine),
        recorded.structure(mine[mine["year"] == END], {}),
        recorded.differential(rates, own, others, range(FIRST, START), range(START, END + 1)),
        recorded.ratio_series(rates, own, others, FIRST, END),
    ]
    return sum(len(frame) for frame in results)


def bring(folder: Path) -> None:
    """Import the base: check, type, sort, store."""
    national = import_crime([folder / BASE], "la base", RELEASE, folder / "cache")
    assert national.verdict.success, national.verdict.messages()


def look_up(folder: Path) -> None:
    """From the imported base: choose the comparators, read 21 communes, compute everything."""
    national = import_crime([folder / BASE], "la base", RELEASE, folder / "cache")
    sizes = national.sizes(FIRST).rename(columns={"territory_id": "commune_code"})
    own = territory(sizes)
    others = compare([own], characteristics(sizes), RULE).codes()["comparateurs"]
    all_indicators(national.rows([own, *others]), own, others)


def plain_pandas(folder: Path) -> None:
    """The same from the file with pandas.read_csv, as it is done without the workbench."""
    table = pd.read_csv(
        folder / BASE, sep=";", decimal=",", dtype={"CODGEO_2025": "string"}, na_values=["NA"]
    )
    known = table.rename(
        columns={
            "CODGEO_2025": "territory_id", "annee": "year", "unite_de_compte": "unit_of_count",
            "nombre": "count", "est_diffuse": "diffusion", "insee_pop": "population",
            "insee_log": "dwellings",
        }
    )  # fmt: skip
    first = known[known["year"] == FIRST].rename(columns={"territory_id": "commune_code"})
    sizes = first[SIZES].drop_duplicates("commune_code")
    own = territory(sizes)
    others = compare([own], characteristics(sizes), RULE).codes()["comparateurs"]
    kept = known[known["territory_id"].isin([own, *others])].reset_index(drop=True)
    meaning = indicators().set_index("label_source")
    kind = kept["indicateur"].map(meaning["denominator_type"])
    crime = kept.assign(
        indicator_id=kept["indicateur"].map(meaning["indicator_id"]),
        denominator_type=kind,
        denominator=kept["dwellings"].where(kind == "dwellings", kept["population"]),
        denominator_year=kept["insee_pop_millesime"],
        release=RELEASE,
    ).convert_dtypes()
    all_indicators(crime, own, others)


STEPS = {"import": bring, "look-up": look_up, "pandas": plain_pandas}

if __name__ == "__main__":
    started = time.perf_counter()
    STEPS[sys.argv[1]](Path(sys.argv[2]))
    print(time.perf_counter() - started)
