"""RAD01 to RAD13 on communes and answers few enough to be counted by hand."""

import pandas as pd
import pytest

from ffsu_eval.indicators import radicalisation as rad
from ffsu_eval.indicators.radicalisation.coverage import answers_of
from ffsu_eval.indicators.radicalisation.names import alphabetical

ITEMS = (
    "clspd", "restricted_group", "prefect_convention", "referent_elected", "referent_agent",
    "cell_exists",
)  # fmt: skip


def communes(*rows: tuple[str, int, str]) -> pd.DataFrame:
    """Communes from « oui », « non » and silence: one letter per item, o, n or a dot."""
    lines = []
    for rank, (name, people, letters) in enumerate(rows, start=1):
        told = [{"o": True, "n": False, ".": None}[letter] for letter in letters]
        lines.append({"commune_code": f"1300{rank}", "label_fr": name, "population": people}
                     | dict(zip(ITEMS, told, strict=True)))  # fmt: skip
    return pd.DataFrame(lines).astype(dict.fromkeys(ITEMS, "boolean"))


FOUR = communes(
    ("Grande", 70_000, "oooonn"),  # group, convention, elected referent: the three at once
    ("Moyenne", 20_000, "oonnon"),  # no convention
    ("Petite", 8_000, "nnnnnn"),
    ("Muette", 2_000, "......"),
)


def test_coverage_in_communes_and_in_inhabitants() -> None:
    row = rad.institutional_coverage(FOUR).set_index("item").loc["ensemble"]
    assert (row["count"], row["n"], row["n_missing"]) == (1, 3, 1)
    assert row["value"] == pytest.approx(1 / 3)
    assert row["people"] == pytest.approx(70_000 / 98_000)
    # none or all of the communes without answer: 1/4 and 2/4, 70 % and 72 % of 100,000 inhabitants
    assert (row["low"], row["high"]) == (0.25, 0.5)
    assert row["people_low"] == pytest.approx(0.70)
    assert row["people_high"] == pytest.approx(0.72)
    assert "1 communes sans réponse" in row["caveat"]


def test_one_referent_is_enough_and_one_no_is_enough_not_to_have_the_three() -> None:
    # A: the elected referent is unknown, the agent is there; B: no convention, the rest unknown
    found = answers_of(communes(("A", 10, "ooo.o."), ("B", 10, "..n...")))
    assert found["referent"][0]
    assert pd.isna(found["referent"][1])
    assert found["ensemble"].tolist() == [True, False]


def test_too_few_answers_give_bounds_and_no_share() -> None:
    silent = communes(("A", 10, "oooooo"), ("B", 10, "......"), ("C", 10, "......"))
    row = rad.institutional_coverage(silent).set_index("item").loc["ensemble"]
    assert pd.isna(row["value"])
    assert pd.isna(row["people"])
    assert (row["low"], row["high"]) == (pytest.approx(1 / 3), 1.0)


def test_half_of_the_communes_is_enough() -> None:
    half = communes(("A", 10, "oooooo"), ("B", 10, "......"))
    assert rad.institutional_coverage(half).set_index("item").loc["ensemble", "value"] == 1.0


def test_coverage_refuses_a_commune_given_twice_and_an_empty_table() -> None:
    with pytest.raises(ValueError, match="several rows"):
        rad.institutional_coverage(pd.concat([FOUR, FOUR]))
    with pytest.raises(ValueError, match="no commune"):
        rad.institutional_coverage(FOUR.iloc[:0])


def steps(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["commune_code", "step", "state"])


def test_a_step_is_counted_where_it_is_written_and_silence_is_no_absence() -> None:
    told = steps(
        ("13001", "reperage", "ecrit"), ("13002", "reperage", "oral"),
        ("13003", "reperage", None), ("13001", "retour", "absent"),
    )  # fmt: skip
    frame = rad.circuit_states(told, FOUR).set_index("step")
    assert frame.loc["reperage", ["count", "oral", "n", "n_missing"]].tolist() == [1, 1, 2, 2]
    assert frame.loc["reperage", "value"] == 0.5
    # one commune in four spoke of the return: no share
    assert frame.loc["retour", ["lacking", "n"]].tolist() == [1, 1]
    assert pd.isna(frame.loc["retour", "value"])
    # 13001 and 13002 have a step that is not written: they do not have the six; the others: unknown
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [0, 2]


def test_a_whole_circuit_needs_its_six_steps() -> None:
    every = ["reperage", "qualification", "transmission", "suivi_cpraf", "accompagnement", "retour"]
    one = communes(("A", 10, "oooooo"))
    written = steps(*(("13001", step, "ecrit") for step in every))
    assert rad.circuit_states(written, one).set_index("step").loc["ensemble", "count"] == 1
    five = written.iloc[:5]
    assert rad.circuit_states(five, one).set_index("step").loc["ensemble", "n"] == 0
    with pytest.raises(ValueError, match="unknown commune"):
        rad.circuit_states(steps(("99999", "retour", "oral")), one)


