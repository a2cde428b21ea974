"""What the report does not print, and why: cells, rules and consequences, never a value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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
from ffsu_eval.narrative.blocks import Bundle, Notes, Prose, Table
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.narrative.charter.words import ANSWERERS, BREACHES
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
from ffsu_eval.rows import capital, lowered

__all__ = ["Kept", "Remembered", "cell_words", "kept_of", "ledger_of", "screened_texts", "withheld"]

# what the engine names a result, a remainder, a sum of answers
RESULTS = {"résultat": "résultat", "reste": "reste", "somme": "moyenne"}
# cells of one table and rule beyond which the page gives their number, and the data name each
LISTED = 6


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


def withheld(*chapters: Any) -> Remembered:
    """Every number that these chapters withhold: source, cell, kind, rule, consequence.

    A chapter whose data are absent hides none. All chapters of a report go in one call: the block
    carries what the report printed, for the next release to know.
    """
    kept = kept_of(*chapters)
    ledger = as_text(ledger_of(chapters[0].mission, kept))
    every = [line for one in kept for line in _lines(one)]
    if not every:
        told = "Secret statistique : aucun nombre n'a dû être retenu dans ce rapport."
        return Remembered(Prose(told), ledger)
    count = sum(len(one.log) for one in kept)
    table = Table(
        "secret",
        pd.DataFrame(_condensed(every)),
        f"{capital(count_words(count, 'nombre retenu', 'nombres retenus'))} au titre du secret "
        "statistique",
        "Cases non montrées, règle qui les retient et conséquence ; aucune valeur. La liste case par "
        "case est dans les données publiées avec le rapport",
        Notes(
            "",
            "nombres de répondants, d'incidents, d'entretiens et de participants. Une case « secondaire » "
            "n'est pas secrète : la montrer permettrait d'en déduire une autre.",
            "contrôle du secret statistique de l'atelier.",
        ),
        data=pd.DataFrame(every),
    )
    return Remembered(table, ledger)


def kept_of(*chapters: Any) -> list[Kept]:
    """The tables under secrecy of the chapters that have data."""
    return [kept for chapter in chapters for kept in _TABLES.get(type(chapter), _nothing)(chapter)]


def _nothing(_: object) -> list[Kept]:
    return []


def _of_surveys(surveys: Surveys) -> list[Kept]:
    earlier = [surveys.earlier] if surveys.earlier is not None else []
    return [_of_wave(wave) for wave in (*surveys.waves, *earlier)]


def _of_interviews(interviews: Interviews) -> list[Kept]:
    own, words = interviews.secrecy, "entretiens par famille d'acteurs"
    return [Kept(INTERVIEWS, words, own.log, _families(), own.released)]


def _of_workshop(workshop: Workshop) -> list[Kept]:
    if not workshop.given:
        return []
    own, words = workshop.secrecy, "participants de l'atelier par famille d'acteurs"
    return [Kept(own.name, words, own.log, _families(), own.released)]


def _families() -> dict[str, str]:
    return labels("actor_families", "macro_family", "macro_label_fr")


def _of_evaluation(evaluation: Evaluation) -> list[Kept]:
    if "zone_counts" not in vars(evaluation.mission.data):
        return []
    words = "faits comptés par zone et par période"
    found = evaluation.secrecy.values()
    return [Kept(own.name, words, own.log, {}, own.released) for own in found]


def _of_radicalisation(chapter: Radicalisation) -> list[Kept]:
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


def _of_police(chapter: Doctrine) -> list[Kept]:
    names = police_words(chapter.sectors if "quartiers" in vars(chapter.mission.data) else {})
    return [Kept(own.name, own.name, own.log, names, own.released) for own in chapter.secrecies]


def _of_the_night(chapter: Nightlife) -> list[Kept]:
    made = chapter.secrecy.made()
    names = {**chapter.secrecy.names, **{own.name: "" for own in made.values()}}
    return [Kept(own.name, words, own.log, names, own.released) for words, own in made.items()]


def _of_charter(charter: Charter) -> list[Kept]:
    held, kept = vars(charter.mission.data), []
    if "trust_answers" in held:
        kept += [
            Kept(own.name, f"« {lowered(charter.items[item])} »", own.log, ANSWERERS, own.released)
            for item, own in charter.secrecy.items()
        ]
    if "confidentiality_incidents" in held:
        own = charter.incident_secrecy
        kept.append(Kept(own.name, "manquements", own.log, BREACHES, own.released))
    return kept


def ledger_of(mission: Mission, kept: Iterable[Kept]) -> Ledger:
    """What the releases of the report printed, this one included."""
    former: Ledger = getattr(mission, "former", {})
    own = {one.table: with_release(former_of(mission, one.table), one.released) for one in kept}
    return {**former, **own}


def _lines(kept: Kept) -> Iterable[dict[str, str]]:
    for entry in kept.log:
        yield {
            "Source": kept.source or table_words(entry.cell),
            "Case": cell_words(entry.cell, kept.names),
            "Nature": entry.kind,
            "Règle": entry.rule,
            "Conséquence": f"« {SECRET} » au lieu du nombre et de ce qui en est tiré"
            if entry.kind == PRIMARY
            else f"« {SECRET} », pour protéger une autre case",
        }


def _condensed(lines: Iterable[dict[str, str]]) -> Iterable[dict[str, str]]:
    """The lines of a page: beyond a few, cells of one table and rule are counted."""
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for line in lines:
        key = line["Source"], line["Nature"], line["Règle"]
        groups.setdefault(key, []).append(line)
    for cells in groups.values():
        many = len(cells) > LISTED
        yield from [{**cells[0], "Case": f"{len(cells)} cases"}] if many else cells


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
    if not incidents.given:
        return []
    own = incidents.secrecy
    return [Kept(own.name, "", own.log, cell_names(incidents), own.released)]


_TABLES: Mapping[type, Callable[[Any], list[Kept]]] = {
    Surveys: _of_surveys,
    LocalIncidents: _of_incidents,
    Interviews: _of_interviews,
    Workshop: _of_workshop,
    Evaluation: _of_evaluation,
    Radicalisation: _of_radicalisation,
    Doctrine: _of_police,
    Nightlife: _of_the_night,
    Charter: _of_charter,
}
