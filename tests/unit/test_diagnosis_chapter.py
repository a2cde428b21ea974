"""The chapter on the diagnosis: its blocks, sheets and evidence, with and without data."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.charts import diagnosis as charts
from ffsu_eval.errors import Undocumented
from ffsu_eval.evidence.register import Register
from ffsu_eval.indicators.diagnosis.needs import COVERAGE
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.diagnosis import evidence, figures, sheets, tables, titles
from ffsu_eval.narrative.diagnosis.results import Diagnosis
from tests.demo_mission import bare, demo, opened
from tests.unit.test_charts_field import complete
from tests.unit.test_diagnosis import ITEMS

RESPONSES = pd.DataFrame(
    [
        ("RP01", "Médiation de rue", "ORG03", "mediation", "mineurs", "trafic", "Q1", 20.0,
         "heures_semaine", "jour"),
        ("RP02", "Écoute des victimes", "ORG17", "aide_victimes", "victimes", "violences_intrafamiliales",
         None, 12.5, "suivis", "jour"),
        ("RP03", "Équipe de soirée", "ORG03", "presence", "jeunes_majeurs", "halls", "Q1", 3.0, "places",
         "continu"),
    ],
    columns=["response_id", "label_fr", "org_id", "response_type", "public", "phenomenon", "quartier_id",
             "capacity", "capacity_unit", "slots"],
).astype({"quartier_id": "string"})  # fmt: skip
WALKS = pd.DataFrame(
    [
        (f"W{p}", ("jour", "soir")[p], "Q1", f"P{n}", dimension, 1 + (n + p) % 4)
        for p in (0, 1)
        for n in range(4)
        for dimension in ("eclairage", "entretien")
    ],
    columns=["walk_id", "period", "quartier_id", "point", "dimension", "score"],
)
SOCIO = pd.DataFrame(
    [("44184", 2020, 11.2, 17.9, 15.0, 12.4, None, "source fictive")],
    columns=["commune_code", "year", "pop_15_24_share", "single_parent_share", "poverty_rate",
             "unemployment_rate", "social_housing_share", "source"],
)  # fmt: skip
BLOCKS = (
    figures.quadrant, figures.walks, figures.communes, tables.portrait, tables.responses, tables.slots,
    tables.walks, tables.communes, sheets.introduction,
)  # fmt: skip
each_block = pytest.mark.parametrize(
    "block", BLOCKS, ids=lambda b: f"{b.__module__.rpartition('.')[2]}-{b.__name__}"
)
MACHINE = r"\bnan\b|<NA>|None|\bNaN\b|Int64|territory_id|quartier_id|heures_semaine|harcelement_rue"


def about(**changes: list[str]) -> pd.DataFrame:
    """Findings of the demonstration, the first ones about a public and a phenomenon."""
    findings = opened().data.findings.copy()
    for column, values in changes.items():
        findings.loc[findings.index[: len(values)], column] = values
    return findings


@pytest.fixture(scope="module")
def full() -> Diagnosis:
    return Diagnosis(demo(responses=RESPONSES, walk_observations=WALKS, socio=SOCIO))


@pytest.fixture(scope="module")
def twins() -> Diagnosis:
    """Two communes: Saint-Nazaire and one of the fictitious communes of comparison."""
    data = opened().data
    other = sorted(set(data.comparison_groups["commune_code"]) - {"44184"})[0]
    groups = data.comparison_groups
    more = groups[groups["group_id"] == "territoire"].assign(
        for_commune=other, commune_code=other, rank=1
    )
    kept = groups[groups["commune_code"] != other]
    place = replace(opened().territory, label_fr="Les deux villes", communes=("44184", other))
    frames = {"comparison_groups": pd.concat([more, kept], ignore_index=True)}
    return Diagnosis(demo(territory=place, socio=SOCIO, **frames))


@each_block
def test_a_mission_without_data_has_a_sentence_or_nothing(block: Any) -> None:
    shown = block(Diagnosis(bare()))
    assert isinstance(shown, Prose)
    text = shown.markdown()
    assert text == "" or "non documenté" in text.lower()


@each_block
def test_blocks_are_complete_french(block: Any, full: Diagnosis) -> None:
    shown = block(full)
    text = shown.markdown()
    assert not re.search(MACHINE, text), text
    if isinstance(shown, Figure | Table):
        assert "données fictives" in shown.notes.source
        assert shown.title[0] == shown.title[0].upper()
        assert not shown.title.endswith(".")
        complete(shown.data if isinstance(shown, Figure) else shown.frame)


def test_an_absent_chapter_is_told_once_for_each_block() -> None:
    absent: Any = Absent("données sociales", demo())
    assert "Non documenté" in tables.portrait(absent).markdown()
    assert "Non documenté" in figures.needs(absent, Register()).markdown()
    # a chapter that the notebook could not open is not opened again
    closed = Diagnosis(demo(), surveys=Absent("enquêtes", demo()))
    with pytest.raises(Undocumented, match="enquêtes"):
        _ = closed.quadrant
    assert "enquêtes" in figures.quadrant(closed).markdown()


def test_chapters_that_are_given_are_used(full: Diagnosis) -> None:
    again = Diagnosis(full.mission, crime=full.crime, surveys=full.surveys)
    assert again.crime is full.crime


def test_portrait_without_social_data_still_counts_people(full: Diagnosis) -> None:
    told = tables.portrait(Diagnosis(demo("socio")))
    assert isinstance(told, Table)
    assert told.title.startswith("Saint-Nazaire : ")
    assert "2 mesures documentées sur 7" in told.title
    assert set(told.frame["Saint-Nazaire"].iloc[2:]) == {"n.d."}
    social = tables.portrait(full)
    assert isinstance(social, Table)
    assert "6 mesures documentées sur 7" in social.title
    assert "source fictive" in social.notes.source


def needy(**pairs: list[str]) -> tuple[Diagnosis, Register]:
    links = pd.DataFrame(
        [("C1", "SUR02:trafic"), ("C1", "INT:x"), ("C2", "SUR02:trafic"), ("C2", "INT:x")],
        columns=["finding_id", "evidence_id"],
    )
    findings = about(**pairs).assign(direction="descriptif")
    chapter = Diagnosis(demo(responses=RESPONSES, findings=findings, finding_evidence=links))
    return chapter, Register(items=dict(ITEMS))


def test_needs_are_drawn_from_the_findings_and_the_register() -> None:
    chapter, register = needy(
        public=["femmes", "mineurs"], phenomenon=["harcelement_rue", "trafic"]
    )
    found = chapter.coverage(register).set_index("public")["state"].to_dict()
    assert found["femmes"] == "manque"
    assert found["mineurs"] == "couvert"
    shown = figures.needs(chapter, register)
    assert isinstance(shown, Figure)
    assert shown.title == (
        "Sur deux besoins établis, un reste sans réponse ; un n'est couvert qu'en journée"
    )
    assert "aucune réponse de capacité connue" in shown.notes.lecture
    items = {item.evidence_id: item for item in evidence.of_needs(chapter, register)}
    assert items["DLS02:femmes.harcelement_rue"].headline_fr == "manque"
    assert "en journée seulement" in items["DLS02:mineurs.trafic"].statement_fr
    assert items["DLS02:ensemble"].statement_fr == "un besoin établi sans réponse sur 2"
    # once registered, these items do not add to the need that they tell of
    register.add(items.values())
    links = chapter.mission.data.finding_evidence
    more = pd.DataFrame({"finding_id": ["C1"], "evidence_id": ["DLS02:mineurs.trafic"]})
    chapter.mission.data.finding_evidence = pd.concat([links, more], ignore_index=True)
    assert chapter.coverage(register).set_index("public").loc["femmes", "value"] == 2
    # nobody is marked as citing what the matrix only reads
    assert not register.uses


def test_needs_without_findings_about_anybody_leave_the_responses() -> None:
    chapter, register = needy()
    shown = figures.needs(chapter, register)
    assert isinstance(shown, Figure)
    assert shown.title == "Aucun besoin n'est signalé par deux familles de preuves"
    assert evidence.of_needs(Diagnosis(bare()), register) == []


def test_slots_are_told_in_the_title(full: Diagnosis) -> None:
    assert titles.slots(full.slots) == (
        "Sur trois réponses recensées, une est ouverte en soirée et une la nuit"
    )
    day = Diagnosis(demo(responses=RESPONSES.head(2)))
    assert titles.slots(day.slots) == (
        "Aucune des 2 réponses recensées n'est ouverte en soirée ni la nuit"
    )
    told = {item.evidence_id: item for item in evidence.items(full)}
    assert told["DLS02:soiree"].statement_fr == "une réponse ouverte en soirée sur 3 recensées"
    assert told["DLS02:jour"].headline_fr == "3 sur 3"


def test_two_communes_are_set_side_by_side_in_their_order(twins: Diagnosis) -> None:
    frame = twins.ratios
    assert set(frame["territory_id"]) == {"44184"}
    assert len(frame) == len(twins.crime.labels)
    shown = figures.communes(twins)
    assert isinstance(shown, Figure)
    assert "sans classement" in shown.notes.champ
    complete(shown.data)
    told = tables.communes(twins)
    assert isinstance(told, Table)
    complete(told.frame)
    names = {item.evidence_id for item in evidence.items(twins)}
    assert "DLS04:cambriolages" in names
    assert "SOC:poverty_rate.44184" in names
    portrait = tables.portrait(twins)
    assert isinstance(portrait, Table)
    assert "Ensemble" in portrait.frame.columns


def test_one_commune_has_nothing_to_compare(full: Diagnosis) -> None:
    assert figures.communes(full).markdown() == ""
    assert tables.communes(full).markdown() == ""


def test_evidence_is_one_item_per_result(full: Diagnosis) -> None:
    items = evidence.items(full)
    names = [item.evidence_id for item in items]
    assert len(set(names)) == len(names)
    assert {
        "DLS01:cambriolages",
        "DLS03:eclairage",
        "DLS03:eclairage.soir",
        "SOC:population",
    } <= set(names)
    assert all(re.fullmatch(r"[A-Z]{3}(?:\d{2})?:[A-Za-z0-9_.\-]{1,60}", name) for name in names)
    by_name = {item.evidence_id: item for item in items}
    assert by_name["DLS01:regroupements"].direction == "non établi"
    assert by_name["DLS03:eclairage"].family == "OBS"
    assert by_name["SOC:poverty_rate"].producer == "source fictive"
    # social data are absent, what the crime base tells is not
    left = {item.evidence_id for item in evidence.items(Diagnosis(demo()))}
    assert "SOC:population" in left
    assert not {name for name in left if name.startswith(("DLS02", "DLS03"))}


def test_a_sheet_reads_the_guarded_frames_and_no_count(full: Diagnosis) -> None:
    shown = sheets.sheet(full, "Q1")
    assert isinstance(shown, Table)
    complete(shown.frame)
    assert not re.search(MACHINE, shown.markdown())
    cells = dict(shown.frame.itertuples(index=False, name=None))
    assert "Médiation de rue (en journée)" in cells["Réponses présentes"]
    assert "une réponse à l’échelle du territoire" in cells["Réponses présentes"]
    assert cells["Phénomènes les plus rencontrés"].startswith("non documenté")
    assert "éclairage" in cells["Marches exploratoires"]
    assert shown.title.startswith("Belle-Anse : densité d'incidents")
    # a density that the control has hidden is a sign, whatever the register holds
    hidden = full.incidents.densities.assign(
        value=pd.NA, ci_low=pd.NA, ci_high=pd.NA, count=pd.NA, caveat="secret statistique"
    )
    secret = Diagnosis(full.mission)
    secret.incidents.__dict__["densities"] = hidden
    lines = dict(sheets.incidents(secret, "Q1"))
    assert {text for name, text in lines.items() if name.startswith("Incidents")} == {"s"}


def test_a_sheet_says_what_is_not_documented() -> None:
    places = opened().data.quartiers
    lone = sheets.sheet(Diagnosis(bare(quartiers=places)), "Q1")
    assert isinstance(lone, Table)
    assert lone.title == "Belle-Anse : ce qui est documenté"
    assert lone.frame["Ce qui est documenté"].str.contains("non documenté").sum() == 5
    assert sheets.sheet(Diagnosis(bare(quartiers=places)), "Q99").markdown() == ""
    assert list(Diagnosis(bare()).places) == []


def test_quotes_name_the_place_and_nobody() -> None:
    data = opened().data
    first = data.interviews[data.interviews["quote_level"] == "C1"]["interview_id"].iloc[:2]
    texts = data.segments.assign(sensitivity="ordinaire")
    own = texts.index[texts["interview_id"].isin(first)]
    texts.loc[own, "text_redacted"] = "À Belle-Anse, les soirées sont calmes."
    told = sheets.quotes(Diagnosis(demo(segments=texts)), "Q1")
    assert told.count("«") == 2
    # C0 is never quoted, nor a sensitive segment
    never = data.interviews.assign(quote_level="C0")
    assert "aucun propos" in sheets.quotes(Diagnosis(demo(segments=texts, interviews=never)), "Q1")
    secret = texts.assign(sensitivity="sensible")
    assert "aucun propos" in sheets.quotes(Diagnosis(demo(segments=secret)), "Q1")


def test_a_sector_of_the_survey_names_its_phenomena_without_figures() -> None:
    data = opened().data
    people = data.survey_respondents.copy()
    largest = people[people["wave_id"] == "acteurs-2023"]["stratum"].value_counts().index[0]
    strata = data.survey_strata.copy()
    strata.loc[strata["stratum"] == largest, "label_fr"] = "Belle-Anse"
    chapter = Diagnosis(demo(survey_strata=strata))
    text = sheets.phenomena(chapter, "Q1")
    size = int((chapter.surveys.main.respondents["stratum"] == largest).sum())
    if size < 30:
        assert "moins de 30" in text
    else:
        assert text.endswith(f"({size} répondants du secteur)")
        assert len(re.findall(r"\d+", text)) == 1


def test_charts_refuse_nothing_and_unknown_names() -> None:
    with pytest.raises(ValueError, match="no row"):
        charts.needs_matrix(pd.DataFrame(columns=list(COVERAGE)), {}, {})
    with pytest.raises(ValueError, match="missing columns"):
        charts.quadrant_plot(pd.DataFrame({"phenomenon": []}))
    with pytest.raises(ValueError, match="no label"):
        charts.walk_dots(
            Diagnosis(demo(walk_observations=WALKS)).walk_profile.assign(dimension="odeur").head(1)
        )
