"""Tables of the chapter on recorded crime, whatever the engagement."""

import pandas as pd

from ffsu_eval.french import count_words
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.recorded import notes, titles
from ffsu_eval.narrative.recorded.figures import EXAMPLE
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.rows import capital
from ffsu_eval.tables import recorded as tables

# columns of words, aligned left like the names
WORDS = {
    "Sens", "Position", "Unité de compte", "Lecture", "Années non diffusées", "Commune",
    "Code INSEE", "Groupe", "Rapporté à", "Dénominateurs",
}  # fmt: skip


@block
def changes(crime: RecordedCrime) -> Table:
    """Rates of both years, change with its interval, yearly trend."""
    years = f"{crime.period[0]}-{crime.period[-1]}"
    frame = tables.change_table(crime.rates, crime.changes, crime.trends, crime.labels, years)
    return _table(
        "evolutions", frame, "Taux, évolutions et tendances",
        f"Taux enregistrés et intervalles à 95 %, {crime.names[crime.area]}",
        notes.rates(crime, notes.pick(crime.rates, EXAMPLE)),
    )  # fmt: skip


@block
def rates(crime: RecordedCrime) -> Table:
    """T2: rate, interval, count, denominator and its year."""
    frame = tables.rates_table(crime.rates, crime.labels, crime.policy[0], crime.policy[-1])
    return _table(
        "taux", frame, "Taux, nombres et dénominateurs",
        f"{crime.names[crime.area]}, {crime.policy[0]} et {crime.policy[-1]}",
        notes.rates(crime, notes.pick(crime.rates, EXAMPLE)),
    )  # fmt: skip


@block
def counts(crime: RecordedCrime) -> Table:
    """Recorded counts by year; what is not published says so."""
    return _table(
        "valeurs", tables.publication_table(crime.rates, crime.labels),
        "Nombres enregistrés par année",
        f"Faits, victimes ou véhicules selon l'indicateur, {crime.names[crime.area]}",
        notes.rates(crime, notes.pick(crime.rates, EXAMPLE)),
    )  # fmt: skip


@block
def coverage(crime: RecordedCrime) -> Table:
    """T3: what the producer publishes."""
    return _table(
        "diffusion", tables.diffusion_table(crime.coverage, crime.labels),
        titles.coverage(crime),
        f"Valeurs diffusées par indicateur, {crime.period[0]}-{crime.period[-1]}",
        notes.coverage(crime),
    )  # fmt: skip


@block
def comparison(crime: RecordedCrime) -> Table:
    """Rate of the territory, rate of the communes compared, ratio."""
    return _table(
        "comparaison", tables.comparison_table(crime.gaps, crime.labels),
        titles.comparison(crime),
        f"Taux enregistré à {crime.names[crime.area]} et taux des communes comparées, "
        f"{crime.policy[-1]}",
        notes.comparison(crime, notes.pick(crime.gaps, EXAMPLE)),
    )  # fmt: skip


@block
def groups(crime: RecordedCrime) -> Table:
    """Ratio to each group of comparison."""
    frame = tables.groups_table(crime.gaps_by_group, crime.labels, crime.group_labels)
    return _table(
        "groupes", frame, titles.groups(crime),
        f"Rapport au taux de chaque groupe comparé, {crime.policy[-1]}",
        notes.groups(crime, notes.pick(crime.gaps_by_group, EXAMPLE)),
    )  # fmt: skip


@block
def funnels(crime: RecordedCrime) -> Table:
    """Place of the territory in each funnel."""
    own = crime.funnels[crime.funnels["territory_id"] == crime.area]
    return _table(
        "entonnoirs", tables.funnel_table(crime.funnels, crime.labels, crime.area),
        titles.funnels(crime),
        f"Nombre enregistré, nombre attendu et limites, {crime.policy[-1]}",
        notes.funnels(crime, notes.pick(own, EXAMPLE)),
    )  # fmt: skip


@block
def differentials(crime: RecordedCrime) -> Table | Prose:
    """REC08: before and during the policy, against the communes compared; nothing without a before."""
    if not crime.before:
        return Prose("")
    return _table(
        "ecarts-annuels", tables.differential_table(crime.differentials, crime.labels),
        titles.differentials(crime),
        f"Avant et depuis {crime.policy[0]}, territoire et communes comparées",
        notes.differential(crime, notes.pick(crime.differentials, EXAMPLE)),
    )  # fmt: skip


@block
def sensitivity(crime: RecordedCrime) -> Table | Prose:
    """Trends with and without the marked years; nothing when none is marked."""
    marked = crime.mission.parameters.marked_years
    if not marked:
        return Prose("")
    frame = tables.trend_sensitivity_table(crime.trend_sensitivity, crime.labels, marked)
    return _table(
        "annees-marquees", frame, titles.sensitivity(crime),
        f"Tendance annuelle, {crime.period[0]}-{crime.period[-1]}",
        notes.plain(crime, "", notes.scope(crime)),
    )  # fmt: skip


@block
def denominators(crime: RecordedCrime) -> Table:
    """Burglaries on each denominator that is known."""
    return _table(
        "denominateurs", tables.denominators_table(crime.denominators, crime.labels),
        "Le même nombre rapporté à d'autres dénominateurs",
        f"Cambriolages de logement, {crime.names[crime.area]}, {crime.policy[-1]}",
        notes.plain(
            crime,
            "",
            "le producteur rapporte les cambriolages à tous les logements, résidences secondaires et "
            "logements vacants compris ; ailleurs, la population résidente surestime le risque là où "
            "beaucoup de monde passe (gares, centres, plages).",
        ),
    )  # fmt: skip


@block
def comparators(crime: RecordedCrime) -> Table:
    """The communes compared, by name."""
    return _table(
        "comparateurs", tables.named_comparators_table(crime.comparator_names),
        capital(
            count_words(
                len(crime.comparators), "commune comparée", "communes comparées", feminine=True
            )
        ),
        f"De la plus proche à la moins proche, population de {crime.period[0]}",
        notes.plain(crime, "", f"{notes.rule(crime)} {notes.not_available(crime)}"),
    )  # fmt: skip


def _table(identifier: str, frame: pd.DataFrame, title: str, subtitle: str, words: Notes) -> Table:
    """Table of text cells, figures to the right: every column but names and words."""
    right = [name for name in frame.columns[1:] if name not in WORDS]
    return Table(identifier, frame, title, subtitle, words, right=right, signs=tables.SIGNS)
