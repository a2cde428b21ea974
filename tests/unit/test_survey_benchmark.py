"""National series: read as published, and set beside an item only where it is worded alike."""

from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.errors import DataError
from ffsu_eval.indicators import survey
from ffsu_eval.sources.benchmark import SERIES, THEMES, benchmark_files, read_benchmark
from tests.survey_frames import DRAWN, answers, items, people, wave

HEADINGS = (
    '"Unité de temps";"Valeurs";"Indicateurs";"Source";"Sous-indicateurs";"Statistique";'
    '"Zone géographique";"Périodicité";"Unité de compte";"Correction"'
)
LINE = (
    '"{year}";{value};"Sentiment d\'insécurité";"Insee-ONDRP-SSMSI";"{label}";"Nombre";'
    '"France métropolitaine";"Annuelle";"Personnes de 14 ans ou plus";"Non Renseigné"'
)
AREA = "Dans le quartier ou le village"


def written(folder: Path, *lines: str, headings: str = HEADINGS) -> list[Path]:
    path = folder / "sentiment" / "série.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8")
    return benchmark_files(folder)


def line(year: int | str, value: int | str, label: str = AREA) -> str:
    return LINE.format(year=year, value=value, label=label)


@pytest.fixture
def series(tmp_path: Path) -> pd.DataFrame:
    lines = [line(2021, 5_802_700), line(2019, 5_925_400), line(2020, "NA")]
    return read_benchmark(written(tmp_path, *lines))


def test_a_series_is_read_in_the_order_of_years_with_its_missing_one(series: pd.DataFrame) -> None:
    assert list(series) == list(SERIES)
    assert series["year"].tolist() == [2019, 2020, 2021]
    assert series["value"].isna().tolist() == [False, True, False]
    assert set(series["theme"]) == {"quartier"}
    assert series["people_fr"][0] == "Personnes de 14 ans ou plus"


def test_no_file_gives_no_series(tmp_path: Path) -> None:
    found = read_benchmark(benchmark_files(tmp_path))
    assert found.empty
    assert list(found) == list(SERIES)


@pytest.mark.parametrize(
    ("lines", "headings", "message"),
    [
        ([line(2019, 1)], HEADINGS.replace("Valeurs", "Chiffres"), "colonne absente : Valeurs"),
        ([line(2019, 1, "Dans la rue")], HEADINGS, "série inconnue"),
        ([line(2019, "beaucoup")], HEADINGS, "pas un nombre"),
        ([line("an 7", 1)], HEADINGS, "pas un nombre"),
        ([line(2019, 1), line(2019, 2)], HEADINGS, "deux fois"),
        (["2019;1"], HEADINGS, "2 cellules au lieu de 10"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path, lines, headings: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_benchmark(written(tmp_path, *lines, headings=headings))


def test_the_published_series(external: Path) -> None:
    files = benchmark_files(external)
    if not files:
        pytest.skip("séries nationales du sentiment d'insécurité absentes des données publiques")
    found = read_benchmark(files)
    assert set(found["theme"]) == set(THEMES.values())
    for _, one in found.groupby("theme"):
        assert one["year"].tolist() == list(range(2007, 2022))
        assert one.loc[one["value"].isna(), "year"].tolist() == [2020]
        assert one["value"].dropna().between(3e6, 7e6).all()  # of some fifty million people


def shares(n: int = 60) -> pd.DataFrame:
    asked = items("insecurity", "quartier")
    sample = survey.probability_sample(DRAWN, people(n), survey.Plan())
    return survey.insecurity_estimate(sample, answers({"q_quartier": [3, 0] * (n // 2)}), asked)


def bank(source: str = "CVS", verified: object = True, theme: str = "quartier") -> pd.DataFrame:
    asked = items("insecurity", theme, source=source, source_verified=verified)
    return asked.assign(item_id="q_quartier")


def test_the_last_figure_stands_beside_an_item_worded_alike(series: pd.DataFrame) -> None:
    row = survey.beside_benchmark(shares(), bank(), series, DRAWN).iloc[0]
    assert (row["value"], row["n"], row["national_year"]) == (0.5, 60, 2021)
    assert row["national_people"] == 5_802_700
    assert pd.isna(row["national_share"])
    assert "part nationale non calculée" in row["caveat"]
    assert "close en 2021" in row["caveat"]
    told = survey.beside_benchmark(shares(), bank(), series, DRAWN, {2021: 50_000_000}).iloc[0]
    assert told["national_share"] == pytest.approx(5_802_700 / 50_000_000)
    assert "non calculée" not in told["caveat"]
    other = survey.beside_benchmark(shares(), bank(), series, wave()).iloc[0]
    assert "population interrogée différente" in other["caveat"]


@pytest.mark.parametrize(
    "items_bank",
    [
        bank(verified=False),
        bank(verified=pd.NA),
        bank(source="VRS"),
        bank(source="FFSU"),
        bank(theme="transports"),
        bank().assign(item_id="q_autre"),
    ],
)
def test_no_benchmark_otherwise(items_bank: pd.DataFrame, series: pd.DataFrame) -> None:
    assert survey.beside_benchmark(shares(), items_bank, series, DRAWN).empty
    assert survey.beside_benchmark(shares(), bank(), series[:0], DRAWN).empty
