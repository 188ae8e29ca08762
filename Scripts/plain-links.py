#!/usr/bin/env python3
"""Writes types of other modules as plain code in documentation: `Refusal`, where DocC would not find ``Refusal``.

DocC resolves ``Name`` within the module of the page alone; a link to another module needs the archives of that module
at hand, which an embedder's build of the documentation does not have. This goes through the comments and catalogues of
Sources/. With --check it changes nothing, prints what it would change, and fails when that is anything.
"""
import pathlib
import re
import sys

SOURCES = pathlib.Path(__file__).resolve().parent.parent / "Sources"
# A public type at the outermost level of a file.
TYPE = re.compile(
    r"^(?:@\w+(?:\([^)]*\))?\s+)*public (?:final |indirect )*"
    r"(?:struct|class|enum|actor|protocol|typealias) (\w+)"
)
LINK = re.compile(r"``([A-Za-z_]\w*)((?:/[^`]*)?)``")


def modules():
    return sorted(path.name for path in SOURCES.iterdir() if path.is_dir())


def owners():
    """Every public type at the outermost level, and every module itself, with the modules it belongs to."""
    found = {module: {module} for module in modules()}
    for module in modules():
        for path in (SOURCES / module).rglob("*.swift"):
            for line in path.read_text(encoding="utf-8").splitlines():
                match = TYPE.match(line)
                if match:
                    found.setdefault(match[1], set()).add(module)
    return found


def plain(line, module, owned):
    def replace(match):
        if match[1] not in owned or module in owned[match[1]]:
            return match[0]
        return f"`{match[1]}{match[2].replace('/', '.')}`"

    return LINK.sub(replace, line)


def main():
    check = sys.argv[1:] == ["--check"]
    owned = owners()
    changed = 0
    for module in modules():
        for path in sorted((SOURCES / module).rglob("*")):
            if path.suffix not in (".swift", ".md") or not path.is_file():
                continue
            text = path.read_text(encoding="utf-8")
            lines = text.split("\n")
            for index, line in enumerate(lines):
                if path.suffix == ".swift" and not line.lstrip().startswith("///"):
                    continue
                lines[index] = plain(line, module, owned)
                if lines[index] != line:
                    changed += 1
                    if check:
                        print(f"{path.relative_to(SOURCES.parent)}:{index + 1}: {lines[index].strip()}")
            if not check and "\n".join(lines) != text:
                path.write_text("\n".join(lines), encoding="utf-8")
    print(f"{changed} lines to change" if check else f"{changed} lines changed")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