LOG = pd.DataFrame(
    {
        "session_id": list("abcd"),
        "actor_family": ["ELUS", "EDUC", "EDUC", "EDUC"],
        "population_band": ["petites", "petites", "grandes", "grandes"],
        "n_trained": [0, 15, 30, 20],
        "n_target": [20, 30, 40, 60],
    }
)


def test_training_by_family_and_by_size_of_commune() -> None:
    frame = rad.training_rate(LOG, ["petites", "moyennes", "grandes"]).set_index("item")
    assert frame.loc["EDUC", ["count", "n", "sessions"]].tolist() == [65, 130, 3]
    assert frame.loc["EDUC", "value"] == 0.5
    assert frame.loc["petites", "value"] == 0.3  # 15 of 50
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [65, 150]
    # a band of communes without any session is told, and has no share
    assert frame.loc["moyennes", "sessions"] == 0
    assert pd.isna(frame.loc["moyennes", "value"])
    assert frame.loc["moyennes", "caveat"] == "aucune session"


def test_trained_and_still_to_be_trained() -> None:
    counts = rad.trained_counts(LOG, "actor_family").set_index(["actor_family", "state"])["count"]
    assert counts.to_dict() == {
        ("EDUC", "formées"): 65, ("EDUC", "à former"): 65, ("ELUS", "à former"): 20
    }  # fmt: skip


def test_more_trained_than_called_is_refused() -> None:
    with pytest.raises(ValueError, match="more trained"):
        rad.training_rate(LOG.assign(n_trained=99))


def answers(count: int, right: int, signalled: int = 0, back: int = 0) -> pd.DataFrame:
    """``right`` of ``count`` know the three things; of ``signalled``, ``back`` were told."""
    told = ["oui" if rank < back else "non" for rank in range(signalled)]
    return pd.DataFrame(
        {
            "answer_id": [f"P{rank}" for rank in range(count)],
            "profession": ["education"] * (count - 4) + ["sante"] * 4,
            "knows_referent": [True] * count,
            "knows_channel": [rank < right for rank in range(count)],
            "knows_limits": [True] * count,
            "confidence": [4 if rank % 2 else 3 for rank in range(count)],
            "stigma_risk": [5 if rank < 6 else 2 for rank in range(count)],
            "signalled": [rank < signalled for rank in range(count)],
            "information_return": told + [None] * (count - signalled),
        }
    )


def test_the_procedure_is_known_by_three_right_answers_out_of_three() -> None:
    frame = rad.known_procedure(answers(24, 12)).set_index("item")
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [12, 24]
    assert frame.loc["ensemble", "value"] == 0.5
    # four answers: their number, and nothing else
    assert frame.loc["sante", "n"] == 4
    assert pd.isna(frame.loc["sante", "value"])


def test_confidence_and_fear_count_four_and_five() -> None:
    people = answers(24, 12)
    assert rad.confidence(people).set_index("item").loc["ensemble", "count"] == 12
    assert rad.stigma_risk(people).set_index("item").loc["ensemble", "count"] == 6


def test_return_is_a_share_of_those_who_signalled() -> None:
    frame = rad.information_return(answers(40, 12, signalled=20, back=15)).set_index("item")
    assert frame.loc["oui", ["count", "n"]].tolist() == [15, 20]
    assert frame.loc["non", "value"] == 0.25
    few = rad.information_return(answers(40, 12, signalled=10, back=5))
    assert few["value"].isna().all()


VIGNETTES = pd.DataFrame(
    {"vignette_id": ["V1", "V2"], "label_fr": ["un", "deux"], "expected": ["referent", "aucune"]}
)


def oriented(first: list[str], second: list[str]) -> pd.DataFrame:
    rows = [(f"P{i}", "V1", said) for i, said in enumerate(first)]
    rows += [(f"P{i}", "V2", said) for i, said in enumerate(second)]
    return pd.DataFrame(rows, columns=["answer_id", "vignette_id", "orientation"])


def test_both_errors_of_orientation_are_told() -> None:
    # expected « référent »: nothing and ordinary services are too low, the prefecture too high
    first = ["aucune"] * 2 + ["droit_commun"] * 4 + ["referent"] * 10 + ["prefecture"] * 3 + ["nsp"]
    frame = rad.orientation_quality(VIGNETTES, oriented(first, ["aucune"] * 15 + ["referent"] * 5))
    row = frame.set_index("vignette_id").loc["V1"]
    assert row[["under", "count", "over", "unknown", "n"]].tolist() == [6, 10, 3, 1, 20]
    assert (row["value"], row["under_share"], row["over_share"]) == (0.5, 0.3, 0.15)
    # nothing can be lower than « aucune suite »
    assert frame.set_index("vignette_id").loc["V2", ["under", "over"]].tolist() == [0, 5]
    assert frame.set_index("vignette_id").loc["ensemble", ["count", "n"]].tolist() == [25, 40]


