"""French names of the cells of the book of local incidents, for the log of what is withheld."""

from itertools import product

from ffsu_eval.charts.incidents.labels import CATEGORIES, DAYS, part_words
from ffsu_eval.french import MONTHS
from ffsu_eval.indicators.incidents.bands import PARTS
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.narrative.incidents.secrecy import DAY, NIGHT, NO, YES

# dimensions of a cell → the table that shows it
TABLES = (
    ("month", "incidents par source et mois"),
    ("part", "incidents par partie de la semaine et quartier"),
    ("hour", "incidents par heure et jour de la semaine"),
    ("weekday", "incidents par jour de la semaine"),
    ("category", "incidents par quartier et catégorie"),
    ("timed", "incidents par heure connue, de nuit et de jour"),
    ("seen", "incidents par source, quartier et année"),
    ("source", "incidents par source"),
)


def table_words(cell: str) -> str:
    """The table of which a cell of the book is withheld."""
    dimensions = {part.partition("=")[0] for part in cell.split("|")[1:]}
    return next((words for name, words in TABLES if name in dimensions), "incidents par quartier")


def cell_names(incidents: LocalIncidents) -> dict[str, str]:
    """Name of each category, by « dimension=value » or value; empty for those that go without saying."""
    months = {
        f"month={year}-{n:02d}": f"{name} {year}"
        for year in incidents.years
        for n, name in enumerate(MONTHS, 1)
    }
    parts = {f"part={d}-{p}": part_words(d, p) for d, p in product(range(7), PARTS)}
    days = {f"weekday={day}": name for day, name in enumerate(DAYS)}
    hours = {f"hour={hour}": f"{hour} h" for hour in range(24)}
    told = {
        "distinct=oui": "",
        "rhythm=oui": "",
        "seen=oui": "",
        f"timed={YES}": "heure connue",
        f"timed={NO}": "sans heure",
        f"clock={NIGHT}": "la nuit",
        f"clock={DAY}": "le jour",
    }
    return {
        **CATEGORIES,
        **incidents.places,
        **incidents.sources,
        **months,
        **parts,
        **days,
        **hours,
        **told,
    }
