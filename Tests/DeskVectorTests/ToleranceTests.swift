import Testing

@Suite struct ToleranceTests {
    /// The differences between an answer and an expectation written as JSON.
    private func differences(
        _ got: Answer, _ want: String, tol: String = "{}", optional: Set<String> = []
    ) throws -> [String] {
        let table = try ToleranceTable(JSONReader.read(Array(tol.utf8)))
        var comparison = Comparison(optionalOutputs: optional, tolerances: table)
        comparison.compare(got, with: try JSONReader.read(Array(want.utf8)))
        return comparison.differences.map(\.description)
    }

    @Test func aWholeNumberMustBeEqual() throws {
        let loose = #"{"abs": 10, "rel": 10}"#
        #expect(try differences(.object(["n": .whole(3)]), #"{"n": 3}"#, tol: loose) == [])
        #expect(try differences(.object(["n": .real(3)]), #"{"n": 3}"#, tol: loose) == [])
        #expect(try differences(.object(["n": .whole(4)]), #"{"n": 3}"#, tol: loose) == ["n: got 4, want 3"])
        #expect(try differences(.object(["n": .real(3.5)]), #"{"n": 3}"#, tol: loose) == ["n: got 3.5, want 3"])
        #expect(try differences(.object(["n": .real(.nan)]), #"{"n": 3}"#, tol: loose) == ["n: got nan, want 3"])
        #expect(try differences(.object(["n": .real(1e300)]), #"{"n": 3}"#, tol: loose).count == 1)
        // Beyond what a real number can hold exactly.
        #expect(
            try differences(.object(["n": .whole(9_007_199_254_740_993)]), #"{"n": 9007199254740992}"#, tol: loose)
                == ["n: got 9007199254740993, want 9007199254740992"])
    }

    @Test func aRealNumberMayDifferByItsTolerance() throws {
        #expect(try differences(.object(["x": .whole(4)]), #"{"x": 3.0}"#, tol: #"{"abs": 1}"#) == [])
        #expect(try differences(.object(["x": .real(3.5)]), #"{"x": 3.0}"#, tol: #"{"abs": 0.5}"#) == [])
        #expect(try differences(.object(["x": .real(3.5.nextUp)]), #"{"x": 3.0}"#, tol: #"{"abs": 0.5}"#).count == 1)
        #expect(try differences(.object(["x": .real(2.5)]), #"{"x": 3e0}"#, tol: #"{"abs": 0.5}"#) == [])
        // The relative tolerance is of the expected number, and the larger of the two counts.
        #expect(try differences(.object(["x": .real(-6)]), #"{"x": -4.0}"#, tol: #"{"rel": 0.5}"#) == [])
        #expect(try differences(.object(["x": .real(-6.1)]), #"{"x": -4.0}"#, tol: #"{"rel": 0.5}"#).count == 1)
        #expect(try differences(.object(["x": .real(6)]), #"{"x": 4.0}"#, tol: #"{"abs": 0.1, "rel": 0.5}"#) == [])
        #expect(try differences(.object(["x": .real(6)]), #"{"x": 4.0}"#, tol: #"{"abs": 2, "rel": 0.1}"#) == [])
        #expect(try differences(.object(["x": .real(1.0)]), #"{"x": 1.0}"#) == [])
        #expect(try differences(.object(["x": .real(1.0.nextUp)]), #"{"x": 1.0}"#).count == 1)
        let infinite = #"{"abs": 1e300, "rel": 1e300}"#
        #expect(try differences(.object(["x": .real(.nan)]), #"{"x": 1.0}"#, tol: infinite).count == 1)
        #expect(try differences(.object(["x": .real(.infinity)]), #"{"x": 1.0}"#, tol: infinite).count == 1)
    }