def test_under_eleven_answers_nothing_is_told() -> None:
    frame = rad.orientation_quality(VIGNETTES, oriented(["referent"] * 10, ["aucune"] * 11))
    by_name = frame.set_index("vignette_id")
    assert pd.isna(by_name.loc["V1", "value"])
    assert by_name.loc["V2", "value"] == 1.0


def test_unknown_orientation_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown values"):
        rad.orientation_quality(VIGNETTES, oriented(["police"], []))


ACTIONS = pd.DataFrame(
    {
        "action_id": ["A1", "A2", "A3"],
        "title_fr": ["un", "deux", "trois"],
        "prevention_level": ["primaire", "primaire", "tertiaire"],
    }
)
SCALES = pd.DataFrame(
    {
        "action_id": ["A1", "A2", "A3"],
        "public": ["mineurs", "mineurs", "familles"],
        "scale": ["commune", "commune", None],
        "reason_fr": ["au plus près", None, None],
        "stigma_review_on": pd.to_datetime(["2023-10-02", None, None]),
    }
)
RESOURCES = pd.DataFrame(
    {
        "resource_type": ["educatif", "educatif", "laicite"],
        "commune_code": ["13001", "13002", None],
        "public": ["mineurs", "femmes", "mineurs"],
        "prevention_level": ["primaire", "secondaire", "primaire"],
        "hours_per_week": [35.0, 4.0, 10.0],
    }
)


def test_zero_cells_of_the_matrix_are_gaps() -> None:
    frame = rad.prevention_matrix(ACTIONS, SCALES, RESOURCES, core=("mineurs", "familles"))
    cells = frame.set_index(["public", "prevention_level"])
    assert cells.loc[("mineurs", "primaire"), ["actions", "resources"]].tolist() == [2, 2]
    assert not cells.loc[("familles", "tertiaire"), "gap"]
    # a public that only a resource names has its own row, after those of the core
    assert list(dict.fromkeys(frame["public"])) == ["mineurs", "familles", "femmes"]
    # 3 publics × 3 levels, of which three hold something
    assert int(frame["gap"].sum()) == 6


def test_unknown_resources_are_not_none() -> None:
    frame = rad.prevention_matrix(ACTIONS, SCALES, None)
    assert frame["resources"].isna().all()
    assert set(frame["caveat"]) == {"ressources non documentées"}


def test_a_scale_needs_its_reason_and_a_review_its_date() -> None:
    frame = rad.action_scales(ACTIONS, SCALES)
    whole = frame[frame["action_id"] == "ensemble"].iloc[0]
    assert (whole["count"], whole["reviewed_count"], whole["n"]) == (1, 1, 3)
    lines = frame.set_index("action_id")
    assert lines["justified"].dropna().tolist() == [True, False, False]
    assert lines.loc["A3", "caveat"] == "échelle ou raison non écrite ; relecture non faite"


def test_without_the_file_nothing_is_justified_nor_reviewed() -> None:
    whole = rad.action_scales(ACTIONS, None).iloc[-1]
    assert (whole["count"], whole["reviewed_count"], whole["n"]) == (0, 0, 3)


def test_capacity_is_for_ten_thousand_inhabitants_and_alphabetical() -> None:
    pair = communes(("Zèbre", 70_000, "oooooo"), ("Écurie", 20_000, "oooooo"))
    frame = rad.capacity_by_commune(RESOURCES, pair)
    assert frame["label_fr"].tolist() == ["Écurie", "Zèbre"]
    assert frame["value"].tolist() == [pytest.approx(2.0), pytest.approx(5.0)]  # 4/2 and 35/7
    whole = rad.capacity_equity(RESOURCES, pair).set_index("resource_type").loc["ensemble"]
    assert (whole["low"], whole["high"], whole["ratio"]) == (
        pytest.approx(2.0), pytest.approx(5.0), pytest.approx(2.5)
    )  # fmt: skip
    assert whole["value"] == pytest.approx(10_000 * 39 / 90_000)
    assert (whole["hours"], whole["shared"]) == (39.0, 10.0)


def test_no_ratio_when_a_commune_has_nothing() -> None:
    whole = rad.capacity_equity(RESOURCES, FOUR).set_index("resource_type").loc["ensemble"]
    assert pd.isna(whole["ratio"])
    assert (whole["served"], whole["n"], whole["low"]) == (2, 4, 0.0)
    assert whole["served_people"] == pytest.approx(0.9)


def test_one_commune_has_no_ratio() -> None:
    alone = communes(("Seule", 50_000, "oooooo"))
    row = rad.capacity_equity(RESOURCES, alone).iloc[-1]
    assert pd.isna(row["ratio"])
    assert row["caveat"] == "une seule commune"


def test_alphabetical_order_ignores_accents_and_capitals() -> None:
    names = ["Fuveau", "Éguilles", "Eyguières", "les Pennes"]
    assert sorted(names, key=alphabetical) == ["Éguilles", "Eyguières", "Fuveau", "les Pennes"]
