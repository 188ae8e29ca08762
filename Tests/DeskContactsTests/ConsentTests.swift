import DeskChannels
import DeskPrimitives
import DeskTestKit
import Testing

@testable import DeskContacts

@Suite("Words on consent, however many there are")
struct ConsentTests {
    private let start = Instant.epoch

    private func word(
        _ purpose: ConsentPurpose, on channel: ChannelID? = nil, _ isGiven: Bool, after minutes: Int64
    ) throws -> Consent {
        try Consent(
            purpose, on: channel, isGiven: isGiven, at: start + .minutes(minutes), proof: "proof \(minutes)")
    }

    private func person(_ words: [Consent] = []) throws -> Person {
        try Person(id: "p", consents: words, createdAt: start, digest: KeyedDigest(secret: [1]))
    }

    @Test("a word is always taken while older ones were replaced, and how things stand is what the words say; property")
    func property() throws {
        let purposes: [ConsentPurpose] = [.survey, .marketing, "own"]
        let channels: [ChannelID?] = [nil, "mail", "sms"]
        for seed in UInt64(1)...3 {
            var generator = SeededGenerator(seed: seed)
            var person = try person()
            var all: [Consent] = []
            for minute in 0..<Int64(330) {
                // Some are written down later than they were said.
                let said = minute - Int64(generator.integer(in: 0...3))
                let new = try word(
                    generator.pick(purposes) ?? .survey, on: generator.pick(channels) ?? nil,
                    Bool.random(using: &generator), after: max(0, said))
                all.append(new)
                person = try person.recording(new, at: start)
                #expect(person.consents.count <= Person.maximumConsents)
            }
            for purpose in purposes {
                for channel in channels {
                    // The oracle: every word ever said, the latest one, a withdrawal where two were said at once.
                    let own = all.filter { $0.purpose == purpose && ($0.channel == nil || $0.channel == channel) }
                    let latest = own.map(\.at).max()
                    let says = own.filter { $0.at == latest }
                    let isGiven = says.allSatisfy(\.isGiven)
                    let standing = try #require(person.lastConsent(purpose, on: channel))
                    #expect(standing.isGiven == isGiven, "seed \(seed)")
                    #expect(says.contains(standing), "the proof of it is there, seed \(seed)")
                }
            }
        }
    }

    @Test("a withdrawal is taken beside as many consents as there may be; one more consent is not") func full()
        throws
    {
        let most = Person.maximumConsents
        let given = try (0..<most).map { try word(ConsentPurpose("own-\($0)"), true, after: Int64($0)) }
        let full = try person(given)
        #expect(throws: Refusal.self) { try full.recording(word("more", true, after: 999), at: start) }
        let withdrawn = try full.recording(word(.survey, false, after: 999), at: start)
        #expect(withdrawn.consents.count == most && withdrawn.lastConsent(.survey)?.isGiven == false)
        #expect(!withdrawn.isGiven("own-0") && withdrawn.isGiven("own-1"), "the oldest consent gave way")
    }

    @Test("beside withdrawals alone a withdrawal for a channel counts for all channels of its purpose") func channels()
        throws
    {
        let most = Person.maximumConsents
        let words = try (0..<most).map { try word(.survey, on: ChannelID("c\($0)"), false, after: Int64($0)) }
        let next = try person(words).recording(word(.survey, on: "sms", false, after: 999), at: start)
        #expect(next.consents.count <= most)
        for channel in ["sms", "c0", "c255", "other"] {
            #expect(next.lastConsent(.survey, on: try ChannelID(channel))?.isGiven == false)
        }
        let others = try (0..<most).map { try word(ConsentPurpose("own-\($0)"), false, after: Int64($0)) }
        let last = try person(others).recording(word(.survey, false, after: 999), at: start)
        #expect(last.consents.count == most && last.lastConsent(.survey)?.isGiven == false)
    }

    @Test("a merge whose persons both said as much as there is room for is undone") func merge() throws {
        let most = Person.maximumConsents
        let half = try (0..<most).map { try word(.survey, $0 % 2 == 0, after: Int64($0)) }
        let merged = try Person(id: "m", consents: half, createdAt: start, digest: KeyedDigest(secret: [1]))
        var (gone, joined, merge) = try PersonMerge.merge(merged, into: person(), at: start + .days(1))
        for minute in Int64(0)..<10 {
            let day = Int64(2 * 24 * 60)
            joined = try joined.recording(word(.survey, minute % 2 == 0, after: day + minute), at: start + .days(2))
        }
        let undone = try merge.undo(merged: gone, survivor: joined, at: start + .days(3))
        #expect(undone.merged.consents.count == most)
        #expect(undone.merged.lastConsent(.survey) == joined.lastConsent(.survey))
        #expect(undone.survivor.lastConsent(.survey)?.isGiven == false)
        (gone, joined, merge) = try PersonMerge.merge(undone.merged, into: person(), at: start + .days(4))
        #expect(joined.consents.count == most)
    }
}
