"""DOC01, DOC09 to DOC14 and the floor of five agents, on numbers worked by hand."""

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.indicators import doctrine
from ffsu_eval.indicators.doctrine.scenarios import WEEKS, week_of
from ffsu_eval.indicators.doctrine.units import pooled


def posts(**units: int) -> pd.DataFrame:
    rows = [
        (f"P{name}{rank}", name, 1.0, "pourvu") for name, n in units.items() for rank in range(n)
    ]
    return pd.DataFrame(rows, columns=["post_id", "unit_id", "fte", "status"])


# ---- No unit under five agents ----------------------------------------------------------------


def test_small_units_are_put_together() -> None:
    assert pooled({"A": 9, "B": 3, "C": 2}) == {"A": "A", "B": "regroupees", "C": "regroupees"}


def test_one_small_unit_takes_the_smallest_other_with_it() -> None:
    """Alone, it would be the whole less the others."""
    found = pooled({"A": 9, "B": 6, "C": 4})
    assert found == {"A": "A", "B": "regroupees", "C": "regroupees"}


def test_a_service_under_five_tells_nothing_of_units() -> None:
    assert pooled({"A": 3, "B": 1}) == {}
    with pytest.raises(ValueError, match="at least 5"):
        pooled({"A": 9}, 4)


def test_vacant_posts_are_nobody() -> None:
    frame = posts(A=9, B=6)
    frame.loc[frame["unit_id"] == "B", "status"] = ["pourvu"] * 4 + ["vacant"] * 2
    assert set(doctrine.unit_groups(frame).values()) == {"regroupees"}
    whole = pd.concat([frame, posts(C=8)])
    assert doctrine.unit_groups(whole) == {"A": "A", "B": "regroupees", "C": "regroupees"}


@pytest.mark.parametrize(
    "sizes", [{"A": 5}, {"A": 4, "B": 4}, {"A": 1, "B": 12, "C": 7}, {"A": 0, "B": 8, "C": 6}]
)
def test_no_group_is_ever_under_five(sizes: dict[str, float]) -> None:
    found = pooled(sizes)
    assert set(found) == set(sizes)
    for group in set(found.values()):
        assert sum(size for name, size in sizes.items() if found[name] == group) >= 5


# ---- Staff and trainings ----------------------------------------------------------------------


def test_staff_is_that_of_filled_posts_beside_the_pooled_services() -> None:
    frame = posts(A=9)
    frame.loc[0, "fte"], frame.loc[8, "status"] = 0.5, "vacant"
    others = pd.DataFrame({"population": [20_000, 30_000, 50_000, 10_000, 40_000],
                           "fte": [10.0, 12.0, 30.0, 4.0, 24.0]})  # fmt: skip
    found = doctrine.staffing(frame, 25_000, others).set_index("item")
    assert found.loc["ensemble", ["count", "value"]].tolist() == [7.5, 3.0]
    # 80 / 150,000; rates 5, 4, 6, 4, 6
    assert found.loc["compares", "value"] == pytest.approx(80 / 15)
    assert found.loc["compares", ["q1", "q3", "services"]].tolist() == [4.0, 6.0, 5]


def test_four_services_have_no_quartiles() -> None:
    others = pd.DataFrame({"population": [20_000] * 4, "fte": [10.0] * 4})
    row = doctrine.staffing(posts(A=6), 20_000, others).iloc[1]
    assert pd.isna(row["q1"])
    assert "moins de cinq" in row["caveat"]


