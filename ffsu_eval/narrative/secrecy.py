"""What the report does not print, and why: cells, rules and consequences, never a value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from ffsu_eval.charts.incidents.labels import CATEGORIES
from ffsu_eval.disclosure.suppress import PRIMARY, Withheld
from ffsu_eval.french import SECRET, count_words
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.narrative.interviews.results import Interviews
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.reference import labels
from ffsu_eval.rows import capital, rows

MIX_WORDS = {
    "incidents": "incidents par quartier et catégorie",
    "registres": "incidents par source, quartier et année",
    "nuits": "incidents de nuit par quartier",
}
# what the engine names a result, a remainder, a sum of answers
RESULTS = {"résultat": "résultat", "reste": "reste", "somme": "moyenne"}


@dataclass(frozen=True)
class Kept:
    """Withheld cells of one source: its French name, the names of its categories."""

    source: str
    log: tuple[Withheld, ...]
    names: Mapping[str, str]


def withheld(
    surveys: Surveys | Absent, incidents: LocalIncidents | Absent, interviews: Interviews | Absent
) -> Table | Prose:
    """Every number that is withheld: source, cell, kind, rule, consequence; absent data hide none."""
    kept: list[Kept] = []
    if isinstance(surveys, Surveys):
        kept += map(_of_wave, _waves(surveys))
    if isinstance(incidents, LocalIncidents):
        kept += _of_incidents(incidents)
    if isinstance(interviews, Interviews):
        kept.append(_of_interviews(interviews))
    lines = [line for one in kept for line in _lines(one)]
    if not lines:
        return Prose("Secret statistique : aucun nombre n'a dû être retenu dans ce rapport.")
    return Table(
        "secret",
        pd.DataFrame(lines),
        f"{capital(count_words(len(lines), 'nombre retenu', 'nombres retenus'))} au titre du secret "
        "statistique",
        "Cases non montrées, règle qui les retient et conséquence ; aucune valeur",
        Notes(
            "",
            "nombres de répondants, d'incidents et d'entretiens. Une case « secondaire » n'est pas "
            "secrète : la montrer permettrait d'en déduire une autre.",
            "contrôle du secret statistique de l'atelier.",
        ),
    )


def _lines(kept: Kept) -> Iterable[dict[str, str]]:
    for entry in kept.log:
        primary = entry.kind == PRIMARY
        yield {
            "Source": kept.source,
            "Case": cell_words(entry.cell, kept.names),
            "Nature": entry.kind,
            "Règle": entry.rule,
            "Conséquence": f"« {SECRET} » au lieu du nombre et de ce qui en est tiré"
            if primary
            else f"« {SECRET} », pour protéger une autre case",
        }


def cell_words(cell: str, names: Mapping[str, str]) -> str:
    """« rodéos ; Clos-Marin » for the name of a cell; a category without name keeps its code."""
    first, *parts = cell.split("|")
    words = [names[first]] if first in names else []
    for part in parts:
        key, _, value = part.partition("=")
        word = value.split(" ")[0]
        if word in RESULTS:
            words.append(RESULTS[word])
        else:
            words.append(names.get(f"{key}={value}", names.get(value, value)))
    return " ; ".join(words) or "ensemble"


def _waves(surveys: Surveys) -> list[SurveyWave]:
    earlier = [surveys.earlier] if surveys.earlier is not None else []
    return [*surveys.waves, *earlier]


def _of_wave(wave: SurveyWave) -> Kept:
    items = rows(wave.items)
    names = {str(item["item_id"]): str(item["theme_label_fr"]) for item in items}
    answers = {f"code={code}": f"réponse de code {code}" for code in range(-1, 6)}
    source = f"enquête « {wave.wave['wave_id']} »"
    return Kept(source, wave.secrecy.log, {**wave.categories, **names, **answers})


def _of_incidents(incidents: LocalIncidents) -> list[Kept]:
    if not incidents.given:
        return []
    names = {
        **CATEGORIES,
        **incidents.places,
        **incidents.sources,
        "oui": "la nuit",
        "non": "le jour",
    }
    return [
        Kept(MIX_WORDS[name], secrecy.log, names) for name, secrecy in incidents.secrecy.items()
    ]


def _of_interviews(interviews: Interviews) -> Kept:
    names = labels("actor_families", "macro_family", "macro_label_fr")
    return Kept("entretiens par famille d'acteurs", interviews.secrecy.log, names)
