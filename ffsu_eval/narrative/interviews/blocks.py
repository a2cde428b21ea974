"""Figure and tables of the chapter on interviews and documents."""

from ffsu_eval.charts import qualitative as charts
from ffsu_eval.french import count_words, number, percent
from ffsu_eval.indicators.qualitative.saturation import UNKNOWN, YES
from ffsu_eval.mission import Mission
from ffsu_eval.narrative import readings, titles
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.interviews.results import Interviews
from ffsu_eval.narrative.markup import div, escape, span
from ffsu_eval.reference import labels
from ffsu_eval.rows import capital, rows
from ffsu_eval.tables import interviews as tables


@block
def families(interviews: Interviews) -> Table:
    """T5: interviews by large family, never by function."""
    frame = tables.families_table(interviews.families)
    return Table(
        "entretiens",
        frame,
        f"{capital(count_words(len(interviews.mission.data.interviews), 'entretien'))} menés auprès de "
        f"{count_words(len(frame) - 1, 'grande famille', 'grandes familles', feminine=True)} d'acteurs",
        "Nombre d'entretiens par grande famille d'acteurs",
        _notes(interviews, "", "personnes choisies pour leur fonction.", "interviews"),
        right=["Entretiens"],
        total_row=True,
        signs=tables.FAMILY_SIGNS if "s" in set(frame["Entretiens"]) else "",
    )


@block
def discovery(interviews: Interviews) -> Figure:
    """QUA03 drawn: themes met so far."""
    frame = interviews.discovery
    whole = rows(interviews.saturation)[-1]
    return Figure(
        "saturation",
        charts.discovery_curve(frame),
        _saturation_title(interviews),
        "Nombre de thèmes différents abordés, entretien après entretien",
        _notes(
            interviews,
            f"après {number(len(frame))} entretiens, {number(frame['codes'].iloc[-1])} thèmes ont été "
            f"abordés ; thèmes nouveaux dans les trois derniers : {number(whole['count'])}."
            if whole["verdict"] != UNKNOWN
            else "",
            "thèmes de la grille de codage, entretiens par date.",
            "codings",
        ),
        charts.discovery_curve_alt(frame),
        charts.discovery_curve_data(frame),
    )


@block
def saturation(interviews: Interviews) -> Table:
    """QUA03 by family."""
    frame = tables.saturation_table(interviews.saturation, interviews.shown_families)
    return Table(
        "saturation",
        frame,
        _saturation_title(interviews),
        "Thèmes nouveaux des trois derniers entretiens, rapportés à ceux des six premiers",
        _notes(
            interviews,
            "",
            "familles dont le nombre d'entretiens est montré ; saturation à 5 % ou moins, non calculable "
            "sous neuf entretiens. Elle vaut pour les thèmes de la grille, non pour les familles non "
            "rencontrées.",
            "codings",
        ),
        right=list(frame.columns[1:-1]),
        total_row=True,
    )


@block
def disagreements(interviews: Interviews) -> Table | Prose:
    """Disagreements of the coders by theme, settled or not."""
    found = interviews.disagreements
    if found.empty:
        return Prose("Les codeurs n'ont aucun désaccord, ou un seul a lu les extraits.")
    left = int((~found["adjudicated"].astype(bool)).sum())
    return Table(
        "desaccords",
        tables.disagreements_table(found, interviews.themes),
        f"{capital(count_words(len(found), 'désaccord'))} entre codeurs, dont {number(left)} à trancher",
        "Extraits qu'un codeur a rattachés à un thème et l'autre non, au premier tour",
        _notes(interviews, "", "extraits lus par deux codeurs au moins.", "codings"),
        right=["Désaccords", "Tranchés", "À trancher"],
    )


