"""Blocks of the evidence chain: T6, the logic model and its links, the waivers."""

from dataclasses import dataclass, field

import pandas as pd

from ffsu_eval.charts import logic_model as charts
from ffsu_eval.charts.logic_model.words import plural
from ffsu_eval.evidence.contribution import SCORES
from ffsu_eval.evidence.logic_model import Link, LogicModel, links_frame, nodes_frame
from ffsu_eval.french import SMALL_NUMBERS, count_words, join_fr, number
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.analysis.analysis import Analysis
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.markup import div, escape, span
from ffsu_eval.rows import capital
from ffsu_eval.tables import evidence as tables
from ffsu_eval.tables import management

SOURCE = "registre des preuves de la mission."
NO_MODEL = "Le modèle logique de la politique n'a pas été établi dans cette mission."


@dataclass(frozen=True)
class LinkedTable(Table):
    """A table whose ``cells`` are Markdown, with links; the data published are those of ``frame``,
    plain text."""

    cells: pd.DataFrame = field(default_factory=pd.DataFrame)

    def markdown(self) -> str:
        """Table div and notes, as those of any table."""
        lines = [
            list(map(escape, self.cells.columns)),
            [":---"] * len(self.cells.columns),
            *self.cells.itertuples(index=False),
        ]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        caption = f"{self.title} {span(self.subtitle, 'subtitle')}"
        body = div(f"{table}\n\n{caption}", identifier=f"tbl-{self.identifier}")
        return f"{body}\n\n{self.notes.markdown()}"


@block
def chain(analysis: Analysis) -> LinkedTable | Prose:
    """T6: from each question to the recommendations, through findings and evidence."""
    if not any(found.items for found in analysis.findings):
        return Prose("Aucun constat n'a été établi dans cette mission.")
    found = next(each for each in analysis.findings if each.items)
    count = len(found.items)
    lecture = (
        f"le constat {found.identifier} s'appuie sur {count_words(count, 'preuve', feminine=True)} ; "
        f"sa force est « {found.strength} »."
    )
    return LinkedTable(
        "preuves",
        tables.chain_table(analysis),
        "Ce sur quoi repose chaque constat, et ce qui s'appuie sur lui",
        "De la question aux suites (conclusions → recommandations), en passant par constats et preuves",
        Notes(lecture, "tous les constats du rapport et les preuves qu'ils citent.", SOURCE),
        cells=tables.chain_cells(analysis),
    )


@block
def recommendations(analysis: Analysis) -> Table:
    """T7: register of the recommendations, most pressing first."""
    return Table(
        "recommandations",
        management.recommendations_table(analysis),
        "Registre des recommandations",
        "Par ordre de priorité",
        Notes("", "recommandations issues des conclusions.", "analyse de la mission."),
    )


@block
def logic_figure(analysis: Analysis) -> Figure | Prose:
    """F9: the logic model, each link drawn by what the evidence says of it."""
    if not analysis.model.links:
        return Prose(NO_MODEL)
    nodes, links = nodes_frame(analysis.model), links_frame(analysis.model)
    return Figure(
        "modele-logique",
        charts.logic_model(nodes, links),
        logic_title(analysis.model),
        "Étapes attendues de la politique, des moyens à l'impact, et appui de chaque lien",
        _notes(analysis.model),
        charts.logic_model_alt(nodes, links),
        charts.logic_model_data(nodes, links),
    )


@block
def logic_links(analysis: Analysis) -> Table | Prose:
    """Links of the logic model: assumption, evidence, rival explanations, score."""
    if not analysis.model.links:
        return Prose(NO_MODEL)
    return Table(
        "liens-logiques",
        tables.links_table(analysis.model),
        logic_title(analysis.model),
        "Hypothèse, preuves et explications rivales de chaque lien du modèle logique",
        _notes(analysis.model),
    )


def logic_title(model: LogicModel) -> str:
    """« Sur dix liens attendus, un est étayé, deux sont contredits… »: only scores that occur."""
    scores = [link.score for link in model.links]
    said = []
    for score in SCORES:
        count = scores.count(score)
        if count:
            words = f"sont {plural(score)}" if count > 1 else f"est {score}"
            said.append(f"{in_words(count)} {words}")
    total = count_words(len(scores), "lien attendu", "liens attendus")
    return f"Sur {total}, {join_fr(said)}"


def in_words(count: int) -> str:
    """« un », « dix », « 11 »."""
    return SMALL_NUMBERS[count] if count < len(SMALL_NUMBERS) else number(count)


@block
def waivers(analysis: Analysis) -> Table | Prose:
    """Accepted faults of the text, with who accepted them and why; a sentence when there are none."""
    accepted = analysis.outcome.accepted
    if not accepted:
        return Prose("Aucune dérogation aux règles d'écriture n'a été accordée.")
    count = count_words(len(accepted), "dérogation", feminine=True)
    agreed = "accordées" if len(accepted) > 1 else "accordée"
    return Table(
        "derogations",
        tables.waivers_table(accepted),
        f"{capital(count)} aux règles d'écriture {agreed}",
        "Phrase acceptée malgré une règle, raison et responsable",
        Notes("", "textes de l'analyste : constats, conclusions, recommandations.", SOURCE),
    )


def _notes(model: LogicModel) -> Notes:
    return Notes(
        _reading(model, model.links[0]),
        "étapes et liens du modèle logique de la politique ; un lien est étayé quand au moins deux "
        "familles de preuves indépendantes l'appuient et que ses explications rivales ont été "
        "examinées.",
        f"modèle logique reconstitué par la mission, {SOURCE}",
    )


def _reading(model: LogicModel, link: Link) -> str:
    start, end = model.node(link.start).label, model.node(link.end).label
    return f"le lien {link.identifier}, de « {start} » à « {end} », est {link.score}."
