"""Local incidents: what a municipal police, a landlord, a transport operator… have logged.

No address, no name, no free text: such a column is unknown, hence refused. A place is a territory
and, at most, a cell of a 250 m grid (EPSG:3035, the reference system of INSPIRE): never a point.
"""

from collections.abc import Callable

import pandas as pd

from ffsu_eval.gate.datasets.quartiers import QUARTIERS
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables

ID = r"[A-Za-z0-9_.\-]{1,40}"
DAY = r"(?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])/(?:19|20)\d\d"
CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
TIMESTAMP = rf"{DAY}(?: {CLOCK})?"
MONTH = r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])"
GRID = "CRS3035RES250mN"
GRID_CELL = rf"{GRID}\d{{7}}E\d{{7}}"
CELL_SIDE = 250

SOURCE_TYPES = ("PM", "CSU", "bailleur", "transport", "ecole", "mediation", "GRC", "autre")
PRECISIONS = ("minute", "heure", "jour", "semaine", "mois")
CLOCKED = ("minute", "heure")
PLACE_TYPES = (
    "voie_publique",
    "parties_communes",
    "logement",
    "transport",
    "etablissement_scolaire",
    "equipement_public",
    "commerce",
    "espace_vert",
    "stationnement",
    "autre",
)
# the phenomena of the survey of front-line actors, so that sources can be set side by side
CATEGORIES = (
    "regroupements",
    "halls",
    "bruit",
    "rodeos",
    "stationnement",
    "degradations",
    "tags",
    "alcool",
    "stupefiants",
    "trafic",
    "incivilites",
    "menaces",
    "violences_jeunes",
    "violences_intrafamiliales",
    "harcelement_rue",
    "vols",
    "vols_vehicules",
    "cambriolages",
    "incendies",
    "animaux",
    "discriminations",
    "autre",
)
ORIGINS = ("initiative", "appel", "partenaire", "video", "requisition")
OUTCOMES = ("sans_suite", "regularise", "verbalise", "interpellation", "transmis", "autre")
EXPOSURE_UNITS = ("logements", "voyages", "eleves", "heures_patrouille", "etab_nuits")
TIMES = ("ts_start", "ts_end", "responded_at")
RESPONDED = Column("responded_at", required=False, pattern=TIMESTAMP)


def moments(cells: pd.Series) -> pd.Series:
    """Local time of « JJ/MM/AAAA » or « JJ/MM/AAAA HH:MM[:SS] »; missing for anything else."""
    found = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[s]")
    for pattern in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y"):
        read = pd.to_datetime(cells, format=pattern, errors="coerce").astype("datetime64[s]")
        found = found.fillna(read)
    return found


def _no_such_moment(column: str) -> Rule:
    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        return (raw[column] != "") & moments(raw[column]).isna()

    return Rule("jour qui n'existe pas au calendrier", column, failing)


def _before_start(column: str) -> Callable[[pd.DataFrame, pd.DataFrame], pd.Series]:
    """Is ``column`` before the start? By days where one of the two has no clock."""

    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        if column not in raw:
            return pd.Series(False, raw.index)
        start, other = moments(raw["ts_start"]), moments(raw[column])
        clocked = raw["ts_start"].str.contains(":") & raw[column].str.contains(":")
        earlier = (other < start).where(clocked, other.dt.normalize() < start.dt.normalize())
        return earlier.fillna(False)

    return failing


