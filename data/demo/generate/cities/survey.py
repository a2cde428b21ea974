"""Surveys of a city: the same questions as everywhere, answers that lean its own way."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from data.demo.generate.chance import apportion, deal, ranked, shuffled
from data.demo.generate.cities.story import Story
from data.demo.generate.saint_nazaire.survey_answers import (
    DOES_NOT_KNOW,
    FIRST_CODE,
    NEIGHBOURHOOD,
    SENIORITY,
    SHARES,
    SLOT_SHARES,
    SLOTS,
)
from data.demo.generate.saint_nazaire.survey_form import (
    EARLIER,
    QUARTIER,
    RESIDENTS,
    SECTORS,
    STRATA,
    WAVE,
    actors_items,
)
from data.demo.generate.saint_nazaire.survey_form import survey_items as every_item
from data.demo.generate.saint_nazaire.survey_form import survey_waves as every_wave
from data.demo.generate.saint_nazaire.survey_residents import (
    ADULTS,
    residents_answers,
    survey_margins,
)
from data.demo.generate.saint_nazaire.survey_responses import PEOPLE
from data.demo.generate.writing import Content, day

INVITED = 1.35  # people invited for one questionnaire finished
OWN_LEAN = 0.22  # every answer of a city leans a little its own way
FIELD = {WAVE: ("06/03/2023", "14/04/2023"), EARLIER: ("05/03/2018", "13/04/2018")}
LABELS = {stratum.code: stratum.label for stratum in STRATA}
OF_SAMPLING = {"psu", "base_weight", "sex", "age_band", "tenure"}
ADULT_SHARE = 0.78
# the sectors of the model city, one of which is on the sea
INLAND, INLAND_LABEL = ("LITTORAL", "EST"), ("littoral", "est")
BEFORE = 0.85  # size of the earlier wave


def leaning(shares: Sequence[float], tilt: float) -> list[float]:
    """The shares, leant towards the highest answers by ``tilt`` (in log, end to end)."""
    places = np.linspace(-0.5, 0.5, len(shares))
    leant = np.asarray(shares, dtype=float) * np.exp(tilt * 2 * places)
    return [float(share) for share in leant / leant.sum()]


def _answers(story: Story, wave: str, sizes: Mapping[str, int]) -> pd.DataFrame:
    rng = story.chance(f"survey:{wave}")
    items = actors_items()
    if wave == EARLIER:
        asked = items["construct"].isin(["insecurity", "effectiveness"]) | (
            items["theme"] == "retour"
        )
        items = items[asked]
    parts = []
    for code, total in sizes.items():
        slots = deal(SLOTS, SLOT_SHARES.get(code, (88, 12, 0)), total)
        parts.append(
            pd.DataFrame(
                {
                    "wave_id": wave,
                    "stratum": code,
                    "time_slot": shuffled(slots, rng),
                    "seniority": shuffled(deal(SENIORITY, (18, 29, 24, 29), total), rng),
                    "finished": True,
                }
            )
        )
    people = pd.concat(parts, ignore_index=True)
    latent = rng.random(len(people))
    answers = {
        item["item_id"]: _dealt(story, wave, item["construct"], item["theme"], latent, rng)
        for item in items.to_dict("records")
    }
    if wave == WAVE:
        codes = deal("0123", leaning(NEIGHBOURHOOD, OWN_LEAN * (2 * rng.random() - 1)), len(people))
        answers[QUARTIER[0]] = ranked(codes, latent, 0.55, rng)
    start, end = map(day, FIELD[wave])
    days = [start + (end - start) * float(draw) for draw in rng.random(len(people))]
    prefix = "R" if wave == WAVE else "A18-"
    frame = pd.concat([people, pd.DataFrame(answers)], axis=1).assign(answered_on=days)
    frame = frame.iloc[shuffled(range(len(frame)), rng)].reset_index(drop=True)
    frame.insert(0, "resp_id", [f"{prefix}{rank:03d}" for rank in range(1, len(frame) + 1)])
    return frame


def _dealt(
    story: Story,
    wave: str,
    construct: str,
    theme: str,
    latent: np.ndarray,
    rng: np.random.Generator,
) -> list[str]:
    """Answers to one question: quotas, most of them given to those whom everything worries."""
    own = story.tilt.get((construct, theme), 0.0)
    if wave == EARLIER:
        own = (story.earlier or {}).get((construct, theme), own)
    shares = leaning(SHARES[construct][theme], own + OWN_LEAN * (2 * rng.random() - 1))
    first, size = FIRST_CODE.get(construct, 0), len(latent)
    silent, known = apportion((DOES_NOT_KNOW.get(construct, 0.0), 1.0), size)
    order = shuffled(range(size), rng)
    given = np.full(size, "nsp", dtype=object)
    speaking = np.sort(order[silent:])
    codes = deal([str(first + i) for i in range(len(shares))], shares, known)
    given[speaking] = ranked(codes, latent[speaking], 0.45, rng)
    return [str(value) for value in given]


def _sizes(story: Story, wave: str) -> dict[str, int]:
    if wave == WAVE:
        return dict(story.respondents)
    return {code: max(4, round(BEFORE * size)) for code, size in story.respondents.items()}


def _scale(story: Story) -> float:
    """Residents of the city for one of the model city, whose sample is drawn again."""
    adults = ADULT_SHARE * sum(commune.population for commune in story.communes)
    return adults / sum(ADULTS.values())


def _margins(story: Story) -> pd.DataFrame:
    """Adults of the city by sex, age and tenure; each group its own share of the model city's."""
    margins, rng = survey_margins(), story.chance("survey:margins")
    drawn = margins["target_total"] * (0.96 + 0.08 * rng.random(len(margins)))
    adults = _scale(story) * sum(ADULTS.values())
    shares = drawn / drawn.groupby(margins["variable"]).transform("sum")
    counts = shares.groupby(margins["variable"]).transform(lambda s: apportion(s, round(adults)))
    return margins.assign(target_total=counts)


