"""Does any register make the audit fall over? Mutated inputs, in every form that it reads.

Seeds of our own (tables, YAML and workbooks, clean and odd) are changed by bytes, by cells and by splicing two of
them; each result is read, audited and printed as JSON and in Dutch. An escape is any exception but the list of faults
that a reader gives; slow is anything beyond five seconds.

    python benchmarks/fuzz_registers.py --inputs 100000 --seed 1
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from youthsim.evidence.audit import audit, standing
from youthsim.evidence.own_register import load_own
from youthsim.evidence.own_rows import OwnRegisterError
from youthsim.evidence.page import audit_page

SLOW_SECONDS = 5.0
TABLE = """naam;omschrijving;waarde;eenheid;laag;hoog;periode;prijspeil;n;soort;maat;deel van;gelijk aan;herkomst;betaler;post;formule;ook;onduidelijk;besluit;reden
inkoop;Inkoop van hulp;€ 812.400,00;EUR;;;per jaar;2025;;norm;;lasten;;;gemeente;inkoop;;;;;
wijkteam;Wijkteam;187.650,50;EUR;;;per jaar;2025;;;;lasten;;;gemeente;wijkteam;;;;;
lasten;Lasten van de aanpak;1.000.050,50;EUR;;;per jaar;2025;;;som;;;;;;;;;;
gezinnen;Gezinnen in de aanpak;37;gezinnen;;;;;;waargenomen;;;;;;;;;;;
per_gezin;Lasten per gezin;27.028,39;EUR/family;20000;30000;per jaar;2025;37;;gemiddelde;;;;;;lasten / gezinnen;"som(""inkoop""; ""wijk*"") / 37";;;
rente;Disconteringsvoet;2,25%;share;;;;;;;;;;;;;;;;;
waarde;Waarde over drie jaar;2.870.000;EUR;;;;2025;;;;;;;;;"ncw(rente; lasten; lasten; lasten)";(1 + rente)^-3 * lasten;;;
tevreden;Aandeel ouders dat tevreden is;84%;share;;;;;25;;deel van n;;;;;;;;;;
start;Begin;2023-04;date;;;;;;;;;;;;;;;;;
eind;Einde;2024-10;date;;;;;;;;;;;;;;;;;
duur;Duur;18;months;;;;;;;;;;inkoop;;;eind - start;;;we nemen 18;geteld
samen;Lasten, samenvatting;1.000.000;EUR;;;per jaar;2025;;;;;lasten;;;;;;;;
"""
ENGLISH = """id,quantity,value,unit,n,statistic,part_of,formula
a,"first, of two",120,EUR,1,,t m,
b,second,80,EUR,1,,t m,
t,total,200,EUR,2,sum,,a + b
m,mean,100,EUR/case,2,mean,,mean("a"; "b")
"""
AS_YAML = """prijspeil: 2025
document: nota.pdf
figures:
  - {id: uren, quantity: Uren, value: "6,5", unit: hours/week}
  - {id: weken, quantity: Weken, value: 40, unit: weeks}
  - id: totaal
    omschrijving: Uren per jaar
    waarde: 260
    eenheid: hours
    formule: uren * weken
    origin: [uren, weken]
"""
BITS = [
    ";", ",", "\t", '"', "'", "\n", "\r", "\r\n", "=", "%", "€", "x € 1.000", "mln", "1.000", "0", "-", "1e999", "9" * 400,
    "0x" + "f" * 300, "(" * 60, "-" * 60, "^" * 9, "2^2^2^2^2^99", "9^9", "som(", "npv(", ")", '"*"', "inkoop", "lasten",
    "lasten / (lasten - lasten)", "\0", "\x1b", "\ufeff", "\u2028", "\ud83d\ude00", "NaN", "inf", "null", "~", "&a", "*a",
    "!!python/object", "%YAML 9.9", "{", "}", "[", "]", ": ", "- ", "#", "sep=;", "1/0", "#DIV/0!", "31-02-2024", "2024-13",
    "hours", "EUR/", "/", "per ", "share", "date", "level", "deel van", "id", "naam", "waarde", " | ", "a" * 3000, "é", "İ", "١٢",
    "²", "½", "1_000", "+", "--", "..", ",,", "0,", ",0", "€€", "EUR EUR", "1 2", "\u00a0", "\u202f", "−5", "5-", "(5)", ",=", ",-",
]  # fmt: skip


def workbook(rows: list[list[str]]) -> bytes:
    """The smallest workbook that holds these rows; numbers where they look like one."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for text in row:
            plain = re.fullmatch(r"\d+", text)
            shown = text.replace("&", "&amp;").replace("<", "&lt;")
            cells.append(
                f"<c><v>{text}</v></c>" if plain else f'<c t="inlineStr"><is><t>{shown}</t></is></c>'
            )
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as packed:
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns:r="{office}"><sheets><sheet name="B" r:id="a"/></sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/worksheets/s.xml", f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>"
        )
    return into.getvalue()


