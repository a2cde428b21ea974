"""The thirty interviews: families of actors, dates and level of quotation; never a person."""

from datetime import timedelta
from pathlib import Path

import pandas as pd

from data.demo.generate.chance import deal, generator, shuffled
from data.demo.generate.writing import day

REFERENCE = Path(__file__).resolve().parents[3] / "reference" / "actor_families.csv"
# Family and type of organisation, in the order of the identifiers E01 to E30.
FAMILIES = (
    [("ELUS", "collectivité")] * 2
    + [("VILLE_PM", "collectivité")] * 2
    + [("VILLE_AUTRES", "collectivité")] * 3
    + [("ETAT_PREF", "service de l'État")]
    + [("PN", "service de l'État")] * 3
    + [("PARQUET_JUSTICE", "justice")]
    + [("PJJ", "justice")]
    + [("EDUC", "établissement scolaire")] * 3
    + [("PREV_SPE", "association")] * 2
    + [("MEDIATION", "association")] * 2
    + [("BAILLEURS", "bailleur social")] * 3
    + [("TRANSPORT", "entreprise de transport")] * 2
    + [("ASSO", "association")] * 2
    + [("HABITANTS", "conseil citoyen ou amicale")] * 2
    + [("AIDE_VICTIMES", "association")]
)
NOT_QUOTED = {"E11", "E12"}  # C0: asked not to be quoted
QUOTED_BY_FUNCTION = {"E05", "E14", "E21", "E26"}  # C2
FIRST_DAY = day("23/01/2023")


def _working_day(offset: int) -> object:
    date = FIRST_DAY + timedelta(days=offset)
    return date - timedelta(days=max(0, date.weekday() - 4))


def _quote_level(interview: str) -> str:
    if interview in NOT_QUOTED:
        return "C0"
    return "C2" if interview in QUOTED_BY_FUNCTION else "C1"


def interviews() -> pd.DataFrame:
    """One row per interview, between January and June 2023."""
    rng = generator("interviews")
    macro = pd.read_csv(REFERENCE, sep=";", dtype=str).set_index("actor_family")["macro_family"]
    total = len(FAMILIES)
    offsets = shuffled(range(0, 5 * total, 5), rng)
    durations = shuffled(deal((45, 55, 60, 65, 70, 75, 90), (2, 4, 8, 6, 5, 4, 1), total), rng)
    modes = shuffled(deal(("présentiel", "visioconférence", "téléphone"), (22, 6, 2), total), rng)
    recorded = shuffled(deal((True, False), (12, 18), total), rng)
    ids = [f"E{i:02d}" for i in range(1, total + 1)]
    return pd.DataFrame(
        {
            "interview_id": ids,
            "date": [_working_day(offset) for offset in offsets],
            "actor_family": [family for family, _ in FAMILIES],
            "macro_family": [macro[family] for family, _ in FAMILIES],
            "org_type": [org for _, org in FAMILIES],
            "duration_min": durations,
            "mode": modes,
            "quote_level": [_quote_level(i) for i in ids],
            "recorded": [r and i not in NOT_QUOTED for r, i in zip(recorded, ids, strict=True)],
        }
    )
