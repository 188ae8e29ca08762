import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

struct PromiseTests {
    private let due = at("2026-03-05T10:00:00Z")

    private func promise(_ source: PromiseSource = .agent, remindBefore: [TimeSpan] = []) throws -> Promise {
        try Promise(
            id: "p1", caseID: "c1", person: "pia", agent: "aino", text: "I will ring you on Thursday",
            madeAt: mondayOpening, due: due, source: source, remindBefore: remindBefore)
    }

    private func wrongState(_ detail: String) -> Refusal { Refusal(.wrongState, detail, at: .field("state")) }

    @Test func aPromiseIsKeptUpToItsDueTimeAndLateAfterIt() throws {
        #expect(try promise().state == .open)
        #expect(try promise().keep(at: due).state == .kept(at: due))
        #expect(try promise().keep(at: due + microsecond).state == .late(at: due + microsecond))
        #expect(try promise().keep(at: mondayOpening).outcome(at: due) == .kept)
        #expect(try promise().keep(at: due + .days(1)).outcome(at: due) == .late)
        #expect(try !promise().keep(at: due).isOwed)
    }

    @Test func aPromiseIsBrokenOnlyOnceItsDueTimeHasPassed() throws {
        #expect(throws: wrongState("the promise can still be kept at its due time")) {
            try promise().markBroken(at: due)
        }
        let broken = try promise().markBroken(at: due + microsecond)
        #expect(broken.state == .broken(at: due + microsecond))
        #expect(broken.isOwed)
        #expect(broken.outcome(at: due + .days(1)) == .broken)
        #expect(throws: wrongState("only an open promise can be broken")) { try broken.markBroken(at: due + .days(1)) }
    }

    @Test func anOpenPromisePastItsDueTimeCountsAsBrokenMarkedOrNot() throws {
        #expect(try promise().outcome(at: due) == .open)
        #expect(try promise().outcome(at: due + microsecond) == .broken)
    }

    @Test func aBrokenPromiseCanBeMadeGoodOrAgreedAnew() throws {
        let broken = try promise().markBroken(at: due + .hours(1))
        #expect(try broken.keep(at: due + .hours(2)).state == .late(at: due + .hours(2)))
        // It had been kept in time after all; only the note of it came late.
        #expect(try broken.keep(at: due - .hours(1)).state == .kept(at: due - .hours(1)))
        let anew = try broken.renegotiate(to: due + .days(2), at: due + .hours(2))
        #expect(anew.state == .open)
        #expect(anew.due == due + .days(2))
    }

    @Test func aNewTimeAgreedInTimeLeavesThePromiseWhole() throws {
        let anew = try promise().renegotiate(to: due + .days(1), at: due)
        #expect(anew.renegotiations == [Renegotiation(at: due, from: due, to: due + .days(1))])
        #expect(anew.renegotiations[0].wasInTime)
        #expect(try anew.keep(at: due + .days(1)).outcome(at: due + .days(1)) == .kept)
    }

    @Test func aNewTimeAgreedTooLateDoesNotEraseTheMiss() throws {
        let anew = try promise().renegotiate(to: due + .days(1), at: due + microsecond)
        #expect(!anew.renegotiations[0].wasInTime)
        #expect(anew.missedAnEarlierTime)
        #expect(anew.outcome(at: due + .hours(1)) == .open)
        let kept = try anew.keep(at: due + .hours(1))
        #expect(kept.state == .kept(at: due + .hours(1)))
        #expect(kept.outcome(at: due + .days(3)) == .late)
        #expect(try anew.withdraw(at: due + .hours(1)).outcome(at: due + .days(3)) == .broken)
    }

    @Test func aPromiseCanBeTakenBackOnlyInTime() throws {
        #expect(try promise().withdraw(at: due).state == .withdrawn(at: due))
        #expect(try promise().withdraw(at: due).outcome(at: due + .days(1)) == .withdrawn)
        #expect(throws: wrongState("a promise past its due time is broken, not withdrawn")) {
            try promise().withdraw(at: due + microsecond)
        }
    }

    @Test func whatIsSettledStaysSettled() throws {
        let settled = try [
            promise().keep(at: due), promise().keep(at: due + .hours(1)), promise().withdraw(at: mondayOpening),
        ]
        for promise in settled {
            #expect(throws: wrongState("the promise is settled already")) { try promise.keep(at: due) }
            #expect(throws: wrongState("the promise is settled already")) {
                try promise.renegotiate(to: due + .days(9), at: due)
            }
            #expect(throws: wrongState("only an open promise can be broken")) {
                try promise.markBroken(at: due + .days(9))
            }
            #expect(throws: wrongState("only an open promise can be withdrawn")) { try promise.withdraw(at: due) }
            #expect(throws: wrongState("the promise is settled already")) { try promise.handOver(to: "olli") }
        }
    }

    @Test func timesHaveAnOrder() throws {
        #expect(throws: Refusal(.outOfOrder, "before the promise was made or last agreed", at: .field("at"))) {
            try promise().keep(at: mondayOpening - microsecond)
        }
        let anew = try promise().renegotiate(to: due + .days(1), at: due)
        #expect(throws: Refusal(.outOfOrder, "before the promise was made or last agreed", at: .field("at"))) {
            try anew.keep(at: due - microsecond)
        }
        #expect(throws: Refusal(.outOfRange, "the new time lies ahead", at: .field("due"))) {
            try promise().renegotiate(to: due, at: due)
        }
        #expect(throws: Refusal(.outOfRange, "outside the years 1 to 9999", at: .field("at"))) {
            try promise().keep(at: Instant(microseconds: .max))
        }
    }

    @Test func badInputIsRefused() throws {
        func make(_ text: String = "x", due: Instant, _ remind: [TimeSpan] = []) throws(Refusal) -> Promise {
            try Promise(
                id: "p", caseID: "c", person: "x", agent: "a", text: text, madeAt: mondayOpening, due: due,
                remindBefore: remind)
        }
        #expect(throws: Refusal(.malformed, "a promise says what", at: .field("text"))) { try make("", due: due) }
        #expect(throws: Refusal(.tooLong, "999 bytes, at most 998 are taken", at: .field("text"))) {
            try make(String(repeating: "x", count: 999), due: due)
        }
        #expect(throws: Refusal(.outOfRange, "a promise is due after it was made", at: .field("due"))) {
            try make(due: mondayOpening)
        }
        #expect(
            throws: Refusal(.outOfRange, "a reminder comes before the due time", at: .field("remindBefore").index(1))
        ) { try make(due: due, [.hours(1), .zero]) }
        #expect(throws: Refusal(.tooLong, "at most 16 reminders are taken", at: .field("remindBefore"))) {
            try make(due: due, Array(repeating: .hours(1), count: 17))
        }
        var promise = try promise()
        for day in 1...100 { promise = try promise.renegotiate(to: due + .days(Int64(day)), at: due) }
        #expect(throws: Refusal(.tooLong, "agreed anew 100 times already", at: .field("renegotiations"))) {
            try promise.renegotiate(to: due + .days(200), at: due)
        }
    }

    @Test func remindersComeBeforeTheDueTimeInRisingOrder() throws {
        let promise = try promise(remindBefore: [.hours(1), .days(1), .hours(1), .days(10)])
        #expect(promise.remindBefore == [.days(10), .days(1), .hours(1)])
        // Ten days before lies before the promise was made.
        #expect(promise.reminders() == [at("2026-03-04T10:00:00Z"), at("2026-03-05T09:00:00Z")])
        #expect(promise.reminders(in: office).last == at("2026-03-05T09:00:00Z"))
        let anew = try promise.renegotiate(to: at("2026-03-06T10:00:00Z"), at: at("2026-03-05T09:30:00Z"))
        #expect(anew.reminders() == [at("2026-03-05T10:00:00Z"), at("2026-03-06T09:00:00Z")])
        #expect(try promise.keep(at: due).reminders() == [])
        #expect(try promise.markBroken(at: due + .hours(1)).reminders() == [])
    }

    @Test func anotherOwnerCanTakeOver() throws {
        let handed = try promise().handOver(to: "olli")
        #expect(handed.agent == "olli")
        #expect(handed.indexEntries.contains(IndexEntry(Promise.owedByAgent, key("olli", due))))
    }

    private func key(_ agent: AgentID, _ instant: Instant) -> ByteKey {
        .composed {
            $0.append(agent)
            $0.append(instant)
        }
    }

    @Test func recordsAreFoundWhileThereIsSomethingToFind() throws {
        let open = try promise()
        #expect(open.recordKey == RecordKey(Promise.collection, ByteKey(open.id)))
        let indexes = { (promise: Promise) in promise.indexEntries.map(\.index.name).sorted() }
        #expect(indexes(open) == ["by-agent", "by-case", "by-person", "open-by-due", "owed-by-agent"])
        #expect(
            try indexes(open.markBroken(at: due + .hours(1))) == ["by-agent", "by-case", "by-person", "owed-by-agent"])
        #expect(try indexes(open.keep(at: due)) == ["by-agent", "by-case", "by-person"])
    }

    @Test func queriesHoldExactlyWhatTheySay() throws {
        let open = try promise()
        func finds(_ query: RecordQuery, _ promise: Promise) -> Bool {
            guard case .range(let index, let from, let before) = query.selection else { return false }
            return promise.indexEntries.contains { entry in
                entry.index == index && entry.key >= from && (before.map { entry.key < $0 } ?? true)
            }
        }
        #expect(finds(Promise.openPromises(before: due + microsecond), open))
        #expect(!finds(Promise.openPromises(before: due), open))
        #expect(finds(Promise.openPromises(from: due), open))
        #expect(!finds(Promise.openPromises(from: due + microsecond), open))
        #expect(finds(Promise.openPromises(), open))
        #expect(try !finds(Promise.openPromises(), open.keep(at: due)))
        #expect(finds(Promise.promises(of: "c1"), open))
        #expect(!finds(Promise.promises(of: "c"), open))
        #expect(!finds(Promise.promises(of: "c11"), open))
        #expect(finds(Promise.promises(to: "pia"), open))
        #expect(finds(Promise.promises(by: "aino"), open))
        #expect(finds(Promise.owed(by: "aino"), open))
        #expect(try !finds(Promise.owed(by: "aino"), open.keep(at: due)))
        #expect(try finds(Promise.promises(by: "aino"), open.keep(at: due)))
    }

    @Test func promisesSurviveRecordsAndDocumentsAndErasure() throws {
        let open = try promise(.willFindOut, remindBefore: [.hours(1)])
        let all = try [
            open, open.keep(at: due), open.keep(at: due + .hours(1)), open.withdraw(at: due),
            open.renegotiate(to: due + .days(1), at: due + .hours(1)).markBroken(at: due + .days(2)), open.scrubbed(),
        ]
        for promise in all {
            #expect(try throughRecord(promise) == promise)
            #expect(try throughJSON(promise) == promise)
        }
        let scrubbed = open.scrubbed()
        #expect(scrubbed.text.isEmpty)
        #expect(scrubbed.outcome(at: due + .days(1)) == open.outcome(at: due + .days(1)))
        #expect(scrubbed.indexEntries == open.indexEntries)
    }

    @Test func damagedRecordsAreRefused() throws {
        let json = """
            {"id": "p", "caseID": "c", "person": "x", "agent": "a", "text": "t", "madeAt": "2026-03-02T07:00:00Z",
             "due": "2026-03-01T07:00:00Z", "source": "agent", "state": {"open": {}}}
            """
        #expect(documentError(Promise.self, json) == "due: a promise is due after it was made")
    }
}
