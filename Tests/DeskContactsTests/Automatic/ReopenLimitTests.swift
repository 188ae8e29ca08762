import DeskContacts
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("How often contacts open a case again")
struct ReopenLimitTests {
    private let digest = KeyedDigest(secret: Array("secret".utf8))
    private func words(_ text: String) -> ByteKey { digest.key(Array(text.utf8)) }

    @Test("the same words twice, any words five times, and again when the window has passed")
    func standard() throws {
        let limit = ReopenLimit.standard
        var past: [CaseWaking] = []
        var now = Instant(seconds: 1_772_434_800)
        for number in 0..<5 {
            let key = words(number < 2 ? "away" : "away \(number)")
            #expect(limit.hold(words: key, after: past, at: now) == nil)
            past = limit.recording(words: key, after: past, at: now)
            now = now + .hours(1)
            if number == 1 { #expect(limit.hold(words: key, after: past, at: now) == .sameWords) }
        }
        #expect(limit.hold(words: words("other"), after: past, at: now) == .tooMany)
        #expect(limit.hold(words: nil, after: past, at: now) == .tooMany)
        #expect(limit.hold(words: words("away"), after: past, at: now + .days(7)) == nil)
        // A clock that is set back opens nothing that is held.
        #expect(limit.hold(words: words("other"), after: past, at: now - .days(1)) == .tooMany)
        for reason in ReopenLimit.Reason.allCases {
            #expect(reason.sentence(in: .finnish) != reason.sentence(in: .english))
        }
    }

    @Test("limits and windows out of range are refused, and a document fills in what is left out")
    func limits() throws {
        #expect(throws: Refusal.self) { try ReopenLimit(window: .zero) }
        #expect(throws: Refusal.self) { try ReopenLimit(repeats: -1) }
        #expect(throws: Refusal.self) { try ReopenLimit(most: ReopenLimit.highestLimit + 1) }
        let other = try ReopenLimit(window: .days(1), repeats: 0, most: 1)
        #expect(try RecordBody(bytes: RecordBody(other).bytes()).value(as: ReopenLimit.self) == other)
        #expect(other.hold(words: words("a"), after: [], at: .epoch) == .sameWords)
        #expect(other.hold(words: nil, after: [], at: .epoch) == nil)
    }

    /// Whatever comes when, in no window more than the limits open the case; counted here without the log.
    @Test("whatever comes when, no window holds more than the limits", arguments: 0..<20)
    func bounded(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let limit = try ReopenLimit(
            window: .hours(Int64.random(in: 1...48, using: &generator)),
            repeats: Int.random(in: 0...3, using: &generator), most: Int.random(in: 0...6, using: &generator))
        var past: [CaseWaking] = []
        var opened: [(at: Instant, words: Int)] = []
        var now = Instant(seconds: 1_772_434_800)
        for _ in 0..<300 {
            now = now + .minutes(Int64.random(in: 0...240, using: &generator))
            let word = Int.random(in: 0...3, using: &generator)
            guard limit.hold(words: words("\(word)"), after: past, at: now) == nil else { continue }
            past = limit.recording(words: words("\(word)"), after: past, at: now)
            opened.append((now, word))
        }
        for end in opened {
            let window = opened.filter { $0.at <= end.at && $0.at + limit.window > end.at }
            #expect(window.count <= limit.most, "seed \(seed)")
            for word in 0...3 {
                #expect(window.count { $0.words == word } <= limit.repeats, "seed \(seed)")
            }
        }
        #expect(past.count <= ReopenLimit.highestLimit)
    }
}
