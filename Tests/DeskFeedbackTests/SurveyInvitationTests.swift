import DeskFeedback
import DeskPrimitives
import Testing

@Suite("Invitations")
struct SurveyInvitationTests {
    @Test("A token works once")
    func onceOnly() throws {
        let open = try Samples.invitation()
        let at = Samples.start + .hours(2)
        #expect(open.isAnswerable(at: at))
        let answered = try open.answering(at: at)
        #expect(answered.state == .answered(at: at))
        #expect(!answered.isAnswerable(at: at))
        let refusal = Samples.refusal { _ = try answered.answering(at: at) }
        #expect(refusal == Refusal(.wrongState, "the invitation was answered already", at: .field("invitation")))
    }

    @Test("After its time it can be neither answered nor taken back, and expires once")
    func expiry() throws {
        let open = try Samples.invitation()
        let end = Samples.start + .days(14)
        #expect(!open.isAnswerable(at: end))
        #expect(Samples.refusal { _ = try open.answering(at: end) }?.code == .wrongState)
        #expect(Samples.refusal { _ = try open.expiring(at: end - .seconds(1)) }?.code == .outOfOrder)
        let expired = try open.expiring(at: end)
        #expect(expired.state == .expired)
        #expect(Samples.refusal { _ = try expired.expiring(at: end) }?.code == .wrongState)
        #expect(Samples.refusal { _ = try expired.withdrawing() }?.code == .wrongState)
        #expect(try expired.failingDelivery().state == .undeliverable)
    }

    @Test("What never reached anybody, or was taken back, starts no cool-down and cannot be answered")
    func noCooldown() throws {
        let open = try Samples.invitation()
        for gone in [try open.withdrawing(), try open.failingDelivery()] {
            #expect(!gone.countsForCooldown)
            #expect(!gone.indexEntries.contains { $0.index == SurveyInvitation.cooldownIndex })
            #expect(Samples.refusal { _ = try gone.answering(at: Samples.start) }?.code == .wrongState)
            #expect(Samples.refusal { _ = try gone.failingDelivery() }?.code == .wrongState)
        }
        #expect(open.indexEntries.contains { $0.index == SurveyInvitation.cooldownIndex })
    }

    @Test("It is found by token, person, case and expiry; only an open one can expire")
    func indexes() throws {
        let open = try Samples.invitation()
        #expect(open.indexEntries.map(\.index.name) == ["token", "person", "case", "day", "cooldown", "expiry"])
        let answered = try open.answering(at: Samples.start)
        #expect(answered.indexEntries.map(\.index.name) == ["token", "person", "case", "day", "cooldown"])
        #expect(
            SurveyInvitation.query(tokenKey: open.tokenKey).selection
                == .equal(SurveyInvitation.tokenIndex, open.tokenKey))
        for (query, index) in [
            (SurveyInvitation.query(person: "person-1"), SurveyInvitation.personIndex),
            (SurveyInvitation.query(lastOf: "person-1"), SurveyInvitation.cooldownIndex),
            (SurveyInvitation.query(case: "case-1"), SurveyInvitation.caseIndex),
            (SurveyInvitation.query(expiredAt: open.expires), SurveyInvitation.expiryIndex),
        ] {
            let entry = try #require(open.indexEntries.first { $0.index == index })
            #expect(Self.finds(query, entry))
        }
        let expiry = try #require(open.indexEntries.last)
        #expect(!Self.finds(SurveyInvitation.query(expiredAt: open.expires - .seconds(1)), expiry))
        #expect(!Self.finds(SurveyInvitation.query(person: "person-10"), open.indexEntries[1]))
    }

    static func finds(_ query: RecordQuery, _ entry: IndexEntry) -> Bool {
        guard case .range(let index, let from, let before) = query.selection, index == entry.index else { return false }
        return from <= entry.key && before.map { entry.key < $0 } ?? true
    }

    @Test("The token itself is nowhere in the record")
    func tokenIsNotStored() throws {
        let invitation = try Samples.invitation()
        let bytes = try RecordEncoder().encode(invitation)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("token-inv-1"))
        #expect(try RecordDecoder().decode(SurveyInvitation.self, from: bytes) == invitation)
        let digest = KeyedDigest(secret: [1, 2, 3])
        #expect(SurveyInvitation.tokenKey(of: "token-inv-1", digest: digest) == invitation.tokenKey)
        #expect(SurveyInvitation.tokenKey(of: "token-inv-2", digest: digest) != invitation.tokenKey)
    }

    @Test(
        "Times in the wrong order are refused",
        arguments: [
            (-1, 10, Refusal.Code.outOfOrder, "sendAt"), (20, 10, .outOfOrder, "expires"),
        ])
    func badTimes(send: Int64, expires: Int64, code: Refusal.Code, field: String) {
        let refusal = Samples.refusal {
            _ = try SurveyInvitation(
                id: "i", survey: "s", case: "c", person: "p", channel: "sms", node: Samples.node, day: 0,
                decidedAt: Samples.start, sendAt: Samples.start + .days(send), expires: Samples.start + .days(expires),
                tokenKey: ByteKey([1]))
        }
        #expect(refusal?.code == code)
        #expect(refusal?.place == .field(field))
    }

    @Test("A day outside the years 1 … 9999 is refused", arguments: [Int.min, -719_163, 2_932_897, .max])
    func badDay(day: Int) {
        let refusal = Samples.refusal {
            _ = try SurveyInvitation(
                id: "i", survey: "s", case: "c", person: "p", channel: "sms", node: Samples.node, day: day,
                decidedAt: Samples.start, sendAt: Samples.start, expires: Samples.start, tokenKey: ByteKey([1]))
        }
        #expect(refusal?.place == .field("day"))
    }
}
