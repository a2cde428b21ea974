"""Charts of the comparisons of surveys: what is drawn, said and tabled is what was computed."""

import pandas as pd
import pytest

from ffsu_eval.charts import survey as charts
from ffsu_eval.charts.survey.pairs import share_scale
from ffsu_eval.charts.theme import ACCENT, PAPER, png_bytes, svg_bytes
from ffsu_eval.french import NBSP
from ffsu_eval.points import points

GAP = pd.DataFrame(
    {
        "theme": ["quartier", "habitants", "soiree"],
        "theme_label_fr": ["dans leur quartier", "chez les habitants", "en soirée"],
        "value": [2.0, 18.0, pd.NA],
        "ci_low": [-3.0, 12.0, pd.NA],
        "ci_high": [6.0, 24.0, pd.NA],
        "actors": [0.28, 0.54, 0.47],
        "residents": [0.26, 0.36, pd.NA],
        "n_actors": [193, 189, 201],
        "n_residents": [400, 400, pd.NA],
        "caveat": ["", "", "libellés différents : pas de comparaison"],
    }
)
CHANGE = pd.DataFrame(
    {
        "theme_label_fr": ["en soirée", "dans les transports", "en journée"],
        "value": [0.0, -18.0, pd.NA],
        "before": [0.55, 0.51, 0.19],
        "after": [0.47, 0.33, pd.NA],
        "after_standardised": [0.55, 0.33, pd.NA],
        "n_before": [192, 192, 192],
        "n_after": [201, 201, pd.NA],
        "caveat": ["", "", "libellés différents : pas de comparaison"],
    }
)
MIX = pd.DataFrame(
    {
        "label_fr": ["Écoles", "Bailleurs", "Associations"],
        "invited_share": [0.5, 0.3, 0.2],
        "finished_share": [0.52, 0.33, 0.15],
        "value": [2.0, 3.0, -5.0],
    }
)
# each figure with its text and its table, from the same arguments
DRAWN = {
    "écart": (charts.gap_plot, charts.gap_plot_alt, charts.gap_plot_data, (GAP,)),
    "évolution": (
        charts.change_plot,
        charts.change_plot_alt,
        charts.change_plot_data,
        (CHANGE, "vague de 2018", "vague de 2023"),
    ),
    "composition": (charts.mix_plot, charts.mix_plot_alt, charts.mix_plot_data, (MIX,)),
}


def markers(figure) -> list[tuple[float, str]]:
    """Points of the rows, each with its value and its fill; keys are on other axes."""
    axes = figure.axes[0]
    return [
        (float(line.get_xdata()[0]), str(line.get_markerfacecolor()))
        for line in axes.lines
        if line.get_marker() not in ("None", None, "")
    ]


@pytest.mark.parametrize("name", DRAWN)
def test_same_frame_same_bytes(name: str) -> None:
    draw, alt, data, arguments = DRAWN[name]
    assert svg_bytes(draw(*arguments)) == svg_bytes(draw(*arguments))
    assert png_bytes(draw(*arguments))[:4] == b"\x89PNG"
    assert len(alt(*arguments)) < 700
    table = data(*arguments)
    assert not table.isna().any(axis=None)
    assert not (table == "").any(axis=None)


@pytest.mark.parametrize("name", DRAWN)
def test_lacking_columns_and_empty_frames_are_mistakes(name: str) -> None:
    draw, alt, data, (frame, *others) = DRAWN[name]
    for function in (draw, alt, data):
        with pytest.raises(ValueError, match="missing columns"):
            function(frame.drop(columns="value"), *others)
        with pytest.raises(ValueError, match="no row to draw"):
            function(frame.head(0), *others)


def test_gap_draws_both_shares_and_the_residents_interval_alone() -> None:
    figure = charts.gap_plot(GAP)
    shown = markers(figure)
    assert sorted(value for value, _ in shown) == [0.26, 0.28, 0.36, 0.54]
    assert {value for value, fill in shown if fill == ACCENT} == {0.28, 0.54}
    assert {value for value, fill in shown if fill == PAPER} == {0.26, 0.36}
    bars = [line.get_xdata() for line in figure.axes[0].lines if line.get_linewidth() == 1.6]
    # residents' share: actors' share minus the bounds of the gap
    assert sorted((round(low, 2), round(high, 2)) for low, high in bars) == [
        (0.22, 0.31),
        (0.30, 0.42),
    ]
    without = charts.gap_plot(GAP.drop(columns=["ci_low", "ci_high"]))
    assert not [line for line in without.axes[0].lines if line.get_linewidth() == 1.6]
    assert "intervalle" not in " ".join(t.get_text() for a in without.axes for t in a.texts)


