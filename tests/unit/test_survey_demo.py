"""The surveys of the demonstration: what was there has not moved, what was added is what is said."""

import hashlib

import pandas as pd
import pytest

from data.demo.generate.saint_nazaire.survey_residents import (
    ADULTS,
    TENURE_SHARES,
    UNSAFE,
    survey_margins,
    tenure_totals,
    true_share,
)
from ffsu_eval.questions import same_words
from tests.survey_mission import ACTORS, DEMO, EARLIER, RESIDENTS

# SHA-256 of the wave of 2023 as it was before other waves joined the file
OF_2023 = "779bd2ed41e070c51399d98ffcd1704d51618426e0684a66d749a909c0bfa5de"
PEOPLE = ["resp_id", "wave_id", "stratum", "time_slot", "seniority", "finished"]
ADDED = ("q_fear_quartier", "q_hab_day", "q_hab_eve", "q_hab_transit")


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(DEMO / f"{name}.csv", sep=";", dtype=str, keep_default_na=False)


def test_answers_of_2023_are_byte_for_byte_those_of_before() -> None:
    table, items = read("survey_responses"), read("survey_items")["item_id"]
    columns = [*PEOPLE, *(item for item in items if item not in ADDED)]
    own = table.loc[table["wave_id"] == ACTORS, columns]
    text = own.to_csv(sep=";", index=False, lineterminator="\n")
    assert hashlib.sha256(text.encode()).hexdigest() == OF_2023


def test_margins_are_those_of_the_adults_of_each_sector() -> None:
    margins = survey_margins()
    totals = margins.groupby("variable")["target_total"].sum()
    assert totals.tolist() == [sum(ADULTS.values())] * 3 == [52_000] * 3
    assert all(sum(shares) == 100 for shares in TENURE_SHARES.values())
    assert sum(tenure_totals()) == pytest.approx(52_000)


@pytest.mark.parametrize("item", UNSAFE)
def test_true_share_is_between_those_of_owners_and_of_tenants(item: str) -> None:
    assert min(UNSAFE[item]) < true_share(item) < max(UNSAFE[item])


def test_true_share_by_hand() -> None:
    # 26 860 owners, 15 040 and 10 100 tenants: (26 860 × 0.25 + 15 040 × 0.40 + 10 100 × 0.56)/52 000
    assert true_share("q_hab_eve") == pytest.approx(18_387 / 52_000)


def test_questions_in_the_same_words_have_one_identifier() -> None:
    items = read("survey_items")
    assert items["text_fr"].map(same_words).is_unique
    table = read("survey_responses")
    asked = {
        wave: {item for item in items["item_id"] if part[item].ne("").any()}
        for wave, part in table.groupby("wave_id")
    }
    assert asked[EARLIER] < asked[ACTORS]
    assert asked[RESIDENTS] & asked[ACTORS] == {
        "q_pop_fear", "q_fear_quartier", "q_serv_pn_eff", "q_serv_pm_eff",
        "q_serv_eclairage_proprete_eff",
    }  # fmt: skip
