import ExampleTestSupport
import Foundation
import Testing

@Suite struct PolicyCommandTests {
    private static let policy = PackageFile.path("Policies/incident-log.json")

    /// The bundled policy with one text replaced by another.
    private func changed(_ old: String, _ new: String, in folder: TemporaryFolder) throws -> String {
        let whole = try String(contentsOfFile: Self.policy, encoding: .utf8)
        #expect(whole.contains(old))
        let path = folder.path("policy.json")
        try Data(whole.replacing(old, with: new).utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func theBundledPolicyHasNoFindings() async {
        let said = await desk("policy", "check", Self.policy)
        #expect(said.code == 0 && said.output.hasSuffix("\(Self.policy): no findings\n") && said.errors.isEmpty)
        // Of every queue it is said how far its work can be overtaken.
        let lines = said.output.split(separator: "\n").dropLast()
        #expect(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix("waiting: Queue ") })
        #expect(lines.allSatisfy { $0.contains("lines.loads") })
        let finnish = await desk("policy", "check", Self.policy, "--language", "fi")
        #expect(finnish.output.hasSuffix("\(Self.policy): ei huomautettavaa\n"))
        #expect(finnish.output.hasPrefix("odotus: Jono "))
    }

    @Test func anUnknownNameIsAnErrorWithItsPlace() async throws {
        let folder = try TemporaryFolder()
        let path = try changed(#""hours": "office", "outOfHours""#, #""hours": "offce", "outOfHours""#, in: folder)
        let said = await desk("policy", "check", path)
        #expect(said.code == 1)
        let position = try position(of: #""offce""#, in: path)
        #expect(
            said.output == """
                \(path):\(position): error: channels[0].hours: there is no calendar “offce”; did you mean “office”?
                \(path): cannot be used, errors: 1

                """)
        let finnish = await desk("policy", "check", path, "--language", "fi")
        #expect(finnish.output.hasPrefix("\(path):\(position): virhe: channels[0].hours: "))
        #expect(finnish.output.hasSuffix("\(path): ei käyttökelpoinen, virheitä: 1\n"))
        let replay = await desk("replay", PackageFile.path("Samples/incidents.csv"), "--policy", path)
        #expect(replay.code == 1 && replay.output.isEmpty)
        #expect(replay.errors.hasPrefix("Error: \(path): the policy cannot be used\nchannels[0].hours: "))
    }

    @Test func aWarningLeavesThePolicyUsable() async throws {
        let folder = try TemporaryFolder()
        let path = try changed(
            #""values": ["critical", "high", "normal", "low"]"#, #""values": ["critical", "high", "normal"]"#,
            in: folder)
        let said = await desk("policy", "check", path)
        #expect(said.code == 0)
        #expect(said.output.hasPrefix(path + ":"))
        #expect(said.output.contains(": warning: routing.attributes[0]"))
        #expect(said.output.hasSuffix("\(path): can be used, warnings: 1\n"))
    }

    @Test(arguments: [
        (#""version": 1"#, #""version": 7"#, "7", "version: "),
        (#""kind": "voice""#, #""kind": "smoke""#, #""smoke""#, "channels[0].kind: "),
        (#""zone": "UTC","#, #""zoen": "UTC","#, #""zoen""#, "zoen: “zoen” is not known here; did you mean “zone”?"),
        (#""PT4H""#, #""four hours""#, #""four hours""#, "targets[0].within.critical: "),
        (#""version": 1,"#, #""version": 1 "#, #""name""#, "expected a comma or }"),
    ])
    func aDocumentThatCannotBeReadSaysWhere(
        _ old: String, _ new: String, _ piece: String, _ message: String
    ) async throws {
        let folder = try TemporaryFolder()
        let path = try changed(old, new, in: folder)
        let line = "\(path):\(try position(of: piece, in: path)): \(message)"
        let said = await desk("policy", "check", path)
        #expect(said.code == 1 && said.errors.isEmpty)
        #expect(said.output.split(separator: "\n").contains { $0.hasPrefix(line) }, "\(line)\n\(said.output)")
        #expect(said.output.contains("\(path): cannot be used, errors: "))
        let described = await desk("policy", "describe", path)
        #expect(described.code == 1 && described.output.isEmpty)
        #expect(described.errors.hasPrefix("Error: \(path):") && described.errors.contains(line))
    }

    @Test func allMistakesOfADocumentAreSaidAtOnce() async throws {
        let folder = try TemporaryFolder()
        let whole = try String(contentsOfFile: Self.policy, encoding: .utf8)
        let path = folder.path("policy.json")
        let changed = whole.replacing(#""kind": "voice""#, with: #""kind": "smoke""#)
            .replacing(#""PT4H""#, with: #""four hours""#).replacing(
                #""version": 1, "policy""#, with: #""version": 9, "policy""#
            )
            .replacing(#""otherwise""#, with: #""otherwize""#)
        try Data(changed.utf8).write(to: URL(fileURLWithPath: path))
        let said = await desk("policy", "check", path)
        for piece in [#""smoke""#, #""four hours""#, #""otherwize""#] {
            #expect(said.output.contains("\(path):\(try position(of: piece, in: path)): "), "\(piece)\n\(said.output)")
        }
    }

    /// The line and column of the first time a piece of a text stands in a file.
    private func position(of piece: String, in path: String) throws -> String {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let range = line.range(of: piece) else { continue }
            return "\(number + 1):\(line[..<range.lowerBound].unicodeScalars.count + 1)"
        }
        return "nowhere"
    }

    @Test func aMissingFileIsNamed() async {
        let said = await desk("policy", "check", "no-such-policy.json")
        #expect(said.code == 1 && said.errors == "Error: no-such-policy.json: there is no such file\n")
    }

    @Test func theDescriptionIsForTheCustomer() async {
        let said = await desk("policy", "describe", Self.policy)
        #expect(said.code == 0)
        #expect(
            said.output.hasPrefix(
                """
                IT service desk
                ===============

                We get you back to work when something in IT does not.

                How to reach us
                ---------------

                - Telephone. Opening hours: Mon–Fri 08:00–17:00.
                """))
        #expect(said.output.contains("- Self-service portal. Opening hours: always open\n"))
        #expect(said.output.contains("- Private devices: Ask the shop where you bought it.\n"))
        #expect(
            said.output.contains("- resolution. Priority: critical. For: everything. Time: within 4 opening hours."))
    }

    @Test func theDescriptionIsFinnishMarkdownAndAPage() async {
        let said = await desk("policy", "describe", Self.policy, "--language", "fi", "--format", "markdown")
        #expect(said.output.hasPrefix("# IT-palvelupiste\n\nAutamme sinut takaisin töihin, "))
        #expect(said.output.contains("| Puhelin | ma–pe 08.00–17.00 |"))
        #expect(said.output.contains("| ratkaisu | kriittinen | kaikki asiat | 4 aukiolotunnin kuluessa |"))
        let page = await desk("policy", "describe", Self.policy, "--language", "fi", "--format", "html")
        #expect(page.output.hasPrefix("<!DOCTYPE html>\n<html lang=\"fi\">\n"))
        #expect(page.output.hasSuffix("</html>\n"))
        let odd = await desk("policy", "describe", Self.policy, "--from", "tomorrow")
        #expect(odd.code != 0 && odd.errors.contains("“tomorrow” is no date"))
    }
}
