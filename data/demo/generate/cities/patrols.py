"""What the patrols of a city do: shifts, activities, calls, over two months with a change of time.

The story: most agents are there in the afternoon, most calls come in the evening; a third of the time
goes to paperwork; one sector is reached later than the others, and less walked than it calls.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from data.demo.generate.chance import deal, shuffled
from data.demo.generate.cities.missions import TIME
from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content

FIRST, LAST = date(2023, 3, 1), date(2023, 4, 30)
FORWARD = date(2023, 3, 26)  # 2 h to 3 h are not there
# unit, weekdays, start, end, agents planned, share of them who come
SHIFTS = (
    ("U1", range(7), "07:00", "14:30", 4, 0.93),
    ("U1", range(7), "12:30", "20:00", 6, 0.93),
    ("U3", range(6), "13:00", "19:30", 4, 0.90),
    ("U2", (1, 2, 3, 4), "16:30", "23:30", 3, 0.82),
    ("U2", (5,), "20:00", "04:00", 3, 0.85),
    ("U6", (2, 4, 5), "15:00", "22:00", 2, 0.95),
    ("U4", range(7), "08:00", "16:00", 2, 0.97),
    ("U4", range(7), "16:00", "00:00", 2, 0.97),
)
PAPERWORK = "M12"
STREET_MODES = (("pedestre", 0.34), ("vehicule", 0.42), ("velo", 0.08), ("statique", 0.16))
# sector → share of the patrols' street time, of the calls, minutes of way
SECTORS = {"Q1": (0.24, 0.25, 8.0), "Q2": (0.44, 0.28, 7.0), "Q3": (0.17, 0.15, 9.0),
           "Q4": (0.15, 0.32, 15.0)}  # fmt: skip
CALLED = (2.4, 1.7, 1.1, 0.7, 0.5, 0.5, 0.8, 1.5, 2.4, 2.9, 3.1, 3.3, 3.2, 3.0, 3.2, 3.6, 4.2, 5.2,
          6.6, 7.6, 8.3, 8.4, 7.0, 4.4)  # fmt: skip
DAILY = 27.0
WEEKEND = 1.35
CATEGORIES = {"bruit": 26, "regroupements": 19, "stationnement": 22, "incivilites": 12, "halls": 9,
              "degradations": 7, "animaux": 5}  # fmt: skip
PRIORITIES = {1: 0.16, 2: 0.52, 3: 0.32}
HASTE = {1: 0.65, 2: 1.0, 3: 1.5}


def _days() -> Iterator[date]:
    for rank in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=rank)


def _at(day: date, text: str) -> datetime:
    return datetime.combine(day, datetime.strptime(text, "%H:%M").time())


def _written(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y %H:%M")


def _bell(rng: np.random.Generator) -> float:
    """A draw near a standard normal, from the steadiest stream."""
    return float((sum(rng.random() for _ in range(4)) - 2) * 1.73)


def _weighted(rng: np.random.Generator, choices: dict[str, float]) -> str:
    mark = rng.random() * sum(choices.values())
    for name, weight in choices.items():
        mark -= weight
        if mark < 0:
            return name
    return name


def _shifts(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("pm_shifts"), []
    for day in _days():
        for unit, weekdays, start, end, planned, usual in SHIFTS:
            if day.weekday() in weekdays:
                present = sum(rng.random() < usual for _ in range(planned))
                rows.append((day, unit, start, end, planned, present))
    columns = ["date", "unit_id", "start", "end", "planned", "present"]
    return pd.DataFrame(rows, columns=columns)


def _activities(story: Story, shifts: pd.DataFrame) -> pd.DataFrame:
    """Each crew of two fills its shift with activities, one after the other."""
    rng, blanks = story.chance("pm_activities"), []
    for row in shifts[shifts["unit_id"] != "U4"].itertuples():
        begin, end = _at(row.date, row.start), _at(row.date, row.end)
        end += timedelta(days=1) if end <= begin else timedelta()
        for _ in range(row.present // 2):
            moment = begin
            while moment < end:
                stop = min(end, moment + timedelta(minutes=5 * round(12 + 20 * rng.random())))
                blanks.append((moment, stop, row.unit_id))
                moment = stop
    missions = shuffled(deal(list(TIME), list(TIME.values()), len(blanks)), rng)
    rows = []
    for rank, ((begin, stop, unit), mission) in enumerate(zip(blanks, missions, strict=True), 1):
        if any(moment.date() == FORWARD and moment.hour == 2 for moment in (begin, stop)):
            continue  # a time that nobody lived
        indoors = mission == PAPERWORK
        sector = "" if indoors else _weighted(rng, {name: s[0] for name, s in SECTORS.items()})
        mode = "admin" if indoors else _weighted(rng, dict(STREET_MODES))
        drawn = _weighted(rng, {"appel": 0.7, "partenaire": 0.2, "video": 0.1})
        usual = {"initiative": 0.55, "programme": 0.2, drawn: 0.25}
        origin = "programme" if indoors else drawn if mission == "M02" else _weighted(rng, usual)
        rows.append(
            (f"A{rank:04d}", _written(begin), _written(stop), unit, mission, sector, mode, origin)
        )
    columns = ["activity_id", "ts_start", "ts_end", "unit_id", "mission_code", "sector_id", "mode",
               "origin"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _there(shifts: pd.DataFrame) -> dict[tuple[date, int], int]:
    """Agents of the units that go out, at the start of each hour."""
    found: dict[tuple[date, int], int] = {}
    for row in shifts[shifts["unit_id"] != "U4"].itertuples():
        begin, end = _at(row.date, row.start), _at(row.date, row.end)
        end += timedelta(days=1) if end <= begin else timedelta()
        hour = begin.replace(minute=0)
        while hour < end:
            key = hour.date(), hour.hour
            found[key] = found.get(key, 0) + row.present
            hour += timedelta(hours=1)
    return found


def _calls(story: Story, shifts: pd.DataFrame) -> pd.DataFrame:
    rng, there, rows = story.chance("pm_calls"), _there(shifts), []
    hours = {str(hour): weight for hour, weight in enumerate(CALLED)}
    for day in _days():
        count = round(
            DAILY * (WEEKEND if day.weekday() in (4, 5) else 0.93) + 5 * (rng.random() - 0.5)
        )
        moments = sorted((int(_weighted(rng, hours)), int(60 * rng.random())) for _ in range(count))
        for hour, minute in moments:
            if day == FORWARD and hour in (1, 2):
                continue
            moment = datetime.combine(day, datetime.min.time()) + timedelta(
                hours=hour, minutes=minute
            )
            rows.append(_call(rng, len(rows) + 1, moment, there.get((day, hour), 0)))
    columns = ["call_id", "ts_call", "ts_dispatch", "ts_arrival", "ts_close", "category", "sector_id",
               "priority", "outcome", "agents"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _call(rng: np.random.Generator, rank: int, moment: datetime, agents: int) -> tuple[object, ...]:
    sector = _weighted(rng, {name: s[1] for name, s in SECTORS.items()})
    category = _weighted(rng, {name: float(weight) for name, weight in CATEGORIES.items()})
    priority = int(_weighted(rng, {str(name): share for name, share in PRIORITIES.items()}))
    head = (f"L{rank:04d}", _written(moment))
    tail = category, sector, priority
    # a lone crew that is already out hands the call to the national police
    if agents < 2 or (agents < 4 and rng.random() < 0.45):
        close = moment + timedelta(minutes=5 + int(10 * rng.random()))
        return (*head, "", "", _written(close), *tail, "transmis", None)
    busy = 1.35 if moment.hour >= 18 else 1.0
    wait = HASTE[priority] * busy * 3.5 * float(np.exp(0.6 * _bell(rng)))
    way = busy * SECTORS[sector][2] * float(np.exp(0.4 * _bell(rng)))
    sent = moment + timedelta(minutes=round(wait))
    if rng.random() < 0.06:
        close = sent + timedelta(minutes=3 + int(12 * rng.random()))
        return (*head, _written(sent), "", _written(close), *tail, "annule", 2)
    arrived = sent + timedelta(minutes=max(1, round(way)))
    close = arrived + timedelta(minutes=12 + int(35 * rng.random()))
    outcome = _weighted(
        rng, {"traite": 0.7, "sans_objet": 0.17, "verbalise": 0.12, "interpellation": 0.01}
    )
    crew = 4 if agents >= 6 and rng.random() < 0.15 else 2
    return (*head, _written(sent), _written(arrived), _written(close), *tail, outcome, crew)


def patrols(story: Story) -> dict[str, Content]:
    """Shifts, activities and calls."""
    shifts = _shifts(story)
    return {
        "pm_shifts": shifts,
        "pm_activities": _activities(story, shifts),
        "pm_calls": _calls(story, shifts),
    }
