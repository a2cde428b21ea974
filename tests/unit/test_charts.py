"""Charts: what is drawn, told and tabulated from small frames, missing values included."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ffsu_eval.charts import actions, governance, qualitative, recorded, survey, text, theme

ROOT = Path(__file__).parent.parent.parent
LABELS = {
    "cambriolages": "cambriolages de logement",
    "degradations": "destructions et dégradations volontaires",
    "vols": "vols avec armes",
    "long": "vols sans violence contre des personnes, libellé que rien ne limite dans sa longueur",
}
COMMUNES = {"44184": "Saint-Nazaire", "44109": "Nantes"}
HALF_A4_MM = 80.0
MM_PER_INCH = 25.4


def rates(commune: str = "44184", missing: tuple[int, ...] = (2018, 2019)) -> pd.DataFrame:
    """REC01: 2016 to 2021; « vols » lacks some years, « long » has no value at all."""
    rows = []
    for rank, indicator in enumerate(LABELS):
        for year in range(2016, 2022):
            gap = indicator == "long" or (indicator == "vols" and year in missing)
            value = pd.NA if gap else round((9.15, 17.65, 0.35)[rank] + 0.3 * (year - 2016), 2)
            rows.append(
                {
                    "territory_id": commune,
                    "indicator_id": indicator,
                    "year": year,
                    "denominator_type": "dwellings" if indicator == "cambriolages" else "pop",
                    "value": value,
                    "ci_low": pd.NA if gap else value * 0.9,
                    "ci_high": pd.NA if gap else value * 1.1,
                    "caveat": "non diffusé" if gap else "fragile" if indicator == "vols" else "",
                }
            )
    types = {"year": "Int64", "value": "Float64", "ci_low": "Float64", "ci_high": "Float64"}
    return pd.DataFrame(rows).astype(types)


def ratios() -> pd.DataFrame:
    """REC02 and REC04: one above, one open, one unbounded, one without value."""
    return pd.DataFrame(
        {
            "indicator_id": list(LABELS),
            "year": 2021,
            "base_year": 2016,
            "end_year": 2021,
            "value": [1.56, 0.97, 4.2, None],
            "ci_low": [1.46, 0.85, 1.3, None],
            "ci_high": [1.66, 1.02, float("inf"), None],
            "direction": ["hausse", "stable", "hausse", "non calculable"],
            "caveat": ["", "", "fragile", "non diffusé en 2016"],
        }
    ).astype({"value": "Float64", "ci_low": "Float64", "ci_high": "Float64"})


def events() -> pd.DataFrame:
    dates = ["2018-03-12", "2020-03-17", "2020-04-02", "2015-01-01"]
    names = ["Adoption de la stratégie", "Premier confinement", "Autre repère", "Hors période"]
    return pd.DataFrame({"date": pd.to_datetime(dates), "label_fr": names})


def answers() -> pd.DataFrame:
    """Distribution: one complete item, one with counts only, one hidden."""
    bases = {"a": (200, [90, 60, 40, 10]), "b": (18, [9, 5, 2, 2]), "c": (7, None)}
    words = ["jamais", "rarement", "de temps en temps", "souvent"]
    rows = [
        {
            "item_id": item,
            "theme": item,
            "theme_label_fr": f"thème {item}, dont le libellé est long et se lit sur deux lignes",
            "code": code,
            "label_fr": words[code],
            "value": counts[code] / n if counts and n >= 30 else pd.NA,
            "count": counts[code] if counts else pd.NA,
            "n": n,
            "display": {"a": "complet", "b": "effectifs seuls", "c": "non affiché"}[item],
        }
        for item, (n, counts) in bases.items()
        for code in range(4)
    ]
    return pd.DataFrame(rows).astype({"value": "Float64", "count": "Int64", "n": "Int64"})


def shares() -> pd.DataFrame:
    """SUR01 by group, with an interval for one group only."""
    rows = [
        ("soiree", "G1", 0.46, 0.40, 0.52, 187, 86, "complet"),
        ("soiree", "G2", 0.71, None, None, 34, 24, "effectif faible"),
        ("soiree", "G3", None, None, None, 17, 4, "effectifs seuls"),
        ("soiree", "G4", None, None, None, 7, None, "non affiché"),
    ]
    names = ["theme", "group", "value", "ci_low", "ci_high", "n", "count", "display"]
    frame = pd.DataFrame(rows, columns=names).assign(item_id="q", theme_label_fr="en soirée")
    numbers = {"value": "Float64", "ci_low": "Float64", "ci_high": "Float64"}
    return frame.astype({**numbers, "n": "Int64", "count": "Int64"})


GROUPS = {"G1": "agents des transports", "G2": "bailleurs", "G3": "commerçants", "G4": "santé"}


def scores(values: list[float | None]) -> pd.DataFrame:
    themes = ["bruit", "trafic", "rodeos", "halls"]
    labels = ["bruit et tapage", "trafic de stupéfiants", "rodéos motorisés", "halls d'immeubles"]
    columns = {"theme": themes, "theme_label_fr": labels, "value": values, "n": [187, 180, 60, 12]}
    return pd.DataFrame(columns).astype({"value": "Float64", "n": "Int64"})


SCORES = (
    scores([64.6, 45.2, 44.0, None]),
    scores([3.31, 3.74, 3.70, None]),
    scores([35.0, -22.4, 3.0, None]),
)


def coverage() -> pd.DataFrame:
    columns = {
        "code_id": ["a", "b", "c"],
        "label_fr": ["Confiance", "Insécurité en soirée", "Thème d'une famille trop peu entendue"],
        "macro_family": "ensemble",
        "mentions": [27, 12, None],
        "n": [30, 30, 2],
        "value": [0.9, 0.4, None],
    }
    return pd.DataFrame(columns).astype({"mentions": "Int64", "n": "Int64", "value": "Float64"})


MATRIX = pd.DataFrame(
    [["t1", "contredit", "silence", "nuance"], ["t2", "appui", "appui", "appui"]],
    columns=["theme", "REC", "SUR", "INT"],
    dtype="string",
)
THEMES = {
    "t1": "cambriolages",
    "t2": "occupations de halls et conflits d'usage des espaces partagés",
}
FAMILIES = {"REC": "données enregistrées", "SUR": "enquête", "INT": "entretiens"}
MEETINGS = pd.DataFrame(
    {
        "instance_type": ["pleniere", "pleniere", "restreinte", "restreinte"],
        "date": pd.to_datetime(["2018-11-20", "2020-11-18", "2019-03-05", None]),
        "held": pd.array([True, False, True, True], dtype="boolean"),
    }
)
INSTANCES = {"pleniere": "séance plénière", "restreinte": "formation restreinte", "gltd": "GLTD"}
ATTENDANCE = pd.DataFrame(
    {
        "college": ["ville", "justice", "etat", "ensemble"],
        "present": [46, 12, 0, 58],
        "convened": [50, 30, 0, 80],
        "value": pd.array([0.92, 0.4, None, 0.725], dtype="Float64"),
    }
)
COLLEGES = {"ville": "Ville", "justice": "Justice", "etat": "État"}
OBJECTIVES = pd.DataFrame(
    {
        "objective_id": ["O1", "O2"],
        "axis_label_fr": ["Tranquillité publique", "Prévention auprès des jeunes et des familles"],
    }
)
ACTIONS = pd.DataFrame(
    {
        "action_id": list("abcdef"),
        "objective_id": ["O1", "O1", "O1", "O2", "O2", "O2"],
        "status": pd.array(
            ["realisee", "realisee", "abandonnee", "non_engagee", "reconduite", None], "string"
        ),
    }
)


def attainment() -> pd.DataFrame:
    """EVA01: attained, away from the target beyond the axis, far above it, not measurable."""
    frame = pd.DataFrame(
        {
            "objective_id": ["O1", "O2", "O3", "O4"],
            "label_fr": ["réduire", "prévenir", "apaiser", "informer les habitants des suites"],
            "indicator_label_fr": ["faits", "jeunes suivis", "signalements", None],
            "unit": ["pour 1 000 logements", "jeunes", "", None],
            "baseline": [14.2, 62, 412, None],
            "target": [10.0, 120, 300, None],
            "achieved": [10.2, 12, 100, None],
            "value": [0.952, -0.862, 2.786, None],
            "verdict": ["atteint", "non atteint", "atteint", "non mesurable"],
            "caveat": ["", "", "", "aucun indicateur"],
        }
    )
    numbers = ("baseline", "target", "achieved", "value")
    return frame.astype(dict.fromkeys(numbers, "Float64"))


@dataclass(frozen=True)
class Case:
    """One chart; ``told``: what its alternative text must say, extremes first."""

    name: str
    module: Any
    args: tuple[Any, ...]
    told: tuple[str, ...]
    rows: int
    options: dict[str, Any] = field(default_factory=dict)
    data_options: dict[str, Any] = field(default_factory=dict)

    def figure(self) -> Figure:
        return getattr(self.module, self.name)(*self.args, **self.options)

    def alt(self) -> str:
        options = {k: v for k, v in self.options.items() if k != "details"}
        return getattr(self.module, f"{self.name}_alt")(*self.args, **options)

    def data(self) -> pd.DataFrame:
        return getattr(self.module, f"{self.name}_data")(*self.args, **self.data_options)


ONE = {"cambriolages": LABELS["cambriolages"]}
BOTH = pd.concat([rates(), rates("44109", missing=(2016, 2019))], ignore_index=True)
POOLED = pd.DataFrame(
    {
        "indicator_id": "vols",
        "year": range(2016, 2022),
        "pooled_rate": [0.4, 0.4, None] + 3 * [0.36],
    }
).astype({"pooled_rate": "Float64"})
VOLS = rates()[rates()["indicator_id"] == "vols"]
CASES = [
    Case("rates_panels", recorded, (rates(), LABELS), ("volontaires (19,2", "armes (1,9"), 24,
         {"events": events()}),
    Case("rates_panels", recorded, (rates().head(6), ONE), ("10,7", "de 9,2 en 2016"), 6,
         {"shared_scale": True}),
    Case("rates_panels", recorded, (rates().head(1), ONE), ("9,2",), 1),
    Case("rates_panels", recorded, (BOTH, LABELS), ("Saint-Nazaire et Nantes",), 48,
         {"communes": COMMUNES}, {"communes": COMMUNES}),
    Case("rates_panels", recorded, (VOLS, {"vols": "vols"}), ("communes comparées",), 12,
         {"pooled": POOLED}, {"pooled": POOLED}),
    Case("comparison_forest", recorded, (ratios(), LABELS),
         ("armes (4,20)", "volontaires (0,97)", "calculable : vols sans violence"), 4),
    Case("change_forest", recorded, (ratios(), LABELS), ("(+320 %)", "(−3 %)"), 4),
    Case("change_forest", recorded, (ratios().tail(1), LABELS), ("Aucune valeur",), 1),
    Case("likert", survey, (answers(),), ("25 %", "deux lignes"), 3),
    Case("likert", survey, (answers().tail(4),), ("Sans pourcentage",), 1),
    Case("likert", survey, (answers().head(4),), ("Part de « souvent ». Valeur : 5 %",), 1,
         {"right_from": 3, "neutral": 2}, {"right_from": 3, "neutral": 2}),
    Case("insecurity_dots", survey, (shares(), GROUPS), ("bailleurs (71", "transports (46"), 4),
    Case("insecurity_dots", survey, (shares().head(1), GROUPS), ("46 %",), 1),
    Case("phenomena_plot", survey, SCORES, ("tapage (65)", "motorisés (44)", "réponses : halls"), 4),
    Case("coverage_bars", qualitative, (coverage(),), ("27 sur 30", "12 sur 30", "peu entendue"), 3),
    Case("triangulation_matrix", qualitative, (MATRIX, THEMES, FAMILIES),
         ("partagés (3 sur 3)", "cambriolages (0 sur 3)", "Contredit : données"), 2),
    Case("meetings_timeline", governance, (MEETINGS, INSTANCES),
         ("2 sur 3", "plénière (18 novembre 2020)"), 3),
    Case("attendance_bars", governance, (ATTENDANCE, COLLEGES),
         ("Ville (92", "Justice (40", "convocation : État"), 4),
    Case("status_bars", actions, (ACTIONS, OBJECTIVES), ("2 réalisées", "Sans statut : 1"), 2),
    Case("attainment_plot", actions, (attainment(),), ("apaiser (279", "prévenir (−86"), 4),
    Case("attainment_plot", actions, (attainment().head(1),), ("95 %",), 1, {"details": False}),
]  # fmt: skip
IDS = [f"{case.name}-{rank}" for rank, case in enumerate(CASES)]
each_case = pytest.mark.parametrize("case", CASES, ids=IDS)


@each_case
def test_same_bytes_twice(case: Case) -> None:
    first, second = case.figure(), case.figure()
    svg = theme.svg_bytes(first)
    assert svg == theme.svg_bytes(first) == theme.svg_bytes(second)
    assert theme.png_bytes(first) == theme.png_bytes(second)
    assert b"<dc:date>" not in svg
    assert b"<text" not in svg
    assert not re.search(rb"\bnan\b", svg, re.IGNORECASE)


@each_case
def test_alternative_text_tells_the_extremes(case: Case) -> None:
    alt = case.alt()
    plain = alt.replace("\u00a0", " ").replace("\u202f", " ")
    for told in case.told:
        assert told in plain
    assert not re.search(r"nan|<NA>|None|\.\d|[a-z]_[a-z]|  ", alt)
    assert alt.endswith(".")


@each_case
def test_data_have_no_hole_and_no_identifier(case: Case) -> None:
    data = case.data()
    assert len(data) == case.rows
    cells = data.to_numpy().ravel().tolist()
    assert all(isinstance(cell, str) and cell for cell in cells)
    assert not [c for c in [*cells, *data.columns] if re.search(r"nan|<NA>|None|\d\.\d|_", c)]


def words_of(figure: Figure) -> list[Text]:
    with theme.house():
        figure.draw_without_rendering()
    found = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible())
    return [word for word in found if word.get_text().strip()]


@each_case
def test_text_is_legible_at_half_an_a4_page(case: Case) -> None:
    figure = case.figure()
    shrunk = HALF_A4_MM / (figure.get_figwidth() * MM_PER_INCH)
    assert min(word.get_fontsize() for word in words_of(figure)) * shrunk >= 7


@each_case
def test_text_is_neither_cut_nor_covered(case: Case) -> None:
    figure = case.figure()
    with theme.house():
        words = words_of(figure)
        boxes = [word.get_window_extent() for word in words]
    for word, box in zip(words, boxes, strict=True):
        assert box.x0 >= -1, word
        assert box.x1 <= figure.bbox.width + 1, word
        assert box.y0 >= -1, word
        assert box.y1 <= figure.bbox.height + 1, word
    for (one, a), (other, b) in combinations(zip(words, boxes, strict=True), 2):
        width = min(a.x1, b.x1) - max(a.x0, b.x0)
        height = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert width <= 2 or height <= 4, (one.get_text(), other.get_text())


@each_case
def test_text_has_enough_contrast(case: Case) -> None:
    for word in words_of(case.figure()):
        behind = word.get_bbox_patch()
        fill = matplotlib.colors.to_hex(behind.get_facecolor()) if behind else theme.PAPER
        ink = matplotlib.colors.to_hex(word.get_color())
        assert theme.contrast(ink, fill) >= 4.5, word.get_text()


def test_marks_have_enough_contrast() -> None:
    for color in (theme.ACCENT, theme.COMPARATOR, theme.MARK):
        assert theme.contrast(color, theme.PAPER) >= 3
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)


def points(axes: Axes) -> list[tuple[float, float]]:
    """Data of the marks, whatever draws them."""
    lines = [line for line in axes.lines if line.get_marker() not in ("", "None", None)]
    return [tuple(pair) for line in lines for pair in line.get_xydata() if np.isfinite(pair).all()]


def panel_of(figure: Figure, rank: int) -> Axes:
    return [axes for axes in figure.axes if axes.get_xlim()[0] > 2000][rank]


def test_a_missing_year_is_a_gap_named_nd() -> None:
    axes = panel_of(recorded.rates_panels(rates(), LABELS), 2)
    assert sorted(x for x, _ in points(axes)) == [2016, 2017, 2020, 2021]
    path = axes.lines[0].get_xydata()
    assert np.isnan(path[2:4, 1]).all()
    assert [word.get_text() for word in axes.texts if word.get_text() == "n.d."] == ["n.d."]


def test_the_sign_of_a_gap_says_why() -> None:
    masked = VOLS.assign(
        caveat=VOLS["caveat"].where(VOLS["year"] != 2018, "non calculé").astype("string")
    )
    figure = recorded.rates_panels(masked, LABELS)
    said = [word.get_text() for word in panel_of(figure, 0).texts]
    assert said.count("///") == said.count("n.d.") == 1
    assert "/// : non calculé." in " ".join(w.get_text() for w in words_of(figure)).replace(
        "\u00a0", " "
    )
    table = recorded.rates_panels_data(masked, LABELS)
    assert table["Taux (‰)"].tolist()[2:4] == ["///", "n.d."]


def test_nd_never_covers_a_point_of_the_other_series() -> None:
    figure = recorded.rates_panels(BOTH, LABELS, communes=COMMUNES)
    words_of(figure)
    axes = panel_of(figure, 2)
    signs = [word.get_window_extent() for word in axes.texts if word.get_text() == "n.d."]
    assert len(signs) == 3
    for x, y in axes.transData.transform(points(axes)):
        assert not any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for box in signs)


def test_a_series_without_any_value_has_no_point_and_no_scale() -> None:
    axes = panel_of(recorded.rates_panels(rates(), LABELS), 3)
    assert points(axes) == []
    assert len(axes.get_yticks()) == 0


def test_few_facts_are_hollow_points() -> None:
    figure = recorded.rates_panels(rates(), LABELS)
    faces = [
        line.get_markerfacecolor() for line in panel_of(figure, 2).lines if line.get_marker() == "o"
    ]
    assert set(faces) == {theme.PAPER}


def test_rates_start_at_zero_on_their_own_or_on_one_scale() -> None:
    own = recorded.rates_panels(rates(), LABELS)
    shared = recorded.rates_panels(rates(), LABELS, shared_scale=True)
    assert len({panel_of(own, rank).get_ylim() for rank in range(4)}) == 4
    assert len({panel_of(shared, rank).get_ylim() for rank in range(4)}) == 1
    assert all(panel_of(own, rank).get_ylim()[0] == 0 for rank in range(4))
    assert "Échelle propre" in " ".join(word.get_text() for word in words_of(own))
    assert "Même échelle" in " ".join(word.get_text() for word in words_of(shared))


def test_last_published_value_is_labelled_with_a_decimal_comma() -> None:
    axes = panel_of(recorded.rates_panels(rates(missing=(2021,)), LABELS), 2)
    assert "1,6" in [word.get_text() for word in axes.texts]  # 0.35 + 0.3 × 4, in 2020


def test_events_of_the_period_are_named_and_never_touch() -> None:
    figure = recorded.rates_panels(rates(), LABELS, events())
    said = " ".join(word.get_text() for word in words_of(figure))
    assert "a\u00a0Adoption de la stratégie (12/03/2018)" in said
    assert "Hors période" not in said
    drawn = [
        line
        for line in panel_of(figure, 0).lines
        if len(set(line.get_xdata())) == 1
        and line.get_linestyle() != "None"
        and line.get_marker() in ("None", "")
    ]
    assert len(drawn) == 3
    assert drawn[0].get_xdata()[0] == pytest.approx(2017.5 + 70 / 365)


@pytest.mark.parametrize(
    ("figure", "drawn"),
    [
        (lambda: recorded.comparison_forest(ratios(), LABELS), 3),
        (lambda: survey.insecurity_dots(shares(), GROUPS), 2),
        (lambda: survey.phenomena_plot(*SCORES), 3),
    ],
)
def test_only_published_values_are_drawn(figure: Callable[[], Figure], drawn: int) -> None:
    axes = max(figure().axes, key=lambda axes: axes.bbox.height)
    marks = [line for line in axes.lines if line.get_marker() in ("o", "^", "v", "D")]
    assert len(marks) == drawn


def bars(figure: Figure) -> list[Rectangle]:
    axes = max(figure.axes, key=lambda axes: axes.bbox.height)
    return [patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.zorder == 3]


def test_bars_start_at_zero_and_missing_ones_are_not_drawn() -> None:
    covered = bars(qualitative.coverage_bars(coverage()))
    assert [(bar.get_x(), bar.get_width()) for bar in covered] == [(0, 0.9), (0, 0.4)]
    present = bars(governance.attendance_bars(ATTENDANCE, COLLEGES))
    assert [(bar.get_x(), bar.get_width()) for bar in present] == [(0, 0.92), (0, 0.4), (0, 0.725)]


def test_stacked_bars_hold_every_action_that_has_a_status() -> None:
    stacks = bars(actions.status_bars(ACTIONS, OBJECTIVES))
    assert sum(bar.get_width() for bar in stacks) == 5
    assert {bar.get_x() for bar in stacks} >= {0.0}


def test_likert_bars_meet_at_zero() -> None:
    pieces = [bar for bar in bars(survey.likert(answers())) if bar.get_linewidth() == 0]
    edges = sorted(
        (round(bar.get_x(), 9), round(bar.get_x() + bar.get_width(), 9)) for bar in pieces
    )
    assert edges == [(-0.75, -0.3), (-0.3, 0.0), (0.0, 0.2), (0.2, 0.25)]


def test_small_bases_are_counts_or_secret() -> None:
    data = survey.likert_data(answers())
    assert data.iloc[1, 1:].tolist() == ["9 sur 18", "5 sur 18", "2 sur 18", "2 sur 18", "18"]
    assert data.iloc[2, 1:].tolist() == ["s", "s", "s", "s", "moins de 10"]
    table = survey.insecurity_dots_data(shares(), GROUPS)
    assert table["Part en insécurité"].tolist() == ["71\u00a0%", "46\u00a0%", "4 sur 17", "s"]


def test_interval_that_excludes_the_neutral_value_never_reads_as_touching_it() -> None:
    close = ratios().head(1).assign(value=0.87, ci_low=0.75, ci_high=0.9992)
    bounds = recorded.change_forest_data(close, LABELS)["Intervalle à 95 %"]
    assert bounds.tolist() == ["[−25,0\u202f;\u00a0−0,1]"]


def test_headings_of_six_families_are_not_cut() -> None:
    families = {
        **FAMILIES, "DOC": "documents", "OBS": "observations", "WRK": "ateliers"
    }  # fmt: skip
    matrix = MATRIX.assign(DOC="silence", OBS="silence", WRK="nuance")
    said = [word.get_text() for word in words_of(
        qualitative.triangulation_matrix(matrix, THEMES, families))]  # fmt: skip
    assert {"enregistrées", "Documents", "Observations", "Ateliers"} <= set(said)


def test_values_beyond_the_axis_are_arrow_heads() -> None:
    axes = max(actions.attainment_plot(attainment()).axes, key=lambda axes: axes.bbox.height)
    assert {"<", ">"} <= {line.get_marker() for line in axes.lines}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: recorded.rates_panels(rates().head(0), LABELS),
        lambda: recorded.rates_panels(rates(), ONE),
        lambda: recorded.rates_panels(BOTH, LABELS),
        lambda: recorded.rates_panels(BOTH, LABELS, communes=COMMUNES, pooled=POOLED),
        lambda: recorded.rates_panels(rates().drop(columns="value"), LABELS),
        lambda: recorded.comparison_forest(pd.concat([ratios(), ratios()]), LABELS),
        lambda: survey.likert(answers().drop(index=0)),
        lambda: survey.insecurity_dots(shares()),
        lambda: survey.phenomena_plot(pd.concat([SCORES[0], SCORES[0]]), *SCORES[1:]),
        lambda: qualitative.coverage_bars(coverage(), "AUTRE"),
        lambda: qualitative.triangulation_matrix(MATRIX.replace("nuance", "x"), THEMES, FAMILIES),
        lambda: qualitative.triangulation_matrix(MATRIX.replace("nuance", pd.NA), THEMES, FAMILIES),
        lambda: governance.meetings_timeline(MEETINGS, {}),
        lambda: governance.meetings_timeline(MEETINGS.tail(1), INSTANCES),
        lambda: actions.status_bars(ACTIONS.assign(status="finie"), OBJECTIVES),
        lambda: actions.attainment_plot(attainment().head(0)),
    ],
)
def test_wrong_frames_are_refused(wrong: Callable[[], Figure]) -> None:
    with pytest.raises(ValueError, match=":"):
        wrong()


def test_long_words_are_cut_and_lines_hold() -> None:
    lines = text.wrapped("un mot interminablementlonguissime ici", 60)
    assert "".join(line.replace("-", "").replace(" ", "") for line in lines) == (
        "unmotinterminablementlonguissimeici"
    )
    assert all(text.text_width(line) <= 60 for line in lines)


def test_notebook_settings_change_nothing_and_are_left_as_they_were() -> None:
    expected = theme.svg_bytes(CASES[0].figure())
    with matplotlib.rc_context({"font.size": 30, "axes.grid": True, "svg.fonttype": "none"}):
        assert theme.svg_bytes(CASES[0].figure()) == expected
        assert matplotlib.rcParams["font.size"] == 30


def test_without_the_house_font_the_charts_are_drawn_in_the_fallback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches = (theme.font_families, theme._settings, text.text_width)
    monkeypatch.chdir(tmp_path)
    for cached in caches:
        cached.cache_clear()
    try:
        assert theme.font_families() == (theme.FALLBACK,)
        assert theme.svg_bytes(CASES[0].figure()).startswith(b"<?xml")
    finally:
        for cached in caches:
            cached.cache_clear()


def run_python(code: str, **variables: str) -> str:
    environment = {**os.environ, **variables}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout


def test_importing_the_charts_loads_neither_seaborn_nor_pyplot() -> None:
    code = (
        "import sys; from ffsu_eval.charts import actions, governance, qualitative, recorded, survey;"
        "print({'seaborn', 'matplotlib.pyplot'} & set(sys.modules))"
    )
    assert run_python(code).strip() == "set()"


def test_same_bytes_in_another_process() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests/unit'); import test_charts as t;"
        "print(hashlib.sha256(t.theme.svg_bytes(t.CASES[0].figure())).hexdigest())"
    )
    digests = {run_python(code, PYTHONHASHSEED=seed, LC_ALL="C", TZ="Asia/Tokyo") for seed in "12"}
    assert len(digests) == 1
