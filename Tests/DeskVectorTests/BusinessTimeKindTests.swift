import Testing

/// The kind `business-time` on cases made for it: what is right passes, what is wrong or not of the format fails.
@Suite struct BusinessTimeKindTests {
    private static let schedules = """
        {"office": {"tz": "Europe/Helsinki", "week": {"mon": [["09:00", "12:00"], ["13:00", "17:00:00"]]}},
         "sorted": {"tz": "Etc/UTC", "week": {"sun": [["22:00", "24:00"]], "mon": [["00:00", "02:00"]]},
                    "overrides": {"2026-03-08": [["10:00", "11:00"]]}, "breaks": {"2026-03-09": [["00:00", "01:00"]]},
                    "holidays": ["2026-03-16"]},
         "month": {"tz": "Etc/UTC", "week": {"januari": []}}, "late": {"tz": "Etc/UTC", "week": {"mon": [["09:00", "24:01"]]}},
         "night": {"tz": "Etc/UTC", "week": {"mon": [["22:00", "06:00"]]}}, "moon": {"tz": "Moon/Base", "week": {}},
         "other": {"tz": "Etc/UTC", "week": {}, "seasons": {}}}
        """

    private func lines(_ cases: String..., conventions: [String] = []) -> [String] {
        let text =
            #"{"format": 1, "kind": "business-time", "count": \#(cases.count), "schedules": \#(Self.schedules), "#
            + #""cases": [\#(cases.joined(separator: ", "))]}"#
        var run = VectorRun(kinds: [BusinessTimeVectors(conventions: conventions)])
        run.run("x.json", Array(text.utf8))
        return run.lines
    }

    private func vector(_ members: String, schedule: String = "office", at: String = "2026-03-02T08:00:00Z") -> String {
        #"{"id": "a", "schedule": "\#(schedule)", "at": "\#(at)", \#(members)}"#
    }

