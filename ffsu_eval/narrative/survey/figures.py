"""Figures of the surveys, whatever the engagement; nothing where the wave does not ask for it."""

from ffsu_eval.charts import survey as charts
from ffsu_eval.charts.survey.phenomenon import phenomena_of
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Prose
from ffsu_eval.narrative.survey import notes, titles
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.narrative.survey.waves import Surveys

EXAMPLE = "soiree"
NOTHING = Prose("")


def identifier(wave: SurveyWave, name: str) -> str:
    """Identifier of a block: that of the main wave has no other name."""
    return f"{name}-{wave.name}" if wave.name else name


@block
def insecurity(wave: SurveyWave) -> Figure | Prose:
    """SUR01 by place or time, as points; with intervals only when the wave was drawn at random."""
    if not wave.asks("insecurity"):
        return NOTHING
    return Figure(
        identifier(wave, "insecurite"),
        charts.insecurity_dots(wave.shares),
        titles.insecurity(wave),
        "Part « souvent » ou « de temps en temps » en insécurité, par lieu et moment, "
        f"{notes.PEOPLE[wave.wave['population']]}",
        notes.share(wave, EXAMPLE),
        charts.insecurity_dots_alt(wave.shares),
        charts.insecurity_dots_data(wave.shares),
    )


@block
def categories(wave: SurveyWave, theme: str = EXAMPLE) -> Figure | Prose:
    """SUR01 of one place or time by category; nothing without one."""
    if not wave.asks("insecurity"):
        return NOTHING
    chosen = notes.theme(wave.shares, theme)
    shares = wave.shares_by_category
    shares = shares[shares["theme"] == chosen]
    where = shares["theme_label_fr"].iloc[0]
    # parts of a territory keep their order: no ranking of neighbourhoods
    arguments = (shares, wave.categories, wave.territorial)
    return Figure(
        identifier(wave, "insecurite-categories"),
        charts.insecurity_dots(*arguments),
        titles.categories(wave, chosen),
        f"Part « souvent » ou « de temps en temps » en insécurité {where}, "
        f"{'par secteur' if wave.territorial else 'par catégorie'}",
        notes.category(wave, chosen),
        charts.insecurity_dots_alt(*arguments),
        charts.insecurity_dots_data(*arguments),
    )


@block
def answers(wave: SurveyWave) -> Figure | Prose:
    """F6: every answer on the feeling of insecurity, weighted when the wave was drawn."""
    if not wave.asks("insecurity"):
        return NOTHING
    return Figure(
        identifier(wave, "reponses"),
        charts.likert(wave.distribution),
        "Les réponses détaillées sur le sentiment d'insécurité",
        "Répartition des réponses exprimées, par lieu et moment, "
        f"{notes.PEOPLE[wave.wave['population']]}",
        notes.share(wave, EXAMPLE),
        charts.likert_alt(wave.distribution),
        charts.likert_data(wave.distribution),
    )


@block
def phenomena(wave: SurveyWave) -> Figure | Prose:
    """F7: frequency, nuisance and evolution of the phenomena."""
    if not wave.asks("frequency", "nuisance", "evolution"):
        return NOTHING
    frames = (wave.frequency, wave.burden, wave.evolution)
    if not any(each.drawn for each in phenomena_of(*frames)):
        return Prose(
            "Fréquence, gêne et évolution des phénomènes : trop peu de réponses pour les montrer."
        )
    return Figure(
        identifier(wave, "phenomenes"),
        charts.phenomena_plot(*frames),
        titles.phenomena(wave),
        "Fréquence rapportée, gêne et solde d'évolution sur trois ans, par phénomène",
        notes.frequency(wave),
        charts.phenomena_plot_alt(*frames),
        charts.phenomena_plot_data(*frames),
    )


@block
def mix(wave: SurveyWave) -> Figure:
    """Balance of the categories: among those asked, and among those who answered."""
    what = "secteur" if wave.territorial else "catégorie d'acteurs"
    return Figure(
        identifier(wave, "composition"),
        charts.mix_plot(wave.mix),
        titles.mix(wave),
        f"Part de chaque {what} parmi les invitations et parmi les questionnaires complets",
        notes.response(wave),
        charts.mix_plot_alt(wave.mix),
        charts.mix_plot_data(wave.mix),
    )


@block
def gap(surveys: Surveys) -> Figure | Prose:
    """SUR07: actors beside residents; a sentence when no question is the same."""
    if surveys.gaps.empty:
        return NOTHING
    if surveys.gaps["value"].isna().all():
        return Prose(
            "Aucune question n'a été posée dans les mêmes termes aux acteurs de proximité et aux "
            "habitants, ou leurs effectifs sont trop faibles : leurs réponses ne sont pas comparées."
        )
    return Figure(
        "ecart-habitants",
        charts.gap_plot(surveys.gaps),
        titles.gap(surveys),
        "Part « souvent » ou « de temps en temps », questions posées aux acteurs et aux habitants",
        notes.gap(surveys),
        charts.gap_plot_alt(surveys.gaps),
        charts.gap_plot_data(surveys.gaps),
    )


@block
def change(surveys: Surveys) -> Figure | Prose:
    """SUR10: two waves at the same mix; a sentence when they cannot be compared."""
    changes, earlier = surveys.changes, surveys.earlier
    if earlier is None or changes.empty:
        return NOTHING
    if changes["value"].isna().all():
        return Prose(
            f"Les deux vagues de l'enquête ne sont pas comparées : {changes['caveat'].iloc[0]}."
        )
    years = [f"vague de {w.wave['field_start']:%Y}" for w in (earlier, surveys.main)]
    return Figure(
        "evolution-enquete",
        charts.change_plot(changes, *years),
        titles.change(surveys),
        "Part des deux réponses les plus hautes, questions posées dans les deux vagues",
        notes.change(surveys),
        charts.change_plot_alt(changes, *years),
        charts.change_plot_data(changes, *years),
    )
