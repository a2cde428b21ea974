"""What identifies a person by its form: telephone, e-mail, address, plate, number of the NIR…

Forms: numbering plan of Arcep (decision 2018-0881); plates since 2009 and before (arrêté du 9
février 2009); registration number of Insee (décret 82-103), metropolitan, Corsican and overseas.
"""

import re
from collections.abc import Iterator

PHONE, EMAIL, NIR, PLATE = "téléphone", "courriel", "numéro de sécurité sociale", "plaque"
ADDRESS, BOX, BIRTH, ACCOUNT = "adresse", "boîte postale", "date de naissance", "compte en ligne"
GROUPS_OF_A_NUMBER = 7

MONTH = "(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
DAY = rf"\d{{1,2}}(?:[/.\- ]\d{{1,2}}[/.\- ]\d{{2,4}}|(?:er)?\s+{MONTH}\s+\d{{4}})"
CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"
DIGIT_WORD = (
    r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|"
    r"quinze|seize|vingts?|trente|quarante|cinquante|soixante|cent|et)"
)
STREET = (
    r"(?:rue|avenue|av\.?|ave|boulevard|bou?levard|bd\.?|bld|bvd|allée|all\.|impasse|imp\.|chemin|"
    r"chem\.|che|square|sq\.|venelle|ruelle|sente|sentier|faubourg|fbg|chaussée|montée|esplanade|"
    r"promenade|rond-point|villa|traverse|voie|route|rte)"
)
# words that are also common nouns after a number: « 3 cours de soutien », « 1 place de parking »
STREET_WITH_NAME = r"(?:place|pl\.|cours|passage|quai|cité|résidence|rés\.|hameau|lotissement|mail)"
LINK = r"(?:(?:de\s+la|de\s+l['’]|de|du|des|d['’]|la|le|les|l['’])\s*)?"
WORD = r"[\w'’\-]+"
REST = rf"(?:\s+(?:(?:de|du|des|la|le|les|et)\s+){{0,2}}(?:d['’])?(?:{CAPITAL}|\d)[\w'’\-]*)*"
TOWN = rf"(?:\s*,?\s*\d{{5}}(?:\s+{CAPITAL}[\w'’\-]*)*)?"
DOOR = r"\b\d{1,4}(?:\s?(?:bis|ter|quater|[a-dA-D])\b)?(?:\s*,|\s+de\s+la|\s+du|\s+de\s+l['’])?\s*"
PLATE_LETTER = "[A-HJ-NP-TV-Z]"
DEPARTMENT = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[ABab]|97\d)"
# letters between two numbers that are no plate: « les 3 QPV 12 fois »
NO_PLATE = r"(?:QPV|CLS|PM|PN|GN|CSU|ZSP|PJJ|CAF|ANS|DU|DE|LES|ET|OU|AU|EN|EUR|KM|MN)"

