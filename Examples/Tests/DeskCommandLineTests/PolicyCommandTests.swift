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
        #expect(said.code == 0 && said.output == "\(Self.policy): no findings\n" && said.errors.isEmpty)
        let finnish = await desk("policy", "check", Self.policy, "--language", "fi")
        #expect(finnish.output == "\(Self.policy): ei huomautettavaa\n")
    }

    @Test func anUnknownNameIsAnErrorWithItsPlace() async throws {
        let folder = try TemporaryFolder()
        let path = try changed(#""hours": "office", "outOfHours""#, #""hours": "offce", "outOfHours""#, in: folder)
        let said = await desk("policy", "check", path)
        #expect(said.code == 1)
        #expect(
            said.output == """
                error: channels[0].hours: there is no calendar “offce”; did you mean “office”?
                \(path): cannot be used, errors: 1

                """)
        let finnish = await desk("policy", "check", path, "--language", "fi")
        #expect(finnish.output.hasPrefix("virhe: channels[0].hours: "))
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
        #expect(said.output.hasPrefix("warning: routing.attributes[0]"))
        #expect(said.output.hasSuffix("\(path): can be used, warnings: 1\n"))
    }

    @Test(arguments: [
        (#""version": 1"#, #""version": 7"#, "malformed at version: "),
        (#""kind": "voice""#, #""kind": "smoke""#, "malformed at channels[0].kind: "),
        (#""zone": "UTC","#, #""zoen": "UTC","#, "zoen"),
        (#""PT4H""#, #""four hours""#, "malformed at targets[0].within.critical: "),
        (#""version": 1,"#, #""version": 1 "#, "malformed"),
    ])
    func aDocumentThatCannotBeReadSaysWhere(_ old: String, _ new: String, _ place: String) async throws {
        let folder = try TemporaryFolder()
        let path = try changed(old, new, in: folder)
        for command in ["check", "describe"] {
            let said = await desk("policy", command, path)
            #expect(said.code == 1 && said.output.isEmpty)
            #expect(said.errors.hasPrefix("Error: \(path): ") && said.errors.contains(place))
        }
    }

    @Test func aMissingFileIsNamed() async {
        let said = await desk("policy", "check", "no-such-policy.json")
        #expect(said.code == 1 && said.errors == "Error: no-such-policy.json: there is no such file\n")
    }

    @Test func theDescriptionIsForTheCustomer() async {
        let said = await desk("policy", "describe", Self.policy)
        #expect(said.code == 0)
        #expect(
            said.output == """
                IT service desk
                ===============

                We get you back to work when something in IT does not.

                How to reach us
                ---------------

                - Telephone: Mon–Fri 08:00–17:00
                - Self-service portal: always open
                - Mail: Mon–Fri 08:00–17:00
                - Voice menu: always open
                - Opened by the desk: Mon–Fri 08:00–17:00

                What we help with
                -----------------

                - Faults of devices, programs and networks

                What we do not help with
                ------------------------

                - Private devices. Ask the shop where you bought it.

                How soon
                --------

                - resolution, critical priority: within 4 opening hours
                - resolution, high priority: within 8 opening hours
                - resolution, normal priority: within 40 opening hours
                - resolution, low priority: within 80 opening hours

                """)
    }

    @Test func theDescriptionIsFinnishMarkdown() async {
        let said = await desk("policy", "describe", Self.policy, "--language", "fi", "--format", "markdown")
        #expect(said.output.hasPrefix("# IT-palvelupiste\n\nAutamme sinut takaisin töihin, "))
        #expect(said.output.contains("\n## Näin tavoitat meidät\n\n- Puhelin: ma–pe 08.00–17.00\n"))
        #expect(said.output.contains("- ratkaisu, kiireellisyys kriittinen: 4 aukiolotunnin kuluessa\n"))
    }

    @Test func hoursConditionsAndMarksAreWrittenOut() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("policy.json")
        let document = """
            {"version": 1, "name": {"en": "Desk"}, "zone": "Europe/Helsinki",
             "calendars": {"office": {"zone": "Europe/Helsinki", "holidays": ["finland"],
               "week": {"mon": ["08:00-12:00", "13:00-16:00"], "tue-wed": ["08:00-16:00"], "sat": ["10:00-14:00"]}},
               "never": {"zone": "UTC", "week": {}}},
             "channels": [
               {"id": "phone", "kind": "voice", "name": {"en": "Phone *new*"}, "hours": "office", "receivingEnds": ["123"]},
               {"id": "post", "kind": "socialPublic", "name": {"en": "Square"}, "inviteTo": "phone"},
               {"id": "visit", "kind": "counter", "name": {"en": "Visit"}, "hours": "never"}],
             "queues": [{"id": "all"}], "routing": {"attributes": [], "rules": [], "otherwise": {"queue": "all"}},
             "description": {"name": {"en": "Desk"}, "purpose": {"en": "Help."}, "items": [], "notes": [{"en": "Be kind."}]},
             "targets": [
               {"name": "a", "metric": "firstReply", "within": {"high": "PT1H", "low": "PT90M"}, "channels": ["phone"]},
               {"name": "b", "metric": "answer", "within": {"high": "PT20S"}, "calendar": "office"}]}
            """
        try Data(document.utf8).write(to: URL(fileURLWithPath: path))
        let said = await desk("policy", "describe", path, "--format", "markdown")
        #expect(
            said.output == """
                # Desk

                Help.

                ## How to reach us

                - Phone \\*new\\* 123: Mon 08:00–12:00, 13:00–16:00, Tue, Wed 08:00–16:00, Sat 10:00–14:00, not on holidays
                - Square: always open. Not for personal matters.
                - Visit: by appointment

                ## How soon

                - first reply, high priority (Phone \\*new\\*): within 1 hour
                - first reply, low priority (Phone \\*new\\*): within 90 minutes
                - speed of answer, high priority: within 20 opening seconds

                ## Good to know

                - Be kind.

                """)
    }
}