def seeds() -> list[tuple[str, bytes]]:
    """Inputs to start from: suffix and bytes."""
    rows = list(csv.reader(TABLE.splitlines(), delimiter=";"))
    return [
        ("csv", TABLE.encode()),
        ("csv", "\n".join(TABLE.split("\n")[:4]).encode("cp1252")),
        ("csv", ("sep=;\r\n" + TABLE.replace("\n", "\r\n")).encode("utf-8-sig")),
        ("txt", b"\xff\xfe" + "\n".join("\t".join(row) for row in rows).encode("utf-16-le")),
        ("csv", ENGLISH.encode()),
        ("csv", ("Bedragen x € 1.000;;\n;;\n" + TABLE).encode()),
        ("yaml", AS_YAML.encode()),
        ("xlsx", workbook(rows[:5])),
    ]


def mutated(rng: random.Random, known: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """One seed, changed one to twelve times."""
    suffix, content = rng.choice(known)
    if suffix == "xlsx" and rng.random() < 0.8:
        content, packing = _inside(rng, content), True
    else:
        packing = False
    for _ in range(0 if packing else rng.choice((1, 1, 2, 3, 6, 12))):
        content = _changed(rng, content, known)
    if rng.random() < 0.05:
        suffix = rng.choice(("csv", "yaml", "xlsx", "txt", "ods"))
    return suffix, content


def _changed(rng: random.Random, content: bytes, known: list[tuple[str, bytes]]) -> bytes:
    if not content:
        return rng.choice(BITS).encode("utf-8", "surrogatepass")
    start = rng.randrange(len(content))
    end = min(len(content), start + rng.choice((1, 1, 2, 8, 40)))
    bit = rng.choice(BITS).encode("utf-8", "surrogatepass")
    cells = [match.span() for match in re.finditer(rb"[^;,\t\n]*", content)]
    match rng.randrange(8):
        case 0:
            return content[:start] + bytes([rng.randrange(256)]) + content[start + 1 :]
        case 1:
            return content[:start] + content[end:]
        case 2:
            return content[:start] + bit + content[start:]
        case 3 | 4 | 5:
            first, last = rng.choice(cells)
            return content[:first] + bit + content[last:]
        case 6:
            other = rng.choice(known)[1]
            return content[:start] + other[rng.randrange(len(other) + 1) :]
        case _:
            return content[:start] + content[start:end] * rng.choice((2, 50)) + content[end:]


def _inside(rng: random.Random, content: bytes) -> bytes:
    """A workbook whose parts are changed, and packed again."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(into, "w") as again:
        for name in packed.namelist():
            part = packed.read(name)
            if rng.random() < 0.6:
                cells = [match.span() for match in re.finditer(rb"[^<>]+", part)]
                first, last = rng.choice(cells)
                bit = rng.choice(
                    (*BITS, 't="s"', 't="e"', 's="9"', "c", "row", "f", "v", 'r="ZZ9"', "mergeCell")
                ).encode("utf-8", "surrogatepass")
                part = part[:first] + bit + part[last:]
            again.writestr(name, part)
    return into.getvalue()


def outcome(path: Path) -> str:
    """What became of one input: "faults", "contradiction" or "fine". Any exception is an escape."""
    notes: list[str] = []
    try:
        register = load_own([path], notes.append)
    except OwnRegisterError as error:
        for fault in error.faults:
            assert fault.line >= 1 and fault.column >= 1 and len(fault.told("nl")) < 5_000, fault
            fault.told("en").encode("utf-8")
            fault.told("nl").encode("utf-8")
        return "faults"
    findings = audit(register)
    for lang in ("en", "nl"):
        json.dumps([one.as_json(lang) for one in findings], ensure_ascii=False, allow_nan=False).encode(
            "utf-8"
        )
        audit_page(findings, len(register), path.name, lang).encode("utf-8")
    return "contradiction" if standing(findings) else "fine"


def fuzz(inputs: int, seed: int, folder: Path) -> tuple[Counter[str], list[str]]:
    """Outcomes of so many inputs, and a line for each kind of escape."""
    rng, known = random.Random(seed), seeds()
    outcomes: Counter[str] = Counter()
    escapes: dict[str, str] = {}
    for number in range(inputs):
        suffix, content = mutated(rng, known)
        path = folder / f"input.{suffix}"
        path.write_bytes(content)
        begun = time.perf_counter()
        try:
            outcomes[outcome(path)] += 1
        except Exception as error:
            outcomes["escape"] += 1
            last = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            if kind not in escapes:
                escapes[kind] = f"{kind}: {str(error)[:200]} (seed {seed}, input {number})"
                (folder / f"escape-{len(escapes)}.{suffix}").write_bytes(content)
        if (number + 1) % 1_000 == 0:
            said = f"{number + 1} inputs, seed {seed}: {dict(outcomes)}\n"
            (folder / "progress.txt").write_text(said, encoding="utf-8", newline="\n")
        if time.perf_counter() - begun > SLOW_SECONDS:
            outcomes["slow"] += 1
            (folder / f"slow-{outcomes['slow']}.{suffix}").write_bytes(content)
    return outcomes, list(escapes.values())


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="Folder for inputs that escaped.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        outcomes, escapes = fuzz(options.inputs, options.seed, folder)
    print(f"{options.inputs} inputs, seed {options.seed}: {dict(outcomes)}")
    for line in escapes:
        print(" ", line)
    return 1 if escapes or outcomes["slow"] else 0


if __name__ == "__main__":
    sys.exit(main())
