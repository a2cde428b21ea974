"""The indicators find again what was planted in the demonstration data (truths.yml)."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from ffsu_eval.comparators import ComparisonRule
from ffsu_eval.evidence.items import Origin
from ffsu_eval.evidence.recorded import from_recorded
from ffsu_eval.evidence.strength import strength
from ffsu_eval.evidence.survey import from_survey
from ffsu_eval.gate.passage import pass_gate
from ffsu_eval.gate.request import Request
from ffsu_eval.indicators import (
    actions,
    evaluation,
    governance,
    incidents,
    priorities,
    qualitative,
    recorded,
    survey,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.survey.waves import Wave
from ffsu_eval.reference import labels, table
from tests.spec.logic_links import link_scores
from tests.spec.planted import OPERATORS

ROOT = Path(__file__).parent.parent.parent
DEMO = "data/demo/saint-nazaire"
COMMUNE = "44184"
FIRST, START, END = 2016, 2018, 2022
TRUTHS = yaml.safe_load((ROOT / DEMO / "truths.yml").read_text(encoding="utf-8"))

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """Typed frames of the demonstration data alone: neither public nor private data are seen."""
    root = tmp_path_factory.mktemp("verites")
    shutil.copytree(ROOT / DEMO, root / DEMO)
    rule = ComparisonRule(year=FIRST, ratio=1.5, count=20)
    request = Request(root, "saint-nazaire", "evaluation", (COMMUNE,), "2022", rule)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FFSU_EVAL_EXTERNAL", "data/external")
        return pass_gate(request).frames()


def _rates(data: Frames) -> pd.DataFrame:
    return recorded.recorded_rates(data["recorded_crime"])


def _own(rates: pd.DataFrame) -> pd.DataFrame:
    return rates[rates["territory_id"] == COMMUNE]


def _others(data: Frames) -> list[str]:
    groups = data["comparison_groups"]
    return list(groups.loc[groups["group_id"] == "comparateurs", "commune_code"])


def _comparison(data: Frames) -> pd.DataFrame:
    return recorded.comparison(_rates(data), COMMUNE, _others(data), END)


def _differential(data: Frames) -> pd.DataFrame:
    before, after = range(FIRST, START), range(START, END + 1)
    return recorded.differential(_rates(data), COMMUNE, _others(data), before, after)


ACTORS, EARLIER, RESIDENTS = "acteurs-2023", "acteurs-2018", "habitants-2023"
SCALES = table("survey_scales")


def _wave(data: Frames, wave: str, finished: bool = False) -> Wave:
    """One wave: the people who answered, and what they were asked."""
    people = data["survey_respondents"]
    people = people[(people["wave_id"] == wave) & (people["finished"] | (not finished))]
    answers = data["survey_answers"]
    answers = answers[answers["resp_id"].isin(people["resp_id"])]
    asked = set(answers.loc[answers["answer_status"] != "absente", "item_id"])
    items = data["survey_items"][data["survey_items"]["item_id"].isin(asked)]
    waves = data["survey_waves"].set_index("wave_id", drop=False)
    return Wave(waves.loc[wave], items.reset_index(drop=True), people, answers)


def _residents(data: Frames, raked: bool) -> pd.DataFrame:
    """Estimates of the sample of residents, with or without its margins."""
    wave = _wave(data, RESIDENTS)
    plan = survey.Plan(stratum="stratum", psu="psu")
    sample = survey.probability_sample(wave.wave, wave.respondents, plan)
    if raked:
        sample, _ = survey.raked(sample, data["survey_margins"])
    return survey.insecurity_estimate(sample, wave.answers, wave.items)


def _insecurity(data: Frames) -> pd.DataFrame:
    """Share of each theme: all actors, each stratum of them, the residents before and after raking."""
    wave = _wave(data, ACTORS, finished=True)
    return pd.concat(
        [
            *(
                survey.insecurity_share(wave.answers, wave.items, wave.respondents, by=by)
                for by in (None, "stratum")
            ),
            _residents(data, True).assign(group="habitants"),
            _residents(data, False).assign(group="habitants sans calage"),
        ]
    )


def _evolution(data: Frames) -> pd.DataFrame:
    wave = _wave(data, ACTORS, finished=True)
    return survey.evolution_balance(wave.answers, wave.items)


def _agreement(data: Frames) -> pd.DataFrame:
    wave = _wave(data, ACTORS)
    return survey.rank_agreement(wave.answers, wave.items, wave.respondents)


def _gap(data: Frames) -> pd.DataFrame:
    actors, residents = _wave(data, ACTORS), _wave(data, RESIDENTS)
    sample = survey.purposive_sample(actors.wave, actors.respondents)
    shares = survey.purposive_shares(sample, actors.answers, actors.items)
    return survey.actors_residents_gap(
        shares, _residents(data, True), actors.items, residents.items
    )


def _reliability(data: Frames) -> pd.DataFrame:
    wave = _wave(data, RESIDENTS)
    found = survey.reliability(wave.answers, wave.items, ["insecurity", "effectiveness"])
    return found.assign(wave_id=RESIDENTS)


def _early_late(data: Frames) -> pd.DataFrame:
    parts = []
    for name in (ACTORS, RESIDENTS):
        wave = _wave(data, name)
        found = survey.early_late(wave.answers, wave.items, SCALES, wave.respondents)
        parts.append(found.assign(wave_id=name))
    return pd.concat(parts)


LOGGED = range(2020, 2023)
POLICE = "ORG03"


def _completeness(data: Frames) -> pd.DataFrame:
    found = incidents.completeness(data["source_coverage"], LOGGED[0], LOGGED[-1])
    return found[found["territory_id"] == WHOLE]


def _densities(data: Frames) -> pd.DataFrame:
    logged, coverage = data["local_incidents"], data["source_coverage"]
    found = incidents.density_change(logged, coverage, LOGGED[0], LOGGED[-1])
    return found[found["territory_id"] == WHOLE]


def _week(data: Frames) -> pd.DataFrame:
    """Parts of the week by territory, then how many of them stand out each way."""
    found = incidents.week_parts(data["local_incidents"], data["source_coverage"], [POLICE])
    parts = found.assign(band=found["weekday"].astype(str) + "-" + found["part"])
    words = found.groupby("territory_id")["direction"].agg(list)
    counts = [
        {"territory_id": place, "band": "semaine", "above": said.count("au-dessus"),
         "below": said.count("au-dessous")}
        for place, said in words.items()
    ]  # fmt: skip
    return pd.concat([parts, pd.DataFrame(counts)], ignore_index=True)


def _ballots(data: Frames) -> tuple[pd.DataFrame, dict[str, float]]:
    """Last round of the workshop, and the weights of its criteria."""
    workshop = data["workshops"].iloc[0]
    votes = data["workshop_votes"]
    last = priorities.ballots(votes, workshop["workshop_id"], int(votes["round"].max()))
    return last, priorities.weights_of(workshop)


def _consensus(data: Frames) -> pd.DataFrame:
    found = priorities.consensus(*_ballots(data))
    views = priorities.minority_views(*_ballots(data)).set_index("item_id")["macro_family"]
    return found.assign(opposed=found["item_id"].map(views[~views.index.duplicated(keep=False)]))


def _register(data: Frames) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    return data["attendance"], data["organisations"], data["meetings"]


def _legal(data: Frames) -> pd.DataFrame:
    listed = governance.checklist(
        table("legal_requirements"), data["legal_checks"], {"population": 71_310.0}
    )
    return governance.legal_score(listed).assign(item=WHOLE)


def _equity(data: Frames) -> pd.DataFrame:
    places = data["quartiers"]
    inside = (places["population"] * places["qpv_pop_share"]).sum() / places["population"].sum()
    return actions.territorial_equity(data["actions"], float(inside)).assign(item=WHOLE)


def _delay(data: Frames) -> pd.DataFrame:
    delays = actions.action_delays(data["actions"], pd.Timestamp(END, 12, 31))
    return actions.median_delay(delays).assign(item=WHOLE)


# indicator → its frame, the column of the item, the column of the scope
SOURCES: dict[str, tuple[Callable[[Frames], pd.DataFrame], str, str]] = {
    "REC01": (lambda data: _own(_rates(data)), "indicator_id", "year"),
    "REC02": (
        lambda data: recorded.rate_change(_own(_rates(data)), START, END), "indicator_id", "",
    ),
    "REC03": (
        lambda data: recorded.annual_trend(_own(_rates(data)), FIRST, END), "indicator_id", "",
    ),
    "REC04": (_comparison, "indicator_id", "year"),
    "REC05": (
        lambda data: _own(recorded.funnel(_rates(data), COMMUNE, _others(data), END)),
        "indicator_id",
        "",
    ),
    "REC06": (lambda data: recorded.diffusion_coverage(_own(_rates(data))), "indicator_id", ""),
    "REC08": (_differential, "indicator_id", ""),
    "SUR01": (_insecurity, "theme", "group"),
    "SUR03": (_evolution, "theme", ""),
    "SUR06": (_agreement, "construct", ""),
    "SUR07": (_gap, "theme", ""),
    "SUR08": (_early_late, "theme", "wave_id"),
    "SUR09": (_reliability, "construct", "wave_id"),
    "SUR10": (
        lambda data: survey.wave_change(_wave(data, EARLIER), _wave(data, ACTORS), SCALES),
        "theme",
        "",
    ),
    "QUA04": (
        lambda data: qualitative.agreement(data["codings"], data["codebook"]), "code_id", "",
    ),
    "GOV01": (
        lambda data: governance.meetings_held(data["meetings"]), "instance_type", "year",
    ),
    "GOV02": (
        lambda data: governance.attendance_rate(
            data["attendance"], data["organisations"], data["meetings"]
        ), "college", "",
    ),
    "GOV07": (lambda data: governance.network(*_register(data)).assign(item=WHOLE), "item", ""),
    "GOV08": (_legal, "item", ""),
    "GOV09": (
        lambda data: governance.continuity(*_register(data)).astype({"year": "string"}), "year", "",
    ),
    "ACT07": (_equity, "item", ""),
    "ACT08": (_delay, "item", ""),
    "PRI01": (lambda data: priorities.priority_scores(*_ballots(data)), "item_id", ""),
    "PRI02": (_consensus, "item_id", ""),
    "EVA01": (
        lambda data: evaluation.attainment_matrix(data["objectives"], data["baselines"]),
        "objective_id",
        "",
    ),
    "PIE": (lambda data: data["documents"], "document_id", ""),
    "LOG01": (lambda data: link_scores(data, _wave(data, ACTORS, finished=True)), "link_id", ""),
    "INC01": (_densities, "source_org_id", ""),
    "INC02": (_completeness, "source_org_id", "year"),
    "INC03": (
        lambda data: incidents.night_share(data["local_incidents"], ("territory_id",)),
        "territory_id",
        "",
    ),
    "INC04": (_week, "territory_id", "band"),
    "INC05": (
        lambda data: incidents.concentration(
            data["local_incidents"], int(data["quartiers"]["cells_250m"].sum()), ("source_org_id",)
        ),
        "source_org_id",
        "",
    ),
    "INC06": (
        lambda data: incidents.location_quotient(data["local_incidents"]),
        "territory_id",
        "category_code",
    ),
    "INC07": (
        lambda data: incidents.response_delay(data["local_incidents"]), "source_org_id", "",
    ),
    "INC08": (
        lambda data: incidents.duplicate_rate(data["local_incidents"]), "source_org_id", "",
    ),
}  # fmt: skip
DEFAULT_SCOPE = {"SUR01": "ensemble"}


def _found(data: Frames, check: dict[str, Any], item: str) -> Any:
    """The one value that an expectation speaks of."""
    compute, item_column, scope_column = SOURCES[check["indicator"]]
    frame = compute(data)
    rows = frame[frame[item_column] == item]
    if scope_column:
        scope = check.get("scope", DEFAULT_SCOPE.get(check["indicator"]))
        rows = rows[rows[scope_column] == scope]
    assert len(rows) == 1, f"{check['indicator']}:{item} : {len(rows)} lignes"
    return rows.iloc[0][check["field"]]


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth["id"])
def test_planted_truth_is_found(truth: dict[str, Any], frames: Frames) -> None:
    for check in truth["expectation"]:
        found = _found(frames, check, check["item"])
        if "minus" in check:
            found -= _found(frames, check, check["minus"])
        assert OPERATORS[check["operator"]](found, check["value"]), f"{check} : {found}"


def test_every_truth_speaks_of_known_indicators() -> None:
    assert {name for truth in TRUTHS for name in truth["indicator"]} == set(SOURCES)
    assert len(TRUTHS) >= 12


def test_finding_on_vehicle_theft_is_contradicted(frames: Frames) -> None:
    """What the survey says falls and the records say rises cannot be called established."""
    origin = Origin(producer="", status="démonstration", shown_in="")
    themes = labels("ssmsi_indicators", "indicator_id")
    change = SOURCES["REC02"][0](frames)
    items = from_survey(_evolution(frames), "SUR03", origin)
    items += from_recorded(change, "REC02", themes, origin)
    cited = {"SUR03:vols_vehicules", "REC02:vols_de_vehicules"}
    findings = yaml.safe_load((ROOT / DEMO / "findings.yml").read_text(encoding="utf-8"))
    finding = next(f for f in findings if f["finding_id"] == "C17")
    assert cited <= set(finding["evidence"])
    chosen = [item for item in items if item.evidence_id in cited]
    assert strength(finding["direction"], chosen) == "contradictoire"


def test_coders_agree_on_every_other_code(frames: Frames) -> None:
    result = qualitative.agreement(frames["codings"], frames["codebook"])
    verdicts = result.set_index("code_id")["verdict"].drop("ensemble")
    assert (result["n_segments"] >= 110).all()
    assert verdicts[verdicts != "solide"].to_dict() == {"confiance_institutions": "insuffisant"}
