import Foundation
import Testing

/// The runner on small files made for it: it must fail, pass, skip and ignore exactly as the format says.
@Suite struct RunnerTests {
    /// A sectioned kind whose answers are known: `double` doubles, `half` refuses odd numbers, `later` is not there.
    private static let sums = SectionedVectors(
        name: "sums",
        sections: [
            VectorSection("double") { inputs in
                .object(["twice": .real(2 * (try inputs.real("x"))), "sign": .whole(try inputs.real("x") < 0 ? -1 : 1)])
            },
            VectorSection("half") { inputs in
                let x = try inputs.whole("x")
                if x == 0 { throw VectorSkip.notOffered("nothing of zero") }
                if x < 0 { throw VectorSkip.notThereYet("negative numbers") }
                return x.isMultiple(of: 2) ? .object(["half": .whole(x / 2)]) : .string("unstable")
            },
            VectorSection("later"),
        ])

    private func run(_ files: (String, String)..., kinds: [any VectorKind] = [sums]) -> VectorRun {
        var run = VectorRun(kinds: kinds)
        for (name, text) in files { run.run(name, Array(text.utf8)) }
        return run
    }

    private func sums(count: Int, _ sections: String...) -> String {
        #"{"format": 1, "kind": "sums", "count": \#(count), "sections": [\#(sections.joined(separator: ", "))]}"#
    }

    private func section(_ name: String, tol: String = "{}", more: String = "", _ cases: String...) -> String {
        #"{"name": "\#(name)", "what": "", "tol": \#(tol)\#(more), "cases": [\#(cases.joined(separator: ", "))]}"#
    }