    // Monday 2026-03-02: Helsinki is two hours ahead, so the office is open 07–10 and 11–15 UTC.
    @Test func rightAnswersPass() {
        #expect(
            lines(
                vector(#""op": "within", "until": "2026-03-02T11:30:00Z", "expect": {"seconds": 9000}"#),
                vector(#""op": "in_hours", "expect": {"open": true}"#),
                vector(#""op": "next_open", "expect": {"instant": "2026-03-02T08:00:00Z"}"#),
                vector(#""op": "prev_close", "expect": {"instant": "2026-03-02T08:00:00Z"}"#),
                vector(
                    #""op": "forward", "seconds": 7200, "#
                        + #""expect": {"earliest": "2026-03-02T10:00:00Z", "latest": "2026-03-02T11:00:00Z"}"#),
                vector(
                    #""op": "backward", "seconds": 3600, "#
                        + #""expect": {"nearest": "2026-03-02T07:00:00Z", "farthest": "2026-02-23T15:00:00Z"}"#),
                vector(
                    #""op": "open_intervals", "count": 2, "expect": {"intervals": "#
                        + #"[["2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"], "#
                        + #"["2026-03-02T11:00:00Z", "2026-03-02T15:00:00Z"]]}"#),
                vector(
                    #""op": "open_intervals_backward", "count": 1, "expect": {"intervals": "#
                        + #"[["2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z"]]}"#),
                vector(
                    #""op": "within", "until": "2026-03-02T11:30:00Z", "expect": {"seconds": 5400}, "#
                        + #""pauses": [["2026-03-02T09:00:00Z", "2026-03-02T10:30:00Z"]]"#)
            ) == ["x.json: 9 passed, 0 failed, 0 skipped"])
    }

    @Test func overridesBreaksHolidaysAndMidnightCount() {
        // From Sunday the 8th: one hour of the override, one of Monday after its break; then 15 22:00 to midnight only,
        // for the 16th is a holiday.
        #expect(
            lines(
                vector(
                    #""op": "open_intervals", "count": 4, "expect": {"intervals": "#
                        + #"[["2026-03-08T10:00:00Z", "2026-03-08T11:00:00Z"], "#
                        + #"["2026-03-09T01:00:00Z", "2026-03-09T02:00:00Z"], "#
                        + #"["2026-03-15T22:00:00Z", "2026-03-16T00:00:00Z"], "#
                        + #"["2026-03-22T22:00:00Z", "2026-03-23T02:00:00Z"]]}"#,
                    schedule: "sorted", at: "2026-03-08T00:00:00Z")
            ) == ["x.json: 1 passed, 0 failed, 0 skipped"])
    }

    @Test func wrongAnswersFail() {
        #expect(
            lines(
                vector(#""op": "within", "until": "2026-03-02T11:30:00Z", "expect": {"seconds": 9001}"#),
                vector(#""op": "in_hours", "expect": {"open": false}"#),
                vector(#""op": "next_open", "expect": {"instant": null}"#),
                vector(
                    #""op": "forward", "seconds": 7200, "#
                        + #""expect": {"earliest": "2026-03-02T10:00:00Z", "latest": "2026-03-02T10:00:00Z"}"#),
                vector(#""op": "open_intervals", "count": 1, "expect": {"intervals": []}"#)
            ) == [
                "FAIL x.json a: seconds: got 9000, want 9001",
                "FAIL x.json a: open: got true, want false",
                "FAIL x.json a: instant: got 2026-03-02T08:00:00Z, want null",
                "FAIL x.json a: latest: got 2026-03-02T11:00:00Z, want 2026-03-02T10:00:00Z",
                "FAIL x.json a: intervals.count: got 1, want 0",
                "x.json: 0 passed, 5 failed, 0 skipped",
            ])
    }

    @Test(arguments: [
        (#""op": "sideways", "expect": {"seconds": 0}"#, "office", "op: got sideways, want an operation of the format"),
        (
            #""op": "in_hours", "expect": {"open": true}"#, "nowhere",
            "schedule: got nowhere, want a schedule of this file"
        ),
        (#""op": "in_hours", "expect": {"open": true}"#, "month", "schedules.month.week: got januari, want mon … sun"),
        (
            #""op": "in_hours", "expect": {"open": true}"#, "late",
            "schedules.late.week.mon: got [\"09:00\", \"24:01\"], want two times of day in order"
        ),
        (
            #""op": "in_hours", "expect": {"open": true}"#, "night",
            "schedules.night.week.mon: got [\"22:00\", \"06:00\"], want two times of day in order"
        ),
        (
            #""op": "in_hours", "expect": {"open": true}"#, "other",
            "schedules.other.seasons: got {}, want one of tz, week, overrides, breaks, holidays"
        ),
        (
            #""op": "forward", "seconds": -1, "expect": {"latest": null}"#, "office",
            "seconds: got -1, want a whole number that is not negative"
        ),
        (
            #""op": "forward", "seconds": 1.0, "expect": {"latest": null}"#, "office",
            "seconds: got 1.0, want a whole number that is not negative"
        ),
        (
            #""op": "within", "until": "2026-03-02", "expect": {"seconds": 0}"#, "office",
            "until: got 2026-03-02, want an instant such as 2026-03-01T09:30:00Z"
        ),
        (#""op": "in_hours", "expect": {}"#, "office", "expect: got {}, want outputs by name"),
        (#""op": "in_hours", "expect": {"closed": true}"#, "office", "closed: got nothing, want true"),
    ])
    func whatIsNotOfTheFormatFails(_ members: String, _ schedule: String, _ problem: String) {
        #expect(
            lines(vector(members, schedule: schedule)) == [
                "FAIL x.json a: \(problem)", "x.json: 0 passed, 1 failed, 0 skipped",
            ])
    }

    @Test func aRefusalOfTheLibraryFails() {
        let lines = lines(vector(#""op": "in_hours", "expect": {"open": false}"#, schedule: "moon"))
        #expect(lines.first?.hasPrefix("FAIL x.json a: answer: got the error unknownName at zone") == true)
        #expect(lines.last == "x.json: 0 passed, 1 failed, 0 skipped")
    }

    /// `within` backwards is 0 by the format; a library that documents the convention `signed` gives the negated amount.
    @Test func aDocumentedConventionTakesThePlaceOfTheExpectation() {
        let backwards = #""op": "within", "until": "2026-03-02T07:00:00Z", "expect": {"seconds": 0}"#
        let alternative = #", "alt": {"signed": {"seconds": -3600}}"#
        let passed = ["x.json: 1 passed, 0 failed, 0 skipped"]
        #expect(BusinessTimeVectors.documentedConventions == [])
        #expect(lines(vector(backwards + #", "convention": true"# + alternative)) == passed)
        #expect(
            lines(vector(backwards + #", "convention": true"# + alternative), conventions: ["signed"]) == [
                "FAIL x.json a: seconds: got 0, want -3600", "x.json: 0 passed, 1 failed, 0 skipped",
            ])
        // Only in cases that are marked, and only where the alternative is given.
        #expect(lines(vector(backwards + alternative), conventions: ["signed"]) == passed)
        #expect(lines(vector(backwards + #", "convention": true"#), conventions: ["signed"]) == passed)
        #expect(
            lines(vector(backwards + #", "convention": true"# + alternative), conventions: ["rfc5545"]) == passed)
    }
}
