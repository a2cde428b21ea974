"""CHA01 to CHA09 on registers small enough to be counted by hand."""

from typing import Any

import pandas as pd
import pytest

from ffsu_eval.indicators import charter
from ffsu_eval.reference import table

CONTROLS = table("charter_controls")
INSTANCES = pd.DataFrame(
    {
        "instance_id": ["F1", "F2", "F3"],
        "label_fr": ["Plénière", "Groupe", "Réseau"],
        "kind": ["pleniere", "groupe_thematique", "autre"],
        "rules_adopted_on": pd.to_datetime([None, "2020-01-01", None]),
        "charter_version": [None, "2020", None],
        "register_exists": [False, True, False],
        "breach_procedure": [False, True, False],
        "dpo_opinion_on": pd.to_datetime([None, None, None]),
    }
)
USUAL = {
    "from_org": "A", "to_org": "B", "instance_id": "F2", "info_class": "confidentielle",
    "purpose_fr": "orienter", "legal_basis": "CSI, art. L132-5", "legal_exception": None,
    "personal_data": True, "offence_data": False, "channel": "reunion", "recipients_n": 4,
    "retention_days": 30, "person_informed": "oui", "logged": True, "return_flow": True,
}  # fmt: skip
OPEN = {"info_class": "generale", "personal_data": False, "person_informed": "sans_objet"}
NOTHING_FOUND = pd.DataFrame(columns=["flow_id", "control_id", "status"])


def flows(*changes: dict[str, Any]) -> pd.DataFrame:
    """Flows X1, X2…, each the usual one with some values changed."""
    rows = [{"flow_id": f"X{n}"} | USUAL | change for n, change in enumerate(changes, start=1)]
    return pd.DataFrame(rows).astype({"retention_days": "Int64"})


def statuses(register: pd.DataFrame, found: pd.DataFrame = NOTHING_FOUND) -> dict[str, list[str]]:
    """By control, the status of each flow in order."""
    frame = charter.flow_statuses(register, INSTANCES, found, CONTROLS)
    return frame.groupby("control_id")["status"].agg(list).to_dict()


# ---- Where flows pass ------------------------------------------------------------------------


def test_only_what_is_confidential_needs_a_charter_and_never_a_plenary() -> None:
    register = flows(
        {}, {"instance_id": "F1"}, {"instance_id": "F3"}, {"instance_id": "F3", **OPEN},
        {"instance_id": None},
    )  # fmt: skip
    frame = charter.coverage(register, INSTANCES)
    # F2 (under charter) and F3 (not): one of two; F1 is the plenary
    assert frame["item"].tolist() == ["F2", "F3", "ensemble"]
    assert frame["count"].tolist() == [1, 0, 1]
    assert frame.iloc[-1]["value"] == 0.5
    assert frame.iloc[-1]["shared"] == 2
    assert "ci_low" not in frame


def test_what_is_secret_does_not_make_a_charter_needed() -> None:
    register = flows({}, {"instance_id": "F3", "info_class": "secrete"})
    assert charter.coverage(register, INSTANCES)["item"].tolist() == ["F2", "ensemble"]
    assert charter.is_sensitive(register).tolist() == [True, True]
    assert charter.is_shared(register).tolist() == [True, False]


def test_informal_flows_are_counted_in_all_and_among_the_sensitive() -> None:
    register = flows({}, OPEN, {"instance_id": None}, {"instance_id": None, **OPEN})
    frame = charter.informal(register)
    assert frame[["count", "n"]].to_numpy().tolist() == [[2, 4], [1, 2]]


def test_reciprocity_in_all_and_by_class() -> None:
    register = flows(
        {}, {"return_flow": False}, {"return_flow": False, **OPEN}, {"return_flow": False}
    )
    frame = charter.reciprocity(register).set_index("item")
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [1, 4]
    assert frame.loc["confidentielle", "value"] == pytest.approx(1 / 3)
    assert frame.loc["generale", "value"] == 0


def test_a_written_reason_is_a_rule_of_information() -> None:
    told = [{"person_informed": word} for word in ("oui", "motif", "non", "non")]
    row = charter.informed(flows(*told, OPEN)).iloc[0]
    # the open flow has no personal data: two of four
    assert (row["count"], row["n"], row["value"]) == (2, 4, 0.5)


def test_without_personal_data_there_is_no_share() -> None:
    row = charter.informed(flows(OPEN)).iloc[0]
    assert pd.isna(row["value"])
    assert row["caveat"] == "sans objet"


def test_numbers_by_instance_add_up() -> None:
    register = flows(
        {}, {"instance_id": None, "person_informed": "non"}, {"instance_id": "F1", **OPEN}
    )
    frame = charter.exchanged_by_instance(register, INSTANCES).set_index("item")
    parts = frame.drop(index="ensemble").drop(columns=["label_fr", "kind"])
    assert parts.sum().tolist() == frame.loc["ensemble", list(parts)].tolist() == [3, 2, 2, 1, 3]


