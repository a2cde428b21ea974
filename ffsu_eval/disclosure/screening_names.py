"""Names of persons in French text: after a civility or a rank, or a first name and a surname.

First names: a list made from those of the Fichier des prénoms (Insee, Licence Ouverte 2.0) that
are frequent among people alive today; ``also_word`` marks those that are words or places too. A
rule by form misses the surname alone (« Durand nous a dit ») and the first name that is not in the
list: a person reads the texts all the same.
"""

import re
from collections.abc import Iterator
from functools import cache

from ffsu_eval.disclosure.screening_text import fold
from ffsu_eval.reference import table

NAME = "nom de personne"

CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"
SMALL = "[a-zà-öø-ÿœ]"
LETTERS = "A-ZÀ-ÖØ-ÞŒa-zà-öø-ÿœ"
# « Durand », « DURAND », « Jean-Pierre », « O'Brien », « McDonald »
WORD = rf"(?:{CAPITAL}['’])?{CAPITAL}[{LETTERS}]+(?:-[{LETTERS}]+){{0,3}}"
PARTICLE = (
    r"(?:(?i:de\s+la|de|du|des|le|la|ben|bin|el|al|van|von|da|dos|di|saint|st)\s+|[dDlL]['’])"
)
FULL = rf"(?:{PARTICLE}{{0,2}}{WORD})(?:\s+{PARTICLE}{{0,2}}{WORD}){{0,3}}"
INITIAL = rf"{CAPITAL}\.(?:\s?-?{CAPITAL}\.){{0,3}}"

CIVILITY = (
    r"(?:mme|mmes|mlle|melle|mr\.?|mrs|mm\.|m\.|madame|mesdames|mademoiselle|monsieur|messieurs|"
    r"docteure?|dr\.?|professeure?|pr\.?|ma[iî]tre|sieur|"
    r"(?:adjudante?|brigadi[eè]re?|gardien(?:ne)?)(?:-chef|-major|-brigadier)?|commissaire|"
    r"capitaine|lieutenante?|commandante?|colonel(?:le)?|major|mar[ée]chal|gendarme|sergente?|"
    r"caporale?|inspect(?:eur|rice)|agente?|juge|procureure?|pr[ée]f[eè]te?|p[eè]re|s[oœ]e?ur|"
    r"abb[ée]|imam|[ée]ducat(?:eur|rice)|m[ée]diat(?:eur|rice)|directeur|directrice|"
    r"famille|fr[eè]res?|s[oœ]e?urs?|[ée]poux|veuve|consorts|cousine?s?|fratrie|clan|fils)"
)
OF_SERVICE = (
    r"(?:[\s\-]+(?:de\s+police|de\s+gendarmerie|principale?|divisionnaire|centrale?|chef))?"
)
SAID = (
    r"(?:s['’](?:appel(?:le|ait)|nomme)|nomm[ée]e?|appel[ée]e?|surnomm[ée]e?|pr[ée]nomm[ée]e?|"
    r"d[ée]nomm[ée]e?|une?\s+certaine?|le\s+nomm[ée]|alias|chez\s+les)"
)
AFTER_CIVILITY = re.compile(
    rf"(?<!\w)(?:(?i:{CIVILITY})|Me){OF_SERVICE}\s+(?P<name>{FULL}|{INITIAL}(?:\s?{WORD})?)"
)
SMALL_LETTERS = re.compile(
    rf"(?<!\w)(?i:mme|mlle|melle|mr\.?|m\.)\s+(?P<name>{SMALL}{{3,}}(?:-{SMALL}+)*)"
)
AFTER_SAID = re.compile(rf"\b(?i:{SAID})\s+(?P<name>{FULL})")
BY_INITIAL = re.compile(rf"(?<![\w.])(?P<name>{INITIAL}\s?{WORD})")
CAPITALS = re.compile(
    rf"(?<=[\w,]\s)(?P<name>{CAPITAL}{SMALL}+(?:-{CAPITAL}{SMALL}+)?\s+{CAPITAL}{{4,}}"
    rf"(?:-{CAPITAL}+)?)\b"
)
WORDS = re.compile(rf"(?<![\w\-]){WORD}(?![\w\-])")
# typed in haste: « demandez à kevin »; these are words when they have no capital
WITHOUT_CAPITAL = re.compile(rf"(?<![\w\-'’@.]){SMALL}{{4,}}(?:-{SMALL}{{3,}})?(?![\w\-@'’])")
WORDS_WITHOUT_CAPITAL = {
    "jean", "romain", "romane", "clement", "martial", "serge", "valentin", "valentine", "robin",
    "christian", "justine", "parfait", "marcel", "tess", "dora", "nail", "judith", "barbara",
}  # fmt: skip
SURNAME = re.compile(rf"\s+(?P<name>{PARTICLE}{{0,2}}{WORD}(?![\w\-])|{CAPITAL}\.(?!\w))")
SURNAME_FIRST = re.compile(rf"\b(?P<name>{CAPITAL}{{3,}}(?:-{CAPITAL}+)?)\s$")  # « DURAND Jean »

