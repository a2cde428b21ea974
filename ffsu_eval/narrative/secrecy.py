"""What the report does not print, and why: cells, rules and consequences, never a value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from ffsu_eval.disclosure.ledger import (
    MIME,
    Ledger,
    as_text,
    former_of,
    survey_table,
    with_release,
)
from ffsu_eval.disclosure.printed import Printed
from ffsu_eval.disclosure.suppress import PRIMARY, Withheld
from ffsu_eval.french import SECRET, count_words
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.blocks import Bundle, Notes, Prose, Table
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.doctrine.words import cell_words as police_words
from ffsu_eval.narrative.evaluation.results import Evaluation
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.narrative.incidents.words import cell_names, table_words
from ffsu_eval.narrative.interviews.results import INTERVIEWS, Interviews
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.radicalisation.results import ASKED, TRAINED, Radicalisation
from ffsu_eval.narrative.screened import screened_texts
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.narrative.workshops.results import Workshop
from ffsu_eval.reference import labels
from ffsu_eval.rows import capital

__all__ = ["Kept", "Remembered", "cell_words", "kept_of", "ledger_of", "screened_texts", "withheld"]

# what the engine names a result, a remainder, a sum of answers
RESULTS = {"résultat": "résultat", "reste": "reste", "somme": "moyenne"}
# cells of one table and rule beyond which they are told on one line
LISTED = 12


@dataclass(frozen=True)
class Kept:
    """Cells of one table under secrecy: what is withheld, and in French its name and categories."""

    table: str
    source: str
    log: tuple[Withheld, ...]
    names: Mapping[str, str]
    released: Printed


@dataclass(frozen=True)
class Remembered:
    """A block that also carries what this release printed, for the next one to know."""

    block: Table | Prose
    ledger: str

    def markdown(self) -> str:
        """The block alone."""
        return self.block.markdown()

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        data, metadata = self.block._repr_mimebundle_()
        return {**data, MIME: self.ledger}, metadata


def withheld(
    surveys: Surveys | Absent,
    incidents: LocalIncidents | Absent,
    interviews: Interviews | Absent,
    workshop: Workshop | Absent | None = None,
    evaluation: Evaluation | Absent | None = None,
    radicalisation: Radicalisation | Absent | None = None,
    doctrine: Doctrine | Absent | None = None,
    nightlife: Nightlife | Absent | None = None,
) -> Remembered:
    """Every number that is withheld: source, cell, kind, rule, consequence; absent data hide none."""
    kept = kept_of(
        surveys, incidents, interviews, workshop, evaluation, radicalisation, doctrine, nightlife
    )
    missions = [chapter.mission for chapter in (surveys, incidents, interviews)]
    ledger = as_text(ledger_of(missions[0], kept))
    lines = [line for one in kept for line in _lines(one)]
    if not lines:
        told = "Secret statistique : aucun nombre n'a dû être retenu dans ce rapport."
        return Remembered(Prose(told), ledger)
    count = sum(len(one.log) for one in kept)
    table = Table(
        "secret",
        pd.DataFrame(lines),
        f"{capital(count_words(count, 'nombre retenu', 'nombres retenus'))} au titre du secret "
        "statistique",
        "Cases non montrées, règle qui les retient et conséquence ; aucune valeur",
        Notes(
            "",
            "nombres de répondants, d'incidents, d'entretiens et de participants. Une case « secondaire » "
            "n'est pas secrète : la montrer permettrait d'en déduire une autre.",
            "contrôle du secret statistique de l'atelier.",
        ),
    )
    return Remembered(table, ledger)


def kept_of(
    surveys: Surveys | Absent,
    incidents: LocalIncidents | Absent,
    interviews: Interviews | Absent,
    workshop: Workshop | Absent | None = None,
    evaluation: Evaluation | Absent | None = None,
    radicalisation: Radicalisation | Absent | None = None,
    doctrine: Doctrine | Absent | None = None,
    nightlife: Nightlife | Absent | None = None,
) -> list[Kept]:
    """The tables under secrecy of the chapters that have data."""
    kept: list[Kept] = []
    if isinstance(surveys, Surveys):
        kept += map(_of_wave, _waves(surveys))
    if isinstance(incidents, LocalIncidents) and incidents.given:
        kept += _of_incidents(incidents)
    families = labels("actor_families", "macro_family", "macro_label_fr")
    if isinstance(interviews, Interviews):
        own = interviews.secrecy
        words = "entretiens par famille d'acteurs"
        kept.append(Kept(INTERVIEWS, words, own.log, families, own.released))
    if isinstance(workshop, Workshop) and workshop.given:
        voters = workshop.secrecy
        words = "participants de l'atelier par famille d'acteurs"
        kept.append(Kept(voters.name, words, voters.log, families, voters.released))
    if isinstance(evaluation, Evaluation) and "zone_counts" in vars(evaluation.mission.data):
        for cells in evaluation.secrecy.values():
            words = "faits comptés par zone et par période"
            kept.append(Kept(cells.name, words, cells.log, {}, cells.released))
    return [
        *kept,
        *_of_radicalisation(radicalisation),
        *_of_police(doctrine),
        *_of_the_night(nightlife),
    ]


def _of_radicalisation(chapter: Radicalisation | Absent | None) -> list[Kept]:
    if not isinstance(chapter, Radicalisation):
        return []
    kept, held = [], vars(chapter.mission.data)
    bands = labels("population_bands", "band")
    families = labels("actor_families", "actor_family")
    if "training_log" in held:
        own = chapter.training_secrecy
        kept.append(Kept(TRAINED, TRAINED, own.log, {**bands, **families}, own.released))
    if "professional_answers" in held:
        own = chapter.secrecy
        names = {**chapter.professions, **chapter.answer_names}
        kept.append(Kept(ASKED, ASKED, own.log, names, own.released))
    return kept


def _of_police(chapter: Doctrine | Absent | None) -> list[Kept]:
    if not isinstance(chapter, Doctrine):
        return []
    names = police_words(chapter.sectors if "quartiers" in vars(chapter.mission.data) else {})
    return [Kept(own.name, own.name, own.log, names, own.released) for own in chapter.secrecies]


def _of_the_night(chapter: Nightlife | Absent | None) -> list[Kept]:
    if not isinstance(chapter, Nightlife):
        return []
    made = chapter.secrecy.made()
    names = {**chapter.secrecy.names, **{own.name: "" for own in made.values()}}
    return [Kept(own.name, words, own.log, names, own.released) for words, own in made.items()]


def ledger_of(mission: Mission, kept: Iterable[Kept]) -> Ledger:
    """What the releases of the report printed, this one included."""
    former: Ledger = getattr(mission, "former", {})
    own = {one.table: with_release(former_of(mission, one.table), one.released) for one in kept}
    return {**former, **own}


def _lines(kept: Kept) -> Iterable[dict[str, str]]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for entry in kept.log:
        source = kept.source or table_words(entry.cell)
        cells = groups.setdefault((source, entry.kind, entry.rule), [])
        cells.append(cell_words(entry.cell, kept.names))
    for (source, kind, rule), cells in groups.items():
        told = cells if len(cells) <= LISTED else [f"{len(cells)} cases : {', '.join(cells)}"]
        yield from (_line(source, cell, kind, rule) for cell in told)


def _line(source: str, cell: str, kind: str, rule: str) -> dict[str, str]:
    return {
        "Source": source,
        "Case": cell,
        "Nature": kind,
        "Règle": rule,
        "Conséquence": f"« {SECRET} » au lieu du nombre et de ce qui en est tiré"
        if kind == PRIMARY
        else f"« {SECRET} », pour protéger une autre case",
    }


def cell_words(cell: str, names: Mapping[str, str]) -> str:
    """« rodéos ; Clos-Marin » for the name of a cell; a category without name keeps its code.

    A category whose name is empty goes without saying.
    """
    first, *parts = cell.split("|")
    words = [names[first]] if first in names else []
    for part in parts:
        key, _, value = part.partition("=")
        word = value.split(" ")[0]
        if word in RESULTS:
            words.append(RESULTS[word])
        else:
            words.append(names.get(f"{key}={value}", names.get(value, value)))
    return " ; ".join(word for word in words if word) or "ensemble"


def _waves(surveys: Surveys) -> list[SurveyWave]:
    earlier = [surveys.earlier] if surveys.earlier is not None else []
    return [*surveys.waves, *earlier]


def _of_wave(wave: SurveyWave) -> Kept:
    items = wave.items
    names = dict(
        zip(items["item_id"].astype(str), items["theme_label_fr"].astype(str), strict=True)
    )
    answers = {f"code={code}": f"réponse de code {code}" for code in range(-1, 6)}
    name, own = str(wave.wave["wave_id"]), wave.secrecy
    words = {**wave.categories, **names, **answers}
    return Kept(survey_table(name), f"enquête « {name} »", own.log, words, own.released)


def _of_incidents(incidents: LocalIncidents) -> list[Kept]:
    own = incidents.secrecy
    return [Kept(own.name, "", own.log, cell_names(incidents), own.released)]
