"""Scores of the links of the demonstration's logic model, from the frames that the gate accepted."""

from types import SimpleNamespace

import pandas as pd

from ffsu_eval.evidence import management
from ffsu_eval.evidence.fieldwork import from_coverage, from_documents, from_valence
from ffsu_eval.evidence.items import Origin
from ffsu_eval.evidence.logic_model import links_frame, logic_model
from ffsu_eval.evidence.register import Register
from ffsu_eval.evidence.survey import from_survey
from ffsu_eval.indicators import actions, evaluation, qualitative, survey
from ffsu_eval.indicators.survey.waves import Wave

Frames = dict[str, pd.DataFrame]
STATUS = "démonstration"


def link_scores(data: Frames, wave: Wave) -> pd.DataFrame:
    """One row per link; ``wave``: the finished answers of the actors' wave."""
    register = Register()
    origin = Origin("enquête", STATUS, "")
    register.add(from_survey(survey.evolution_balance(wave.answers, wave.items), "SUR03", origin))
    balance = survey.effectiveness_balance(wave.answers, wave.items)
    register.add(from_survey(balance, "SUR05", origin))
    coded = data["codings"], data["codebook"]
    agreement = qualitative.agreement(*coded)
    coverage = qualitative.coverage(data["interviews"], data["segments"], *coded)
    origin = Origin("entretiens", STATUS, "")
    register.add(from_coverage(coverage, agreement, 3, origin))
    valence = qualitative.valence(data["segments"], *coded)
    register.add(from_valence(valence, agreement, 3, origin))
    register.add(from_documents(data["documents"], STATUS, ""))
    origin = Origin("Ville", STATUS, "")
    register.add(
        management.from_budget(
            actions.budget_execution(data["actions"], data["objectives"]), origin
        )
    )
    targets = actions.target_attainment(data["actions"])
    register.add(management.from_targets(targets, actions.median_attainment(targets), origin))
    attained = evaluation.attainment_matrix(data["objectives"], data["baselines"])
    register.add(management.from_attainment(attained, origin))
    return links_frame(logic_model(SimpleNamespace(**data), register))
