"""Communes, what they belong to, and what they are called in a base of another year.

Pure functions on the typed frame ``communes``: commune_code, label_fr, departement,
departement_label, epci_code, epci_label, population, current_code (missing unless the commune has
merged into another). Source: Insee, code officiel géographique; DGCL, intercommunalities.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ffsu_eval.errors import GateRefusal
from ffsu_eval.french import join_fr
from ffsu_eval.rows import rows

# Paris, Lyon and Marseille are in the bases whole and by arrondissement
CITIES = {"751": "75056", "6938": "69123", "132": "13055"}
ARRONDISSEMENTS = tuple(CITIES)
NOT_MAPPED = (
    "sans table des communes, les codes sont pris tels quels : "
    "une commune réunie à une autre n'est pas suivie d'une géographie à l'autre"
)


@dataclass(frozen=True)
class Resolution:
    """What stands for each commune in one base; ``codes``: commune asked for → codes of the base."""

    codes: Mapping[str, tuple[str, ...]]
    notices: tuple[str, ...]

    @property
    def all_codes(self) -> tuple[str, ...]:
        """Every code of the base, in the order of the communes asked for."""
        return tuple(code for parts in self.codes.values() for code in parts)


def is_arrondissement(code: str) -> bool:
    """True for a municipal arrondissement of Paris, Lyon or Marseille."""
    return code.startswith(ARRONDISSEMENTS)


def city_of(code: str) -> str | None:
    """Code of the city that an arrondissement belongs to; None for a commune."""
    return next((city for prefix, city in CITIES.items() if code.startswith(prefix)), None)


def label(communes: pd.DataFrame, code: str) -> str:
    """Name of a commune; its code when the table has no name for it."""
    return _names(communes).get(code, code)


def departements_of(communes: pd.DataFrame, codes: Collection[str]) -> dict[str, str]:
    """Départements of these communes, sorted: code → name."""
    return _places(communes, codes, "departement", "departement_label")


def epcis_of(communes: pd.DataFrame, codes: Collection[str]) -> dict[str, str]:
    """Intercommunalities (EPT in Greater Paris) of these communes, sorted: code → name."""
    return _places(communes, codes, "epci_code", "epci_label")


def departement_members(communes: pd.DataFrame, departement: str) -> tuple[str, ...]:
    """Codes of the communes of a département, as they are today."""
    return _members(communes, "departement", departement)


def epci_members(communes: pd.DataFrame, epci_code: str) -> tuple[str, ...]:
    """Codes of the communes of an intercommunality, as they are today."""
    return _members(communes, "epci_code", epci_code)


def absorbed(communes: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Codes that each commune has absorbed: commune of today → old codes, sorted."""
    merged = communes[communes["current_code"].notna()].sort_values("commune_code")
    return {str(code): tuple(old) for code, old in merged.groupby("current_code")["commune_code"]}


def resolve(
    wanted: Sequence[str], available: Collection[str], communes: pd.DataFrame | None
) -> Resolution:
    """What stands for each commune of ``wanted`` in a base that holds the codes ``available``.

    A commune stands for itself and for those it has absorbed that the base still has apart; one
    that is asked for by itself is not counted twice. Raises GateRefusal, one line per fault, for a
    code that nobody knows, one that the base has not or no longer has, and an arrondissement asked
    for with its city. Without table (None) nothing is mapped, and a notice says so.
    """
    asked, held = dict.fromkeys(wanted), set(available)
    names = {} if communes is None else _names(communes)
    old = {} if communes is None else absorbed(communes)
    joined = {part: code for code, parts in old.items() for part in parts}
    known = None if communes is None else set(communes["commune_code"])
    faults, notices = [], [NOT_MAPPED] if communes is None else []
    codes = {}
    for code in asked:
        # an absorbed commune that is asked for by itself answers for itself
        parts = [part for part in (code, *old.get(code, ())) if part == code or part not in asked]
        codes[code] = tuple(part for part in parts if part in held)
        name = _named(code, names)
        if city_of(code) in asked:
            city = _named(str(city_of(code)), names)
            faults.append(f"{name} : arrondissement demandé avec sa ville, {city}, qui le contient")
        elif codes[code] == (code,):
            continue
        elif codes[code]:
            others = join_fr([_named(part, names) for part in codes[code] if part != code])
            added = "réunie depuis à" if code in held else "n'existe que depuis la réunion de"
            notices.append(f"{name} : {added} {others}, que la base a encore à part")
        elif code in joined:
            faults.append(f"{name} : réunie depuis à {_named(joined[code], names)}, à demander")
        elif known is None or code in known:
            faults.append(f"{name} : absente de la base")
        else:
            faults.append(f"{name} : inconnue du code officiel géographique")
    if faults:
        raise GateRefusal("\n".join(f"commune {fault}" for fault in faults))
    return Resolution(codes, tuple(notices))


def _named(code: str, names: Mapping[str, str]) -> str:
    return f"{code} ({names[code]})" if code in names else code


def _names(communes: pd.DataFrame) -> dict[str, str]:
    named = communes[communes["label_fr"].notna()]
    return dict(zip(named["commune_code"], named["label_fr"], strict=True))


def _places(
    communes: pd.DataFrame, codes: Collection[str], column: str, label_column: str
) -> dict[str, str]:
    found = communes.loc[communes["commune_code"].isin(list(codes)), [column, label_column]]
    found = found.dropna(subset=[column]).drop_duplicates(column).sort_values(column)
    return {row[column]: row[label_column] for row in rows(found)}


def _members(communes: pd.DataFrame, column: str, value: str) -> tuple[str, ...]:
    current = communes["current_code"].isna() & (communes[column] == value).fillna(False)
    codes = communes.loc[current, "commune_code"]
    return tuple(sorted(code for code in codes if not is_arrondissement(code)))
