#!/usr/bin/env python3
"""Writes the embedded zone table of DeskSchedules from compiled time zone data.

    generate-zone-table.py [--source DIRECTORY] [--output DIRECTORY]

The source is, in this order: the directory given (an unpacked `tzdata` package of PyPI, or a zoneinfo directory), the
installed PyPI package `tzdata`, or /usr/share/zoneinfo. Only offsets are kept: transitions that change nothing but an
abbreviation or the daylight-saving flag are left out, except the last, after which the footer holds. The time zone database is in the public domain.

One record stands for all zones that have the same rules:

    OFFSETS " " FOOTER " " TRANSITIONS

OFFSETS are seconds east of UTC, with commas; the first is the offset before the first transition. FOOTER is the POSIX
rule after the last transition, `-` if there is none. TRANSITIONS are pairs of a time and an index into OFFSETS in digits
of six bits (the character 48 + value): a time is a number in groups of five bits, lowest first, bit 32 says that more
follow; its lowest bit tells whether the rest counts seconds (1) or quarters of an hour (0) since the transition before,
or since -2^32 for the first.
"""

import argparse
import os
import struct
import sys

ORIGIN = -(1 << 32)
SKIP = {"posix", "right", "posixrules", "localtime", "Factory"}


def find_source(given):
    if given:
        for candidate in (os.path.join(given, "tzdata", "zoneinfo"), os.path.join(given, "zoneinfo"), given):
            if os.path.isfile(os.path.join(candidate, "Etc", "UTC")):
                return candidate
        sys.exit(f"{given} holds no time zone data")
    try:
        import tzdata

        return os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo")
    except ImportError:
        return "/usr/share/zoneinfo"


def find_version(source):
    init = os.path.join(source, "..", "__init__.py")
    if os.path.isfile(init):
        for line in open(init):
            if line.startswith("IANA_VERSION"):
                return line.split('"')[1]
    rules = os.path.join(source, "tzdata.zi")
    if os.path.isfile(rules):
        first = open(rules).readline().split()
        if first[:2] == ["#", "version"]:
            return first[2]
    sys.exit("the version of the time zone data cannot be told")


def read_tzif(data):
    """Returns the offset before the first transition, [(time, offset)] and the footer of a TZif file."""
    if data[:4] != b"TZif" or data[4:5] < b"2":
        raise ValueError("not TZif version 2 or later")
    utc, std, leap, times, types, chars = struct.unpack(">6l", data[20:44])
    data = data[44 + times * 5 + types * 6 + chars + leap * 8 + std + utc :]
    utc, std, leap, times, types, chars = struct.unpack(">6l", data[20:44])
    if leap:
        raise ValueError("counts leap seconds")
    at = 44
    instants = struct.unpack(f">{times}q", data[at : at + 8 * times])
    at += 8 * times
    indices = data[at : at + times]
    at += times
    offsets = [struct.unpack(">lBB", data[at + 6 * i : at + 6 * i + 6])[0] for i in range(types)]
    at += 6 * types + chars + std + utc
    footer = data[at:].decode("ascii").strip("\n")
    transitions, last = [], offsets[0]
    for instant, index in zip(instants, indices):
        # Fat files begin with a transition at the Big Bang and go on to 2037. The last transition stays even if it
        # changes nothing: from it on, and not before, the footer holds.
        if instant > ORIGIN and (offsets[index] != last or instant == instants[-1]):
            transitions.append((instant, offsets[index]))
            last = offsets[index]
        elif instant <= ORIGIN:
            last = offsets[index]
    return offsets[0], transitions, footer


def digits(value):
    text = ""
    while True:
        low, value = value & 31, value >> 5
        text += chr(48 + low + (32 if value else 0))
        if not value:
            return text


def record(data):
    first, transitions, footer = read_tzif(data)
    offsets = [first]
    for _, offset in transitions:
        if offset not in offsets:
            offsets.append(offset)
    if len(offsets) > 64:
        raise ValueError("more than 64 offsets")
    text, last = "", ORIGIN
    for instant, offset in transitions:
        gap = instant - last
        text += digits(gap // 900 << 1 if gap % 900 == 0 else gap << 1 | 1) + chr(48 + offsets.index(offset))
        last = instant
    return f"{','.join(map(str, offsets))} {footer or '-'} {text}"


def zone_names(source):
    listing = os.path.join(source, "..", "zones")
    if os.path.isfile(listing):
        return sorted(set(open(listing).read().split()) - SKIP)
    names = []
    for folder, folders, files in os.walk(source):
        folders[:] = sorted(f for f in folders if f not in SKIP)
        for file in files:
            path = os.path.join(folder, file)
            name = os.path.relpath(path, source)
            if name not in SKIP and open(path, "rb").read(4) == b"TZif":
                names.append(name)
    return sorted(names)


HEADER = """\
// Made by Scripts/generate-zone-table.py from the public-domain time zone database; not edited by hand.
// swift-format-ignore-file
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--output", default=os.path.join(here, "..", "Sources", "DeskSchedules", "Zones"))
    arguments = parser.parse_args()
    source = find_source(arguments.source)
    version = find_version(source)
    records, numbers, lines = [], {}, []
    for name in zone_names(source):
        text = record(open(os.path.join(source, name), "rb").read())
        if text not in numbers:
            numbers[text] = len(records)
            records.append(text)
        lines.append(f"{name} {numbers[text]}")
    with open(os.path.join(arguments.output, "ZoneTable.swift"), "w") as file:
        file.write(HEADER)
        file.write("\n/// The rules of every zone of the embedded data, one record each; `EmbeddedZones` reads them.\n")
        file.write("enum ZoneTable {\n")
        file.write(f'    /// The release of the time zone database.\n    static let version = "{version}"\n\n')
        file.write("    static let records: [String] = [\n")
        for text in records:
            file.write(f'        #"{text}"#,\n')
        file.write("    ]\n}\n")
    with open(os.path.join(arguments.output, "ZoneTable+Names.swift"), "w") as file:
        file.write(HEADER)
        file.write("\nextension ZoneTable {\n")
        file.write("    /// Every name with the number of its record, sorted by name.\n")
        file.write('    static let names = """\n')
        rows = [",".join(lines[start : start + 4]) for start in range(0, len(lines), 4)]
        file.write(",\\\n".join(f"        {row}" for row in rows) + "\n")
        file.write('        """\n}\n')
    print(f"{version}: {len(lines)} names, {len(records)} records, {sum(map(len, records))} bytes")


if __name__ == "__main__":
    main()
