"""Phenomena of the survey: frequency (SUR02), nuisance (SUR04) and evolution (SUR03) together."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ffsu_eval.charts.words import no_rows
from ffsu_eval.french import is_missing
from ffsu_eval.indicators.frames import need, need_unique

NEEDED = ("theme", "theme_label_fr", "value", "n")


@dataclass(frozen=True)
class Phenomenon:
    """One phenomenon; values are NA when its base is too small."""

    label: str
    frequency: Any
    nuisance: Any
    balance: Any
    bases: tuple[Any, ...]

    @property
    def drawn(self) -> bool:
        """True when it has a place on both axes."""
        return not is_missing(self.frequency) and not is_missing(self.nuisance)


def phenomena_of(
    frequency: pd.DataFrame, nuisance: pd.DataFrame, balance: pd.DataFrame
) -> list[Phenomenon]:
    """Phenomena by decreasing frequency, those without value last."""
    frames = {"frequency": frequency, "nuisance": nuisance, "balance": balance}
    for name, frame in frames.items():
        need(frame, name, NEEDED)
        need_unique(frame, name, ("theme",))
    no_rows("frequency", len(frequency))
    values = {n: dict(zip(f["theme"], f["value"], strict=True)) for n, f in frames.items()}
    sizes = {n: dict(zip(f["theme"], f["n"], strict=True)) for n, f in frames.items()}
    found = [
        Phenomenon(
            label=str(label),
            frequency=values["frequency"][theme],
            nuisance=values["nuisance"].get(theme, pd.NA),
            balance=values["balance"].get(theme, pd.NA),
            bases=tuple(sizes[name].get(theme, pd.NA) for name in frames),
        )
        for theme, label in zip(frequency["theme"], frequency["theme_label_fr"], strict=True)
    ]
    return sorted(found, key=lambda p: (is_missing(p.frequency), -_number(p.frequency), p.label))


def _number(value: Any) -> float:
    return 0.0 if is_missing(value) else float(value)


def kind_of(phenomenon: Phenomenon, threshold: float) -> str:
    if is_missing(phenomenon.balance):
        return "n.d."
    if abs(phenomenon.balance) < threshold:
        return "stable"
    return "hausse" if phenomenon.balance > 0 else "baisse"
