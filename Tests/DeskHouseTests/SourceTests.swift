import Foundation
import Testing

/// The rules of the house over every file of the modules.
@Suite struct SourceTests {
    @Test func everySourceKeepsTheRules() throws {
        let files = try House.sources()
        #expect(files.count > House.arrows.count)
        for offence in files.flatMap(HouseRules.offences) { Issue.record("\(offence)") }
    }

    @Test func theUmbrellaHoldsNothingButExports() throws {
        for file in try House.sources() where file.module == House.umbrella {
            for (index, line) in file.lines.enumerated() where !line.code.allSatisfy(\.isWhitespace) {
                #expect(line.words.first == "@_exported", "\(file.path):\(index + 1)")
            }
        }
    }

    @Test(arguments: House.arrows.keys.sorted()) func everyModuleHasALandingPage(_ module: String) throws {
        let path = "Sources/\(module)/\(module).docc/\(module).md"
        let page = try #require(
            try? String(contentsOf: House.root.appendingPathComponent(path), encoding: .utf8), "\(path) is not there")
        #expect(page.hasPrefix("# ``\(module)``\n"), "\(path) must begin with its title")
        #expect(page.contains("\n## Overview\n"), "\(path) has no overview")
        #expect(page.contains("\n## Topics\n") || module == House.umbrella, "\(path) has no topics")
    }

    @Test(arguments: House.arrows.keys.sorted()) func everyLandingPageNamesAllPublicTypes(_ module: String) throws {
        let path = "Sources/\(module)/\(module).docc/\(module).md"
        let page = try String(contentsOf: House.root.appendingPathComponent(path), encoding: .utf8)
        let declarations: Set<Substring> = ["struct", "enum", "class", "protocol", "actor", "typealias"]
        var count = 0
        for file in try House.sources() where file.module == module {
            for line in file.lines where line.code.hasPrefix("public ") {
                let words = line.code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.filter { $0 != "final" }
                guard words.count > 2, declarations.contains(words[1]) else { continue }
                count += 1
                #expect(page.contains("- ``\(words[2])``"), "\(path) does not name \(words[2])")
            }
        }
        #expect(count > 0 || module == House.umbrella)
    }

    @Test func noTrackedFileNamesAMachine() throws {
        for (path, line) in try TrackedText.lines() {
            if let place = TrackedText.place(in: line.text) {
                Issue.record("\(path):\(line.number): \(place) belongs to one machine")
            }
        }
    }

    @Test func nothingBuiltIsTracked() throws {
        for path in try TrackedText.paths() {
            let parts = path.split(separator: "/")
            let isBuilt =
                parts.contains { $0 == ".build" || $0.hasPrefix(".build-") || $0 == ".swiftpm" }
                || path.hasSuffix("Package.resolved") || path.hasSuffix(".o") || path.hasSuffix(".sqlite")
            #expect(!isBuilt, "\(path)")
        }
    }

    @Test(arguments: [
        ("see /ho" + "me/anna/desk", true), ("/Us" + "ers/anna", true), ("/ro" + "ot/.swiftpm", true),
        ("C:\\Us" + "ers\\anna", true), ("http://anna-mac.lo" + "cal/", true), ("file:///va" + "r/folders/x", true),
        ("URL(fileURLWith" + "Path: \"/data/x.json\")", true), ("load(at" + "Path: \"/data/x.json\")", true),
        ("URL(fileURLWith" + "Path: \"/usr/bin/env\")", false), ("URL(fileURLWith" + "Path: path)", false),
        ("the path /homepage and /usr/bin/env", false), ("Sources/root.swift", false), ("a.local = 1", false),
        ("~/.config", false), ("user@example.org", false),
    ])
    func tellsAMachineFromOtherText(_ text: String, _ isMachine: Bool) {
        #expect((TrackedText.place(in: text) != nil) == isMachine)
    }
}

/// The text files that belong to the package.
enum TrackedText {
    /// What git tracks; in a copy without git, every file but hidden and built ones.
    static func paths() throws -> [String] {
        if let result = try? House.run(["git", "ls-files", "-z"]), result.status == 0, !result.output.isEmpty {
            return result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }
        let folders = ["Sources", "Tests", "Examples"]
        return try folders.flatMap { try House.paths(under: $0) } + ["Package.swift"]
    }

    static func lines() throws -> [(path: String, line: (number: Int, text: String))] {
        var lines: [(path: String, line: (number: Int, text: String))] = []
        for path in try paths() {
            guard let data = try? Data(contentsOf: House.root.appendingPathComponent(path)), !data.contains(0) else {
                continue
            }
            // Only the lines that can hold such a place: most of the megabytes are data.
            for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            where line.contains(UInt8(ascii: "/")) || line.contains(UInt8(ascii: "\\")) {
                lines.append((path, (index + 1, String(decoding: line, as: UTF8.self))))
            }
        }
        return lines
    }

    /// The place in a line that exists on somebody's machine only, if there is one.
    static func place(in line: String) -> String? {
        // Put together from parts, so that this file does not find itself.
        let marks = ["/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "\\Us" + "ers\\", "/va" + "r/folders/"]
        if let mark = marks.first(where: { line.contains($0) }) { return mark }
        for mark in ["fileURLWith" + "Path: \"/", "at" + "Path: \"/", "contentsOf" + "File: \"/"] {
            guard let place = line.range(of: mark) else { continue }
            let rest = line[place.upperBound...]
            if !["usr/", "dev/", "bin/", "etc/"].contains(where: { rest.hasPrefix($0) }) { return "an absolute path" }
        }
        guard line.contains("://") else { return nil }
        return ["." + "local/", "." + "local:", "." + "lan/", "." + "lan:"].first { line.contains($0) }
    }
}
