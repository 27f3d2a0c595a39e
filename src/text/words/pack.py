"""Packs the word lists: python3 pack.py AMERICAN-ENGLISH AMERICAN-ENGLISH-LARGE CITIES15000.JSON.

See README.md.
"""

import gzip
import json
import re
import sys
import unicodedata
from pathlib import Path

SHORTEST = 3
# A slip easily makes a short word or name that few know.
SHORTEST_RARE = SHORTEST_NAME = 5


def folded(word):
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def is_word(word, shortest):
    return re.fullmatch(f"[a-z]{{{shortest},}}", word)


def without_plurals(words):
    """A plural is compared as its singular."""
    return {
        word
        for word in words
        if not (word.endswith("s") and not word.endswith("ss") and word[:-1] in words)
    }


def write(name, words):
    with (Path(__file__).parent / name).open("wb") as file:
        packed = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)
        with packed:
            packed.write("".join(f"{word}\n" for word in sorted(words)).encode())


def listed(path):
    lines = Path(path).read_text(encoding="utf-8").split()
    return [line for line in lines if "'" not in line and not line.isupper()]


common, rare = listed(sys.argv[1]), listed(sys.argv[2])
small = lambda words: {folded(word) for word in words if word[:1].islower()}
english = {word for word in small(common) if is_word(word, SHORTEST)}
english |= {word for word in small(rare) if is_word(word, SHORTEST_RARE)}
names = {folded(word) for word in common + rare if word[:1].isupper()}
for city in json.loads(Path(sys.argv[3]).read_text(encoding="utf-8")).values():
    names |= {folded(part) for part in re.split(r"[ \-'’/]+", city["name"])}
english = without_plurals(english)
names = {word for word in names if is_word(word, SHORTEST_NAME)} - english
write("english.txt.gz", english)
write("names.txt.gz", without_plurals(names))