def trainings(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit_id", "training_type", "due", "up_to_date"])


def test_trainings_are_told_by_group_and_by_type_never_by_cell() -> None:
    frame = trainings(("A", "gestes", 9, 9), ("B", "gestes", 3, 0), ("C", "gestes", 4, 1),
                      ("A", "secours", 9, 3))  # fmt: skip
    groups = {"A": "A", "B": "regroupees", "C": "regroupees"}
    found = doctrine.training_rate(frame, groups).set_index(["dimension", "item"])
    assert found.loc[("unit", "A"), ["count", "n"]].tolist() == [12, 18]
    assert found.loc[("unit", "regroupees"), "value"] == pytest.approx(1 / 7)
    assert found.loc[("type", "gestes"), ["count", "n"]].tolist() == [10, 16]
    assert found.loc[("ensemble", "ensemble"), ["count", "n"]].tolist() == [13, 25]
    assert len(found) == 5


def test_a_rare_training_is_put_with_another() -> None:
    frame = trainings(("A", "gestes", 9, 9), ("A", "secours", 8, 3), ("A", "armement", 2, 0))
    found = doctrine.training_rate(frame, {"A": "A"}).set_index(["dimension", "item"])
    assert ("type", "armement") not in found.index
    assert found.loc[("type", "regroupees"), "n"] == 10


def test_a_unit_under_five_due_is_withheld() -> None:
    frame = trainings(("A", "gestes", 20, 18), ("B", "gestes", 4, 1))
    found = doctrine.training_rate(frame, {"A": "A", "B": "B"}).set_index(["dimension", "item"])
    assert pd.isna(found.loc[("unit", "B"), "value"])
    assert "secret" in found.loc[("unit", "B"), "caveat"]


# ---- Expectations -----------------------------------------------------------------------------


def wishes(family: str, people: int, first: int = 0, **missions: tuple[int, int]) -> list[tuple]:
    return [
        (f"X{first + rank}", family, code, *marks)
        for rank in range(people)
        for code, marks in missions.items()
    ]


WISHES = ["respondent_id", "respondent_family", "mission_code", "importance", "current"]


def test_gaps_and_quadrants() -> None:
    rows = wishes("habitants", 12, M1=(5, 2), M2=(5, 4), M3=(2, 4), M4=(2, 2))
    found = doctrine.importance_gap(pd.DataFrame(rows, columns=WISHES)).set_index("mission_code")
    # means of the missions: 3.5 and 3
    assert found["quadrant"].to_dict() == {
        "M1": "à renforcer", "M2": "à maintenir", "M3": "à alléger", "M4": "secondaire",
    }  # fmt: skip
    assert found["value"].to_dict() == {"M1": 3.0, "M2": 1.0, "M4": 0.0, "M3": -2.0}
    assert found.index[0] == "M1"
    assert set(found["caveat"]) == {"effectif faible"}


def test_a_small_family_is_put_with_another() -> None:
    rows = wishes("habitants", 30, M1=(5, 2)) + wishes("elus", 4, 50, M1=(1, 5))
    rows += wishes("partenaires", 12, 60, M1=(3, 3))
    found = doctrine.importance_gap(pd.DataFrame(rows, columns=WISHES)).set_index("family")
    assert set(found.index) == {"ensemble", "habitants", "regroupees"}
    assert found.loc["regroupees", "n"] == 16
    # (12·0 + 4·(−4)) / 16
    assert found.loc["regroupees", "value"] == pytest.approx(-1.0)


def test_nine_answers_say_nothing() -> None:
    found = doctrine.importance_gap(pd.DataFrame(wishes("habitants", 9, M1=(5, 2)), columns=WISHES))
    assert found["value"].isna().all()
    assert found["n"].isna().all()


# ---- Law and agreements -----------------------------------------------------------------------


def test_a_mission_is_in_force_when_its_version_was_read() -> None:
    dates = pd.to_datetime(["2019-12-29", "2019-12-29", "2020-03-24", "2030-01-01"])
    ends = pd.to_datetime([None, None, "2022-07-31", None])
    catalog = pd.DataFrame(
        {"mission_code": ["M1", "M2", "M3", "M4"], "label_fr": list("abcd"), "legal_basis": "texte",
         "valid_from": dates, "valid_to": ends, "verified": [True, False, True, True],
         "judicial": False, "mission_class": "secondaire"}
    )  # fmt: skip
    found = doctrine.catalogue_on(catalog, pd.Timestamp("2023-10-20"))
    assert found["state"].tolist() == ["en vigueur", "version à vérifier", "échue", "à venir"]
    before = doctrine.catalogue_on(catalog, pd.Timestamp("2022-07-31"))
    assert before["state"][2] == "en vigueur"  # the last day is still in


def test_gaps_and_overlaps_between_services() -> None:
    roles = pd.DataFrame(
        [("M1", "PM", "RA"), ("M2", "PM", "R"), ("M2", "ASVP", "R"), ("M2", "PN", "A"),
         ("M3", "PN", "A"), ("M3", "PM", "C"), ("M4", "PM", "R"), ("M5", "PM", "RA"),
         ("M5", "PN", "A")],
        columns=["mission_code", "service", "role"],
    )  # fmt: skip
    states = doctrine.sharing(roles).set_index("mission_code")["state"].to_dict()
    assert states == {
        "M1": "", "M2": "plusieurs réalisateurs", "M3": "sans réalisateur",
        "M4": "sans responsable", "M5": "plusieurs responsables",
    }  # fmt: skip


def test_a_clause_that_nobody_checked_is_not_counted() -> None:
    clauses = pd.DataFrame(
        {"clause_id": list("abcd"), "theme": ["t", "t", "u", "u"],
         "due": pd.to_datetime(["2022-01-01", "2022-01-01", "2099-01-01", None]),
         "status": ["respectee", "partielle", "non_respectee", "non_verifiee"]}
    )  # fmt: skip
    found = doctrine.convention(clauses, pd.Timestamp("2023-10-20")).set_index("theme")
    assert found.loc["ensemble", ["count", "n", "unchecked", "late"]].tolist() == [1, 3, 1, 1]
    assert found.loc["u", "value"] == 0


# ---- Force and complaints ---------------------------------------------------------------------


def volumes(*quarters: str, interventions: int = 2_000, contacts: int = 9_000) -> pd.DataFrame:
    return pd.DataFrame(
        {"quarter": list(quarters), "interventions": interventions, "contacts": contacts}
    )


def test_force_has_the_exact_interval_of_poisson() -> None:
    uses = pd.DataFrame([("2022-T1", "contrainte", 10), ("2022-T2", "contrainte", 0),
                         ("2022-T1", "baton", 0), ("2022-T2", "baton", 0)],
                        columns=["quarter", "force_type", "count"])  # fmt: skip
    found = doctrine.force_rate(uses, volumes("2022-T1", "2022-T2")).set_index(
        ["dimension", "item"]
    )
    row = found.loc[("type", "contrainte")]
    # 10 per 4,000; exact interval of ten: [4.7954, 18.3904]
    assert row["value"] == pytest.approx(25.0)
    assert row["ci_low"] == pytest.approx(2.5 * 4.7954, abs=1e-3)
    assert row["ci_high"] == pytest.approx(2.5 * 18.3904, abs=1e-3)
    none = found.loc[("type", "baton")]
    assert none[["count", "value", "ci_low"]].tolist() == [0, 0.0, 0.0]
    assert none["ci_high"] == pytest.approx(2.5 * 3.6889, abs=1e-3)


def test_one_to_five_uses_are_not_told() -> None:
    uses = pd.DataFrame([("2022-T1", "aerosol", 3)], columns=["quarter", "force_type", "count"])
    found = doctrine.force_rate(uses, volumes("2022-T1"))
    assert found["count"].isna().all()
    assert set(found["caveat"]) == {"secret statistique"}


def test_a_quarter_without_interventions_is_left_out_and_told() -> None:
    uses = pd.DataFrame([("2022-T1", "contrainte", 10), ("2022-T2", "contrainte", 90)],
                        columns=["quarter", "force_type", "count"])  # fmt: skip
    whole = doctrine.force_rate(uses, volumes("2022-T1")).iloc[-1]
    assert whole[["count", "n"]].tolist() == [10, 2_000]
    assert "hors du calcul" in whole["caveat"]


def test_complaints_need_four_quarters_of_contacts() -> None:
    rows = [(2021, "accueil", "explication", 18), (2021, "delai", "sans_suite", 18),
            (2022, "accueil", "explication", 40)]  # fmt: skip
    complaints = pd.DataFrame(rows, columns=["year", "motive", "outcome", "count"])
    base = volumes(*(f"2021-T{rank}" for rank in range(1, 5)), "2022-T1")
    found = doctrine.complaint_rate(complaints, base).set_index(["dimension", "item"])
    assert ("year", "2022") not in found.index
    assert found.loc[("year", "2021"), ["count", "n", "value"]].tolist() == [36, 36_000, 10.0]
    assert "trimestres manquants" in found.loc[("ensemble", "ensemble"), "caveat"]


# ---- Scenarios --------------------------------------------------------------------------------


def week(*rows: tuple[str, int, str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["scenario_id", "weekday", "start", "end", "agents"])


def test_a_usual_week_goes_round() -> None:
    found = week_of(week(("S1", 6, "22:30", "01:00", 2)))
    assert found[[6 * 24 + 22, 6 * 24 + 23, 0]].tolist() == [1.0, 2.0, 2.0]
    assert found.sum() == 5.0


def test_cost_of_an_hour_and_calls_covered() -> None:
    scenarios = pd.DataFrame(
        {
            "scenario_id": ["S0", "S1", "S2"],
            "label_fr": ["a", "b", "c"],
            "style": "actuel",
            "fte": 2.0,
        }
    )
    shifts = week(
        *(("S0", day, "08:00", "16:00", 2) for day in range(7)), ("S1", 0, "20:00", "21:00", 1)
    )
    costs = pd.DataFrame([("S0", "personnel", 50_000.0), ("S0", "primes", 8_440.0),
                          ("S1", "personnel", 100.0)], columns=["scenario_id", "item", "amount"])  # fmt: skip
    demand = np.zeros(168)
    demand[[9, 20]] = 30, 10
    found = doctrine.scenario_costs(scenarios, shifts, costs, demand).set_index("scenario_id")
    # 7 × 8 × 2 = 112 agent-hours a week, 365.25 / 7 weeks: 5,844 hours
    assert found.loc["S0", "hours"] == pytest.approx(112 * WEEKS)
    assert found.loc["S0", "value"] == pytest.approx(10.0)
    assert found.loc["S0", ["covered", "n"]].tolist() == [0.75, 40]
    assert found.loc["S0", "open_hours"] == pytest.approx(56 / 168)
    assert found.loc["S1", "covered"] == 0  # one agent is no crew
    assert pd.isna(found.loc["S2", "value"])
    assert found.loc["S2", "caveat"]


def test_without_calls_a_scenario_still_has_a_cost() -> None:
    scenarios = pd.DataFrame(
        {"scenario_id": ["S0"], "label_fr": ["a"], "style": ["actuel"], "fte": [1.0]}
    )
    costs = pd.DataFrame({"scenario_id": ["S0"], "item": ["primes"], "amount": [1_000.0]})
    row = doctrine.scenario_costs(scenarios, week(("S0", 0, "08:00", "09:00", 2)), costs).iloc[0]
    assert row["value"] == pytest.approx(1_000 / (2 * WEEKS))
    assert pd.isna(row["covered"])