PATTERNS: tuple[tuple[str, str], ...] = (
    (NIR, r"(?<!\d)[12378](?P<n>[\s.\-]?)\d{2}(?P=n)(?:0[1-9]|1[0-2]|[2-9]\d)(?P=n)"
          r"(?:\d{2}|2[ABab])(?P=n)\d{3}(?P=n)\d{3}(?:[\s./\-]*\d{2})?(?!\d)"),
    (NIR, r"(?<!\d)[12378][\s.\-]*\d\d[\s.\-]*(?:0[1-9]|1[0-2]|[2-9]\d)[\s.\-]*(?:\d\d|2[ABab])"
          r"[\s.\-]*\d{3}[\s.\-]*\d{3}[\s./\-]*\d{2}(?!\d)"),
    (EMAIL, r"(?<![\w.+%\-])[\w.+%\-]{1,64}\s?(?:@|[(\[]\s?(?:at|arobase|@)\s?[)\]]|\sarobase\s|\sat\s)\s?"
            r"\w[\w\-]{0,62}(?:(?:\.|\spoint\s)\w[\w\-]{0,62}){0,5}(?:\.|\spoint\s)[A-Za-z]{2,}"),
    (PHONE, r"(?<![\d+])(?:\+|00)[1-9]\d{0,2}(?:[\s.\-/]*\(0\))?(?:[\s.\-/]{0,2}\d){8,11}(?!\d)"),
    (PHONE, r"(?<![\d,])\(?0\s?[1-9]\)?(?:\s{0,3}\d){8}(?!\d)"),
    (PHONE, r"(?<![\d,])\(?0\s?[1-9]\)?(?:\s?[.·]?\s?\d){8}(?!\d)"),
    (PHONE, r"(?<![\d,])\(?0\s?[1-9]\)?(?:\s?[\-‑–_]\s?\d{2}){4}(?!\d)"),
    (PHONE, r"(?<![\d,])\(?0\s?[1-9]\)?(?:\s?/\s?\d{2}){4}(?!\d)"),
    (PHONE, r"(?<![\d,])0[1-9](?:[\s.\-]{1,2}\d{2}){4}(?!\d)"),
    (PHONE, rf"(?i:\bz[ée]ro[\s\-]+{DIGIT_WORD}(?:[\s,\-]+{DIGIT_WORD}){{3,}}\b)"),
    (PLATE, rf"\b{PLATE_LETTER}{{2}}(?P<p>[\s.\-]?)\d{{3}}(?P=p){PLATE_LETTER}{{2}}\b"),
    (PLATE, r"\b(?i:[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2})\b"),
    (PLATE, rf"(?<![\d,.])\b\d{{1,4}}(?P<o>[\s\-]?)(?!{NO_PLATE}\b)[A-HJ-NP-TV-Z]{{2,3}}(?P=o)"
            rf"{DEPARTMENT}\b(?!\s?%)"),
    (ADDRESS, rf"{DOOR}(?i:{STREET})\s+{LINK}{WORD}{REST}{TOWN}"),
    (ADDRESS, rf"{DOOR}(?i:{STREET_WITH_NAME})\s+{LINK}{CAPITAL}[\w'’\-]*{REST}{TOWN}"),
    (ADDRESS, r"\b(?i:appartement|appt?\.?)\s+(?:(?i:n°|numéro)\s?)?[A-Z]?\d+[A-Z]?\b"
              r"(?!\s?(?:pièces?|m2|m²|%|ans))"),
    (BOX, r"\b(?:(?i:bo[iî]te\s+postale)|B\.?P\.?|C\.?S\.?|TSA)\s?(?:n°\s?)?\d{2,6}\b"),
    (BIRTH, rf"\b(?i:née?s?\s+le|date\s+de\s+naissance\s*:?(?:\s+le)?|naissance\s*:)\s*(?i:{DAY})"),
    (ACCOUNT, r"(?<![\w.@/])@[A-Za-z_][\w.]{2,}\b"),
    (ACCOUNT, r"\b(?i:snap(?:chat)?|insta(?:gram)?|telegram|tiktok|pseudo|facebook|whatsapp|twitter)"
              r"\s*:\s*[^\s,;]+"),
    (ACCOUNT, r"(?i:(?:https?://)?(?:www\.)?(?:facebook|instagram|tiktok|snapchat|twitter|x|"
              r"linkedin|t)\.(?:com|me)/[^\s,;»)]+)"),
)  # fmt: skip
COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in PATTERNS)
CERTAIN = tuple(dict.fromkeys(kind for kind, _ in PATTERNS))


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of everything in the text that has the form of an identifier."""
    for kind, pattern in COMPILED:
        for match in pattern.finditer(text):
            if kind != PHONE or _one_number(match[0]):
                yield kind, match.start(), match.end()


def _one_number(found: str) -> bool:
    # « 0 1 2 3 4 5 6 7 8 9 » is a scale, not a telephone
    return not found[-1].isdigit() or len(re.findall(r"\d+", found)) <= GROUPS_OF_A_NUMBER
