"""Tables of the surveys, whatever the engagement; nothing where a wave has not what they show."""

from dataclasses import replace

import pandas as pd

from ffsu_eval.french import NOT_APPLICABLE, join_fr, number
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.survey import notes, titles
from ffsu_eval.narrative.survey.figures import EXAMPLE, NOTHING, identifier
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.tables import survey as tables
from ffsu_eval.tables import survey_quality as quality

# columns of words, aligned left like the names
WORDS = {"Ont décliné", "Remarque", "Catégories écartées", "Variabilité entre répondants"}
SECTOR = "Secteur"
NATIONAL_SIGNS = f"{NOT_APPLICABLE} : sans objet ou non calculé."


@block
def response(wave: SurveyWave) -> Table:
    """T4: invited, finished, rate, by category, and the organisations that declined."""
    frame = tables.response_table(wave.response, wave.declined, _heading(wave), wave.bases)
    return _table(
        wave, "reponse", frame, titles.response(wave),
        f"Invitations et questionnaires complets, par {_heading(wave).lower()}",
        notes.response(wave), total_row=True,
    )  # fmt: skip


@block
def insecurity(wave: SurveyWave) -> Table | Prose:
    """SUR01 by category and place or time, under the base rules."""
    if not wave.asks("insecurity"):
        return NOTHING
    chosen = notes.theme(wave.shares, EXAMPLE)
    frame = tables.insecurity_table(wave.shares_by_category, wave.categories, _heading(wave))
    return _table(
        wave, "insecurite-categories", frame, titles.categories(wave, chosen),
        f"Part « souvent » ou « de temps en temps » en insécurité, par {_heading(wave).lower()}",
        notes.category(wave, chosen), signs=tables.SURVEY_SIGNS, left=True,
    )  # fmt: skip


@block
def phenomena(wave: SurveyWave) -> Table | Prose:
    """SUR02 to SUR04 by phenomenon."""
    if not wave.asks("frequency", "nuisance", "evolution"):
        return NOTHING
    return _table(
        wave, "phenomenes",
        tables.phenomena_table(wave.frequency, wave.evolution, wave.burden),
        titles.phenomena(wave), "Score de fréquence, solde d'évolution et gêne, par phénomène",
        notes.frequency(wave), signs=tables.SURVEY_SIGNS,
    )  # fmt: skip


@block
def services(wave: SurveyWave) -> Table | Prose:
    """SUR05 by service."""
    if not wave.asks("effectiveness"):
        return NOTHING
    return _table(
        wave, "services", tables.services_table(wave.services), titles.services(wave),
        "Jugement des répondants sur l'efficacité de chaque service",
        notes.service(wave), signs=tables.SURVEY_SIGNS,
    )  # fmt: skip


@block
def spread(wave: SurveyWave) -> Table | Prose:
    """SUR01 with the spread among respondents; a purposive wave only, and it says what it is not."""
    if wave.drawn or not wave.asks("insecurity"):
        return NOTHING
    words = notes.of_wave(wave)
    scope = (
        f"{words.champ[:-1]}. La variabilité entre répondants dit de combien le résultat tient à "
        "quelques réponses ; elle ne dit rien des personnes qui n'ont pas été interrogées."
    )
    return _table(
        wave, "variabilite", quality.spread_table(wave.spread),
        "De combien les résultats tiennent à quelques réponses",
        "Étendue de 95 % des tirages de même taille parmi les réponses reçues",
        Notes("", scope, words.source), signs=tables.SURVEY_SIGNS,
    )  # fmt: skip


@block
def weights(wave: SurveyWave) -> Table | Prose:
    """What unequal weights cost: effective size and design effect; nothing for a purposive wave."""
    if not wave.drawn:
        return NOTHING
    base, raked = wave.precision
    people = wave.respondents
    units = people["psu"].nunique() or len(people)
    return _table(
        wave, "poids",
        quality.weights_table(base, raked, units, people["stratum"].nunique(), wave.raking),
        f"{number(len(people))} réponses, de la précision de "
        f"{number((raked or base).n_eff)} réponses de même poids",
        "Effectif équivalent et effet de plan des poids inégaux", notes.of_wave(wave),
    )  # fmt: skip


