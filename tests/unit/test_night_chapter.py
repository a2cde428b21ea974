"""The chapter on the night: its blocks with all the data and without each; what it may not print."""

from functools import cache
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.evidence.items import Origin
from ffsu_eval.evidence.register import Register
from ffsu_eval.gate.datasets import DATASETS, read_all
from ffsu_eval.gate.passage import load
from ffsu_eval.mission import FieldData, request
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.night import council, evidence, figures, responses, sheet, tables
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.secrecy import kept_of, withheld
from ffsu_eval.params import load_city
from ffsu_eval.products.write import PRODUCTS, draft, products_of
from ffsu_eval.territories import territory
from tests.conftest import ROOT

CITY, KEY = "ville-exemple", "nuit"
BLOCKS = {
    **{f"figures.{name}": getattr(figures, name) for name in (
        "clock", "heat", "complaints", "opinions", "offer", "commitments", "effect")},
    **{f"tables.{name}": getattr(tables, name) for name in (
        "zones", "rates", "passages", "peak", "categories", "events", "recurrence", "rescue")},
    **{f"responses.{name}": getattr(responses, name) for name in (
        "presence", "rounds", "lighting", "harassment", "membership", "sanctions")},
    "sheet": sheet.identity,
    "charter": council.commitments_proposed,
}  # fmt: skip
NIGHT = (
    "night_zones", "night_incidents", "noise_complaints", "night_presence", "mediation_rounds",
    "pedestrian_counts", "venues", "night_transport", "lighting", "night_events",
    "emergency_counts", "admin_sanctions", "charter_commitments", "night_answers",
)  # fmt: skip
SURE = {"night_zones", "night_incidents", "venues"}  # what other blocks stand on


@cache
def held() -> dict[str, pd.DataFrame]:
    city = load_city(ROOT, CITY)
    asked = request(ROOT, CITY, KEY, city.engagements[KEY], territory(city.territory))
    raw = read_all(asked)
    wanted = {*NIGHT, "organisations", "quartiers"}
    return {
        name: frame
        for dataset in DATASETS
        if dataset.name in wanted and dataset.name in raw
        for name, frame in load(dataset, raw).items()
    }


def mission(*without: str, **frames: pd.DataFrame) -> Any:
    city = load_city(ROOT, CITY)
    data = {name: frame for name, frame in held().items() if name not in without} | frames
    return SimpleNamespace(
        engagement=KEY,
        data=FieldData(**data),
        parameters=city.engagements[KEY],
        territory=territory(city.territory),
        status_words=lambda dataset: "données fictives de démonstration",
        origin=lambda producer, dataset, place: Origin(producer, "démonstration", place),
        former={},
        fictitious=True,
        store=SimpleNamespace(verdict=SimpleNamespace(fingerprint="0123456789abcdef")),
    )


@cache
def whole() -> Nightlife:
    return Nightlife(mission())


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_told_with_its_notes(name: str) -> None:
    shown = BLOCKS[name](whole())
    assert shown.markdown()
    if isinstance(shown, Figure):
        assert shown.alt.endswith(".")
        assert len(shown.data)
        assert shown.notes.lecture
    if isinstance(shown, Figure | Table):
        assert shown.notes.champ
        assert "fictives" in shown.notes.source
    assert "nan" not in shown.markdown().lower().split()


@pytest.mark.parametrize("missing", NIGHT)
def test_without_a_dataset_the_rest_is_still_told(missing: str) -> None:
    nightlife = Nightlife(mission(missing))
    lost = []
    for name, block in BLOCKS.items():
        shown = block(nightlife)
        if isinstance(shown, Prose) and "Non documenté" in shown.text:
            lost.append(name)
    assert lost
    assert len(lost) <= (len(BLOCKS) if missing in SURE else 4), lost
    assert evidence.items(nightlife)


def test_the_sheet_says_what_is_not_documented() -> None:
    text = sheet.identity(Nightlife(mission("night_transport", "night_events"))).markdown()
    # the timetable is lacking, not the venues: only the line on the way home says so
    assert text.count("non documenté : transports de nuit") == 1
    assert "non documenté : nuits d'événement" in text


def test_evidence_has_unique_identifiers_and_places() -> None:
    found = evidence.items(whole())
    names = [item.evidence_id for item in found]
    assert len(names) == len(set(names))
    indicators = {name.partition(":")[0] for name in names}
    assert indicators == {f"NUI{rank:02d}" for rank in range(1, 15)}
    assert all(item.shown_in for item in found)


