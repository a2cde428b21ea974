"""Figures of workshops, partnership and interviews: what is drawn, told and tabulated."""

import pandas as pd
import pytest

from ffsu_eval.charts import actions as action_charts
from ffsu_eval.charts import governance as governance_charts
from ffsu_eval.charts import priorities as priority_charts
from ffsu_eval.charts import qualitative as interview_charts
from ffsu_eval.indicators import actions, governance, qualitative
from ffsu_eval.indicators.priorities.scores import SCORES
from ffsu_eval.narrative.secrecy import cell_words
from tests.unit.test_interviews import met
from tests.unit.test_partnership import REFERENCE, register, run

LABELS = {"a": "Halls d'immeuble", "b": "Soirées", "c": "Chiens"}
COLLEGES = {"ville": "Ville", "etat": "État", "justice": "Justice"}


def scores(**changes: list) -> pd.DataFrame:
    frame = {
        "item_id": ["a", "b", "c"],
        "value": [4.0, 3.5, 1.2],
        "rank_low": [1, 1, 3],
        "rank_high": [2, 2, 3],
        "robustness": [0.9, 0.6, 0.0],
        "n": [12] * 3,
        "caveat": [""] * 3,
    }
    return pd.DataFrame(frame | changes).astype(SCORES)


def complete(table: pd.DataFrame) -> None:
    """No cell is empty or a machine's word."""
    cells = table.astype(str).to_numpy().ravel().tolist()
    assert cells
    assert not {"", "nan", "NaN", "<NA>", "None", "NaT"} & set(cells)


def test_intervals_of_rank_are_drawn_and_told() -> None:
    figure = priority_charts.rank_intervals(scores(), LABELS)
    drawn = [line for line in figure.axes[0].lines if line.get_linewidth() > 2]
    assert [list(line.get_xdata()) for line in drawn] == [[1, 2], [1, 2], [3, 3]]
    told = priority_charts.rank_intervals_alt(scores(), LABELS)
    assert "Soirées (1 à 2)" in told.replace("\xa0", " ")
    table = priority_charts.rank_intervals_data(scores(), LABELS)
    assert table["Rangs possibles"].str.replace("\xa0", " ").tolist() == ["1 à 2", "1 à 2", "3"]
    complete(table)


def test_an_item_without_interval_keeps_its_score() -> None:
    frame = scores(rank_low=[None] * 3, rank_high=[None] * 3)
    assert priority_charts.rank_intervals(frame, LABELS).axes
    table = priority_charts.rank_intervals_data(frame, LABELS)
    assert set(table["Rangs possibles"]) == {"///"}
    assert "Sans intervalle" in priority_charts.rank_intervals_alt(frame, LABELS)


def test_a_college_that_nobody_convened_is_hatched() -> None:
    attendance, organisations, meetings = register({"m1": "ab", "m2": "a"}, {"m2": 2021})
    late = attendance["meeting_id"] == "m2"
    attendance.loc[late & (attendance["org_id"] == "c"), "convened"] = False
    frame = governance.attendance_by_year(attendance, organisations, meetings)
    figure = governance_charts.attendance_heat(frame, COLLEGES)
    hatched = [patch for patch in figure.axes[0].patches if patch.get_hatch()]
    assert len(hatched) == 1
    table = governance_charts.attendance_heat_data(frame, COLLEGES)
    own = table[(table["Collège"] == "Justice") & (table["Année"] == "2021")]
    assert own["Assiduité"].tolist() == ["///"]
    complete(table)
    with pytest.raises(ValueError, match="justice"):
        governance_charts.attendance_heat(frame, {"ville": "Ville", "etat": "État"})


def test_the_network_names_its_centre_and_its_links() -> None:
    data = register({"m1": "ab", "m2": "ab", "m3": "ac", "m4": "ac"})
    links = governance.links(*data)
    people = data[1].assign(label_fr=data[1]["org_id"].str.upper())
    figure = governance_charts.network_circle(links, people, COLLEGES)
    assert len(figure.axes[0].texts) == 3
    told = governance_charts.network_circle_alt(links, people, COLLEGES)
    assert "3 organisations" in told.replace("\xa0", " ")
    table = governance_charts.network_circle_data(links, people, COLLEGES)
    assert table["Réunions en commun"].tolist() == ["2", "2"]
    complete(table)
    with pytest.raises(ValueError, match="links"):
        governance_charts.network_circle(links.head(0), people, COLLEGES)


def test_delays_tell_late_from_finished() -> None:
    frame = actions.action_delays(
        run(("2020-01-01", "2020-01-31", "realisee"), ("2022-12-01", None, "engagee")), REFERENCE
    )
    assert action_charts.delay_dots(frame).axes
    table = action_charts.delay_dots_data(frame)
    assert table["Retard (jours)"].tolist() == ["30", "30"]
    assert table["Fin réelle"].tolist()[1] == "///"
    assert "Deux actions après la date prévue" in action_charts.delay_dots_alt(frame)
    complete(table)


def test_the_curve_of_themes_never_goes_down() -> None:
    interviews, segments, codings, grid = met("ab", "a", "c")
    frame = qualitative.discovery(interviews, segments, codings, grid)
    figure = interview_charts.discovery_curve(frame)
    assert list(figure.axes[0].lines[0].get_ydata()) == [2, 2, 3]
    assert "entretien 3" in interview_charts.discovery_curve_alt(frame).replace("\xa0", " ")
    complete(interview_charts.discovery_curve_data(frame))


def test_cells_are_named_in_words() -> None:
    names = {"q1": "en soirée", "a": "Établissements", "bruit": "bruit et tapage"}
    assert (
        cell_words("q1|code=résultat 0|group=a", names) == "en soirée ; résultat ; Établissements"
    )
    assert cell_words("incidents|category_code=bruit", names) == "bruit et tapage"
    assert cell_words("incidents", names) == "ensemble"