# what has a name that is no person's when it comes just before
PLACES = (
    r"(?:rue|avenue|boulevard|allee|impasse|chemin|square|place|cours|passage|quai|pont|esplanade|"
    r"promenade|route|rond-point|college|lycee|ecole|groupe scolaire|maternelle|elementaire|creche|"
    r"stade|gymnase|piscine|parc|jardin|residence|quartier|cite|secteur|immeuble|tour|batiment|"
    r"hopital|clinique|centre|espace|salle|mediatheque|bibliotheque|maison|foyer|theatre|cinema|"
    r"fondation|association|amicale|station|arret|gare|parking|institut|universite|campus|caserne|"
    r"chapelle|eglise|basilique|cathedrale|mosquee|port|fort|ile|zone|ville|commune|prix|plan|loi|"
    r"dispositif|operation|ligne|tramway|groupe|societe|entreprise|magasin|marche|halle|"
    r"saint|sainte|st|ste)"
)
AFTER_PLACE = re.compile(
    rf"\b{PLACES}(?:[ -](?:de la|de l'|du|des|de|d'|saint|sainte|la|le|les))*[ -']*$"
)
BEFORE_LETTER = re.compile(
    r"\b(?:zone|secteur|plan|vitamine|batiment|hall|annexe|point|tour|quartier|ligne|lot|bloc|bus|"
    r"groupe|ilot|article|art\.|cage|escalier|entree|porte|classe|type|niveau|categorie|code|ter) $"
)
OFFICE_WORDS = (
    r"(?:maire|prefet|prefete|sous-prefet|procureur|president|commissaire|directeur|directrice|"
    r"recteur|depute|ministre|adjoint|juge|proviseur|principal)"
)
NO_NAME = re.compile(
    rf"(?:(?:la|le|l') ?)?{OFFICE_WORDS}.*|(?:police|gendarmerie|justice|ville|etat|nation|region|"
    r"republique|france|departement|municipale?|nationale?|je|tu|il|elle|on|nous|vous|ils|elles|"
    r"les|un|une|ce|ces|cette|mon|ma|mes|son|sa|ses|notre|nos|votre|leur|leurs|et|ou|"
    r"mais|donc|car|ni|or|si|que|qui|quand|pour|par|avec|sans|dans|chez|sur|sous|en|au|aux|"
    r"pas|plus|puis|alors|ainsi|apres|avant|depuis|pendant|tout|tous|toute|toutes|aucun|"
    r"aucune|chaque|certains|certaines|beaucoup|rien|oui|non|merci|bonjour)(?: .*)?"
)
ACRONYMS = re.compile(
    r"(?:clspd|cispd|cispdr|cltp|fipd|fipdr|sdis|samu|spip|dasen|ehpad|ccas|cias|ants|insee|ssmsi|"
    r"dalo|anru|ophlm|mdph|csapa|caarud|cmpp|ademe|anct|urssaf|sncf|ratp|raid|brav|stemo|uemo|"
    r"ueat|tgi|covid|smic|ripe|rgpd|cnil|cnav|udaf|adil|cidff|cpam|acse|gpec|gltd|cpraf|snpd|"
    r"epci|opah|hlm|lgbt|lgbtqi|segpa|ulis|upe|gdvi|dreets|draaf|dreal|france|travail|police|"
    r"nationale|municipale|stop|info|infos)s?"
)


@cache
def first_names() -> dict[str, bool]:
    """Folded first names; whether each is a word or a place too."""
    frame = table("first_names")
    words = frame["also_word"] == "oui"
    return dict(zip(map(fold, frame["first_name"]), words, strict=True))


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of what may be a person's name in the text."""
    folded = fold(text)
    for pattern in (AFTER_CIVILITY, SMALL_LETTERS, AFTER_SAID):
        for match in pattern.finditer(text):
            if not NO_NAME.fullmatch(folded[match.start("name") : match.end("name")]):
                yield NAME, match.start(), match.end()
    for match in BY_INITIAL.finditer(text):
        surname = folded[match.start() : match.end()].split(".")[-1].strip(" -")
        if not NO_NAME.fullmatch(surname) and not BEFORE_LETTER.search(folded[: match.start()]):
            yield NAME, match.start(), match.end()
    for match in CAPITALS.finditer(text):
        last = folded[match.start() : match.end()].split(" ")[-1]
        if not ACRONYMS.fullmatch(last) and not _a_place(folded, match.start()):
            yield NAME, match.start(), match.end()
    for match in WITHOUT_CAPITAL.finditer(text):
        word = folded[match.start() : match.end()]
        if first_names().get(word) is False and word not in WORDS_WITHOUT_CAPITAL:
            yield NAME, match.start(), match.end()
    yield from _by_first_name(text, folded)


def _by_first_name(text: str, folded: str) -> Iterator[tuple[str, int, int]]:
    names, done = first_names(), 0
    for match in WORDS.finditer(text):
        word = folded[match.start() : match.end()]
        known = names.get(word, names.get(word.split("-")[0]) if "-" in word else None)
        if known is None or match.start() < done:
            continue
        start, end = match.span()
        surname = SURNAME.match(text, end)
        while surname and not NO_NAME.fullmatch(fold(surname["name"])):
            end = surname.end()
            surname = SURNAME.match(text, end)
        done = end
        if _a_place(folded, start):
            continue
        before = SURNAME_FIRST.search(text[:start])
        if end == match.end() and before and not ACRONYMS.fullmatch(fold(before["name"])):
            start = before.start()
        # a first name that is a word is nobody's when it is alone: « la Marine », « Rose »
        if (start, end) != match.span() or not known:
            yield NAME, start, end


def _a_place(folded: str, start: int) -> bool:
    return bool(AFTER_PLACE.search(folded[:start]))
