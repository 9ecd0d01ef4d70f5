"""How many planted errors does the audit find, and how often does it cry wolf?

The generator below writes the register of an invented municipal business case as CSV: tables of cases,
cost items, client shares, staffing sums, a calendar, payers and repeats in the text, printed and rounded
as people do. It knows the file format and nothing of the checks. It then plants one error of one of ten
kinds.

    python benchmarks/audit_planted_errors.py --seeds 11 12 13 [--json]

Found: a finding of verdict contradiction or ambiguous that names the planted row. False alarm: a clean
register with any such finding.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
from collections import Counter
from pathlib import Path

from youthsim.evidence.audit import audit
from youthsim.evidence.own_register import load_own

KINDS = (
    "shares do not add up", "sum printed as mean", "digits transposed", "n differs", "period differs",
    "price year missing", "two payers", "circular source", "outside stated range", "arithmetic",
)  # fmt: skip
COLUMNS = (
    "id", "quantity", "value", "unit", "low", "high", "period", "price_year", "n", "statistic", "part_of",
    "same_as", "origin", "payer", "item", "where", "document", "formula",
)  # fmt: skip
Row = dict[str, str]


def money(amount: float, rng: random.Random) -> str:
    """An amount as somebody would type it: cents, whole euros, or Dutch notation."""
    style = rng.random()
    if style < 0.2:
        return f"{amount:.2f}"
    if style < 0.35 and amount >= 1e6:
        return "€ " + f"{amount:,.0f}".replace(",", ".")
    return f"{amount:.0f}"


class Case:
    """A clean business case: rows by id, each consistent with all others."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.rows: dict[str, Row] = {}
        self.year = str(rng.randint(2019, 2025))
        self.document = f"case-{rng.randint(100, 999)}.pdf"
        parts = [self.cases, self.items, self.shares, self.staffing, self.calendar, self.payers, self.effects]
        rng.shuffle(parts)
        for part in parts:
            part()
        self.repeats()

    def put(self, id: str, quantity: str, value: str, unit: str, **other: str) -> str:
        row = dict.fromkeys(COLUMNS, "") | {"id": id, "quantity": quantity, "value": value, "unit": unit}
        row |= {"document": self.document, "where": other.pop("where", f"page {self.rng.randint(2, 40)}")}
        if "EUR" in unit:
            row["price_year"] = self.year
        self.rows[id] = row | other
        return id

    def read(self, id: str) -> float:
        """The value as printed, so that sums follow from the print."""
        return float(
            self.rows[id]["value"].replace("€ ", "").replace(".", "")
            if "€" in self.rows[id]["value"]
            else self.rows[id]["value"]
        )

    def cases(self) -> None:
        size = self.rng.randint(4, 14)
        amounts = [round(self.rng.lognormvariate(9.3, 0.9), self.rng.choice((0, 0, 2))) for _ in range(size)]
        ids = [
            self.put(
                f"saving_case_{k:02d}",
                f"net saving of case {k}",
                f"{a:.2f}" if a % 1 else f"{a:.0f}",
                "EUR",
                n="1",
                part_of="saving_total saving_mean",
                where="table 2",
                period="one-off",
            )
            for k, a in enumerate(amounts, start=1)
        ]
        total = sum(self.read(one) for one in ids)
        mean = total / size
        self.put(
            "saving_total",
            "total net saving of the cases",
            money(total, self.rng),
            "EUR",
            n=str(size),
            statistic="sum",
            period="one-off",
        )
        spoken = f"{mean:.0f}" if self.rng.random() < 0.7 else f"{round(mean, -2):.0f}"
        self.put(
            "saving_mean",
            "mean net saving per case",
            spoken,
            "EUR/case",
            n=str(size),
            statistic="mean",
            period="one-off",
        )
        self.put("cases", "cases in the pilot", str(size), "cases")
        target = self.rng.randint(20, 90)
        self.put("target_cases", "cases after scaling up", str(target), "cases")
        whole = target * self.read("saving_mean")
        if self.rng.random() < 0.5:
            digits = len(f"{whole:.0f}") - 2
            whole = round(whole, -digits)
        self.put(
            "target_saving",
            "saving after scaling up",
            f"{whole:.0f}",
            "EUR",
            formula="target_cases * saving_mean",
        )

    def items(self) -> None:
        names = self.rng.sample(
            ["salaries", "training", "rent", "travel", "coordination", "software", "evaluation"],
            self.rng.randint(3, 6),
        )
        ids = [
            self.put(
                f"cost_{name}",
                f"yearly cost of {name}",
                money(self.rng.uniform(900, 180_000), self.rng),
                "EUR",
                period="per year",
                part_of="cost_total",
                where="table 3",
            )
            for name in names
        ]
        total = sum(self.read(one) for one in ids)
        self.put(
            "cost_total",
            "yearly cost of the programme",
            f"{total:.2f}" if total % 1 else f"{total:.0f}",
            "EUR",
            statistic="sum",
            period="per year",
            where="table 3",
        )

    def shares(self) -> None:
        labels = ["0 to 3", "4 to 7", "8 to 11", "12 to 15", "16 to 17", "18 to 22"][: self.rng.randint(3, 6)]
        weights = [self.rng.uniform(0.5, 2) for _ in labels]
        digits = self.rng.choice((2, 2, 3))
        size = self.rng.randint(40, 900)
        self.put("clients", "clients in the year", str(size), "clients", period="2024")
        for k, (label, weight) in enumerate(zip(labels, weights, strict=True)):
            share = weight / sum(weights)
            printed = f"{share:.{digits}f}" if self.rng.random() < 0.6 else f"{share * 100:.{digits - 2}f}%"
            self.put(
                f"share_age_{k}",
                f"share of clients aged {label}",
                printed,
                "share",
                part_of="clients",
                where="figure 1",
            )
        crowd = self.rng.randint(12, 60)
        found = self.rng.randint(1, crowd - 1)
        self.put(
            "satisfied",
            "share of parents who were satisfied",
            f"{found / crowd:.2f}",
            "share",
            n=str(crowd),
            statistic="proportion",
        )

    def staffing(self) -> None:
        hours, weeks = self.rng.choice((4, 6, 8.5, 12, 16, 24)), self.rng.choice((38, 40, 46, 52))
        tariff = self.rng.choice((68, 72.5, 78, 85, 94.2, 111))
        self.put("hours_week", "hours of support a week", f"{hours:g}", "hours/week", period="per week")
        self.put("weeks", "weeks of support a year", str(weeks), "weeks")
        self.put("tariff", "hourly tariff", f"{tariff:.2f}", "EUR/hour")
        self.put(
            "hours_year",
            "hours of support a year",
            f"{hours * weeks:g}",
            "hours",
            period="per year",
            formula="hours_week * weeks",
        )
        self.put(
            "support_cost",
            "cost of support a year",
            f"{hours * weeks * tariff:.0f}",
            "EUR",
            period="per year",
            formula="hours_year * tariff",
        )
        low, high = tariff * 0.8, tariff * 1.25
        self.put(
            "tariff_market",
            "tariff in the region",
            f"{tariff * self.rng.uniform(0.85, 1.2):.2f}",
            "EUR/hour",
            low=f"{low:.0f}",
            high=f"{high:.0f}",
        )

    def calendar(self) -> None:
        start_year, start_month = self.rng.randint(2019, 2023), self.rng.randint(1, 12)
        length = self.rng.randint(9, 40)
        last = start_year * 12 + start_month - 1 + length
        self.put("start", "start of the pilot", f"{start_year}-{start_month:02d}", "date")
        self.put("end", "end of the pilot", f"{last // 12}-{last % 12 + 1:02d}", "date")
        self.put("duration", "duration of the pilot", str(length), "months", formula="end - start")
        spent = self.rng.uniform(60_000, 900_000)
        self.put("spent", "spent over the whole pilot", f"{spent:.0f}", "EUR")
        self.put(
            "spent_year",
            "spent per year",
            f"{float(f'{spent:.0f}') / (length / 12):.0f}",
            "EUR",
            period="per year",
            formula="annualise(spent, duration)",
        )
        wait = self.rng.randint(4, 20)
        self.put(
            "wait",
            "mean wait",
            str(wait),
            "weeks",
            low=str(wait - self.rng.randint(1, 3)),
            high=str(wait + self.rng.randint(1, 9)),
        )

    def payers(self) -> None:
        total = self.rng.randint(40, 900) * 100
        parts = [total / 2, total / 2] if self.rng.random() < 0.3 else [total * 0.5, total * 0.3, total * 0.2]
        for name, part in zip(("municipality", "partnership", "insurer"), parts, strict=False):
            self.put(
                f"paid_{name}",
                f"contribution of the {name} to the team",
                f"{part:.0f}",
                "EUR",
                payer=name,
                item="contribution to the team",
                part_of="paid_total",
                period="per year",
            )
        self.put("paid_total", "cost of the team", str(total), "EUR", statistic="sum", period="per year")
        self.put(
            "place_price",
            "price of a day place",
            money(self.rng.uniform(9_000, 60_000), self.rng),
            "EUR/child",
            payer="municipality",
            item="day place",
            period="per year",
        )
        self.put(
            "transport_price",
            "price of pupil transport",
            money(self.rng.uniform(1_000, 9_000), self.rng),
            "EUR/child",
            payer="municipality",
            item="pupil transport",
            period="per year",
        )

    def effects(self) -> None:
        before = self.rng.randint(200, 2_000)
        after = round(before * self.rng.uniform(0.5, 0.97))
        self.put("use_before", "hours of care before", str(before), "hours", period="per year")
        self.put("use_after", "hours of care after", str(after), "hours", period="per year")
        self.put(
            "use_fall",
            "fall in hours of care",
            f"{(before - after) / before:.2f}",
            "share",
            formula="fall(use_before, use_after)",
        )
        families = self.rng.randint(5, 40)
        contacts = self.rng.randint(3, 12) * families
        self.put("families", "families helped", str(families), "families")
        self.put("contacts", "contacts with families", str(contacts), "contacts")
        self.put(
            "contacts_each",
            "contacts per family",
            f"{contacts / families:.1f}",
            "contacts",
            formula="contacts / families",
        )

    def repeats(self) -> None:
        """The summary repeats figures, some of them rounded."""
        for name in ("cost_total", "saving_mean", "support_cost", "spent"):
            row = self.rows[name]
            value = self.read(name)
            rounded = self.rng.random() < 0.4
            text = f"{round(value, -3):.0f}" if rounded and value >= 20_000 else row["value"]
            self.put(
                f"{name}_summary",
                f"{row['quantity']} (summary)",
                text,
                row["unit"],
                period=row["period"],
                n=row["n"],
                statistic=row["statistic"],
                same_as=name,
                where="summary",
            )
        self.put(
            "place_price_region",
            "price of a day place in the region",
            self.rows["place_price"]["value"],
            "EUR/child",
            payer="municipality",
            item="day place",
            period="per year",
            origin="place_price",
        )