    @Test func countsWhatPasses() {
        let file = sums(
            count: 3,
            section(
                "double", #"{"id": "a", "i": {"x": 2}, "o": {"twice": 4.0}}"#,
                #"{"id": "b", "i": {"x": -2.5}, "o": {"twice": -5, "sign": -1}}"#),
            section("half", #"{"id": "c", "i": {"x": 3}, "o": "unstable"}"#))
        let run = run(("good.json", file))
        #expect(run.lines == ["good.json: 3 passed, 0 failed, 0 skipped"])
        #expect(!run.hasFailed)
    }

    @Test func printsOneLineForEachFailingCase() {
        let file = sums(
            count: 3,
            section(
                "double", tol: #"{"abs": 0.5}"#, #"{"id": "a", "i": {"x": 2}, "o": {"twice": 9.0, "sign": 7}}"#,
                #"{"id": "b", "i": {"x": 2}, "o": {"twice": 4.5}}"#,
                #"{"id": "c", "i": {"x": 2}, "o": {"twice": 4.5}, "tol": {"rel": 0.01}}"#))
        let run = run(("bad.json", file))
        #expect(
            run.lines == [
                "FAIL bad.json a: twice: got 4.0, want 9.0; sign: got 1, want 7",
                "FAIL bad.json c: twice: got 4.0, want 4.5",
                "bad.json: 1 passed, 2 failed, 0 skipped",
            ])
        #expect(run.failures.map(\.file) == ["bad.json"])
    }

    @Test func aWrongCountFailsTheFile() {
        let file = sums(count: 2, section("double", #"{"id": "a", "i": {"x": 2}, "o": {"twice": 4}}"#))
        let run = run(("short.json", file))
        #expect(
            run.lines == ["FAIL short.json (file): count: got 2, want 1", "short.json: 1 passed, 0 failed, 0 skipped"])
        #expect(run.hasFailed)
    }

    @Test func namesWhatIsSkippedOnce() {
        let file = sums(
            count: 6,
            section("later", #"{"id": "a", "i": {}, "o": {"y": 1}}"#, #"{"id": "b", "i": {}, "o": {"y": 1}}"#),
            section("later", more: #", "optional": true"#, #"{"id": "c", "i": {}, "o": {"y": 1}}"#),
            section(
                "half", #"{"id": "d", "i": {"x": -2}, "o": {"half": -1}}"#,
                #"{"id": "e", "i": {"x": 0}, "o": {"half": 0}, "optional": true}"#,
                #"{"id": "f", "i": {"x": 2}, "o": {"half": 1}, "optional": true}"#))
        let run = run(("one.json", file), ("two.json", file))
        #expect(
            run.lines == [
                "skipped sums later: the library does not have it yet (2 cases)",
                "skipped sums later: optional, not offered (1 case)",
                "skipped sums half: negative numbers (1 case)",
                "skipped sums half: nothing of zero (1 case)",
                "one.json: 1 passed, 0 failed, 5 skipped",
                "two.json: 1 passed, 0 failed, 5 skipped",
            ])
        #expect(!run.hasFailed)
    }

    @Test func onlyAnOptionalCaseMayBeLeftOut() {
        let file = sums(count: 1, section("half", #"{"id": "a", "i": {"x": 0}, "o": {"half": 0}}"#))
        let run = run(("a.json", file))
        #expect(
            run.lines == [
                "FAIL a.json a: answer: got nothing of zero, want a result, for the case is not optional",
                "a.json: 0 passed, 1 failed, 0 skipped",
            ])
    }

    @Test func optionalFieldsArePassedOver() {
        let cases = #"{"id": "a", "i": {"x": 2}, "o": {"twice": 4, "thrice": 6}}"#
        let run = run(
            ("with.json", sums(count: 1, section("double", more: #", "optional_fields": ["thrice"]"#, cases))),
            ("without.json", sums(count: 1, section("double", cases))),
            (
                "wrong.json",
                sums(
                    count: 1,
                    section(
                        "double", more: #", "optional_fields": ["twice"]"#,
                        #"{"id": "a", "i": {"x": 2}, "o": {"twice": 5}}"#))
            ))
        #expect(
            run.lines == [
                "with.json: 1 passed, 0 failed, 0 skipped",
                "FAIL without.json a: thrice: got nothing, want 6",
                "without.json: 0 passed, 1 failed, 0 skipped",
                "FAIL wrong.json a: twice: got 4.0, want 5",
                "wrong.json: 0 passed, 1 failed, 0 skipped",
            ])
    }

    @Test func ignoresOtherJSON() {
        let run = run(("list.json", "[1, 2]"), ("other.json", #"{"name": "x"}"#), ("text.json", #""format""#))
        #expect(run.lines == ["ignored list.json", "ignored other.json", "ignored text.json"])
        #expect(!run.hasFailed)
    }

    @Test(arguments: [
        (#"{"format": 2, "kind": "sums", "count": 5}"#, "format: got 2, want 1", 5),
        (#"{"format": 1.0, "kind": "sums", "count": 5}"#, "format: got 1.0, want 1", 5),
        (#"{"kind": "sums", "count": 5}"#, "format: got nothing, want 1", 5),
        (#"{"format": 1, "kind": "products", "count": 2}"#, "kind: got products, want one of sums", 2),
        (#"{"format": 1, "count": 2}"#, "kind: got nothing, want one of sums", 2),
        (#"{"format": 1, "kind": "sums", "sections": []}"#, "count: got nothing, want the number of cases", 1),
        (#"{"format": 1, "kind": "sums", "count": -1}"#, "count: got -1, want the number of cases", 1),
        (#"{"format": 1, "kind": "sums", "count": 0}"#, "sections: got nothing, want a list", 1),
        (#"{"format": 1, "kind": "sums", "count": 1,}"#, "text: got 1:42: expected a name, want JSON", 1),
    ])
    func refusesAFile(_ text: String, _ problem: String, _ failed: Int) {
        let run = run(("x.json", text))
        #expect(run.lines == ["FAIL x.json (file): \(problem)", "x.json: 0 passed, \(failed) failed, 0 skipped"])
        #expect(run.hasFailed)
    }

    @Test func anUnknownSectionFails() {
        let file = sums(
            count: 2, section("double", #"{"id": "a", "i": {"x": 2}, "o": {"twice": 4}}"#),
            section("triple", #"{"id": "b", "i": {"x": 2}, "o": {"y": 6}}"#))
        #expect(
            run(("x.json", file)).lines == [
                "FAIL x.json b: section: got triple, want a section of the kind sums",
                "x.json: 1 passed, 1 failed, 0 skipped",
            ])
        let empty = run(("y.json", sums(count: 0, section("triple"))))
        #expect(empty.hasFailed)
        #expect(empty.lines.last == "y.json: 0 passed, 1 failed, 0 skipped")
    }

    @Test(arguments: [
        (#"{"id": "a", "o": {"y": 1}}"#, "i: got nothing, want an object"),
        (#"{"id": "a", "i": {}}"#, "o: got nothing, want outputs by name, or unstable"),
        (#"{"id": "a", "i": {}, "o": "stable"}"#, "o: got stable, want outputs by name, or unstable"),
        (#"{"id": "a", "i": {}, "o": {}}"#, "o: got {}, want outputs by name, or unstable"),
        (
            #"{"id": "a", "i": {}, "o": {"y": 1}, "tol": {"abs": -1}}"#,
            "tol.abs: got -1, want a number that is not negative"
        ),
        (#"{"id": "a", "i": {}, "o": {"y": 1}, "optional": 1}"#, "optional: got 1, want true or false"),
    ])
    func aCaseThatIsNotWrittenWellFailsEvenWhereNothingAnswers(_ text: String, _ problem: String) {
        let run = run(("x.json", sums(count: 1, section("later", text))))
        #expect(run.lines == ["FAIL x.json a: \(problem)", "x.json: 0 passed, 1 failed, 0 skipped"])
    }

    @Test func anInputOfAnotherTypeFails() {
        let file = sums(
            count: 3,
            section(
                "half", #"{"id": "a", "i": {"x": 2.0}, "o": {"half": 1}}"#,
                #"{"id": "b", "i": {}, "o": {"half": 1}}"#, #"7"#))
        #expect(
            run(("x.json", file)).lines == [
                "FAIL x.json a: i.x: got 2.0, want a whole number",
                "FAIL x.json b: i.x: got nothing, want an input",
                "FAIL x.json #2: case: got 7, want an object",
                "x.json: 0 passed, 3 failed, 0 skipped",
            ])
    }

    @Test func aSectionWithoutToleranceFailsItsCases() {
        let file =
            #"{"format": 1, "kind": "sums", "count": 1, "sections": [{"name": "double", "cases": "#
            + #"[{"id": "a", "i": {"x": 2}, "o": {"twice": 4}}]}]}"#
        #expect(
            run(("x.json", file)).lines == [
                "FAIL x.json a: tol: got nothing, want an object with abs, rel and fields",
                "x.json: 0 passed, 1 failed, 0 skipped",
            ])
    }
}

/// Where a run takes its files from.
@Suite struct VectorSourcesTests {
    /// A folder of its own that is gone after the test.
    private func withFolder(_ files: [String: String], _ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vectors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        try body(folder)
    }

    private func run(_ place: URL) -> VectorRun {
        var run = VectorRun()
        run.run(environment: [VectorSources.variable: place.path])
        return run
    }

    private let section = #"{"name": "suppression", "tol": {}, "cases": []}"#

    @Test func runsTheFilesOfAFolderInOrderOfTheirNames() throws {
        let empty = #"{"format": 1, "kind": "feedback", "count": 0, "sections": [\#(section)]}"#
        try withFolder(["b.json": empty, "a.json": "{}", "c.txt": "not JSON", "B.json": empty]) { folder in
            let run = run(folder)
            #expect(
                run.lines == [
                    "B.json: 0 passed, 0 failed, 0 skipped", "ignored a.json", "b.json: 0 passed, 0 failed, 0 skipped",
                ])
            #expect(!run.hasFailed)
        }
    }

    @Test func runsOneFile() throws {
        let file = #"{"format": 1, "kind": "staffing", "count": 1, "sections": []}"#
        try withFolder(["a.vectors": file, "b.json": "{"]) { folder in
            let run = run(folder.appendingPathComponent("a.vectors"))
            #expect(
                run.lines == [
                    "FAIL a.vectors (file): count: got 1, want 0", "a.vectors: 0 passed, 0 failed, 0 skipped",
                ])
            #expect(run.hasFailed)
        }
    }

    @Test func aPlaceWithoutFilesFails() throws {
        try withFolder(["a.txt": "{}"]) { folder in
            #expect(run(folder).lines == ["FAIL \(folder.path): no *.json file in this folder"])
            let nowhere = folder.appendingPathComponent("nowhere")
            #expect(run(nowhere).lines == ["FAIL \(nowhere.path): there is no such file or folder"])
            #expect(run(nowhere).hasFailed)
        }
    }

    @Test func theFixturesAreTheDefault() throws {
        let place = try VectorSources.place(environment: ["HOME": "/"])
        #expect(place == (try VectorSources.place(environment: [VectorSources.variable: ""])))
        let names = try VectorSources(place).files.map(\.lastPathComponent)
        #expect(names == ["business-time.json", "feedback.json", "routing-table.json", "staffing.json"])
    }
}
