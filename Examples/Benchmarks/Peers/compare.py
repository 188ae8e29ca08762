#!/usr/bin/env python3
"""Business time side by side with workclock (PyPI), in one run on the same instants.

Makes a virtual environment with workclock and NumPy beside this file, builds `open-time` in release mode, draws
instants, asks both the same, compares the checksums of the answers, and prints nanoseconds per call. workclock is
asked in its fastest form: whole NumPy arrays.

Exit code 1 when an answer differs or either ratio is below the one asked for (200 unless given as the argument).
"""
import json, pathlib, random, statistics, struct, subprocess, sys, time

here = pathlib.Path(__file__).resolve().parent
scratch = here / ".build" / "peers"
COUNT = 100_000
PEER = '''
import json, sys, time, datetime, statistics
import numpy
from workclock import Holidays, Schedule, WorkDay
dates = [datetime.date.fromisoformat(d) for d in json.load(open(sys.argv[1]))]
schedule = Schedule(
    [WorkDay(datetime.time(9), datetime.time(17)), Holidays(dates)], time_zone="Europe/Helsinki")
starts = numpy.fromfile(sys.argv[2], dtype="<i8").astype("datetime64[us]")
ends = starts + numpy.timedelta64(90, "D")
eight = numpy.timedelta64(8 * 3600 * 1_000_000, "us")
def add(): return schedule.add_many(starts, eight)
def elapsed(): return schedule.between_many(starts, ends)
for work in (add, elapsed):
    work()
    times = []
    for _ in range(5):
        begin = time.perf_counter_ns()
        result = work()
        times.append((time.perf_counter_ns() - begin) / len(starts))
    print(statistics.median(times), int(result.astype("int64").sum()))
'''


def run(*command):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout


def main():
    wanted = float(sys.argv[1]) if len(sys.argv) > 1 else 200
    scratch.mkdir(parents=True, exist_ok=True)
    python = scratch / "venv" / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", scratch / "venv")
        run(python, "-m", "pip", "install", "--quiet", "workclock==0.1.2", "numpy")
    run("swift", "build", "--package-path", here, "-c", "release")
    binary = pathlib.Path(run("swift", "build", "--package-path", here, "-c", "release", "--show-bin-path").strip())
    ours = binary / "open-time"
    dates = scratch / "holidays.json"
    dates.write_text(json.dumps(sorted(set(run(ours, "holidays").split()))))
    draw = random.Random(20260302)
    first, last = 1_640_995_200, 1_893_456_000  # 2022 to 2029
    instants = scratch / "instants.bin"
    instants.write_bytes(
        b"".join(struct.pack("<q", draw.randrange(first, last) * 1_000_000) for _ in range(COUNT)))
    peer = [line.split() for line in run(python, "-c", PEER, dates, instants).splitlines()]
    failed = False
    print(f"{COUNT} instants, Helsinki, Monday to Friday 9-17, Finnish holidays; median of 5, ns per call")
    for name, (their_time, their_sum) in zip(("add", "elapsed"), peer):
        our_time, our_sum = run(ours, name, instants).split()
        ratio = float(their_time) / float(our_time)
        same = our_sum == their_sum
        failed |= not same or ratio < wanted
        what = "add 8 h" if name == "add" else "elapsed over 90 d"
        print(
            f"{what:18} ours {float(our_time):8.2f}   workclock {float(their_time):10.1f}   "
            f"{ratio:8.0f} x   answers {'the same' if same else 'DIFFER'}")
    sys.exit(1 if failed else 0)


main()