def swap_digits(text: str, rng: random.Random) -> str | None:
    """Two neighbouring whole digits exchanged; None when all are equal."""
    body = text.split(".")[0] if "€" not in text else text
    places = [
        k
        for k in range(len(body) - 1)
        if body[k].isdigit() and body[k + 1].isdigit() and body[k] != body[k + 1]
    ]
    places = [k for k in places if not (k == 0 and body[1] == "0")]
    if not places:
        return None
    k = rng.choice(places)
    return text[:k] + text[k + 1] + text[k] + text[k + 2 :]


def plant(case: Case, kind: str) -> set[str]:
    """Put one error of this kind into a clean case; returns the ids it touches."""
    rng, rows = case.rng, case.rows
    if kind == "shares do not add up":
        name = rng.choice([one for one in rows if one.startswith("share_age")])
        percent = rows[name]["value"].endswith("%")
        old = float(rows[name]["value"].rstrip("%")) / (100 if percent else 1)
        new = max(0.01, old + rng.choice((-1, 1)) * rng.uniform(0.04, 0.15))
        new = new if abs(new - old) > 0.035 else old + 0.06
        rows[name]["value"] = f"{new * 100:.0f}%" if percent else f"{new:.2f}"
        return {name}
    if kind == "sum printed as mean":
        total = sum(case.read(one) for one in rows if one.startswith("saving_case"))
        rows["saving_mean"]["value"] = f"{total:.0f}"
        return {"saving_mean"}
    if kind == "digits transposed":
        followers = [
            "cost_total",
            "saving_total",
            "support_cost",
            "spent_year",
            "hours_year",
            "cost_total_summary",
            "spent_summary",
            "duration",
            "saving_case_02",
        ]
        rng.shuffle(followers)
        for name in followers:
            if swapped := swap_digits(rows[name]["value"], rng):
                rows[name]["value"] = swapped
                return {name}
    if kind == "n differs":
        name = rng.choice(("saving_mean", "saving_total", "saving_mean_summary"))
        rows[name]["n"] = str(int(rows[name]["n"]) + rng.choice((-2, -1, 1, 2)))
        return {name}
    if kind == "period differs":
        name = rng.choice(
            [one for one in rows if one.startswith("cost_")] + ["support_cost_summary", "hours_week"]
        )
        rows[name]["period"] = "per month" if name != "hours_week" else "per year"
        return {name}
    if kind == "price year missing":
        name = rng.choice([one for one, row in rows.items() if row["price_year"]])
        rows[name]["price_year"] = ""
        return {name}
    if kind == "two payers":
        name = rng.choice(("place_price", "transport_price"))
        row = rows[name]
        payer = rng.choice(("insurer", "partnership", "school boards"))
        case.put(
            f"{name}_again",
            row["quantity"] + f" borne by the {payer}",
            row["value"],
            row["unit"],
            payer=payer,
            item=row["item"],
            period=row["period"],
        )
        return {name, f"{name}_again"}
    if kind == "circular source":
        chain = rng.sample([one for one in rows if "saving_case" not in one], rng.randint(2, 4))
        for here, there in zip(chain, chain[1:] + chain[:1], strict=True):
            rows[here]["origin"] = " ".join(filter(None, (rows[here]["origin"], there)))
        return set(chain)
    if kind == "outside stated range":
        name = rng.choice(("wait", "tariff_market"))
        low, high = float(rows[name]["low"]), float(rows[name]["high"])
        beyond = rng.uniform(0.05, 0.8) * (high - low) + 1
        rows[name]["value"] = f"{(high + beyond if rng.random() < 0.5 else max(0, low - beyond)):.0f}"
        return {name}
    name = rng.choice([one for one, row in rows.items() if row["formula"]] + ["cost_total", "paid_total"])
    wrong = case.read(name) * rng.choice(
        (0.1, 10, 12, 1 / 12, rng.uniform(0.5, 0.93), rng.uniform(1.08, 1.9))
    )
    rows[name]["value"] = f"{wrong:.2f}" if rows[name]["unit"] == "share" or wrong < 50 else f"{wrong:.0f}"
    return {name}


