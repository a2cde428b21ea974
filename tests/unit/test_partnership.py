"""GOV06 to GOV09, ACT07, ACT08: hand-worked registers."""

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.indicators import actions, governance
from ffsu_eval.indicators.actions.delay import DUE_LATER, FINISHED, LATE, NO_DATE, NOT_RUN

COLLEGES = {"a": "ville", "b": "etat", "c": "justice", "d": "ville"}


def register(
    presences: dict[str, str], years: dict[str, int] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Meetings with who came: ``{"m1": "ab"}``; everybody is convened."""
    names = sorted({name for who in presences.values() for name in who} | set(COLLEGES))
    lines = [
        (meeting, name, True, name in who, "technicien" if name in who else None)
        for meeting, who in presences.items()
        for name in names
    ]
    columns = ["meeting_id", "org_id", "convened", "present", "rank"]
    attendance = pd.DataFrame(lines, columns=columns)
    organisations = pd.DataFrame(
        {"org_id": names, "college": [COLLEGES.get(name, "ville") for name in names]}
    )
    dates = [pd.Timestamp((years or {}).get(meeting, 2020), 5, 1) for meeting in presences]
    meetings = pd.DataFrame({"meeting_id": list(presences), "held": True, "date": dates})
    return attendance, organisations, meetings


def test_a_star_is_fully_centralised() -> None:
    """a meets b, c and d twice each, and nobody else does: Freeman's centralisation is 1."""
    star = register({"m1": "ab", "m2": "ab", "m3": "ac", "m4": "ac", "m5": "ad", "m6": "ad"})
    row = governance.network(*star).iloc[0]
    assert row["value"] == pytest.approx(3 / 6)
    assert row["centralisation"] == pytest.approx(1)
    assert row["central_org_id"] == "a"
    assert governance.links(*star)["meetings"].tolist() == [2, 2, 2]


def test_everybody_together_is_dense_and_not_central() -> None:
    row = governance.network(*register({"m1": "abcd", "m2": "abcd"})).iloc[0]
    assert row["value"] == 1
    assert row["centralisation"] == 0
    # the calendar alone gives as much: nobody could have met somebody else
    assert row["reading"] == "comme au hasard"
    assert row["caveat"] == "peu de réunions"


def test_one_meeting_in_common_is_no_link() -> None:
    row = governance.network(*register({"m1": "abc", "m2": "d"})).iloc[0]
    assert row["links"] == 0
    assert row["value"] == 0


def test_two_groups_apart_are_less_dense_than_chance() -> None:
    apart = {f"x{n}": "abcd" for n in range(10)} | {f"y{n}": "efgh" for n in range(10)}
    row = governance.network(*register(apart)).iloc[0]
    assert row["value"] == pytest.approx(12 / 28)
    assert row["reading"] == "moins dense"


def test_a_network_of_two_has_no_value() -> None:
    row = governance.network(*register({"m1": "ab", "m2": "ab"})).iloc[0]
    assert pd.isna(row["value"])
    assert "moins de trois" in row["caveat"]


def test_continuity_is_that_of_jaccard() -> None:
    years = {"m1": 2018, "m2": 2019, "m3": 2021}
    frame = governance.continuity(*register({"m1": "abc", "m2": "bcd", "m3": "d"}, years))
    assert frame["year"].tolist() == [2019, 2020, 2021]
    assert frame["value"].tolist()[0] == pytest.approx(2 / 4)
    assert frame["value"].isna().tolist() == [False, True, True]
    first = frame.iloc[0]
    assert (first["kept"], first["left"], first["joined"]) == (2, 1, 1)
    assert "aucune réunion tenue" in frame["caveat"].iloc[1]


def test_attendance_by_year_has_every_college() -> None:
    frame = governance.attendance_by_year(*register({"m1": "ab", "m2": "a"}, {"m2": 2021}))
    own = frame[(frame["college"] == "etat") & (frame["year"] == 2021)].iloc[0]
    assert (own["present"], own["convened"], own["value"]) == (0, 1, 0)
    assert set(frame["college"]) == {"ville", "etat", "justice", "ensemble"}


REQUIREMENTS = pd.DataFrame(
    {
        "requirement_id": ["R1", "R2", "R3", "R4", "R5"],
        "label_fr": list("abcde"),
        "legal_basis": "CSI",
        "fact": ["population", "population", "", "", ""],
        "above": ["5000", "15000", "", "", ""],
        "verified": ["oui", "oui", "oui", "oui", "non"],
    }
)


def checks(**statuses: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"requirement_id": list(statuses), "status": list(statuses.values()), "date": pd.NaT}
    ).assign(comment_fr="")


def test_what_is_not_documented_counts_neither_way() -> None:
    listed = governance.checklist(
        REQUIREMENTS,
        checks(R1="satisfait", R3="non_satisfait", R5="satisfait"),
        {"population": 9_000},
    )
    # 9,000 inhabitants: the second requirement does not apply; the fourth was not looked at
    assert listed["status"].tolist() == [
        "satisfait", "sans_objet", "non_satisfait", "non_documente", "satisfait",
    ]  # fmt: skip
    row = governance.legal_score(listed).iloc[0]
    assert (row["count"], row["n"], row["undocumented"], row["unverified"]) == (1, 2, 1, 1)
    assert row["value"] == 0.5


