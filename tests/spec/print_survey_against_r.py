"""Print R's survey package and the workbench side by side.

``python -m tests.spec.print_survey_against_r``
"""

import sys

import pandas as pd

from tests.spec.survey_in_r import ABSENT, SIX_DIGITS, comparison, r_has

HEADINGS = {
    "case": "plan, groupe",
    "estimate": "estimation",
    "quantity": "grandeur",
    "r": "R (survey)",
    "here": "atelier",
    "relative": "écart relatif",
}
WORDS = {
    "mean ": "moyenne ",
    "total ": "total ",
    "proportion ": "part ",
    "value": "valeur",
    "se": "erreur type",
    "ci_low": "borne basse",
    "ci_high": "borne haute",
    "deff": "effet de plan",
    "deff_wor": "effet de plan (sans remise)",
}


def main() -> int:
    """Exit code 0 when both agree to six digits, 1 when they do not, 2 without R."""
    if not r_has("survey"):
        print(ABSENT)
        return 2
    both = comparison()
    weights = both[both["estimate"] == "weight"]
    shown = both[both["estimate"] != "weight"].copy()
    for english, french in list(WORDS.items())[:3]:
        shown["estimate"] = shown["estimate"].str.replace(english, french)
    shown["quantity"] = shown["quantity"].map(WORDS)
    pd.set_option("display.width", 200)
    for case, part in shown.groupby("case", sort=False):
        print(f"\n{case}")
        table = part.rename(columns=HEADINGS).drop(columns=HEADINGS["case"])
        written = {HEADINGS["relative"]: "{:.1e}".format}
        written |= dict.fromkeys((HEADINGS["r"], HEADINGS["here"]), "{:.9g}".format)
        print(table.to_string(index=False, formatters=written))
    print("\npoids de calage, par plan et méthode")
    for case, part in weights.groupby("case", sort=False):
        print(
            f"  {case} : {len(part)} poids, plus grand écart relatif {part['relative'].max():.1e}"
        )
    largest = both["relative"].max()
    print(f"\n{len(both)} comparaisons, plus grand écart relatif : {largest:.1e}")
    return 0 if largest < SIX_DIGITS else 1


if __name__ == "__main__":
    sys.exit(main())
