"""The reports of every other city find again what was planted in its data (truths.yml)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ffsu_eval.errors import Undocumented
from ffsu_eval.narrative.chapters import Chapters
from ffsu_eval.params import load_city
from tests.spec.planted import ABSENT, OPERATORS, SOURCES, found

ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "data" / "demo"
CITIES = sorted({path.parent.name for path in DEMO.glob("*/truths.yml")} - {"saint-nazaire"})
PLACEBO = "Placebo"
PLANTED, PLACEBOS = 8, 2  # of each city, at least


# what the story of each mission comes down to, in the words of its synthesis
STORIES = {
    ("aix-marseille-provence", "radicalisation"): "la plupart des communes ne le sont pas",
    ("grand-paris-grand-est", "radicalisation"): "Presque rien ne peut être établi",
    ("paris-terre-d-envol", "radicalisation"): "apprennent la suite",
    ("ville-exemple", "radicalisation"): "orientent trop bas",
    ("chennevieres-sur-marne", "clspd"): "ses décisions sont peu suivies",
    ("chennevieres-sur-marne", "evaluation"): "On ne peut rien dire de l'efficacité",
    ("creteil", "dls"): "Le ressenti et l'enregistré divergent",
    ("creteil", "stspd"): "Les enjeux du diagnostic sont tous repris",
    ("les-lilas", "clspd"): "Le conseil est obligatoire",
    ("les-lilas", "dls"): "Le premier manque est celui d'une gouvernance",
    ("les-lilas", "stspd"): "créer une gouvernance",
    ("montreuil", "evaluation"): "La stratégie a tenu ce qu'elle annonçait",
    ("montreuil", "stspd"): "La stratégie prolonge ce qui a réussi",
    ("plaisir-les-clayes", "dls"): "sauf pour les cambriolages",
    ("ville-exemple", "charte"): "une partie des échanges sensibles lui échappe",
    ("ville-exemple", "doctrine_pm"): "Le service est présent l'après-midi, et appelé le soir",
    ("ville-exemple", "nuit"): "Présence et transports s'arrêtent avant l'heure des incidents",
    ("ville-exemple", "clspd"): "Le conseil se réunit et suit ses décisions",
    ("ville-exemple", "dls"): "Le ressenti porte sur les halls",
    ("ville-exemple", "evaluation"): "la situation n'a pas changé",
    ("ville-exemple", "stspd"): "reste sans objectif",
}

NOTHING_KNOWN = {("grand-paris-grand-est", "radicalisation")}


def _truths(city: str) -> list[dict[str, Any]]:
    text = (DEMO / city / "truths.yml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = yaml.safe_load(text)
    return entries


TRUTHS = [(city, truth) for city in CITIES for truth in _truths(city)]


@pytest.mark.parametrize(
    ("city", "truth"), TRUTHS, ids=[f"{city}-{truth['id']}" for city, truth in TRUTHS]
)
def test_planted_truth_is_found(
    city: str, truth: dict[str, Any], chapters: Callable[[str, str], Chapters]
) -> None:
    mission = chapters(city, truth["engagement"])
    for check in truth["expectation"]:
        if check["operator"] == ABSENT:
            with pytest.raises(Undocumented):
                SOURCES[check["indicator"]][0](mission)
            continue
        value = found(mission, check, check["item"])
        if "minus" in check:
            value -= found(mission, check, check["minus"])
        assert OPERATORS[check["operator"]](value, check["value"]), f"{check} : {value}"


@pytest.mark.parametrize("city", CITIES)
def test_every_city_has_truths_and_placebos(city: str) -> None:
    truths = _truths(city)
    placebos = [truth for truth in truths if truth["statement_fr"].startswith(PLACEBO)]
    assert len(truths) - len(placebos) >= PLANTED
    assert len(placebos) >= PLACEBOS
    assert all(truth["expectation"] for truth in truths)


def test_every_engagement_has_a_truth() -> None:
    asked = {
        (city, engagement) for city in CITIES for engagement in load_city(ROOT, city).engagements
    }
    assert {(city, truth["engagement"]) for city, truth in TRUTHS} == asked


def test_every_truth_speaks_of_known_indicators() -> None:
    assert {name for _, truth in TRUTHS for name in truth["indicator"]} == set(SOURCES)


@pytest.mark.parametrize(("city", "engagement"), STORIES)
def test_the_synthesis_opens_with_the_story(
    city: str, engagement: str, chapters: Callable[[str, str], Chapters]
) -> None:
    """The conclusion that opens it rests on findings that the data establish, and is not withheld."""
    analysis = chapters(city, engagement).analysis
    opening = analysis.essential([]).text.split("\n\n")[0]
    assert STORIES[city, engagement] in opening
    first = analysis.conclusions[analysis.conclusions["headline"].astype(bool)]["conclusion_id"]
    grounds = analysis.chain.findings_of[first.iloc[0]]
    strengths = {found.identifier: found.strength for found in analysis.findings}
    assert grounds
    found = {strengths[name] for name in grounds}
    if (city, engagement) in NOTHING_KNOWN:
        assert "non établi" in found
    else:
        assert not found & {"non établi", "contradictoire"}


def test_every_mission_has_its_story() -> None:
    assert set(STORIES) == {
        (city, engagement) for city in CITIES for engagement in load_city(ROOT, city).engagements
    }