def test_gap_says_which_questions_are_not_the_same() -> None:
    assert "Questions non comparées : en soirée." in charts.gap_plot_alt(GAP).replace(NBSP, " ")
    table = charts.gap_plot_data(GAP).set_index("Lieu ou moment")
    assert table.loc["En soirée", "Écart (points)"] == "///"
    assert table.loc["En soirée", "Remarque"].startswith("libellés différents")
    assert table.loc["Chez les habitants", "Écart (points)"] == "+18"


def test_change_draws_the_same_mix_above_what_was_answered() -> None:
    shown = markers(charts.change_plot(*DRAWN["évolution"][3]))
    assert sorted(value for value, fill in shown if fill == ACCENT) == [0.33, 0.55]
    assert sorted(value for value, fill in shown if fill == PAPER) == [0.33, 0.47, 0.51, 0.55]
    plain = CHANGE.assign(after_standardised=pd.NA)
    shown = markers(charts.change_plot(plain, "2018", "2023"))
    assert sorted(value for value, fill in shown if fill == ACCENT) == [0.33, 0.47]
    assert "Dans les transports : 51 % puis 33 %, soit −18 points." in charts.change_plot_alt(
        *DRAWN["évolution"][3]
    ).replace(NBSP, " ")


def test_mix_keeps_categories_without_a_share() -> None:
    lacking = pd.concat([MIX, MIX.head(1).assign(label_fr="Autres", value=pd.NA)])
    lacking.iloc[-1, 1:3] = pd.NA
    assert len(markers(charts.mix_plot(lacking))) == 2 * len(MIX)
    assert "Sans part : Autres." in charts.mix_plot_alt(lacking).replace(NBSP, " ")
    assert charts.mix_plot_data(lacking)["Part des invités"].tolist()[-1] == "n.d."


def test_insecurity_needs_no_column_of_sampling() -> None:
    shares = pd.DataFrame(
        {
            "item_id": ["q", "r"], "theme": ["soiree", "jour"], "theme_label_fr": ["soir", "jour"],
            "group": "ensemble", "value": [0.4, 0.2], "n": 120, "count": [48, 24],
            "display": "complet",
        }
    )  # fmt: skip
    plain = charts.insecurity_dots_data(shares)
    assert list(plain) == ["Lieu ou moment", "Part en insécurité", "Réponses (n)"]
    bounded = charts.insecurity_dots_data(shares.assign(ci_low=[0.3, 0.1], ci_high=[0.5, 0.3]))
    assert bounded["Intervalle à 95 %"].str.startswith(("[30", "[10")).all()
    assert "intervalles" not in charts.insecurity_dots_alt(shares)
    assert markers(charts.insecurity_dots(shares)) == [(0.4, ACCENT), (0.2, ACCENT)]


@pytest.mark.parametrize(
    ("values", "last", "ticks"),
    [
        ([0.19], 0.2, 5),
        ([0.54, float("nan")], 0.6, 7),
        ([0.61], 0.75, 4),
        ([1.0], 1.0, 5),
        ([], 1.0, 5),
        ([0.0], 0.05, 2),
    ],
)
def test_scale_starts_at_zero_and_holds_every_share(values, last: float, ticks: int) -> None:
    scale = share_scale(values, "")
    assert scale.low == 0
    assert scale.high == pytest.approx(last)
    assert len(scale.ticks) == ticks


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (18.3, 0, "+18 points"),
        (1.4, 0, "+1 point"),
        (-1.96, 1, "−2,0 points"),
        (-1.94, 1, "−1,9 point"),
        (0.0, 0, "0 point"),
        (-18.0, 0, "−18 points"),
    ],
)
def test_points_agree(value: float, decimals: int, text: str) -> None:
    assert points(value, decimals).replace(NBSP, " ") == text