def _residents(story: Story) -> pd.DataFrame:
    """Residents: the sample of the model city, its people drawn again and leaning another way."""
    rng, lean = story.chance("survey:habitants"), story.residents or 0.0
    model = residents_answers()
    again = []
    for _, block in model.groupby("psu", sort=True):
        drawn = (rng.random(len(block)) * len(block)).astype(int)
        again.append(block.iloc[drawn])
    people = pd.concat(again, ignore_index=True)
    people["resp_id"] = [f"H{rank:03d}" for rank in range(1, len(people) + 1)]
    people["base_weight"] = (people["base_weight"] * _scale(story)).round(3)
    for column in ("stratum", "psu"):
        people[column] = people[column].str.replace(*INLAND)
    for item in [name for name in people if name.startswith("q_hab") or name == QUARTIER[0]]:
        moved = rng.random(len(people)) < abs(lean)
        codes = people[item].astype(int) + np.where(moved, int(np.sign(lean)), 0)
        people[item] = codes.clip(0, 3).astype(str)
    return people


def waves(story: Story) -> list[str]:
    """Waves of the city, in the order of the file."""
    earlier = [EARLIER] if story.earlier is not None else []
    return [WAVE, *earlier, *([RESIDENTS] if story.residents is not None else [])]


def survey(story: Story) -> dict[str, Content]:
    """Every file of the surveys, by name."""
    kept, strata, parts = waves(story), [], []
    invited = {}
    for wave in kept:
        if wave == RESIDENTS:
            own = {sector.code.replace(*INLAND): sector for sector in SECTORS}
            sizes = {code: sector.invited for code, sector in own.items()}
            labels = {code: sector.label.replace(*INLAND_LABEL) for code, sector in own.items()}
            parts.append(_residents(story))
        else:
            sizes = {code: round(INVITED * n) + 1 for code, n in _sizes(story, wave).items()}
            labels = LABELS
            parts.append(_answers(story, wave, _sizes(story, wave)))
        invited[wave] = sum(sizes.values())
        strata += [(wave, code, labels[code], n, "") for code, n in sizes.items()]
    columns = ["wave_id", "stratum", "label_fr", "invited", "declined"]
    items = every_item()
    if story.residents is None:
        items = items[~items["item_id"].str.startswith("q_hab")]
    named = every_wave().set_index("wave_id", drop=False)
    held = named.loc[kept].assign(invited=[invited[wave] for wave in kept])
    # only a sample of residents has a plan, weights and margins
    people = PEOPLE if story.residents is not None else [n for n in PEOPLE if n not in OF_SAMPLING]
    frames: dict[str, Content] = {
        "survey_waves": held.reset_index(drop=True),
        "survey_strata": pd.DataFrame(strata, columns=columns),
        "survey_items": items,
        "survey_responses": pd.concat(
            [part.reindex(columns=[*people, *items["item_id"]]) for part in parts],
            ignore_index=True,
        ),
    }
    if story.residents is not None:
        frames["survey_margins"] = _margins(story)
    return frames
