"""The chapter of a police service: with its data, without each of them, and what it withholds."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import docx
import pandas as pd
import pytest

from ffsu_eval.errors import Undocumented
from ffsu_eval.gate.datasets import GROUPS
from ffsu_eval.mission import FieldData, Mission, open_mission
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.chapters import Chapters
from ffsu_eval.narrative.doctrine import conduct, evidence, figures, law, means
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.params import load_city
from ffsu_eval.products import write_products
from ffsu_eval.products.write import PRODUCTS, draft
from tests.conftest import ROOT
from tests.demo_mission import Told

BLOCKS: dict[str, Callable[[Any], Any]] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": getattr(module, name)
    for module, names in (
        (figures, ("time_use", "wishes", "week", "hours", "sectors", "delays", "waiting", "roles",
                   "coverage")),
        (means, ("staff", "presence", "initiative", "load", "scenarios", "follow_up")),
        (law, ("catalogue", "classes", "shared", "convention")),
        (conduct, ("trainings", "equipments", "force", "complaints")),
    )
    for name in names
}  # fmt: skip
OWN = {
    dataset.name
    for group in GROUPS
    if group.expected == ("doctrine_pm",)
    for dataset in group.datasets
}
# what the register is asked for when its data are absent
DATA_OF = {
    "DOC01": "pm_positions", "DOC02": "pm_shifts", "DOC05": "pm_activities", "DOC06": "pm_calls",
    "DOC09": "mission_expectations", "DOC10": "convention_clauses", "DOC11": "trainings",
    "DOC12": "force_uses", "DOC13": "complaints", "DOC14": "scenarios", "DOC15": "pn_presences",
}  # fmt: skip


@cache
def mission() -> Mission:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FFSU_EVAL_EXTERNAL", "data/external")
        asked = load_city(ROOT, "ville-exemple").engagements["doctrine_pm"]
        values = {name: getattr(asked, name) for name in type(asked).model_fields}
        return open_mission({"city": "ville-exemple", "engagement": "doctrine_pm", **values})


class Police(Told):
    """The demonstration of the police, some of its data left out or replaced."""

    def __getattr__(self, name: str) -> Any:
        return getattr(mission(), name)


def police(*without: str, **frames: pd.DataFrame) -> Doctrine:
    held = {name: frame for name, frame in vars(mission().data).items() if name not in without}
    told: Any = Police(FieldData(**{**held, **frames}), mission().territory)
    return Doctrine(told)


@pytest.fixture(scope="module")
def whole() -> Doctrine:
    return police()


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_says_what_it_shows(name: str, whole: Doctrine) -> None:
    shown = BLOCKS[name](whole)
    assert isinstance(shown, (Figure, Table, Prose))
    text = shown.markdown()
    assert "nan" not in text.lower().split()
    assert "<NA>" not in text
    assert "Non documenté" not in text
    if not isinstance(shown, Prose):
        assert "**Champ :**" in text
        assert "données fictives" in text
    if isinstance(shown, Figure):
        assert len(shown.alt) > 40
        assert len(shown.data)


SILENT = {
    "pm_units": ("means.presence", "conduct.trainings", "figures.week", "figures.coverage"),
    "pm_positions": ("means.staff", "means.presence", "conduct.trainings"),
    "mission_catalog": ("figures.time_use", "figures.wishes", "figures.roles", "law.shared",
                        "law.catalogue", "law.classes"),
    "pm_shifts": ("means.presence", "figures.week", "figures.hours", "figures.sectors", "means.load",
                  "figures.coverage"),
    "pm_activities": ("figures.time_use", "means.initiative", "figures.sectors"),
    "pm_calls": ("figures.week", "figures.hours", "figures.sectors", "means.load", "figures.delays",
                 "figures.waiting"),
    "pn_presences": ("figures.coverage",),
    "mission_expectations": ("figures.wishes",),
    "responsibilities": ("figures.roles", "law.shared"),
    "convention_clauses": ("law.convention",),
    "trainings": ("conduct.trainings",),
    "equipments": ("conduct.equipments",),
    "service_volumes": ("conduct.force", "conduct.complaints"),
    "force_uses": ("conduct.force",),
    "complaints": ("conduct.complaints",),
    "scenarios": ("means.scenarios",),
    "scenario_shifts": ("means.scenarios",),
    "scenario_costs": ("means.scenarios",),
}  # fmt: skip
# blocks that say less, and still speak
SAY_LESS = {
    "pm_comparators": ("means.staff", "services comparés"),
    "trainings": ("conduct.equipments", "79 %"),
    "pm_calls": ("means.scenarios", "Appels couverts"),
    "scenarios": ("means.follow_up", "Scénario"),
}


@pytest.mark.parametrize("dataset", SILENT)
def test_a_block_says_that_its_data_are_absent(dataset: str) -> None:
    own = police(dataset)
    for name in SILENT[dataset]:
        text = BLOCKS[name](own).markdown()
        assert "Non documenté" in text, name
        assert "**Champ :**" not in text, name


@pytest.mark.parametrize(("dataset", "name", "words"), [(d, *told) for d, told in SAY_LESS.items()])
def test_a_block_says_less_without_optional_data(dataset: str, name: str, words: str) -> None:
    text = re.sub(r"[\u00a0\u202f]", " ", BLOCKS[name](police(dataset)).markdown())
    assert "Non documenté" not in text
    assert words not in text


def test_every_dataset_is_tried() -> None:
    assert set(SILENT) | set(SAY_LESS) == OWN


def test_the_law_is_that_of_the_day_of_the_report() -> None:
    own = police()
    text = law.frame(own).markdown()
    assert "29 emplois de police municipale pourvus : elle est obligatoire" in text
    assert "projet de loi" not in text
    own.mission.parameters = own.mission.parameters.model_copy(
        update={"report_date": date(2025, 10, 29)}
    )
    assert "sa promulgation n'est pas établie" in law.frame(own).markdown()
    posts = mission().data.pm_positions
    two = posts[posts["grade"] == "gardien"].head(2)
    assert "elle n'est pas obligatoire" in law.frame(police(pm_positions=two)).markdown()
    assert (
        "emplois de police municipale pourvus" not in law.frame(police("pm_positions")).markdown()
    )


def test_hours_are_compared_without_activities() -> None:
    assert "Part de la présence" in figures.hours(police("pm_activities")).markdown()


@pytest.mark.parametrize(("prefix", "dataset"), DATA_OF.items())
def test_evidence_follows_the_data(prefix: str, dataset: str, whole: Doctrine) -> None:
    assert any(item.evidence_id.startswith(prefix) for item in evidence.items(whole))
    left = evidence.items(police(dataset))
    assert not any(item.evidence_id.startswith(f"{prefix}:") for item in left)


def test_evidence_has_one_name_each_and_keeps_the_bounds(whole: Doctrine) -> None:
    items = evidence.items(whole)
    names = [item.evidence_id for item in items]
    assert len(set(names)) == len(names)
    assert {name.partition(":")[0] for name in names} == {f"DOC{n:02d}" for n in range(1, 16)}
    for item in items:
        assert re.fullmatch(r"DOC\d\d:[A-Za-z0-9_.\-]+", item.evidence_id)
        if item.ci_low is not None and item.value is not None:
            assert item.ci_high is not None
            assert item.ci_low <= item.ci_high
        if item.value is not None:
            assert item.statement_fr


def test_documents_and_doctrine_do_not_share_a_prefix() -> None:
    register = Chapters(mission()).register
    assert "PIE:D02" in register.items
    assert not [name for name in register.items if name.startswith("DOC:")]


# ---- What is withheld ---------------------------------------------------------------------------


def test_no_unit_under_five_agents_is_told(whole: Doctrine) -> None:
    small = {"Direction et secrétariat", "Équipe cynophile"}
    for block in (means.presence, conduct.trainings):
        text = block(whole).markdown()
        assert not [name for name in small if name in text]
        assert "regroupées" in text
    told = " ".join(item.label_fr for item in evidence.items(whole))
    assert "cynophile" not in told.lower()


def test_a_service_of_four_agents_tells_nothing_of_its_units() -> None:
    data = mission().data
    few = data.pm_positions.head(4)
    text = conduct.trainings(police(pm_positions=few)).markdown()
    assert "Brigade" not in text
    assert "Unité " not in means.presence(police(pm_positions=few)).markdown().partition("Champ")[
        0
    ].replace("Unité |", "")


def test_rare_uses_of_force_are_withheld_with_another() -> None:
    data = mission().data
    uses = data.force_uses.copy()
    rare = uses["force_type"] == "aerosol"
    uses.loc[rare, "count"] = 0
    uses.loc[uses.index[rare][0], "count"] = 2
    found = police(force_uses=uses)
    rows = found.force.set_index(["dimension", "item"])
    assert pd.isna(rows.loc[("type", "aerosol"), "count"])
    # the whole less the others would give it: another type is withheld too, or the whole is
    hidden = rows[rows["count"].isna()]
    assert len(hidden) >= 2
    assert "s |" in conduct.force(found).markdown() or "| s" in conduct.force(found).markdown()


def test_hours_of_few_calls_are_hatched_not_empty(whole: Doctrine) -> None:
    week = whole.week
    hidden = week["value"].isna()
    assert hidden.any()
    assert week.loc[hidden, "agents"].notna().all()
    kept = whole.whole_week.loc[~hidden, "count"]
    assert ((kept == 0) | (kept >= 6)).all()
    assert "moins de six appels" in figures.week(whole).markdown()


def test_what_is_withheld_is_said_in_the_annex() -> None:
    from ffsu_eval.narrative.secrecy import withheld

    chapters = Chapters(mission())
    text = withheld(chapters.surveys, chapters.doctrine).markdown()
    assert "appels reçus" in text


# ---- The draft ----------------------------------------------------------------------------------


PRODUCT = next(product for product in PRODUCTS if product.key == "doctrine-emploi")


def plain(text: str) -> str:
    text = re.sub(r"[\u00a0\u202f]", " ", text).replace("’", "'")
    return re.sub(r"\[\\\[(.*?)\\\]\]\{custom-style=\"Repère\"\}", r"[\1]", text)


def test_the_draft_is_filled_and_leaves_the_decisions_open(whole: Doctrine) -> None:
    text = plain(draft(whole.mission, PRODUCT))
    assert "[à compléter : finalités arrêtées par les élus]" in text
    assert "[à vérifier : article R515-1]" in text
    assert "article L512-4" in text
    assert "[à vérifier : CGCT, art. L2212-2, version à vérifier]" in text
    assert "Nuisances sonores et différends | personne |" in text
    assert "autorisation échue" in text
    assert "Soirée et nuit, toute la semaine" in text
    assert "Aucun chiffre ne décrit un agent" in text


@pytest.mark.parametrize("dataset", sorted(OWN - {"mission_catalog"}))
def test_the_draft_holds_without_each_dataset(dataset: str) -> None:
    assert "[à compléter :" in plain(draft(police(dataset).mission, PRODUCT))


def test_without_a_catalogue_there_is_no_draft() -> None:
    with pytest.raises(Undocumented):
        draft(police("mission_catalog").mission, PRODUCT)


def test_the_draft_is_a_word_file(tmp_path: Any) -> None:
    written = write_products(mission(), tmp_path)
    assert list(written) == ["doctrine_pm-doctrine-emploi.docx"]
    document = docx.Document(str(tmp_path / "doctrine_pm-doctrine-emploi.docx"))
    words = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "à compléter" in words
    assert len(document.tables) >= 8


def test_the_chapter_is_of_this_type_only() -> None:
    chapters = Chapters(mission())
    assert isinstance(chapters.doctrine, Doctrine)
    assert not isinstance(chapters.doctrine, Absent)
