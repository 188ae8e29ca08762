"""Rebuilds the tallies of a file of answers with polars: the peer of the figure "10,000,000 answers rebuilt".

    python rebuild.py ANSWERS ROUNDS

ANSWERS holds 8 bytes an answer, little-endian: agent (u32), recommend 0...10 or 255 for none, resolved 0, 1 or 255,
service 1...5 or 255, effort 1...7 or 255 (u8 each). Agents are in teams of 20, and teams in units of 13. For every agent, team and
unit it counts detractors, passives and promoters, the resolved and not resolved, the satisfied and those who found it easy,
and computes the net promoter score and three Wilson intervals. It prints the processor and wall milliseconds of each round,
then a checksum of all counts, which must be that of the library.
"""

import sys
import time

import numpy
import polars

path, rounds = sys.argv[1], int(sys.argv[2])
raw = numpy.fromfile(
    path,
    dtype=[("agent", "<u4"), ("recommend", "u1"), ("resolved", "u1"), ("service", "u1"), ("effort", "u1")],
)
# Loading is not measured: the columns are in memory, as they are for the library.
frame = polars.DataFrame({name: numpy.ascontiguousarray(raw[name]) for name in raw.dtype.names})
del raw

AGENTS = [
    (polars.col("recommend") <= 6).sum().alias("detractors"),
    ((polars.col("recommend") >= 7) & (polars.col("recommend") <= 8)).sum().alias("passives"),
    ((polars.col("recommend") >= 9) & (polars.col("recommend") <= 10)).sum().alias("promoters"),
    (polars.col("resolved") == 1).sum().alias("resolved"),
    (polars.col("resolved") == 0).sum().alias("unresolved"),
    ((polars.col("service") >= 4) & (polars.col("service") <= 5)).sum().alias("satisfied"),
    (polars.col("service") <= 5).sum().alias("rated"),
    ((polars.col("effort") >= 5) & (polars.col("effort") <= 7)).sum().alias("easy"),
    (polars.col("effort") <= 7).sum().alias("judged"),
]
COUNTS = [expression.meta.output_name() for expression in AGENTS]


def wilson(k, n, name):
    z = 1.959963984540054
    p = polars.col(k) / polars.col(n)
    center = p + z * z / (2 * polars.col(n))
    half = z * (p * (1 - p) / polars.col(n) + z * z / (4 * polars.col(n) * polars.col(n))).sqrt()
    scale = 1 + z * z / polars.col(n)
    return [((center - half) / scale).alias(name + "_low"), ((center + half) / scale).alias(name + "_high")]


def scores(table):
    answered = polars.col("detractors") + polars.col("passives") + polars.col("promoters")
    table = table.with_columns(
        asked=polars.col("resolved") + polars.col("unresolved"),
        nps=(polars.col("promoters").cast(polars.Int64) - polars.col("detractors").cast(polars.Int64)) / answered,
    )
    return table.with_columns(
        wilson("resolved", "asked", "resolved") + wilson("satisfied", "rated", "service")
        + wilson("easy", "judged", "effort")
    )


def rebuild():
    agents = frame.group_by("agent").agg(AGENTS)
    teams = agents.group_by(node=polars.col("agent") // 20).agg([polars.col(name).sum() for name in COUNTS])
    units = agents.group_by(node=polars.col("agent") // 260).agg([polars.col(name).sum() for name in COUNTS])
    return [scores(agents.rename({"agent": "node"})), scores(teams), scores(units)]


def checksum(tables):
    total = 0
    for level, table in enumerate(tables):
        for place, name in enumerate(COUNTS):
            weights = (table["node"].cast(polars.UInt64) + 1) * (level * 16 + place + 1)
            total += int((weights * table[name].cast(polars.UInt64)).sum())
    return total % (1 << 63)


tables = rebuild()
for _ in range(rounds):
    wall, processor = time.perf_counter(), time.process_time()
    tables = rebuild()
    print(f"{(time.process_time() - processor) * 1000:.3f} {(time.perf_counter() - wall) * 1000:.3f}", flush=True)
print(checksum(tables))