@block
def versions(interviews: Interviews) -> Table | Prose:
    """What changed between two versions of the coding grid."""
    frame = tables.versions_table(interviews.mission.data.codebook_history)
    if frame.empty:
        return Prose("La grille de codage n'a pas changé en cours de mission.")
    return Table(
        "grille-versions",
        frame,
        f"{capital(count_words(len(frame), 'définition révisée', 'définitions révisées', True))} dans la "
        "grille de codage",
        "Thèmes dont la définition a changé, et la définition retenue",
        _notes(interviews, "", "grille de codage, toutes versions.", "codebook"),
    )


@block
def themes(interviews: Interviews) -> Figure:
    """QUA01: interviews that raise each theme."""
    frame = interviews.coverage
    return Figure(
        "themes",
        charts.coverage_bars(frame),
        titles.themes_title(frame),
        "Entretiens qui abordent chaque thème, ensemble des familles d'acteurs",
        readings.interview_notes(interviews.mission, frame),
        charts.coverage_bars_alt(frame),
        charts.coverage_bars_data(frame),
    )


@block
def themes_table(interviews: Interviews) -> Table:
    """QUA01 and QUA02: interviews and tone, by theme."""
    frame = interviews.coverage
    return Table(
        "themes",
        tables.coverage_table(frame, interviews.valence),
        titles.themes_title(frame),
        "Entretiens qui abordent le thème et tonalité des extraits",
        readings.interview_notes(interviews.mission, frame),
        right=["Entretiens qui l'abordent", "Tonalité (−1 à +1)"],
    )


@block
def agreement(interviews: Interviews) -> Table:
    """QUA04: agreement of the two coders, by theme."""
    frame = interviews.agreement
    return Table(
        "accord",
        tables.agreement_table(frame),
        titles.agreement_title(frame),
        "Alpha de Krippendorff par thème, extraits codés deux fois",
        readings.agreement_notes(interviews.mission, frame),
        right=["Extraits codés deux fois", "Alpha", "Intervalle à 95 %"],
    )


@block
def documents(mission: Mission) -> Table:
    """Documents asked for: received, refused, not received."""
    register = mission.data.documents
    received = int(register["received_on"].notna().sum())
    refused = int(register["refused_on"].notna().sum())
    told = f", {count_words(refused, 'refus', 'refus')}" if refused else ""
    delay = (register["received_on"] - register["requested_on"]).dt.days.median()
    return Table(
        "documents",
        tables.documents_table(register),
        f"{capital(count_words(received, 'document reçu', 'documents reçus'))} sur "
        f"{number(len(register))} demandés{told}",
        "Registre documentaire de la mission",
        _notes(
            mission,
            f"la moitié des documents reçus l'ont été en {number(delay)} jours ou moins."
            if received
            else "",
            "documents demandés ; ce qui a été refusé ou n'est pas venu reste « non documenté ».",
            "documents",
        ),
    )


@block
def quotes(interviews: Interviews, *codes: str) -> Prose:
    """Quotations on these themes, by large family, one dissenting for each where there is one."""
    names = labels("actor_families", "macro_family", "macro_label_fr")
    blocks = [
        div(
            f"« {escape(str(row['text_redacted']))} »\n\n{span(names[row['macro_family']], 'speaker')}",
            "quote",
        )
        for code in codes
        for row in rows(interviews.quotes(code))
    ]
    return Prose("\n\n".join(blocks))


def _saturation_title(interviews: Interviews) -> str:
    row = rows(interviews.saturation)[-1]
    if row["verdict"] == UNKNOWN:
        return f"Saturation non calculable ({row['caveat']})"
    word = "sont saturés" if row["verdict"] == YES else "ne sont pas saturés"
    return f"Les thèmes {word} : {percent(row['value'])} de nouveaux dans les trois derniers entretiens"


def _notes(of: Interviews | Mission, lecture: str, scope: str, dataset: str) -> Notes:
    mission = of if isinstance(of, Mission) else of.mission
    return Notes(lecture, scope, f"entretiens et documents ; {mission.status_words(dataset)}.")
