#!/usr/bin/env python3
"""The peer of the routing figures: the decision table of the PyPI package zen-engine, with the same rules and contacts.

    swift run --package-path Examples/Benchmarks -c release figures export-routing routing.json
    python3 -m venv .venv && .venv/bin/pip install zen-engine==2.1.3
    .venv/bin/python Examples/Benchmarks/Peers/zen_engine_routing.py routing.json

The answers are compared first; a difference ends the program. Two times are taken of zen-engine: the one its engine reports
itself (`performance`), which leaves out the way from Python to Rust and back and so favours it, and the processor time of the
whole call. Ratios are of the engine's own time.
"""

import json
import statistics
import sys
import time

import zen

NAMES = ["channel", "language", "topic", "priority", "tier"]


def table(rules):
    """A decision of one table: first hit, every cell a unary test that says nothing of missing values."""
    rows = []
    for number, rule in enumerate(rules):
        row = {"_id": f"r{number}", "out": str(number)}
        for name in ["channel", "language", "tier"]:
            row[name] = json.dumps(rule[name]) if rule.get(name) is not None else ""
        row["topic"] = ", ".join(json.dumps(topic) for topic in rule["topics"])
        row["priority"] = f">= {rule['priority']}" if rule.get("priority") is not None else ""
        rows.append(row)
    node = {
        "id": "table", "name": "table", "type": "decisionTableNode", "position": {"x": 0, "y": 0},
        "content": {
            "hitPolicy": "first", "rules": rows,
            "inputs": [{"id": name, "name": name, "type": "expression", "field": name} for name in NAMES],
            "outputs": [{"id": "out", "name": "out", "type": "expression", "field": "rule"}],
        },
    }
    ends = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "end", "name": "end", "type": "outputNode", "position": {"x": 0, "y": 0}},
    ]
    edges = [
        {"id": "a", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "b", "sourceId": "table", "targetId": "end", "type": "edge"},
    ]
    return json.dumps({"nodes": ends + [node], "edges": edges})


def nanoseconds(text):
    """The engine writes its time as 12.3µs, 1.2ms or 950ns."""
    for unit, factor in [("ns", 1), ("µs", 1e3), ("us", 1e3), ("ms", 1e6), ("s", 1e9)]:
        if text.endswith(unit):
            return float(text[: -len(unit)]) * factor
    raise ValueError(text)


def measure(decision, contacts, trace, rounds):
    """The engine's own time and the processor time of a call, in nanoseconds: of each contact the median, of all the mean."""
    own, calls = [[] for _ in contacts], [[] for _ in contacts]
    for _ in range(rounds):
        for number, contact in enumerate(contacts):
            start = time.process_time_ns()
            answer = decision.evaluate(contact, {"trace": trace})
            calls[number].append(time.process_time_ns() - start)
            own[number].append(nanoseconds(answer["performance"]))
    return tuple(statistics.mean(statistics.median(times) for times in kind) for kind in (own, calls))


def main():
    print("| rules | here, from keys | zen, indexed | ratio | zen, trace on | ratio | whole calls from Python |")
    print("|---|---|---|---|---|---|---|")
    for entry in json.load(open(sys.argv[1])):
        document = table(entry["rules"])
        decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(document))
        contacts, wanted = entry["contacts"], entry["winners"]
        for trace in [False, True]:
            for contact, want in zip(contacts, wanted):
                result = decision.evaluate(contact, {"trace": trace})["result"]
                got = int(result["rule"]) if result and "rule" in result else -1
                if got != want:
                    sys.exit(f"zen-engine decides {got} and not {want}: {contact}")
        few = contacts[:32]
        own, call = measure(decision, contacts, False, 5)
        traced, traced_call = measure(decision, few, True, 3)
        here = entry["nanoseconds"]
        print(
            f"| {len(entry['rules']):,} | {here:.1f} ns | {own / 1e3:.1f} µs | {own / here:,.0f}× "
            f"| {traced / 1e3:.1f} µs | {traced / here:,.0f}× | {call / 1e3:.0f} and {traced_call / 1e3:.0f} µs |"
        )


if __name__ == "__main__":
    main()