def _clock_against_precision(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    clocked = raw["ts_start"].str.contains(":")
    return (raw["ts_precision"] != "") & (clocked != raw["ts_precision"].isin(CLOCKED))


def _off_the_grid(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    corner = raw["grid_cell_250m"].str.extract(r"N(\d{7})E(\d{7})$").astype("Float64")
    return (corner % CELL_SIDE != 0).any(axis=1).fillna(False).astype(bool)


def _own_duplicate(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["duplicate_of"] != "") & (raw["duplicate_of"] == raw["incident_id"])


def _duplicate_of_duplicate(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    declared = raw.loc[raw["duplicate_of"] != "", "incident_id"]
    return raw["duplicate_of"].isin(set(declared)) & ~_own_duplicate(raw, typed)


def _load_incidents(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    """Incidents with local times; a precision that is not given is that of what is written."""
    clocked = typed["ts_start"].str.contains(":", regex=False).fillna(False)
    written = clocked.map({True: "minute", False: "jour"}).astype("string")
    blank = pd.Series("", typed.index)
    texts = {name: typed.get(name, blank).fillna("") for name in TIMES}
    # an answer dated to the day gives no delay
    texts[RESPONDED.name] = texts[RESPONDED.name].where(texts[RESPONDED.name].str.contains(":"), "")
    times = {name: moments(cells) for name, cells in texts.items()}
    frame = typed.assign(ts_precision=typed["ts_precision"].fillna(written), **times)
    return {"local_incidents": frame}


def _place(tables: Tables) -> Column:
    """The territory of a row, which must be one of the neighbourhoods where they are given."""
    known = (QUARTIERS.name, "territory_id") if QUARTIERS.name in tables else None
    return Column("territory_id", pattern=ID, refers_to=known)


def _incident_columns(tables: Tables) -> tuple[Column, ...]:
    """Columns of the incidents; the time of the answer may not be there at all."""
    given = "local_incidents" in tables and RESPONDED.name in tables["local_incidents"].columns
    return (
        Column("incident_id", pattern=ID),
        Column("source_org_id", refers_to=("organisations", "org_id")),
        Column("source_type", allowed=SOURCE_TYPES),
        Column("ts_start", pattern=TIMESTAMP),
        Column("ts_end", required=False, pattern=TIMESTAMP),
        Column("ts_precision", required=False, allowed=PRECISIONS),
        _place(tables),
        Column("place_type", required=False, allowed=PLACE_TYPES),
        Column("grid_cell_250m", required=False, pattern=GRID_CELL),
        Column("category_code", allowed=CATEGORIES, scale="phénomènes de l'enquête"),
        Column("severity", "integer", required=False, minimum=1, maximum=4),
        Column("origin", required=False, allowed=ORIGINS),
        Column("outcome_code", required=False, allowed=OUTCOMES),
        Column("complaint_filed", "yes_no", required=False),
        Column("duration_min", "integer", required=False, minimum=0, maximum=7 * 24 * 60),
        Column("duplicate_of", required=False, refers_to=("local_incidents", "incident_id")),
        *((RESPONDED,) if given else ()),
    )


def _coverage_columns(tables: Tables) -> tuple[Column, ...]:
    return (
        Column("source_org_id", refers_to=("organisations", "org_id")),
        Column("month", pattern=MONTH),
        _place(tables),
        Column("months_reported", "integer", allowed=("0", "1")),
        Column("exposure_value", "decimal", required=False, minimum=0),
        Column("exposure_unit", required=False, allowed=EXPOSURE_UNITS),
    )


LOCAL_INCIDENTS = Dataset(
    name="local_incidents",
    label_fr="Incidents locaux",
    file="local_incidents.csv",
    key=("incident_id",),
    columns=_incident_columns,
    rules=(
        _no_such_moment("ts_start"),
        _no_such_moment("ts_end"),
        Rule("fin de l'incident avant son début", "ts_end", _before_start("ts_end")),
        Rule(
            "réponse avant le signalement de l'incident",
            "responded_at",
            _before_start("responded_at"),
        ),
        Rule(
            "heure donnée si et seulement si la précision est « minute » ou « heure »",
            "ts_precision",
            _clock_against_precision,
        ),
        Rule("maille qui n'est pas un carré de 250 m", "grid_cell_250m", _off_the_grid),
        Rule("incident déclaré doublon de lui-même", "duplicate_of", _own_duplicate),
        Rule(
            "doublon d'un incident lui-même doublon : désigner le premier",
            "duplicate_of",
            _duplicate_of_duplicate,
        ),
    ),
    load=_load_incidents,
)

SOURCE_COVERAGE = Dataset(
    name="source_coverage",
    label_fr="Couverture des sources d'incidents",
    file="source_coverage.csv",
    key=("source_org_id", "month", "territory_id"),
    columns=_coverage_columns,
    rules=(
        Rule(
            "exposition et unité données ensemble, ou ni l'une ni l'autre",
            "exposure_unit",
            lambda raw, typed: (raw["exposure_value"] != "") != (raw["exposure_unit"] != ""),
        ),
    ),
)

DATASETS = (LOCAL_INCIDENTS, SOURCE_COVERAGE)