def test_an_unknown_population_spares_nothing() -> None:
    listed = governance.checklist(REQUIREMENTS, checks(R1="satisfait"), {"population": None})
    assert "sans_objet" not in set(listed["status"])
    nothing = governance.checklist(REQUIREMENTS, checks(R5="satisfait"), {})
    row = governance.legal_score(nothing).iloc[0]
    assert pd.isna(row["value"])
    assert row["caveat"] == "aucune exigence documentée"


def test_feedback_keeps_families_apart() -> None:
    answers = pd.DataFrame(
        {
            "resp_id": [f"r{n}" for n in range(40)],
            "item_id": "q",
            "code": [1] * 10 + [0] * 30,
            "answer_status": "valide",
        }
    )
    items = pd.DataFrame(
        [{"item_id": "q", "construct": "knowledge", "theme": "retour", "theme_label_fr": "retour"}]
    )
    segments = pd.DataFrame({"segment_id": list("abc"), "interview_id": ["E1", "E2", "E3"]})
    codings = pd.DataFrame(
        {"segment_id": list("abc"), "code_id": "retour_information", "valence": [1, -1, -1]}
    )
    frame = governance.feedback(answers, items, segments, codings).set_index("family")
    assert frame.loc["SUR", "value"] == 0.25
    assert "pas de marge d'erreur" in frame.loc["SUR", "caveat"]
    assert frame.loc["INT", "value"] == pytest.approx(1 / 3)
    few = governance.feedback(answers.head(20), items, segments.head(2), codings.head(2))
    assert few["family"].tolist() == ["SUR"]
    assert pd.isna(few["value"].iloc[0])


def run(*lines: tuple[str, str | None, str]) -> pd.DataFrame:
    """Actions: planned end, actual end, status."""
    return pd.DataFrame(
        {
            "action_id": [f"A{n}" for n in range(len(lines))],
            "title_fr": "t",
            "planned_start": pd.Timestamp("2018-01-01"),
            "planned_end": pd.to_datetime([planned for planned, _, _ in lines]),
            "actual_end": pd.to_datetime([actual for _, actual, _ in lines]),
            "status": [status for _, _, status in lines],
        }
    )


REFERENCE = pd.Timestamp("2022-12-31")


def test_states_and_days_of_delay() -> None:
    frame = actions.action_delays(
        run(
            ("2020-01-01", "2020-01-31", "realisee"),
            ("2020-01-11", "2020-01-01", "reconduite"),
            ("2022-12-01", None, "engagee"),
            ("2023-06-01", None, "engagee"),
            ("2020-01-01", None, "realisee"),
            ("2020-01-01", None, "abandonnee"),
        ),
        REFERENCE,
    )
    assert frame["state"].tolist() == [FINISHED, FINISHED, LATE, DUE_LATER, NO_DATE, NOT_RUN]
    assert frame["days"].tolist()[:3] == [30, -10, 30]
    assert frame["days"].isna().tolist()[3:] == [True] * 3


def test_median_delay_counts_the_unfinished_as_longer() -> None:
    """10, 20 and 40 days done, 30 so far: S = .5 from 20 to 40, as survfit (R) says: 30."""
    lines = [("2020-01-01", f"2020-01-{day}", "realisee") for day in (11, 21)]
    lines += [("2020-01-01", "2020-02-10", "realisee"), ("2022-12-01", None, "engagee")]
    row = actions.median_delay(actions.action_delays(run(*lines), REFERENCE)).iloc[0]
    assert row["value"] == 30
    assert not row["at_least"]
    assert (row["n"], row["n_late"]) == (4, 1)
    # all late: the median is not reached, half of them are known to exceed 30 days
    late = run(("2022-12-01", None, "engagee"), ("2022-11-01", None, "engagee"))
    row = actions.median_delay(actions.action_delays(late, REFERENCE)).iloc[0]
    assert row["value"] == 30
    assert row["at_least"]


def test_median_delay_of_nothing_is_missing() -> None:
    row = actions.median_delay(
        actions.action_delays(run(("2020-01-01", None, "abandonnee")), REFERENCE)
    ).iloc[0]
    assert pd.isna(row["value"])
    assert "aucune action" in row["caveat"]


def beneficiaries(*pairs: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "action_id": [f"A{n}" for n in range(len(pairs))],
            "beneficiaries": [total for total, _ in pairs],
            "beneficiaries_qpv": [inside for _, inside in pairs],
        }
    )


def test_equity_is_a_ratio_of_shares() -> None:
    frame = beneficiaries((100, 20), (100, 40), (50, np.nan))
    row = actions.territorial_equity(frame, 0.15).iloc[0]
    assert row["share"] == pytest.approx(0.3)
    assert row["value"] == pytest.approx(2)
    assert (row["n"], row["n_missing"]) == (200, 1)
    unknown = actions.territorial_equity(frame, None).iloc[0]
    assert pd.isna(unknown["value"])
    assert "inconnue" in unknown["caveat"]
    with pytest.raises(ValueError, match="qpv_share"):
        actions.territorial_equity(frame, 15)