@block
def margins(wave: SurveyWave) -> Table | Prose:
    """Margins before and after raking; a sentence when they cannot be met within the bounds."""
    if wave.raking is None:
        return NOTHING
    if not wave.calibrated:
        return Prose(
            "Les marges ne peuvent pas être respectées en laissant les poids entre 0,3 et 3 fois leur "
            "valeur : les estimations reposent sur les poids de sondage seuls."
        )
    largest = wave.raking.margins
    far = (largest["unweighted_share"] - largest["target_share"]).abs().max()
    return _table(
        wave, "marges", quality.margins_table(wave.raking.margins, wave.margin_labels),
        f"Le calage corrige des écarts de composition de {number(100 * far)} points au plus",
        "Composition des répondants, de la population, et des répondants après calage",
        notes.of_wave(wave),
    )  # fmt: skip


@block
def estimates(wave: SurveyWave) -> Table | Prose:
    """Unweighted, weighted and raked shares side by side; nothing for a purposive wave."""
    if not wave.drawn or not wave.asks("insecurity"):
        return NOTHING
    return _table(
        wave, "estimations",
        quality.estimates_table(wave.unweighted, wave.before_raking, wave.shares),
        "Ce que les poids changent aux résultats",
        "Part en insécurité sans poids, avec les poids de sondage, et estimation publiée",
        notes.share(wave, EXAMPLE), signs=tables.SURVEY_SIGNS,
    )  # fmt: skip


@block
def reliability(wave: SurveyWave) -> Table | Prose:
    """SUR09 by group of questions."""
    if wave.reliability.empty:
        return NOTHING
    return _table(
        wave, "fiabilite", quality.reliability_table(wave.reliability), titles.reliability(wave),
        "Alpha ordinal et alpha de Cronbach, réponses complètes", notes.of_wave(wave),
    )  # fmt: skip


@block
def concordance(wave: SurveyWave) -> Table | Prose:
    """SUR06: do the categories rank the phenomena alike?"""
    if wave.concordance.empty:
        return NOTHING
    strata = wave.mission.data.survey_strata
    own = strata[strata["wave_id"] == wave.wave["wave_id"]]
    labels = dict(zip(own["stratum"], own["label_fr"], strict=True))
    return _table(
        wave, "convergence", quality.concordance_table(wave.concordance, labels),
        titles.concordance(wave),
        "Concordance des rangs des phénomènes entre catégories d'au moins dix réponses",
        notes.of_wave(wave),
    )  # fmt: skip


@block
def early_late(wave: SurveyWave) -> Table | Prose:
    """First and last respondents; nothing where answers are not dated."""
    if wave.early_late.empty:
        return NOTHING
    return _table(
        wave, "premiers-derniers", quality.early_late_table(wave.early_late),
        titles.early_late(wave),
        "Part « souvent » ou « de temps en temps », premiers et derniers répondants, sans poids",
        notes.of_wave(wave), signs=tables.SURVEY_SIGNS,
    )  # fmt: skip


@block
def benchmark(wave: SurveyWave) -> Table | Prose:
    """The wave beside the national series where the question is worded alike; else why not."""
    if len(wave.benchmark):
        own = notes.of_wave(wave)
        national = join_fr(list(dict.fromkeys(wave.benchmark["source_fr"])))
        return _table(
            wave, "repere-national", quality.benchmark_table(wave.benchmark),
            "Les réponses à côté de la dernière enquête nationale",
            "Questions posées dans les termes de l'enquête Cadre de vie et sécurité",
            replace(own, source=f"{own.source[:-1]} ; {national}."), signs=NATIONAL_SIGNS,
        )  # fmt: skip
    asked = wave.items[wave.items["construct"] == "insecurity"]
    verified = asked[(asked["source"] == "CVS") & asked["source_verified"].fillna(False)]
    if verified.empty:
        reason = (
            "aucune question sur le sentiment d'insécurité n'y est posée dans les termes vérifiés de "
            "l'enquête nationale"
        )
    else:
        reason = (
            "la série nationale de la question posée dans les mêmes termes n'est pas disponible"
        )
    return Prose(
        f"Les réponses des {notes.PEOPLE[wave.wave['population']]} ne sont pas rapprochées de l'enquête "
        f"Cadre de vie et sécurité : {reason}."
    )


def _heading(wave: SurveyWave) -> str:
    return SECTOR if wave.territorial else tables.CATEGORY


def _table(
    wave: SurveyWave,
    name: str,
    frame: pd.DataFrame,
    title: str,
    subtitle: str,
    words: Notes,
    total_row: bool = False,
    signs: str = "",
    left: bool = False,
) -> Table:
    """Table of text cells, figures to the right: every column but names and words."""
    right = [] if left else [column for column in frame.columns[1:] if column not in WORDS]
    return Table(
        identifier(wave, name), frame, title, subtitle, words, right=right, total_row=total_row,
        signs=signs,
    )  # fmt: skip
