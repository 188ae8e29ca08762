"""Runs peers from PyPI on the inputs that `figures export` wrote and prints them beside the library's own figures."""

import datetime
import json
import pathlib
import statistics
import sys
import time


def rounds(body, operations, repeats=7):
    """The median of the nanoseconds of one operation."""
    taken = []
    for _ in range(repeats):
        start = time.process_time_ns()
        body()
        taken.append((time.process_time_ns() - start) / operations)
    return statistics.median(taken)


def row(what, peer, ours, theirs, figure):
    print(f"| {what} | {ours:,.1f} ns | {peer}: {theirs:,.0f} ns | {theirs / ours:,.0f}× | {figure} |")
    return theirs / ours


def schedules(folder):
    """workclock's batch form: whole NumPy arrays of instants in one call."""
    import numpy
    from workclock import Holidays, Schedule, WorkDay

    given = json.loads((folder / "schedules.json").read_text())
    days = [datetime.date(day // 10_000, day // 100 % 100, day % 100) for day in given["holidays"]]
    schedule = Schedule(
        [WorkDay(datetime.time(given["opens"]), datetime.time(given["closes"]), days=range(5)), Holidays(days)],
        time_zone=given["zone"],
    )
    instants = numpy.array(given["seconds"], dtype="datetime64[s]")
    later = instants + numpy.timedelta64(90 * 86_400, "s")
    eight = numpy.timedelta64(8 * 3_600, "s")
    due = schedule.add_many(instants, eight)
    elapsed = schedule.between_many(instants, later)
    sums = {
        "add": int((due.astype("datetime64[s]") - instants).astype("int64").sum()),
        "elapsed": int(elapsed.astype("timedelta64[s]").astype("int64").sum()),
    }
    if sums != given["sums"]:
        sys.exit(f"workclock answers {sums}, the library {given['sums']}")
    count = len(instants)
    add = rounds(lambda: schedule.add_many(instants, eight), count)
    between = rounds(lambda: schedule.between_many(instants, later), count)
    row("add 8 business hours", "workclock, batch", given["costs"]["add"], add, "≥ 200×")
    row("elapsed over 90 days", "workclock, batch", given["costs"]["elapsed"], between, "≥ 200×")


def table(given):
    """The rules as a decision table of the JSON Decision Model; an empty cell asks nothing."""
    quoted = lambda names: ", ".join(json.dumps(name) for name in names)
    fields = ["channel", "language", "topic", "priority", "tier"]
    rules = []
    for number, rule in enumerate(given["rules"]):
        rules.append(
            {
                "_id": f"r{number}",
                "channel": quoted([rule["channel"]] if rule.get("channel") else []),
                "language": quoted([rule["language"]] if rule.get("language") else []),
                "topic": quoted(rule["topics"]),
                "priority": f">= {rule['priority']}" if rule.get("priority") is not None else "",
                "tier": quoted([rule["tier"]] if rule.get("tier") else []),
                "out": str(number),
            }
        )
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "content": {}},
            {
                "id": "table",
                "type": "decisionTableNode",
                "name": "table",
                "content": {
                    "hitPolicy": "first",
                    "inputs": [{"id": name, "name": name, "field": name} for name in fields],
                    "outputs": [{"id": "out", "name": "rule", "field": "rule"}],
                    "rules": rules,
                },
            },
            {"id": "out", "type": "outputNode", "name": "out", "content": {}},
        ],
        "edges": [
            {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
        ],
    }


def nanoseconds(text):
    """A duration as the engine reports it."""
    for unit, factor in (("ns", 1), ("µs", 1e3), ("μs", 1e3), ("us", 1e3), ("ms", 1e6), ("s", 1e9)):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    raise ValueError(text)


def routing(folder, rules):
    """zen-engine's indexed form and the same with its trace on, by the time that the engine itself reports."""
    import zen

    given = json.loads((folder / f"routing-{rules}.json").read_text())
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(table(given))))
    for name, options, figures in (
        ("indexed", {}, {10_000: "≥ 150×"}),
        ("trace on", {"trace": True}, {10_000: "≥ 5,000×"}),
    ):
        taken = []
        contacts = given["contacts"] if not options else given["contacts"][:128]
        for contact, winner in zip(contacts, given["winners"]):
            answer = decision.evaluate(contact, options)
            got = answer["result"].get("rule", -1)
            if got != winner:
                sys.exit(f"zen-engine chooses rule {got}, the library {winner}, for {contact}")
            taken.append(nanoseconds(answer["performance"]))
        row(
            f"first hit, {rules:,} rules", f"zen-engine, {name}", given["costs"]["keys" if not options else "kept"],
            statistics.median(taken), figures.get(rules, ""),
        )


def main():
    folder = pathlib.Path(sys.argv[1])
    print("| what | the library | peer | ratio | wanted |")
    print("|---|---|---|---|---|")
    schedules(folder)
    for rules in (1_000, 10_000):
        routing(folder, rules)


main()
