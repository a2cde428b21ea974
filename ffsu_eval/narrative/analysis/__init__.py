"""The analyst's findings, conclusions and recommendations, with what each rests on."""

from ffsu_eval.narrative.analysis.analysis import Analysis, analyse
from ffsu_eval.narrative.analysis.findings import Finding

__all__ = ["Analysis", "Finding", "analyse"]