# ---- Signatures ------------------------------------------------------------------------------


def signatories() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "instance_id": ["F2"] * 4,
            "org_id": ["A", "B", "C", "D"],
            "role_fr": ["agent"] * 4,
            "secrecy": ["non", "par_etat", "par_etat", "non"],
            "signed_on": pd.to_datetime(["2020-02-01", "2020-02-01", "2014-01-01", None]),
            "version": ["2020", "2020", "2014", None],
            "trained_on": pd.to_datetime(["2021-01-01", None, None, "2021-01-01"]),
        }
    )


def test_an_older_version_is_not_a_signature_of_the_charter_in_force() -> None:
    frame = charter.signatures(signatories(), INSTANCES)
    assert frame["item"].tolist() == ["F2", "ensemble"]
    assert frame.loc[0, ["count", "n", "outdated"]].tolist() == [2, 4, 1]


def test_an_instance_without_a_charter_has_no_signature_in_force() -> None:
    elsewhere = signatories().assign(instance_id="F3")
    assert charter.signatures(elsewhere, INSTANCES).iloc[-1]["count"] == 0


def test_training_is_that_of_signatories_only() -> None:
    frame = charter.training(signatories()).set_index("item")
    # three have signed, one of them is trained; the fourth was trained and never signed
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [1, 3]
    assert frame.loc["par_etat", "value"] == 0


# ---- Controls --------------------------------------------------------------------------------


def test_personal_data_in_a_plenary_session_fails_whatever_was_ticked() -> None:
    found = statuses(flows({}, {"instance_id": "F1"}, {"instance_id": "F1", **OPEN}))
    assert found["HORS-PLENIERE"] == ["conforme", "non", "so"]
    # the plenary is told once, by the control that forbids
    assert found["GROUPE"] == ["conforme", "so", "so"]


def test_what_is_confidential_passes_by_a_group() -> None:
    register = flows({}, {"instance_id": None}, {"instance_id": "F3"}, {"info_class": "secrete"})
    assert statuses(register)["GROUPE"] == ["conforme", "non", "non", "so"]


def test_absent_retention_of_personal_data_fails() -> None:
    register = flows({}, {"retention_days": None}, {"retention_days": None, **OPEN})
    assert statuses(register)["CONSERVATION"] == ["conforme", "non", "so"]


def test_a_judged_control_is_unknown_only_where_it_has_an_object() -> None:
    register = flows({}, {"info_class": "secrete"}, {"offence_data": True}, OPEN)
    found = statuses(register, pd.DataFrame([("X1", "TIERS", "non")], columns=list(NOTHING_FOUND)))
    unknown = "non renseigné"
    assert found["TIERS"] == ["non", unknown, unknown, "so"]
    assert found["SECRET"] == ["so", unknown, "so", "so"]
    assert found["INFRACTION"] == ["so", "so", unknown, "so"]


def test_a_computed_control_cannot_be_judged() -> None:
    ticked = pd.DataFrame([("X1", "HORS-PLENIERE", "conforme")], columns=list(NOTHING_FOUND))
    with pytest.raises(ValueError, match="computed control"):
        charter.flow_statuses(flows({}), INSTANCES, ticked, CONTROLS)


def test_controls_of_an_instance() -> None:
    years = pd.DataFrame({"year": [2022, 2021], "held": [False, True]})
    register = flows({}, {"instance_id": "F3"}, {"instance_id": "F1"})
    frame = charter.instance_statuses(register, INSTANCES, signatories(), years, CONTROLS)
    by_place = {
        place: own.set_index("control_id")["status"].to_dict()
        for place, own in frame.groupby("item")
    }
    assert set(by_place) == {"F2", "F3"}
    # one has not signed; the last review, that of 2022, was not held
    assert by_place["F2"] == {
        "REGLEMENT": "conforme", "SIGNATURE": "non", "MANQUEMENT": "conforme", "BILAN": "non",
        "REGISTRE": "conforme", "AVIS-DPD": "non",
    }  # fmt: skip
    assert set(by_place["F3"].values()) == {"non"}
    whole = signatories().head(2)
    frame = charter.instance_statuses(register, INSTANCES, whole, years, CONTROLS)
    signed = frame[frame["control_id"] == "SIGNATURE"].set_index("item")["status"]
    assert signed.to_dict() == {"F2": "conforme", "F3": "non"}