def findings(case: Case, folder: Path) -> list:  # type: ignore[type-arg]
    """What the audit says about this case, read back from a CSV file as an analyst would give it."""
    path = folder / "case.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, delimiter=case.rng.choice(",;"))
        writer.writeheader()
        writer.writerows(case.rows.values())
    return [one for one in audit(load_own([path])) if one.verdict in ("contradiction", "ambiguous")]


def measure(seed: int, planted: int = 100) -> dict[str, object]:
    """Plant `planted` errors in as many registers, and audit as many clean ones."""
    found: Counter[str] = Counter()
    missed, alarms = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for k in range(planted):
            kind = KINDS[k % len(KINDS)]
            case = Case(random.Random(f"{seed}-planted-{k}"))
            touched = plant(case, kind)
            hits = [one for one in findings(case, folder) if touched & set(one.figures)]
            found[kind] += bool(hits)
            if not hits:
                missed.append({"kind": kind, "register": k, "rows": sorted(touched)})
            clean = Case(random.Random(f"{seed}-clean-{k}"))
            alarms += [
                {"register": k, "finding": one.id, "message": one.message}
                for one in findings(clean, folder)[:1]
            ]
    return {
        "seed": seed,
        "planted": planted,
        "found": sum(found.values()),
        "clean": planted,
        "false_alarms": len(alarms),
        "found_by_kind": {kind: found[kind] for kind in KINDS},
        "missed": missed,
        "alarms": alarms,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[2024])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = [measure(seed) for seed in options.seeds]
    if options.json:
        print(json.dumps(results, indent=1))
        return
    for one in results:
        print(
            f"seed {one['seed']}: found {one['found']} of {one['planted']}, "
            f"false alarms in {one['false_alarms']} of {one['clean']} clean registers"
        )
        for miss in one["missed"]:  # type: ignore[attr-defined]
            print("  missed", miss)
        for alarm in one["alarms"]:  # type: ignore[attr-defined]
            print("  false alarm", alarm)


if __name__ == "__main__":
    main()
