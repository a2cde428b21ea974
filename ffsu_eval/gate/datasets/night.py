"""The night of a city: its zones, what is logged there, who passes, who is present.

No venue is named in what is logged: a complaint, an incident or a sanction gives a zone at most. A column
that would name a venue or a person is unknown, hence refused. A night is named after its evening.
"""

from collections.abc import Callable

import pandas as pd

from ffsu_eval.errors import GateRefusal
from ffsu_eval.french import lines_fr
from ffsu_eval.gate.convert import typed_column
from ffsu_eval.gate.datasets.incidents import CATEGORIES, CLOCK, DAY, ID, moments
from ffsu_eval.gate.datasets.quartiers import QUARTIERS
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables, in_order
from ffsu_eval.nighttime import DAYS, HOURS, MINUTES, in_night, minutes_of_night, night_of
from ffsu_eval.sources.raw import ROW

HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
CLOCKED = rf"{DAY} {CLOCK}"
TEST, CONTROL, OTHER = ROLES = ("action", "temoin", "autre")
COMPLAINT_SOURCES = ("police_municipale", "mairie", "plateforme", "bailleur")
SERVICES = (
    "police_municipale", "police_nationale", "mediation", "reduction_risques", "secours", "autre",
)  # fmt: skip
# a zone of fewer residents would tell of a household (threshold of Insee for data on persons)
LEAST_RESIDENTS = 11
ZONE = Column("zone_id", refers_to=("night_zones", "zone_id"))


def _zone_columns(tables: Tables) -> tuple[Column, ...]:
    known = (QUARTIERS.name, "territory_id") if QUARTIERS.name in tables else None
    return (
        Column("zone_id", pattern=ID),
        Column("label_fr"),
        Column("territory_id", required=False, pattern=ID, refers_to=known),
        Column("residents_200m", "integer", minimum=0),
        Column("role", allowed=ROLES),
        Column("measure_on", "date", required=False),
        Column("observed_from", "date"),
        Column("observed_to", "date"),
    )