def test_no_effect_that_the_interval_does_not_separate_is_told_as_a_fall() -> None:
    by_name = {item.evidence_id: item for item in evidence.items(whole())}
    assert by_name["NUI11:ecart"].direction == "non établi"
    assert "non détectable" in by_name["NUI11:ecart"].statement_fr
    assert figures.effect(whole()).title == "Effet de la mesure : non détectable"  # type: ignore[union-attr]


def test_a_measure_that_halves_incidents_is_told_so() -> None:
    found = held()["night_incidents"]
    after = (found["zone_id"] == "N1") & (found["ts"] >= pd.Timestamp("2022-07-01 12:00"))
    kept = found[~after | (found.groupby(after).cumcount() % 2 == 0)]
    shown = figures.effect(Nightlife(mission(night_incidents=kept)))
    assert shown.title == "Effet de la mesure : baisse relative détectée"  # type: ignore[union-attr]


def test_slots_of_few_incidents_are_not_printed() -> None:
    shown = whole()
    raw = shown.found.groupby(["night", "hour"]).size()
    small = raw[raw < 6].index
    assert len(small)
    printed = shown.profile.set_index(["night", "hour"])
    assert printed.loc[list(small), "count"].isna().all()
    data = figures.heat(shown).data  # type: ignore[union-attr]
    night, hour = small[0]
    line = data[(data["Nuit"] == night.capitalize()) & data["Mesure"].str.contains("Incidents")]
    assert line[f"{hour} h"].tolist() == ["s"]


def test_harassment_is_not_told_when_a_cell_is_under_eleven() -> None:
    answers = held()["night_answers"].copy()
    men = answers.index[(answers["gender"] == "homme") & answers["harassed_12m"].fillna(False)]
    answers.loc[men[:5], "harassed_12m"] = False  # fifteen become ten
    nightlife = Nightlife(mission(night_answers=answers))
    shown = responses.harassment(nightlife)
    assert isinstance(shown, Prose)
    assert "secret statistique" in shown.text
    told = [item for item in evidence.items(nightlife) if item.evidence_id.startswith("NUI08")]
    assert told
    assert all(item.value is None and item.ci_low is None for item in told)


def test_nobody_harassed_is_a_secret_too() -> None:
    answers = held()["night_answers"].copy()
    men = answers.index[(answers["gender"] == "homme") & answers["harassed_12m"].fillna(False)]
    answers.loc[men, "harassed_12m"] = False
    shown = responses.harassment(Nightlife(mission(night_answers=answers)))
    assert isinstance(shown, Prose)


def test_one_or_two_sanctions_are_a_venues_own_affair() -> None:
    register = held()["admin_sanctions"]
    first = register.index[register["type"] == "retrait"][0]
    fewer = register.drop(index=first)  # three become two
    shown = responses.sanctions(Nightlife(mission(admin_sanctions=fewer)))
    cells = shown.frame.set_index("Sanction")  # type: ignore[union-attr]
    assert cells.loc["Retraits d'autorisation", "2022"] == "s"
    # the rest of the year would give it: another cell is withheld with it
    assert (cells["2022"] == "s").sum() >= 2


def test_what_is_withheld_is_listed_in_words() -> None:
    kept = kept_of(whole())
    assert {one.table for one in kept} >= {"nuit : incidents", "nuit : harcèlement"}
    absent: Any = SimpleNamespace(mission=whole().mission)
    text = withheld(absent, whole()).markdown()
    assert "incidents de nuit" in text
    assert "moins de 6 incidents" in text
    assert "night=" not in text
    assert "hour=" not in text


def test_the_council_has_the_organisations_of_the_mission() -> None:
    shown = council.colleges(mission())
    assert "Union de commerçants" in shown.markdown()
    assert "à désigner" in shown.markdown()
    assert "sans pouvoir de décision" in council.proposal(mission()).markdown()


def test_the_follow_up_starts_from_the_values_of_today() -> None:
    register = Register(absent={})
    register.add(evidence.items(whole()))
    shown = council.follow_up(whole(), register)
    assert shown.frame["Valeur de départ"].ne("///").all()  # type: ignore[union-attr]
    empty = council.follow_up(whole(), Register(absent={}))
    assert empty.frame["Valeur de départ"].eq("///").all()  # type: ignore[union-attr]


def test_the_draft_of_the_charter_takes_over_the_commitments() -> None:
    product = next(each for each in PRODUCTS if each.key == "charte-vie-nocturne")
    assert products_of(mission()) == [product]
    text = draft(mission(), product)
    for row in held()["charter_commitments"].itertuples():
        assert str(row.label_fr).replace("'", "’") in text.replace("'", "’")
    assert "jamais vérifié" in text
    assert "à compléter" in text
    bare = draft(mission("venues", "night_zones", "night_transport"), product)
    assert "à compléter : zones" in bare.replace("\u00a0", " ")
