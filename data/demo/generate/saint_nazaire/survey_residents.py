"""Invented sample of residents: drawn at random, owners answer more often, tenants feel less safe.

In the population every answer depends on the tenure alone, so that its true shares are known. Owners
answer more, hence a sample that feels safer than the population; raking on the tenure mends it.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.demo.generate.chance import apportion, deal, generator, ranked, shuffled
from data.demo.generate.saint_nazaire.survey_dates import dated
from data.demo.generate.saint_nazaire.survey_form import QUARTIER, RESIDENTS, SECTORS

ADULTS = {"CENTRE": 14_000, "NORD": 16_000, "OUEST": 12_000, "LITTORAL": 10_000}
BLOCKS = 10
TENURE = ("proprietaire", "locataire_prive", "locataire_social")
TENURE_SHARES = {
    "CENTRE": (45, 40, 15),
    "NORD": (40, 25, 35),
    "OUEST": (58, 27, 15),
    "LITTORAL": (72, 22, 6),
}
TENURE_ANSWERING = (1.25, 0.75, 0.50)
SEX, SEX_SHARES, SEX_ANSWERING = ("femme", "homme"), (53, 47), (1.1, 0.9)
AGE, AGE_SHARES = ("18_39_ans", "40_59_ans", "60_ans_plus"), (35, 32, 33)
AGE_ANSWERING = (0.75, 1.0, 1.25)
# share of « de temps en temps » and « souvent », by tenure; the rest is shared by the other two
UNSAFE = {
    QUARTIER[0]: (0.20, 0.32, 0.44),
    "q_pop_fear": (0.30, 0.40, 0.48),
    "q_hab_day": (0.10, 0.16, 0.24),
    "q_hab_eve": (0.25, 0.40, 0.56),
    "q_hab_transit": (0.22, 0.27, 0.32),
}
SERVICES = {
    "q_serv_pn_eff": (12, 36, 41, 11),
    "q_serv_pm_eff": (9, 29, 47, 15),
    "q_serv_eclairage_proprete_eff": (11, 31, 43, 15),
}
UNKNOWN = 0.08


def _answering(shares: Sequence[float], chances: Sequence[float]) -> list[float]:
    return [share * chance for share, chance in zip(shares, chances, strict=True)]


def _people(rng: np.random.Generator) -> pd.DataFrame:
    """Respondents with their block, base weight, sex, age and tenure."""
    parts = []
    for sector in SECTORS:
        total = sector.finished
        blocks = [f"{sector.code}-{1 + i % BLOCKS:02d}" for i in range(total)]
        # dwellings counted in the block when it was drawn: a little more or less than foreseen
        size = {name: 0.9 + 0.2 * rng.random() for name in sorted(set(blocks))}
        weight = ADULTS[sector.code] / sector.invited
        parts.append(
            pd.DataFrame(
                {
                    "wave_id": RESIDENTS,
                    "stratum": sector.code,
                    "finished": True,
                    "psu": blocks,
                    "base_weight": [round(weight * size[name], 3) for name in blocks],
                    "sex": shuffled(deal(SEX, _answering(SEX_SHARES, SEX_ANSWERING), total), rng),
                    "age_band": shuffled(
                        deal(AGE, _answering(AGE_SHARES, AGE_ANSWERING), total), rng
                    ),
                    "tenure": shuffled(
                        deal(
                            TENURE,
                            _answering(TENURE_SHARES[sector.code], TENURE_ANSWERING),
                            total,
                        ),
                        rng,
                    ),
                }
            )
        )
    people = pd.concat(parts, ignore_index=True)
    people.insert(0, "resp_id", [f"H{i:03d}" for i in range(1, len(people) + 1)])
    return people


def residents_answers() -> pd.DataFrame:
    """Wave of residents, wide: quotas within each tenure; neighbours answer somewhat alike."""
    rng = generator("survey_responses:habitants")
    people = _people(rng)
    blocks = {name: rng.random() for name in dict.fromkeys(people["psu"])}
    alike = people["psu"].map(blocks).to_numpy(dtype=float)
    latent = 0.8 * rng.random(len(people)) + 0.2 * alike
    answers = {}
    for item, by_tenure in UNSAFE.items():
        given = np.full(len(people), "", dtype=object)
        for tenure, unsafe in zip(TENURE, by_tenure, strict=True):
            group = (people["tenure"] == tenure).to_numpy(dtype=bool)
            safe = 1 - unsafe
            shares = (0.55 * safe, 0.45 * safe, 0.65 * unsafe, 0.35 * unsafe)
            # the two sides first, so that the share is met to the nearest person
            below, above = apportion((safe, unsafe), int(group.sum()))
            codes = deal("01", shares[:2], below) + deal("23", shares[2:], above)
            given[group] = ranked(codes, latent[group], 0.6, rng)
        answers[item] = given
    for item, shares in SERVICES.items():
        unknown, known = apportion((UNKNOWN, 1 - UNKNOWN), len(people))
        codes = deal("1234", shares, known) + ["nsp"] * unknown
        answers[item] = shuffled(codes, rng)
    return dated(pd.concat([people, pd.DataFrame(answers)], axis=1), RESIDENTS)


def true_share(item: str) -> float:
    """Share of the adult population that feels unsafe, 0 to 1."""
    adults = tenure_totals()
    return sum(a * s for a, s in zip(adults, UNSAFE[item], strict=True)) / sum(adults)


def tenure_totals() -> list[float]:
    """Adults by tenure."""
    return [
        sum(ADULTS[sector] * shares[rank] / 100 for sector, shares in TENURE_SHARES.items())
        for rank in range(len(TENURE))
    ]


def survey_margins() -> pd.DataFrame:
    """What the census is said to count: adults by sex, age and tenure."""
    adults = sum(ADULTS.values())
    totals = (
        ("sex", SEX, [adults * share / 100 for share in SEX_SHARES]),
        ("age_band", AGE, [adults * share / 100 for share in AGE_SHARES]),
        ("tenure", TENURE, tenure_totals()),
    )
    rows = [
        (RESIDENTS, variable, category, round(total))
        for variable, categories, counts in totals
        for category, total in zip(categories, counts, strict=True)
    ]
    return pd.DataFrame(rows, columns=["wave_id", "variable", "category", "target_total"])
