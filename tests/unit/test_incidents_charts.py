"""Figures and tables of local incidents: what they draw, tell, tabulate and hide."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ffsu_eval.charts import incidents as charts
from ffsu_eval.charts import theme
from ffsu_eval.charts.incidents.labels import CATEGORIES, DAYS, UNITS, part_words
from ffsu_eval.gate.datasets import incidents as declared
from ffsu_eval.indicators import incidents as indicators
from ffsu_eval.indicators.incidents.coverage import BASES, STOCKS
from ffsu_eval.tables import incidents as tables
from tests.incident_frames import cell, coverage, incidents, months

PLACES = {"Q1": "Zéphyr", "Q2": "Belle-Anse", "Q3": "Maison-Neuve et ses environs immédiats"}
SOURCES = {"PM": "Ville – police municipale", "BUS": "Exploitant du réseau de transport urbain"}
YEARS = (2020, 2021)
COVER = coverage(
    {"PM": months(*YEARS), "BUS": [*months(2020), "2021-01", "2021-02", "2021-05"]},
    places=tuple(PLACES),
    years=YEARS,
    exposure={"PM": (400.0, "heures_patrouille"), "BUS": (90_000.0, "voyages")},
)


def busy() -> pd.DataFrame:
    """Two years: plenty in Q1, few in Q2, almost none in Q3; weekends at noon above the rest."""
    rows = []
    for place, every in (("Q1", 2), ("Q2", 16), ("Q3", 300)):
        for rank, day in enumerate(pd.date_range("2020-01-01", "2021-12-31", freq="D")):
            count = (1 if rank % every == 0 else 0) + (
                2 if day.day_of_week == 5 and place == "Q1" else 0
            )
            for number in range(count):
                start = day + pd.Timedelta(hours=(12, 12, 23)[number])
                rows.append(
                    {"ts_start": str(start), "territory_id": place,
                     "category_code": ("bruit", "tags", "menaces")[rank % 3],
                     "source_org_id": ("PM", "PM", "BUS")[rank % 3],
                     "grid_cell_250m": cell(rank % 7 + 11 * (place == "Q2")),
                     "responded_at": str(start + pd.Timedelta(minutes=5 + rank % 40))}
                )  # fmt: skip
    return incidents(rows)


LOGGED = busy()
PROFILE = indicators.weekly_profile(LOGGED, COVER, ["PM"])
MARGINS = indicators.weekly_margins(LOGGED, COVER, ["PM"])
EMPTY = incidents([])
DENSITY = indicators.density(LOGGED, COVER).query("source_org_id == 'PM' and year == 2021")
MONTHLY = indicators.monthly_counts(LOGGED, COVER, 2020, 2021)
CELLS = LOGGED.groupby("grid_cell_250m").size().rename("count").reset_index()


@dataclass(frozen=True)
class Case:
    """One chart; ``told``: what its alternative text must say."""

    name: str
    args: tuple[Any, ...]
    told: tuple[str, ...]
    rows: int

    def made(self, suffix: str = "") -> Any:
        return getattr(charts, f"{self.name}{suffix}")(*self.args)


NOTHING = (
    indicators.weekly_profile(EMPTY, COVER, ["PM"]),
    indicators.weekly_margins(EMPTY, COVER, ["PM"]),
)
CASES = [
    Case("week_heat", (PROFILE, MARGINS), ("samedi à 12 h", "non montrés"), 24),
    Case("week_heat", NOTHING, ("Aucune valeur", "168 sur 168"), 24),
    Case("density_dots", (DENSITY, PLACES), ("Belle-Anse (", "publiée : Maison-Neuve"), 4),
    Case("density_dots", (DENSITY.iloc[2:3], PLACES), ("Aucune valeur",), 1),
    Case("monthly_panels", (MONTHLY, SOURCES), ("Non remis : neuf mois", "janvier 2020"), 24),
    Case("monthly_panels", (MONTHLY.head(24), SOURCES), ("urbain",), 24),
    Case("cells_map", (CELLS, 400), ("50 incidents ou plus : ", "moins de 6 incidents : "), 4),
    Case("cells_map", (CELLS.head(1),), ("50 incidents ou plus : une maille",), 4),
]
each_case = pytest.mark.parametrize(
    "case", CASES, ids=[f"{c.name}-{i}" for i, c in enumerate(CASES)]
)


@each_case
def test_same_bytes_twice(case: Case) -> None:
    svg = theme.svg_bytes(case.made())
    assert svg == theme.svg_bytes(case.made())
    assert not re.search(rb"\bnan\b", svg, re.IGNORECASE)


@each_case
def test_alternative_text(case: Case) -> None:
    plain = case.made("_alt").replace("\u00a0", " ").replace("\u202f", " ")
    for told in case.told:
        assert told in plain, plain
    assert not re.search(r"nan|<NA>|None|\.\d|[a-z]_[a-z]|  ", plain)
    assert plain.endswith(".")


@each_case
def test_data_have_no_hole_and_no_identifier(case: Case) -> None:
    data = case.made("_data")
    assert len(data) == case.rows
    cells = data.to_numpy().ravel().tolist()
    assert all(isinstance(text, str) and text for text in cells)
    assert not [c for c in [*cells, *data.columns] if re.search(r"nan|<NA>|None|\d\.\d|_|CRS", c)]


def words_of(figure: Figure) -> list[Text]:
    with theme.house():
        figure.draw_without_rendering()
    found = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible())
    return [word for word in found if word.get_text().strip()]


@each_case
def test_text_is_legible_neither_cut_nor_covered(case: Case) -> None:
    figure = case.made()
    with theme.house():
        words = words_of(figure)
        boxes = [word.get_window_extent() for word in words]
    shrunk = 80 / (figure.get_figwidth() * 25.4)
    for word, box in zip(words, boxes, strict=True):
        assert word.get_fontsize() * shrunk >= 7
        assert theme.contrast(matplotlib.colors.to_hex(word.get_color()), theme.PAPER) >= 4.5
        assert box.x0 >= -1, word
        assert box.x1 <= figure.bbox.width + 1, word
        assert box.y0 >= -1, word
        assert box.y1 <= figure.bbox.height + 1, word
    for (one, a), (other, b) in combinations(zip(words, boxes, strict=True), 2):
        width = min(a.x1, b.x1) - max(a.x0, b.x0)
        height = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert width <= 2 or height <= 4, (one.get_text(), other.get_text())


def test_a_hidden_slot_is_hatched_and_shown_as_s() -> None:
    figure = charts.week_heat(PROFILE, MARGINS)
    slots = [p for p in figure.axes[1].patches if isinstance(p, Rectangle)]
    assert len(slots) == 168
    hatched = [p for p in slots if p.get_hatch()]
    assert len(hatched) == PROFILE["value"].isna().sum()
    data = charts.week_heat_data(PROFILE, MARGINS)
    assert (data.drop(columns="Heure") == "s").to_numpy().sum() == len(hatched)


def test_shades_get_darker_so_that_they_hold_in_grey() -> None:
    shades = theme.tints(theme.ACCENT, 5)
    contrasts = [theme.contrast(shade, theme.PAPER) for shade in shades]
    assert contrasts == sorted(contrasts)
    assert min(b / a for a, b in pairwise(contrasts)) > 1.15


def test_neighbourhoods_are_in_alphabetical_order_with_the_whole_last() -> None:
    names = charts.density_dots_data(DENSITY, PLACES)["Quartier"].tolist()
    assert names == ["Belle-Anse", "Maison-Neuve et ses environs immédiats", "Zéphyr", "Ensemble"]
    shuffled = DENSITY.sample(frac=1, random_state=3)
    assert charts.density_dots_data(shuffled, PLACES)["Quartier"].tolist() == names


def test_a_month_not_reported_is_a_gap() -> None:
    figure = charts.monthly_panels(MONTHLY, SOURCES)
    lines = [axes.lines[0].get_ydata() for axes in figure.axes if axes.lines]
    bus = lines[1]
    assert pd.isna(bus[14:16]).all()
    assert pd.isna(bus[17:]).all()
    table = charts.monthly_panels_data(MONTHLY, SOURCES)
    assert table["Exploitant du réseau de transport urbain"].tolist()[14] == "n.d."


def test_cells_under_six_are_not_told_from_empty_ones() -> None:
    few = pd.DataFrame({"grid_cell_250m": [cell(0), cell(1), cell(3)], "count": [5, 1, 30]})
    figure = charts.cells_map(few, 10)
    drawn = [p for axes in figure.axes for p in axes.patches if p.get_width() == 250]
    assert len(drawn) == 1
    data = charts.cells_map_data(few, 10)
    assert data["Mailles"].tolist() == ["9", "0", "1", "0"]
    assert charts.cells_map_data(few)["Mailles"].tolist() == ["n.d.", "0", "1", "0"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: charts.week_heat(PROFILE.head(3), MARGINS), "168 slots"),
        (lambda: charts.density_dots(DENSITY, {}), "no label for"),
        (lambda: charts.density_dots(DENSITY.head(0), PLACES), "no row"),
        (lambda: charts.density_dots(indicators.density(LOGGED, COVER), PLACES), "several sources"),
        (lambda: charts.monthly_panels(MONTHLY, {}), "no label for"),
        (lambda: charts.cells_map(CELLS.head(0)), "no row"),
    ],
)
def test_mistakes_of_the_caller(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_every_code_has_its_words() -> None:
    assert set(CATEGORIES) == set(declared.CATEGORIES)
    assert set(UNITS) == set(BASES) == set(declared.EXPOSURE_UNITS)
    assert set(STOCKS) <= set(UNITS)
    assert part_words(4, "nuit") == "la nuit de vendredi à samedi"
    assert part_words(6, "nuit") == "la nuit de dimanche à lundi"
    assert part_words(0, "apres_midi") == f"le {DAYS[0]} après-midi"


def test_table_of_sources_says_why_there_is_no_change() -> None:
    found = tables.sources_table(
        indicators.completeness(COVER, 2020, 2021),
        indicators.density(LOGGED, COVER),
        indicators.density_change(LOGGED, COVER, 2020, 2021),
        SOURCES,
    ).set_index("Source")
    bus = found.loc["Exploitant du réseau de transport urbain"]
    assert bus["Mois remis 2021"] == "25\u00a0%"
    assert bus["Évolution 2020-2021 (%)"] == "///"
    assert "couverture incomplète en 2021" in bus["Réserve"]
    assert "ns" in found.loc["Ville – police municipale", "Évolution 2020-2021 (%)"]


def test_tables_hold_no_hole_and_hide_small_counts() -> None:
    by_source = ("source_org_id",)
    nights = indicators.night_share(LOGGED, ("territory_id",))
    parts = indicators.week_parts(LOGGED, COVER, ["PM"])
    quotients = indicators.location_quotient(LOGGED)
    places = PLACES | {"ensemble": "Ville"}
    frames = [
        tables.moments_table(
            indicators.night_share(LOGGED, by_source),
            indicators.response_delay(LOGGED),
            indicators.duplicate_rate(LOGGED),
            SOURCES,
        ),
        tables.nights_table(nights, parts, places),
        tables.quotients_table(quotients, PLACES),
    ]
    for frame in frames:
        cells = frame.to_numpy().ravel().tolist()
        assert all(isinstance(text, str) and text for text in cells)
        assert not re.search(r"nan|<NA>|None", " ".join(cells))
    assert frames[1]["Quartier"].tolist()[-1] == "Ensemble"
    assert "le samedi matin" in frames[1]["Moments plus chargés"].tolist()[-1]
    assert list(frames[2].columns)[1:] == sorted(PLACES.values())
    assert "s" in frames[2]["Maison-Neuve et ses environs immédiats"].tolist()
    assert tables.signals_table(quotients.head(0), PLACES).empty
