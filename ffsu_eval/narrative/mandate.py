"""What a report says of itself: the questions asked, the data it stands on."""

from ffsu_eval.mission import Mission
from ffsu_eval.narrative import readings
from ffsu_eval.narrative.blocks import Table
from ffsu_eval.tables import management as tables


def questions(mission: Mission) -> Table:
    """The questions of the mission and their criteria."""
    return Table(
        "questions",
        tables.questions_table(mission),
        "Les questions posées",
        "Critère et question, dans l'ordre du rapport",
        readings.plain_notes(
            "questions retenues par le comité de pilotage", "cadrage de la mission"
        ),
    )


def sources(mission: Mission) -> Table:
    """T1: the datasets, their status and what was checked."""
    return Table(
        "sources",
        tables.sources_table(mission.store.verdict),
        "Les données et leur statut",
        "Jeux de données, lignes lues et règles contrôlées",
        readings.control_notes(mission),
        right=["Lignes", "Règles contrôlées"],
    )
