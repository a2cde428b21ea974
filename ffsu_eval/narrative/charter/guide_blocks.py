"""What an agent needs: « puis-je partager ? » drawn and written, and who does what (RACI)."""

import pandas as pd

from ffsu_eval.charts import charter as charts
from ffsu_eval.charts.charter.tree import END, OTHER
from ffsu_eval.french import NOT_APPLICABLE, count_words
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.narrative.markup import escape
from ffsu_eval.rows import capital, lowered, rows

SOURCE = "règles du projet de charte, d'après les textes cités en tête du rapport."


@block
def tree(charter: Charter) -> Figure:
    """The decision tree."""
    steps = charter.steps
    return Figure(
        "partage",
        charts.decision_tree(steps),
        f"{capital(count_words(len(steps), 'question', feminine=True))} avant de partager une information",
        "« Puis-je partager ? » : arbre de décision proposé aux signataires",
        Notes(
            "on descend tant que la réponse mène à la question suivante ; un cadre tireté arrête l'échange.",
            "aide à la décision, qui ne remplace pas l'avis du service juridique.",
            SOURCE,
        ),
        charts.decision_tree_alt(steps),
        charts.decision_tree_data(steps),
    )


@block
def tree_in_words(charter: Charter) -> Prose:
    """The same as a numbered list, for who does not see the figure."""
    lines = ["Le même arbre, en toutes lettres :", ""]
    for row in rows(charter.steps):
        stop = row["stop_when"]
        on = OTHER[stop]
        outcome = escape(lowered(row["outcome_fr"].rstrip(".")))
        lines.append(
            f"{row['step']}. {escape(row['question_fr'])} Si {stop} : {outcome} ; si {on} : "
            f"passer à la suite. *({escape(row['legal_ref'])})*"
        )
    lines.append(f"{len(charter.steps) + 1}. {escape(END)}")
    return Prose("\n".join(lines))


@block
def raci(charter: Charter) -> Table:
    """Who does, answers for, is asked, is told."""
    tasks = charter.mission.data.charter_tasks
    words = {"R": "Fait (R)", "A": "Répond (A)", "C": "Consulté (C)", "I": "Informé (I)"}
    lines = []
    for _, own in tasks.groupby("task_id", sort=False):
        line = {"Tâche": str(own["task_fr"].iloc[0])}
        for role, word in words.items():
            held = [charter.names[org] for org in own.loc[own["role"] == role, "org_id"]]
            line[word] = " ; ".join(held) or NOT_APPLICABLE
        lines.append(line)
    return Table(
        "raci",
        pd.DataFrame(lines),
        f"{capital(count_words(len(lines), 'tâche', 'tâches', feminine=True))}, un seul organisme qui répond "
        "de chacune",
        "Rôles dans l'application de la charte : qui fait, qui répond, qui est consulté, qui est informé",
        Notes(
            "",
            "tâches du projet de charte, réparties entre organismes.",
            f"proposition de la mission ; {charter.mission.status_words('charter_tasks')}.",
        ),
        signs=f"{NOT_APPLICABLE} : personne.",
    )
