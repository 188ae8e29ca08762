import DeskContacts
import DeskPrimitives
import Foundation
import Testing

@Suite("Thread policy")
struct ThreadPolicyTests {
    private func read(_ text: String) throws -> ThreadPolicy {
        try JSONDecoder().decode(ThreadPolicy.self, from: Data(text.utf8))
    }

    private func mistake(_ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch DecodingError.dataCorrupted(let context) {
            return context.codingPath.map(\.stringValue).joined(separator: ".")
        } catch {
            return "?"
        }
    }

    @Test("everything may be left out")
    func defaults() throws {
        #expect(try read("{}") == .standard)
        #expect(ThreadPolicy.standard.joinWindow == .days(14))
        #expect(ThreadPolicy.standard.reopenWindow == .days(14))
        #expect(ThreadPolicy.standard.admitsOthers)
        #expect(try ThreadPolicy() == .standard)
    }

    @Test("spans are durations, and what is written reads the same")
    func document() throws {
        let policy = try read(#"{"joinWindow": "P7D", "reopenWindow": "PT36H", "admitsOthers": false}"#)
        #expect(policy == (try ThreadPolicy(joinWindow: .days(7), reopenWindow: .hours(36), admitsOthers: false)))
        let written = String(decoding: try JSONEncoder().encode(policy), as: UTF8.self)
        #expect(written.contains(#""reopenWindow":"PT36H""#))
        #expect(try read(written) == policy)
        #expect(try stored(policy) == policy)
    }

    @Test("a mistake is reported where it stands")
    func mistakes() {
        #expect(mistake(#"{"joinWindow": "P3660D", "reopenWindow": "PT0S"}"#) == nil)
        #expect(mistake(#"{"joinWindow": "P3661D"}"#) == "joinWindow")
        #expect(mistake(#"{"reopenWindow": "-PT1S"}"#) == "reopenWindow")
        #expect(mistake(#"{"reopenWindow": "two weeks"}"#) == "reopenWindow")
        #expect(mistake(#"{"window": "P7D"}"#) == "window")
        #expect(mistake("[]") != nil)
    }
}
