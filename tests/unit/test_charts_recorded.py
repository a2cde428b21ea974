"""Figures of recorded crime: what they draw, tell and tabulate; texts never cut nor covered."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text

from ffsu_eval.charts import recorded, theme
from ffsu_eval.charts.recorded.classes import classes_of
from ffsu_eval.charts.recorded.contours import outline, plan_of
from ffsu_eval.indicators.recorded import funnel_limits
from ffsu_eval.reference import table
from ffsu_eval.sources.contours import read_contours

HERE, THERE = "44184", "44109"
NAME = "Saint-Nazaire"
HALF_A4, MM_PER_INCH = 80.0, 25.4
SMALLEST_PRINTED = 7.0
_SHOWN = table("ssmsi_indicators").query("displayed == 'oui'").set_index("indicator_id")
ALL = dict(_SHOWN["label_fr"].head(15))
DWELLINGS = set(_SHOWN.index[_SHOWN["denominator_type"] == "dwellings"])
LABELS = {
    key: ALL[key] for key in ("cambriolages", "degradations", "vols_avec_armes", "vols_violents")
}
EVENTS = pd.DataFrame(
    {
        "date": pd.to_datetime(["2018-03-12", "2020-03-17", "2022-09-02"]),
        "label_fr": ["Adoption de la stratégie", "Premier confinement", "Autre repère"],
    }
)
PARTLY = "non totalisé : 3 communes diffusées sur 8"
NUMBERS = ("value", "ci_low", "ci_high")


def floats(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(names, "Float64"))


def rates(labels: Mapping[str, str], years: range, **gaps: Mapping[int, str]) -> pd.DataFrame:
    """REC01 of one commune; ``gaps``: indicator → year → why there is no rate."""
    rows = []
    for rank, indicator in enumerate(labels):
        for year in years:
            reason = gaps.get(indicator, {}).get(year, "")
            value = None if reason else round(0.6 + 1.7 * rank + 0.4 * ((year * (rank + 3)) % 5), 2)
            rows.append(
                {
                    "territory_id": HERE,
                    "indicator_id": indicator,
                    "year": year,
                    "denominator_type": "dwellings" if indicator in DWELLINGS else "pop",
                    "value": value,
                    "ci_low": value and value * 0.8,
                    "ci_high": value and value * 1.25,
                    "caveat": reason or ("fragile" if rank == 2 else ""),
                }
            )
    return floats(pd.DataFrame(rows), *NUMBERS)


TEN = range(2016, 2026)
GAPPED = rates(
    ALL, TEN,
    cambriolages={2018: "non diffusé", 2019: "non calculé", 2020: "non diffusé"},
    vols_avec_armes=dict.fromkeys(TEN, "non diffusé"),
    vols_violents={2024: "non diffusé", 2025: "non diffusé"},
)  # fmt: skip
TOTAL = rates(LABELS, TEN, degradations=dict.fromkeys(range(2017, 2020), PARTLY),
              vols_violents=dict.fromkeys(TEN, PARTLY))  # fmt: skip


def compared() -> pd.DataFrame:
    """REC04: established, refused by the correction, open, without value."""
    frame = pd.DataFrame(
        {
            "indicator_id": list(LABELS),
            "year": 2022,
            "base_year": 2018,
            "end_year": 2022,
            "value": [1.36, 1.21, 0.97, None],
            "ci_low": [1.28, 1.03, 0.85, None],
            "ci_high": [1.45, 1.42, 1.02, None],
            "signal": pd.array([True, False, False, None], dtype="boolean"),
            "direction": ["au-dessus", "au-dessus", "écart non établi", "non calculable"],
            "caveat": ["", "", "", "non diffusé"],
        }
    )
    return floats(frame, *NUMBERS)


GROUPS = {
    "comparateurs": "communes comparées",
    "proches": "communes comparées les plus proches",
    "epci": "autres communes de l'EPCI",
    "departement": "département",
}


def grouped() -> pd.DataFrame:
    """REC04 by groups: the same reading, another one, one group without rate, none at all."""
    rows = []
    for rank, indicator in enumerate(LABELS):
        for place, group in enumerate(GROUPS):
            value = round((1.6, 0.8, 1.1, 0.0)[rank] * 1.2**place, 3)
            known = rank < 3 and not (rank == 2 and group == "epci")
            reason = "non diffusé" if rank == 3 else "aucun fait dans les communes de comparaison"
            above, below = value > 1.15, value < 0.87
            word = "au-dessus" if above else "au-dessous" if below else "écart non établi"
            rows.append(
                {
                    "group_id": group,
                    "indicator_id": indicator,
                    "value": value if known else None,
                    "ci_low": value / 1.14 if known else None,
                    "ci_high": value * 1.14 if known else None,
                    "signal": above or below if known else None,
                    "direction": word if known else "non calculable",
                    "caveat": "" if known else reason,
                    "n_comparators": 20,
                    "n_published": 18,
                }
            )
    return floats(pd.DataFrame(rows), *NUMBERS).astype({"signal": "boolean"})


def funnels(sizes: tuple[float, ...] = (1500, 4000, 9000, 20000, 60000)) -> pd.DataFrame:
    """REC05: the territory among five areas; not published for one indicator."""
    rows = []
    for rank, indicator in enumerate(LABELS):
        rate = 4.0 * (rank + 1)
        for code, size in zip(["1", "2", "3", "4", HERE], sizes, strict=True):
            hidden = rank == 3 and code == HERE
            value = None if hidden else rate * (1.8 if code == HERE else 0.7 + 0.15 * int(code))
            limits = funnel_limits(rate * size / 1000, 2.0)
            rows.append(
                {
                    "territory_id": code,
                    "indicator_id": indicator,
                    "year": 2022,
                    "denominator": size,
                    "denominator_type": "dwellings" if rank == 0 else "pop",
                    "value": value,
                    "pooled_rate": rate,
                    **{name: float(limit) for name, limit in limits._asdict().items()},
                    "dispersion": 2.0,
                    "n_areas": 4,
                    "direction": "non calculable" if hidden else "signal haut",
                    "caveat": "non diffusé" if hidden else "",
                }
            )
    return floats(pd.DataFrame(rows), "value", "denominator", "pooled_rate")


def ratios() -> pd.DataFrame:
    """Series of REC08: one that leaves the scale, one with gaps, one without any value."""
    rows = []
    for rank, indicator in enumerate(LABELS):
        for year in range(2016, 2023):
            none = rank == 3 or (rank == 2 and year in (2017, 2022))
            value = None if none else (1.2, 0.9, 0.45, 0)[rank] + 0.05 * (year - 2016)
            wide = 4.0 if rank == 2 else 1.1
            rows.append(
                {
                    "territory_id": HERE,
                    "indicator_id": indicator,
                    "year": year,
                    "value": value,
                    "ci_low": value and value / wide,
                    "ci_high": value and value * wide,
                    "n_used": 12,
                    "caveat": "non diffusé" if none else "",
                }
            )
    return floats(pd.DataFrame(rows), *NUMBERS)


def residuals() -> pd.DataFrame:
    """Residuals of the trend: dispersed, dispersed with a gap, ordinary."""
    waves = {"cambriolages": (4.2, 8.9), "degradations": (3.1, 3.4), "vols_violents": (0.9, 1.0)}
    rows = [
        (name, year, round(height * (-1) ** year * (1 if year == 2020 else 0.4), 2), phi)
        for name, (height, phi) in waves.items()
        for year in range(2016, 2023)
        if (name, year) != ("degradations", 2018)
    ]
    return pd.DataFrame(rows, columns=["indicator_id", "year", "residual", "dispersion"])


def structure() -> pd.DataFrame:
    """REC07: one unit that is published, one that is not."""
    frame = pd.DataFrame(
        {
            "territory_id": HERE,
            "year": 2022,
            "unit_of_count": ["infraction", "infraction", "victime", "victime"],
            "indicator_id": ["cambriolages", "degradations", "vols_avec_armes", "vols_violents"],
            "count": [365, 1049, None, 88],
            "total": [1414, 1414, None, None],
            "value": [25.8, 74.2, None, None],
            "caveat": ["", "", "1 sur 2 non diffusés", "1 sur 2 non diffusés"],
        }
    )
    return floats(frame, "value").astype({"count": "Int64", "total": "Int64"})


def square(west: float, south: float, side: float = 0.1) -> np.ndarray:
    x, y = west + side, south + side
    return np.array([(west, south), (x, south), (x, y), (west, y), (west, south)])


def grid(columns: int, rows: int, side: float = 0.1) -> dict[str, list[np.ndarray]]:
    """Communes that are squares, in degrees, around 47° north."""
    return {
        f"{i:02d}{j:02d}": [square(-2 + i * side, 47 + j * side, side)]
        for i in range(columns)
        for j in range(rows)
    }


GRID = grid(6, 4)
NAMES = {code: f"Commune {code}" for code in GRID} | {"0201": NAME, "0302": "Le Bourg-aux-Moines"}
VALUES = {code: (None if rank % 6 == 5 else 1.0 + rank) for rank, code in enumerate(sorted(GRID))}
MEASURE = "Cambriolages de logement, taux pour 1 000 logements, 2022"


@dataclass(frozen=True)
class Case:
    """One figure; ``told``: what its alternative text must say; ``only``: arguments of the figure
    that the table behind it does not take."""

    name: str
    args: tuple[Any, ...]
    told: tuple[str, ...]
    rows: int
    options: dict[str, Any] = field(default_factory=dict)
    only: tuple[str, ...] = ()

    def figure(self) -> Figure:
        return getattr(recorded, self.name)(*self.args, **self.options)

    def alt(self) -> str:
        return getattr(recorded, f"{self.name}_alt")(*self.args, **self.options)

    def data(self) -> pd.DataFrame:
        options = {key: value for key, value in self.options.items() if key not in self.only}
        return getattr(recorded, f"{self.name}_data")(*self.args, **options)


MARKED = {"marked_years": (2020, 2021)}
SECRETS = ("events", "marked_years", "marked_for")
CASES = [
    Case("rates_panels", (GAPPED, ALL), ("15 petits graphiques", "2020 et 2021 (confinements)",
         "Sans valeur publiée : vols avec armes"), 150, {"events": EVENTS, **MARKED}, SECRETS),
    Case("rates_panels", (TOTAL, LABELS), ("2023 (émeutes)", "13 points annuels sans valeur"), 40,
         {"marked_years": (2023,), "marked_for": "émeutes"}, SECRETS),
    Case("comparison_forest", (compared(), LABELS), ("comparaisons multiples : 1 sur 3",
         "logement (1,36)"), 4),
    Case("change_forest", (compared(), LABELS), ("comparaisons multiples : 1 sur 3",), 4),
    Case("groups_forest", (grouped(), LABELS, GROUPS), ("1 sur 3 indicateurs",
         "dépend du groupe : vols avec armes et destructions", "vols avec armes (de 1,10 à 1,90)"), 16),
    Case("groups_forest", (grouped().head(4), LABELS, GROUPS), ("1 sur 1",), 4),
    Case("funnel_panels", (funnels(), LABELS, HERE, NAME), ("Quatre graphiques en entonnoir",
         "Position : Saint-Nazaire", "Non calculable : vols violents", "diffusées : 4"), 4),
    Case("funnel_panels", (funnels((52e3, 55e3, 61e3, 70e3, 75e3)), LABELS, HERE, NAME),
         ("Signal haut : cambriolages",), 4),
    Case("ratio_series", (ratios(), LABELS, (2018, 2022)), ("politique (2018-2022)",
         "logement (1,50)", "Neuf points annuels"), 28, MARKED, SECRETS),
    Case("residuals_panels", (residuals(), LABELS), ("Deux petits graphiques",
         "en 2020 (+4,20)", "φ = 3,4"), 13, MARKED, SECRETS),
    Case("structure_bars", (structure(), LABELS), ("Infractions : destructions et dégradations "
         "volontaires 74 %", "Victimes : sans part"), 4),
    Case("territory_map", (GRID, NAMES, ["0201", "0302"]), ("Carte de 24 communes",
         "Saint-Nazaire et Le Bourg-aux-Moines"), 2),
    Case("territory_map", (grid(30, 20, 0.01), {"0505": "Sainte-Reine-de-Bretagne"}, ["0505"]),
         ("Sainte-Reine",), 1),
    Case("territory_map", (GRID, NAMES, ["0201"], VALUES), ("n.d. (4 communes)",
         "de 9,6 à moins de 14,4", "Dans la classe"), 6, {"measure": MEASURE}),
    Case("territory_map", (GRID, NAMES, ["0201"], VALUES, (5, 20)), ("moins de 5 (4 communes)",), 4,
         {"measure": MEASURE}),
]  # fmt: skip
each_case = pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.name}-{rank}" for rank, case in enumerate(CASES)]
)


@each_case
def test_same_bytes_twice(case: Case) -> None:
    svg = theme.svg_bytes(case.figure())
    assert svg == theme.svg_bytes(case.figure())
    assert b"<text" not in svg
    assert not re.search(rb"\bnan\b", svg, re.IGNORECASE)


@each_case
def test_alternative_text_is_computed_from_the_data(case: Case) -> None:
    alt = case.alt()
    plain = alt.replace("\u00a0", " ").replace("\u202f", " ")
    for told in case.told:
        assert told in plain
    assert not re.search(r"nan|<NA>|None|[a-z]_[a-z]|  |\b\d+\.\d", alt)
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


def said_by(figure: Figure) -> str:
    text = " ".join(word.get_text() for word in words_of(figure))
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@each_case
def test_text_is_legible_at_half_an_a4_page(case: Case) -> None:
    figure = case.figure()
    shrunk = HALF_A4 / (figure.get_figwidth() * MM_PER_INCH)
    assert min(word.get_fontsize() for word in words_of(figure)) * shrunk >= SMALLEST_PRINTED


def check_texts(figure: Figure) -> None:
    """No text leaves the figure, none covers another."""
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
def test_text_is_neither_cut_nor_covered(case: Case) -> None:
    check_texts(case.figure())


@each_case
def test_text_has_enough_contrast(case: Case) -> None:
    for word in words_of(case.figure()):
        behind = word.get_bbox_patch()
        fill = matplotlib.colors.to_hex(behind.get_facecolor()) if behind else theme.PAPER
        ink = matplotlib.colors.to_hex(word.get_color())
        assert theme.contrast(ink, fill) >= 4.5, word.get_text()


def panels(figure: Figure) -> list[Axes]:
    """Axes of the panels, in reading order: the key has none of their spines."""
    return [axes for axes in figure.axes if axes.axison]


def marks(axes: Axes, *shapes: str) -> list[Any]:
    return [line for line in axes.lines if line.get_marker() in (shapes or ("o", "s", "D", "^"))]


# rates by year


def test_marked_years_have_a_bar_in_each_panel_and_one_note() -> None:
    figure = recorded.rates_panels(TOTAL, LABELS, marked_years=(2021, 2020, 1999))
    for axes in panels(figure):
        bars = [line for line in axes.lines if line.get_linewidth() == 2.5]
        assert [tuple(bar.get_xdata()) for bar in bars] == [(2019.5, 2021.5)]
    assert said_by(figure).count("2020 et 2021 (confinements)") == 1
    assert "confinements" not in said_by(recorded.rates_panels(TOTAL, LABELS))


def test_marked_years_that_do_not_follow_each_other_have_their_own_bars() -> None:
    axes = panels(recorded.rates_panels(TOTAL, LABELS, marked_years=(2018, 2020)))[0]
    bars = [tuple(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 2.5]
    assert bars == [(2017.5, 2018.5), (2019.5, 2020.5)]


def test_a_total_that_cannot_be_made_is_a_gap_that_says_why() -> None:
    figure = recorded.rates_panels(TOTAL, LABELS)
    axes = panels(figure)[1]
    years = {line.get_xdata()[0] for line in marks(axes)}
    assert years == set(TEN) - {2017, 2018, 2019}
    assert "n.d." in [word.get_text() for word in axes.texts]
    assert "n.d. : pas de total, une partie des communes n’étant pas diffusée" in said_by(figure)
    data = recorded.rates_panels_data(TOTAL, LABELS)
    row = data[(data["Année"] == "2018") & data["Indicateur"].str.startswith("Destructions")]
    assert row["Taux (‰)"].tolist() == ["n.d."]
    assert row["Remarque"].tolist() == [PARTLY.replace(" :", "\u00a0:")]
    assert "Remarque" not in recorded.rates_panels_data(GAPPED, ALL)


def test_a_row_of_panels_without_any_value_is_short() -> None:
    empty = rates(LABELS, TEN, **{name: dict.fromkeys(TEN, PARTLY) for name in LABELS})
    full = recorded.rates_panels(rates(LABELS, TEN), LABELS)
    assert recorded.rates_panels(empty, LABELS).get_figheight() < 0.7 * full.get_figheight()


def test_signs_of_years_that_follow_each_other_do_not_touch() -> None:
    axes = panels(recorded.rates_panels(GAPPED, ALL))[0]
    words_of(axes.figure)
    signs = [word for word in axes.texts if word.get_text() in ("n.d.", "///")]
    assert [word.get_text() for word in signs] == ["n.d.", "///", "n.d."]
    heights = [word.xyann[1] for word in signs]
    assert heights[0] == heights[2] != heights[1]


# forests


def faces(axes: Axes) -> list[bool]:
    """Filled or not, from top to bottom."""
    return [line.get_markerfacecolor() != theme.PAPER for line in marks(axes)]


def test_what_the_correction_does_not_retain_is_hollow_and_said() -> None:
    figure = recorded.comparison_forest(compared(), LABELS)
    assert faces(max(figure.axes, key=lambda axes: axes.bbox.height)) == [True, False, False]
    assert "écart retenu après correction pour comparaisons multiples" in said_by(figure)
    data = recorded.comparison_forest_data(compared(), LABELS)
    assert data["Lecture"].tolist() == [
        "au-dessus",
        "au-dessus, non retenu après correction pour comparaisons multiples",
        "écart non établi",
        "non diffusé",
    ]


def test_without_correction_the_interval_decides() -> None:
    figure = recorded.comparison_forest(compared().drop(columns="signal"), LABELS)
    assert faces(max(figure.axes, key=lambda axes: axes.bbox.height)) == [True, True, False]
    assert "l’intervalle exclut l’égalité" in said_by(figure)


def test_each_group_has_its_shape_in_the_order_of_the_groups() -> None:
    figure = recorded.groups_forest(grouped(), LABELS, GROUPS)
    drawn = marks(max(figure.axes, key=lambda axes: axes.bbox.height))
    shapes = [line.get_marker() for line in drawn]
    assert shapes == ["o", "s", "D", "^", "o", "s", "^", "o", "s", "D", "^"]
    heights = [float(np.ravel(line.get_ydata())[0]) for line in drawn]
    assert all(high < low for high, low in pairwise(heights))
    said = said_by(figure)
    assert "autres communes de l’EPCI : aucun fait dans les communes de comparaison" in said
    assert "1,60 à 2,77" in said


def test_a_group_that_is_not_in_the_frame_is_said() -> None:
    some = grouped()[grouped()["group_id"] != "epci"]
    data = recorded.groups_forest_data(some, LABELS, GROUPS)
    absent = data[data["Comparé à"] == "autres communes de l’EPCI"]
    assert set(absent["Rapport"]) == {"///"}
    assert set(absent["Lecture"]) == {"pas de comparaison"}


# funnels


def test_the_territory_alone_is_named_and_in_the_accent() -> None:
    figure = recorded.funnel_panels(funnels(), LABELS, HERE, NAME)
    drawn = panels(figure)
    own = [[m for m in marks(axes) if m.get_markerfacecolor() == theme.ACCENT] for axes in drawn]
    assert [len(found) for found in own] == [1, 1, 1, 0]
    assert own[0][0].get_xydata().tolist() == [[60000.0, 7.2]]
    others = [m for m in marks(drawn[0]) if m.get_markerfacecolor() == theme.MARK]
    assert len(others[0].get_xydata()) == 4
    assert "Vols violents sans arme (n.d.)" in said_by(figure)
    data = recorded.funnel_panels_data(funnels(), LABELS, HERE, NAME)
    assert data[f"Taux, {NAME} (‰)"].tolist() == ["7,2", "14,4", "21,6", "n.d."]


def test_limits_are_those_of_the_indicator() -> None:
    axes = panels(recorded.funnel_panels(funnels(), LABELS, HERE, NAME))[1]
    dashed = [line for line in axes.lines if line.get_marker() in ("None", "") and line.is_dashed()]
    assert len(dashed) == 2
    sizes, low = dashed[0].get_data()
    expected = funnel_limits(8.0 * sizes / 1000, 2.0).low_95
    assert low * sizes / 1000 == pytest.approx(expected)
    assert axes.get_xscale() == "log"
    assert min(sizes) < 1500
    assert max(sizes) > 60000


def test_a_funnel_without_reference_has_no_line() -> None:
    unknown = funnels().assign(pooled_rate=pd.NA, dispersion=pd.NA, high_998=np.nan, value=pd.NA)
    figure = recorded.funnel_panels(unknown, LABELS, HERE, NAME)
    assert all(not marks(axes) or not len(marks(axes)[0].get_xydata()) for axes in panels(figure))


# ratio to the comparators, residuals


def test_years_before_the_policy_are_drawn_and_the_policy_is_shaded() -> None:
    axes = panels(recorded.ratio_series(ratios(), LABELS, (2018, 2022)))[0]
    assert axes.get_yscale() == "log"
    assert [line.get_xdata()[0] for line in marks(axes)] == list(range(2016, 2023))
    band = next(p for p in axes.patches if isinstance(p, Rectangle))
    assert (band.get_x(), band.get_x() + band.get_width()) == (2017.5, 2022.5)
    assert 1.0 in axes.get_yticks()


def test_an_interval_that_leaves_the_scale_has_an_arrow_head_and_a_note() -> None:
    figure = recorded.ratio_series(ratios(), LABELS, (2018, 2022))
    low, high = panels(figure)[2].get_ylim()
    heads = [float(m.get_ydata()[0]) for m in marks(panels(figure)[2], "v", "^")]
    assert set(heads) <= {low, high}
    assert len(heads) > 1
    assert "Flèche : l’intervalle dépasse l’échelle." in said_by(figure)
    calm = ratios()[ratios()["indicator_id"] == "cambriolages"]
    assert "Flèche" not in said_by(recorded.ratio_series(calm, LABELS, (2018, 2022)))


def test_residuals_only_of_dispersed_trends_the_farthest_year_named() -> None:
    figure = recorded.residuals_panels(residuals(), LABELS)
    first, second = panels(figure)
    assert "2020" in [word.get_text() for word in first.texts]
    assert "n.d." in [word.get_text() for word in second.texts]
    filled = [line.get_markerfacecolor() == theme.ACCENT for line in marks(first)]
    assert filled == [False, False, False, False, True, False, False]
    assert "Vols violents" not in said_by(figure)


# structure


def test_units_are_never_mixed_and_an_unpublished_unit_has_no_bar() -> None:
    figure = recorded.structure_bars(structure(), LABELS)
    axes = max(figure.axes, key=lambda axes: axes.bbox.height)
    bars = [p.get_width() for p in axes.patches if isinstance(p, Rectangle) and p.zorder == 3]
    assert bars == pytest.approx([0.742, 0.258])
    said = said_by(figure)
    assert "1 414 au total" in said
    assert "1 sur 2 non diffusés" in said
    assert recorded.structure_bars_data(structure(), LABELS)["Nombre"].tolist()[2:] == [
        "n.d.",
        "88",
    ]


# map


def communes_of(figure: Figure) -> list[PathPatch]:
    axes = max(figure.axes, key=lambda axes: axes.bbox.height)
    return [p for p in axes.patches if isinstance(p, PathPatch) and p.zorder == 2]


def test_one_kilometre_is_as_long_northwards_as_eastwards() -> None:
    plan = plan_of({"a": [square(-2, 47, 0.5)]}, 280, 400)
    east, north = np.ptp(plan.rings["a"][0], axis=0)
    assert east / north == pytest.approx(np.cos(np.radians(47.25)), rel=0.01)
    assert north / plan.points_per_km == pytest.approx(0.5 * 111.195, rel=0.01)
    figure = recorded.territory_map(GRID, NAMES, ["0201"])
    axes = max(figure.axes, key=lambda axes: axes.bbox.height)
    scales = axes.transData.transform([(0, 0), (100, 100)])
    assert np.ptp(scales[:, 0]) == pytest.approx(np.ptp(scales[:, 1]))


def test_a_contour_keeps_its_shape() -> None:
    plan = plan_of({"a": [square(-2, 47)], "b": [square(-1.9, 47)]}, 280, 400)
    for rings in plan.rings.values():
        path, (low, high) = outline(rings), (rings[0].min(axis=0), rings[0].max(axis=0))
        near = [low + (high - low) * share for share in ((0.02, 0.02), (0.98, 0.02), (0.02, 0.98))]
        assert path.contains_points(np.array(near)).all()
    assert plan.rings["a"][0][:, 0].max() == plan.rings["b"][0][:, 0].min()


def test_a_ring_inside_another_is_a_hole() -> None:
    rings = [square(0, 0, 10), square(4, 4, 2)]
    path = outline([np.asarray(ring) for ring in rings])
    areas = [np.sign(np.linalg.det([p[1] - p[0], p[2] - p[1]])) for p in path.to_polygons()]
    assert sorted(areas) == [-1, 1]


def test_classes_say_their_number_of_communes_and_the_unpublished_are_hatched() -> None:
    figure = recorded.territory_map(GRID, NAMES, ["0201"], VALUES, measure=MEASURE)
    assert sum(bool(patch.get_hatch()) for patch in communes_of(figure)) == 4
    counts = re.findall(r"\((\d+) commune", said_by(figure))
    assert [int(count) for count in counts] == [4, 4, 4, 4, 4, 4]
    fills = {matplotlib.colors.to_hex(patch.get_facecolor()) for patch in communes_of(figure)}
    assert len(fills - {theme.PAPER}) == 5


def test_classes_hold_in_grey() -> None:
    shades = [theme.contrast(shade, theme.PAPER) for shade in theme.tints(theme.ACCENT, 5)]
    assert all(dark / light > 1.2 for light, dark in pairwise(shades))


def test_a_commune_without_value_asked_has_its_outline_only() -> None:
    some = {code: value for code, value in VALUES.items() if code < "03"}
    figure = recorded.territory_map(GRID, NAMES, ["0201"], some, measure=MEASURE)
    assert sum(bool(patch.get_hatch()) for patch in communes_of(figure)) == 2
    assert (
        sum(
            matplotlib.colors.to_hex(p.get_facecolor()) == theme.PAPER and not p.get_hatch()
            for p in communes_of(figure)
        )
        == 12
    )


def test_names_that_would_overlap_become_numbers_then_a_list() -> None:
    dense = grid(14, 10, 0.02)
    names = {code: f"Saint-Martin-des-Bois-{code}" for code in dense}
    figure = recorded.territory_map(dense, names, sorted(dense)[:40])
    check_texts(figure)
    assert "1 Saint-Martin-des-Bois-0000, 2 Saint-Martin-des-Bois-0001" in said_by(figure)
    denser = grid(60, 40, 0.005)
    many = {code: f"Commune {code}" for code in denser}
    figure = recorded.territory_map(denser, many, sorted(denser)[:50])
    check_texts(figure)
    assert "Communes du territoire : Commune 0000, Commune 0001" in said_by(figure)


@pytest.mark.parametrize(
    ("values", "bounds", "sizes"),
    [
        ([1, 2, 3, 4, 5, 6], None, [3, 3]),
        ([1, 2], None, [2]),
        ([0] * 20 + [1.23, 2, 3, 4, 5, 6], None, [20, 3, 3]),
        ([0] * 9, None, [9]),
        ([1.0, 2.0, 2.0, 3.0], (2,), [1, 3]),
    ],
)
def test_classes(values: list[float], bounds: Any, sizes: list[int]) -> None:
    found = classes_of({str(rank): value for rank, value in enumerate(values)}, bounds)
    assert [size for rank, size in found.sizes if rank is not None] == sizes


def test_the_words_of_a_class_are_those_of_its_bounds() -> None:
    found = classes_of({"a": 1.0, "b": 2.5, "c": 7.0, "d": None}, (2.5, 5))
    words = [found.words(rank) for rank in range(found.count)]
    assert words == ["moins de 2,5", "de 2,5 à moins de 5,0", "5,0 ou plus"]
    assert found.members(1) == ["b"]
    assert found.members(None) == ["d"]


def test_maps_of_real_communes(external: Path) -> None:
    codes = [path.name[9:11] for path in sorted((external / "geo").glob("communes-??-*"))]
    assert "44" in codes
    own = [HERE, "44132", "44210", "44052", "44103", "44151"]
    all_codes = [f"44{number:03d}" for number in range(1, 224)]
    contours = read_contours(external, all_codes)
    names = {code: f"Saint-Nazaire-{code}" for code in own}
    values = {code: None if int(code) % 3 else int(code) % 17 / 2 for code in contours}
    for drawn in (contours, {code: contours[code] for code in own}):
        shown = {code: values[code] for code in drawn}
        figure = recorded.territory_map(drawn, names, own, shown, measure=MEASURE)
        check_texts(figure)
        assert len(communes_of(figure)) == len(drawn)
        assert len(theme.svg_bytes(figure)) < 600_000


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: recorded.groups_forest(grouped().drop(columns="group_id"), LABELS, GROUPS),
        lambda: recorded.groups_forest(grouped(), LABELS, {"comparateurs": "a"}),
        lambda: recorded.groups_forest(grouped(), LABELS, {**GROUPS, "x": "x", "y": "y"}),
        lambda: recorded.groups_forest(pd.concat([grouped(), grouped()]), LABELS, GROUPS),
        lambda: recorded.groups_forest(grouped().head(0), LABELS, GROUPS),
        lambda: recorded.funnel_panels(funnels(), LABELS, "75056", "Paris"),
        lambda: recorded.funnel_panels(funnels().drop(columns="high_998"), LABELS, HERE, NAME),
        lambda: recorded.funnel_panels(
            pd.concat([funnels(), funnels().assign(year=2021, territory_id="9")]),
            LABELS,
            HERE,
            NAME,
        ),
        lambda: recorded.ratio_series(ratios(), LABELS, (2022, 2018)),
        lambda: recorded.ratio_series(ratios().head(0), LABELS, (2018, 2022)),
        lambda: recorded.residuals_panels(residuals().assign(dispersion=2.9), LABELS),
        lambda: recorded.residuals_panels(pd.concat([residuals(), residuals()]), LABELS),
        lambda: recorded.structure_bars(structure().assign(year=[2021, 2022, 2022, 2022]), LABELS),
        lambda: recorded.structure_bars(pd.concat([structure(), structure()]), LABELS),
        lambda: recorded.territory_map(GRID, NAMES, []),
        lambda: recorded.territory_map(GRID, NAMES, ["99999"]),
        lambda: recorded.territory_map({}, NAMES, ["0201"]),
        lambda: recorded.territory_map({**GRID, "x": [np.zeros((2, 2))]}, NAMES, ["0201"]),
        lambda: recorded.territory_map(GRID, NAMES, ["0201"], VALUES),
        lambda: recorded.territory_map(GRID, NAMES, ["0201"], {"0201": -1}, measure=MEASURE),
        lambda: recorded.territory_map(GRID, NAMES, ["0201"], VALUES, range(1, 6), MEASURE),
        lambda: recorded.territory_map(GRID, NAMES, ["0201"], VALUES, (3, 2), MEASURE),
    ],
)
def test_wrong_frames_are_refused(wrong: Callable[[], Figure]) -> None:
    with pytest.raises(ValueError, match=":"):
        wrong()