def told(*entries: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(entries, columns=["item", "control_id", "level", "status"])


def test_compliance_leaves_out_what_has_no_object_and_what_is_unknown() -> None:
    frame = charter.compliance(
        told(
            ("X1", "TIERS", "flux", "conforme"),
            ("X2", "TIERS", "flux", "non"),
            ("X3", "TIERS", "flux", "so"),
            ("X4", "TIERS", "flux", "non renseigné"),
            ("X1", "FINALITE", "flux", "conforme"),
            ("F2", "REGLEMENT", "instance", "conforme"),
        ),
        CONTROLS,
    ).set_index(["scope", "item"])
    # TIERS: one of two; the whole: three of four; FINALITE rests on a text that was not read
    assert frame.loc[("controle", "TIERS"), ["count", "n", "unknown"]].tolist() == [1, 2, 1]
    assert frame.loc[("texte", "CSI, art. L132-5"), ["count", "n"]].tolist() == [2, 3]
    assert frame.loc[("niveau", "instance"), "value"] == 1
    assert frame.loc[("lus", "ensemble"), ["count", "n"]].tolist() == [2, 3]
    assert frame.loc[("ensemble", "ensemble"), "value"] == 0.75


def test_critical_controls_come_with_what_forbids_first() -> None:
    frame = charter.critical(
        told(
            ("X1", "CONSERVATION", "flux", "non"),
            ("X2", "HORS-PLENIERE", "flux", "non"),
            ("X2", "TRACE", "flux", "non"),
            ("X3", "TIERS", "flux", "conforme"),
        ),
        CONTROLS,
    )
    # TRACE is not critical, TIERS is satisfied
    assert frame[["item", "remedy"]].to_numpy().tolist() == [
        ["X2", "proscrire"],
        ["X1", "regulariser"],
    ]


# ---- Trust -----------------------------------------------------------------------------------


def answers(bound: list[int | None], free: list[int | None]) -> pd.DataFrame:
    people = [("par_fonction", code) for code in bound] + [("non", code) for code in free]
    frame = pd.DataFrame(people, columns=["secrecy", "q"])
    return frame.assign(answer_id=[f"P{n}" for n in range(len(frame))]).astype({"q": "Int64"})


def test_trust_is_the_share_of_four_and_five_and_the_gap_is_in_points() -> None:
    # bound: 12 of 40 agree (30 %); free: 20 of 32 (62,5 %)
    asked = answers([4] * 8 + [5] * 4 + [3] * 10 + [1] * 18, [5] * 20 + [3] * 6 + [2] * 6)
    frame = charter.trust(asked, ["q"])
    agreeing = frame[frame["step"] == 1].set_index("group")
    assert agreeing.loc["soumis", "value"] == pytest.approx(0.3)
    assert agreeing.loc["soumis", "display"] == "effectif faible"
    assert agreeing.loc["ensemble", ["count", "n"]].tolist() == [32, 72]
    row = charter.gap(frame).iloc[0]
    assert row["value"] == pytest.approx(-32.5)
    assert "pas de marge d'erreur" in row["caveat"]
    assert not [name for name in frame if name.startswith("ci_")]


def test_under_thirty_answers_there_is_no_share_and_under_ten_nothing() -> None:
    frame = charter.trust(answers([4] * 29, [2] * 9), ["q"]).set_index(["group", "step"])
    assert pd.isna(frame.loc[("soumis", 1), "value"])
    assert frame.loc[("soumis", 1), "count"] == 29
    assert pd.isna(frame.loc[("non_soumis", -1), "count"])
    assert charter.gap(frame.reset_index())["value"].isna().all()


def test_absent_answers_are_in_no_base() -> None:
    frame = charter.trust(answers([4] * 30 + [None] * 5, [2] * 30), ["q"])
    assert frame[frame["group"] == "soumis"]["n"].tolist() == [30, 30, 30]


def test_an_answer_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        charter.trust(answers([6], [1]), ["q"])


def test_reviews_year_by_year() -> None:
    years = pd.DataFrame({"year": [2022, 2021, 2020], "held": [True, False, False]})
    frame = charter.reviews(years)
    assert frame["count"].tolist() == [0, 0, 1, 1]
    assert frame.iloc[-1]["value"] == pytest.approx(1 / 3)


# ---- Reference -------------------------------------------------------------------------------


def test_the_table_of_controls_holds_together() -> None:
    assert set(CONTROLS["level"]) == {"flux", "instance"}
    assert set(CONTROLS["established"]) == {"calcule", "constate"}
    assert set(CONTROLS["severity"]) == {"critique", "majeure", "mineure"}
    assert set(CONTROLS["remedy"]) == {"proscrire", "regulariser"}
    assert set(CONTROLS["verified"]) == {"oui", "non"}
    assert CONTROLS["control_id"].is_unique
    # only what is critical may forbid
    assert set(CONTROLS.loc[CONTROLS["remedy"] == "proscrire", "severity"]) == {"critique"}
    unread = CONTROLS[CONTROLS["source"].str.contains("à lire|à vérifier")]
    assert set(unread["verified"]) == {"non"}


def test_every_computed_control_of_a_flow_is_computed() -> None:
    own = CONTROLS[(CONTROLS["level"] == "flux") & (CONTROLS["established"] == "calcule")]
    found = statuses(flows({}))
    assert {found[name][0] for name in own["control_id"]} == {"conforme"}


@pytest.mark.parametrize("name", ["charter_controls", "charter_steps", "charter_trust_items"])
def test_no_cell_of_a_reference_table_is_empty(name: str) -> None:
    assert (table(name) != "").to_numpy().all()
