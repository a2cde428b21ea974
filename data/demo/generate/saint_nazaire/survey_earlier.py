"""Invented wave of 2018 among front-line actors: same questions, another mix of categories.

Within each category people answer as in 2023 (placebo: only the mix makes the whole differ), except
in public transport, where they felt unsafe more often (truth: a real change).
"""

import pandas as pd

from data.demo.generate.chance import deal, generator, ranked, shuffled
from data.demo.generate.saint_nazaire.survey_answers import (
    SENIORITY,
    SLOT_SHARES,
    SLOTS,
    actors_answers,
)
from data.demo.generate.saint_nazaire.survey_dates import dated
from data.demo.generate.saint_nazaire.survey_form import EARLIER, STRATA_EARLIER, actors_items

TRANSPORT = (20, 29, 33, 18)  # of 2018, from « jamais » to « souvent »
CODES = ("0", "1", "2", "3")


def earlier_answers() -> pd.DataFrame:
    """Wave of 2018, wide: questions on insecurity, on services and on feedback."""
    rng = generator("survey_responses:2018")
    now = actors_answers()
    items = actors_items()
    kept = items["construct"].isin(["insecurity", "effectiveness"]) | (items["theme"] == "retour")
    parts = []
    for stratum in STRATA_EARLIER:
        total = stratum.finished
        latent = rng.random(total)
        people: dict[str, object] = {
            "wave_id": EARLIER,
            "stratum": stratum.code,
            "time_slot": shuffled(
                deal(SLOTS, SLOT_SHARES.get(stratum.code, (88, 12, 0)), total), rng
            ),
            "seniority": shuffled(deal(SENIORITY, (18, 29, 24, 29), total), rng),
            "finished": True,
        }
        for item in items.loc[kept, "item_id"]:
            given = now.loc[(now["stratum"] == stratum.code) & now[item].ne(""), item]
            values, shares = list(CODES), list(TRANSPORT)
            if item != "q_fear_transit":
                counts = given.value_counts().sort_index()
                values, shares = list(counts.index), list(counts)
            people[item] = ranked(deal(values, shares, total), latent, 0.55, rng)
        parts.append(pd.DataFrame(people))
    table = pd.concat(parts, ignore_index=True)
    table.insert(0, "resp_id", [f"A18-{i:03d}" for i in range(1, len(table) + 1)])
    return dated(table, EARLIER)