    @Test func aFieldToleranceReplacesTheOther() throws {
        let tol = #"{"abs": 10, "fields": {"fine": {"rel": 0.5}, "exact": {}}}"#
        #expect(try differences(.object(["coarse": .real(9)]), #"{"coarse": 1.0}"#, tol: tol) == [])
        #expect(try differences(.object(["fine": .real(1.5)]), #"{"fine": 1.0}"#, tol: tol) == [])
        #expect(
            try differences(.object(["fine": .real(1.6)]), #"{"fine": 1.0}"#, tol: tol)
                == ["fine: got 1.6, want 1.0"])
        #expect(try differences(.object(["exact": .real(1.1)]), #"{"exact": 1.0}"#, tol: tol).count == 1)
        // Everything under the output of that name, however deep.
        let deep = Answer.object(["fine": .object(["coarse": .list([.real(1.6)])])])
        #expect(
            try differences(deep, #"{"fine": {"coarse": [1.0]}}"#, tol: tol)
                == ["fine.coarse[0]: got 1.6, want 1.0"])
    }

    @Test func onlyTheListedOutputsAreCompared() throws {
        let got = Answer.object(["a": .whole(1), "more": .whole(2)])
        #expect(try differences(got, #"{"a": 1}"#) == [])
        #expect(try differences(got, #"{"a": 1, "b": 2}"#) == ["b: got nothing, want 2"])
        #expect(try differences(got, #"{"a": 1, "b": 2}"#, optional: ["b"]) == [])
        // An optional output that is offered must be right.
        #expect(try differences(got, #"{"more": 3}"#, optional: ["more"]) == ["more: got 2, want 3"])
    }

    @Test func otherValuesCompareExactly() throws {
        #expect(try differences(.object(["v": .null]), #"{"v": null}"#) == [])
        #expect(try differences(.object(["v": .real(0)]), #"{"v": null}"#) == ["v: got 0.0, want null"])
        #expect(try differences(.object(["v": .null]), #"{"v": 0.0}"#) == ["v: got null, want 0.0"])
        #expect(try differences(.object(["v": .bool(true)]), #"{"v": true}"#) == [])
        #expect(try differences(.object(["v": .bool(true)]), #"{"v": false}"#) == ["v: got true, want false"])
        #expect(try differences(.object(["v": .bool(true)]), #"{"v": 1}"#) == ["v: got true, want 1"])
        #expect(try differences(.object(["v": .string("a")]), #"{"v": "a"}"#) == [])
        #expect(try differences(.object(["v": .string("a")]), #"{"v": "A"}"#) == ["v: got a, want A"])
        #expect(try differences(.object(["v": .string("\u{E9}")]), "{\"v\": \"e\u{301}\"}").count == 1)
        #expect(try differences(.string("unstable"), #""unstable""#) == [])
        #expect(try differences(.object(["B": .real(1)]), #""unstable""#).count == 1)
        #expect(try differences(.string("unstable"), #"{"B": 1.0}"#).count == 1)
    }

    @Test func listsCompareInOrder() throws {
        let got = Answer.object(["v": .list([.whole(1), .whole(2)])])
        #expect(try differences(got, #"{"v": [1, 2]}"#) == [])
        #expect(try differences(got, #"{"v": [2, 1]}"#) == ["v[0]: got 1, want 2", "v[1]: got 2, want 1"])
        #expect(try differences(got, #"{"v": [1]}"#) == ["v.count: got 2, want 1"])
        #expect(try differences(got, #"{"v": [1, 2, 3]}"#) == ["v.count: got 2, want 3"])
        #expect(try differences(got, #"{"v": []}"#) == ["v.count: got 2, want 0"])
    }

    @Test(arguments: [
        #"{"abs": -1}"#, #"{"abs": "1"}"#, #"{"absolute": 1}"#, #"[]"#, "null", #"{"fields": 3}"#,
        #"{"fields": {"x": 1}}"#, #"{"fields": {"x": {"fields": {}}}}"#,
    ])
    func refusesWhatIsNoTolerance(_ text: String) throws {
        let json = try JSONReader.read(Array(text.utf8))
        #expect(throws: Difference.self) { try ToleranceTable(json) }
    }
}