def _few_residents(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    people = typed["residents_200m"]
    return ((people > 0) & (people < LEAST_RESIDENTS)).fillna(False)


def _undated_role(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["role"] != OTHER) != (raw["measure_on"] != "")


def _two_dates(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    dated = raw["measure_on"] != ""
    several = typed.loc[dated, "measure_on"].nunique() > 1
    return dated & several


def _outside(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A measure that does not start within what is observed: nothing before, or nothing after."""
    start, end = typed["observed_from"], typed["observed_to"]
    return ((typed["measure_on"] <= start) | (typed["measure_on"] > end)).fillna(False)


def _other_period(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    first = typed[["observed_from", "observed_to"]].iloc[:1]
    same = [(typed[name] == first[name].iloc[0]).fillna(False) for name in first]
    return ~(same[0] & same[1])


def _no_control(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    alone = CONTROL not in set(raw["role"])
    return (raw["role"] == TEST) & alone


ZONES = Dataset(
    name="night_zones",
    label_fr="Zones de vie nocturne",
    file="night_zones.csv",
    key=("zone_id",),
    columns=_zone_columns,
    rules=(
        Rule("zone de un à dix riverains : à réunir à une autre", "residents_200m", _few_residents),
        Rule("date de la mesure donnée si et seulement si la zone est comparée", "measure_on",
             _undated_role),
        Rule("zones comparées à des dates différentes", "measure_on", _two_dates),
        Rule("mesure qui ne commence pas dans la période observée", "measure_on", _outside),
        Rule("période observée qui diffère d'une zone à l'autre", "observed_from", _other_period),
        Rule("zone de la mesure sans zone témoin", "role", _no_control),
        in_order("observed_from", "observed_to", "fin de la période avant son début"),
    ),
)  # fmt: skip


def _no_such_moment(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["ts"] != "") & moments(raw["ts"]).isna()


def _by_day(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    times = moments(raw["ts"])
    return times.notna() & ~in_night(times)


def inside_period(
    column: str, night: Callable[[pd.DataFrame], pd.Series]
) -> Callable[[pd.DataFrame, Tables], None]:
    """A check, once every file is read: GateRefusal for rows whose night is out of what is observed."""

    def check(typed: pd.DataFrame, tables: Tables) -> None:
        if ZONES.name not in tables:
            return
        zones, table = tables[ZONES.name].frame, tables[column.split(".", maxsplit=1)[0]]
        first = typed_column(zones["observed_from"], "date").min()
        last = typed_column(zones["observed_to"], "date").max()
        nights = night(typed)
        broken = ((nights < first) | (nights > last)).fillna(False)
        if broken.any():
            where = lines_fr(sorted(int(n) for n in table.frame.loc[broken.to_numpy(bool), ROW]))
            heading = table.headings.get(column.split(".")[1], column.split(".")[1])
            raise GateRefusal(
                f"{table.file}, colonne {heading}, {where} : nuit hors de la période observée"
            )

    return check


def _load_logged(name: str) -> Callable[[pd.DataFrame, Tables], dict[str, pd.DataFrame]]:
    check = inside_period(f"{name}.ts", lambda typed: night_of(typed["ts"]))

    def load(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
        frame = typed.assign(ts=moments(typed["ts"].fillna("")))
        check(frame, tables)
        return {name: frame}

    return load


CALENDAR = Rule("jour qui n'existe pas au calendrier", "ts", _no_such_moment)
INCIDENTS = Dataset(
    name="night_incidents",
    label_fr="Incidents de nuit par zone",
    file="night_incidents.csv",
    key=("incident_id",),
    columns=(
        Column("incident_id", pattern=ID),
        Column("ts", pattern=CLOCKED),
        ZONE,
        Column("category_code", allowed=CATEGORIES, scale="phénomènes de l'enquête"),
    ),
    rules=(CALENDAR, Rule("heure hors de la nuit, de 18 h à 8 h", "ts", _by_day)),
    load=_load_logged("night_incidents"),
)


def _own_repeat(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["repeat_of"] != "") & (raw["repeat_of"] == raw["complaint_id"])


def _repeat_of_repeat(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    repeats = set(raw.loc[raw["repeat_of"] != "", "complaint_id"])
    return raw["repeat_of"].isin(repeats) & ~_own_repeat(raw, typed)


COMPLAINTS = Dataset(
    name="noise_complaints",
    label_fr="Plaintes pour bruit",
    file="noise_complaints.csv",
    key=("complaint_id",),
    columns=(
        Column("complaint_id", pattern=ID),
        Column("ts", pattern=CLOCKED),
        ZONE,
        Column("venue_linked", "yes_no"),
        Column("source", allowed=COMPLAINT_SOURCES),
        Column("repeat_of", required=False, refers_to=("noise_complaints", "complaint_id")),
    ),
    rules=(
        CALENDAR,
        Rule("plainte qui se répète elle-même", "repeat_of", _own_repeat),
        Rule("répétition d'une répétition : désigner la première", "repeat_of", _repeat_of_repeat),
    ),
    load=_load_logged("noise_complaints"),
)


def span_of_night(start: str, end: str) -> Rule:
    """Rule: from ``start`` to ``end``, both within one night, the end after the start."""

    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        clocks = raw[start].str.fullmatch(HOUR) & raw[end].str.fullmatch(HOUR)
        first, last = (
            raw[name].where(clocks, "18:00").map(minutes_of_night) for name in (start, end)
        )
        return clocks & ((last > MINUTES) | (last <= first))

    return Rule("horaires hors de la nuit, de 18 h à 8 h, ou fin avant le début", end, failing)


PRESENCE = Dataset(
    name="night_presence",
    label_fr="Présence des services la nuit",
    file="night_presence.csv",
    key=("service", "night", "start"),
    columns=(
        Column("service", allowed=SERVICES),
        Column("night", allowed=DAYS),
        Column("start", pattern=HOUR),
        Column("end", pattern=HOUR),
        Column("agents", "integer", minimum=1, maximum=200),
    ),
    rules=(span_of_night("start", "end"),),
)


def _load_rounds(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    inside_period("mediation_rounds.date", lambda frame: frame["date"])(typed, tables)
    return {"mediation_rounds": typed}


ROUNDS = Dataset(
    name="mediation_rounds",
    label_fr="Tournées de médiation",
    file="mediation_rounds.csv",
    key=("date", "zone_id", "start"),
    columns=(
        Column("date", "date"),
        ZONE,
        Column("start", pattern=HOUR),
        Column("end", pattern=HOUR),
        Column("contacts", "integer", minimum=0, maximum=2_000),
    ),
    rules=(span_of_night("start", "end"),),
    load=_load_rounds,
)


def _load_counts(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    inside_period("pedestrian_counts.night", lambda frame: frame["night"])(typed, tables)
    return {"pedestrian_counts": typed}


PEDESTRIANS = Dataset(
    name="pedestrian_counts",
    label_fr="Comptages de piétons",
    file="pedestrian_counts.csv",
    key=("zone_id", "night", "hour"),
    columns=(
        ZONE,
        Column("night", "date"),
        Column("hour", "integer", allowed=tuple(map(str, HOURS)), scale="heures de la nuit"),
        Column("count", "integer", minimum=0),
    ),
    load=_load_counts,
)
