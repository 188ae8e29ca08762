import DeskChannels
import DeskContacts
import DeskPrimitives
import Foundation
import Testing

/// What a decoder lets through can be used without a trap, and what cannot be used is refused by it.
@Suite("Decoded contacts") struct DecodedValueTests {
    private func read<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    private func refuses<Value: Decodable>(_ type: Value.Type, _ json: String) -> Bool {
        (try? read(type, json)) == nil
    }

    @Test("an organisation is checked as a new one is")
    func organisation() throws {
        let new = try Organization(
            id: "o", name: "Talo", strongIdentifiers: [strong("1")], createdAt: morning, digest: digest)
        #expect(try stored(new) == new)
        let (at, before) = ("\"2026-03-02T08:00:00Z\"", "\"2026-03-01T08:00:00Z\"")
        func json(_ name: String, updated: String = at, more: String = "") -> String {
            #"{"id": "o", "name": "\#(name)", "createdAt": \#(at), "updatedAt": \#(updated)\#(more)}"#
        }
        #expect(!refuses(Organization.self, json("Talo")))
        for bad in [
            json(""), json("a\\nb"), json(String(repeating: "a", count: 999)), json("Talo", updated: before),
            json("Talo", more: #", "parent": "o""#),
        ] { #expect(refuses(Organization.self, bad), "\(bad.prefix(80))") }
        struct Raw: Encodable {
            let id = "o"
            let name = "Talo"
            let strongIdentifiers: [KeyedStrongIdentifier]
            let createdAt = morning
            let updatedAt = morning
        }
        for identifiers in [
            Array(repeating: KeyedStrongIdentifier(try strong("1"), digest), count: 2),
            try (0..<17).map { KeyedStrongIdentifier(try strong("\($0)"), digest) },
        ] {
            let bytes = try RecordEncoder().encode(Raw(strongIdentifiers: identifiers))
            #expect(refusal { _ = try RecordDecoder().decode(Organization.self, from: bytes) }?.code == .corrupt)
        }
    }

    @Test("a person has each role once, no queue number, and is not merged into itself")
    func person() throws {
        let base = #""id": "p", "createdAt": "2026-03-02T08:00:00Z", "updatedAt": "2026-03-02T08:00:00Z""#
        #expect(!refuses(Person.self, "{\(base), \"roles\": [\"buyer\", \"endUser\"]}"))
        #expect(refuses(Person.self, "{\(base), \"roles\": [\"buyer\", \"buyer\"]}"))
        #expect(refuses(Person.self, "{\(base), \"mergedInto\": \"p\"}"))
        struct Raw: Encodable {
            let id = "p"
            let points: [KeyedContactPoint]
            let createdAt = morning
            let updatedAt = morning
        }
        for (point, isRefused) in [(try ContactPoint.ticket("A1"), true), (try .mail("a@b.fi"), false)] {
            let bytes = try RecordEncoder().encode(Raw(points: [KeyedContactPoint(point, digest)]))
            #expect((refusal { _ = try RecordDecoder().decode(Person.self, from: bytes) } != nil) == isRefused)
        }
    }

    @Test("the way an address is written is one of that address, or is left out")
    func display() throws {
        func shown(_ kind: String, _ value: String, _ display: String) throws -> String {
            let json = #"{"kind": "\#(kind)", "value": "\#(value)", "display": "\#(display)"}"#
            return try read(ContactPoint.self, json).display
        }
        for (kind, value, display) in [
            ("mail", "anna@example.fi", "Anna@Example.FI"), ("phone", "+358401234567", "040 123 4567"),
            ("phone", "+358401234567", "+358 (0)40 123 4567"), ("handle", "net:Anna", "@Anna"), ("ticket", "A1", "a1"),
            ("postal", "kuja 1 00100 helsinki", "Kuja 1, 00100 Helsinki".replacingOccurrences(of: ",", with: "")),
        ] { #expect(try shown(kind, value, display) == display) }
        for (kind, value, display) in [
            ("mail", "anna@example.fi", "bank@example.fi"), ("phone", "+358401234567", "040 123 4568"),
            ("phone", "+358401234567", "call me"), ("handle", "net:Anna", "@anna"), ("handle", "net:Anna", ""),
            ("postal", "kuja 1", "Kuja 2"), ("ticket", "A1", "A2"),
        ] { #expect(try shown(kind, value, display) == value) }
    }

    @Test("counts, lists and texts have limits")
    func limits() throws {
        let long = String(repeating: "a", count: 999)
        let at = #""2026-03-02T08:00:00Z""#
        let candidate =
            #""caseID": "c", "person": "p", "channel": "mail", "lastContactAt": \#(at), "standing": {"open": {}}, "#
            + #""isReferenced": false, "isTagged": true"#
        #expect(try read(ThreadCandidate.self, "{\(candidate), \"subject\": \"a\"}").subject == "a")
        #expect(refuses(ThreadCandidate.self, "{\(candidate), \"subject\": \"\(long)\"}"))
        let question = #""person": "p", "channel": "mail", "demand": "needsAnswer", "at": \#(at)"#
        #expect(try read(ThreadQuestion.self, "{\(question)}").topic == nil)
        #expect(refuses(ThreadQuestion.self, "{\(question), \"subject\": \"\(long)\"}"))
        let ids = { (count: Int) in "[" + (0..<count).map { "\"p\($0)\"" }.joined(separator: ",") + "]" }
        let most = IdentityReason.maximumCandidates
        #expect(!refuses(IdentityReason.self, #"{"code": "mail", "candidates": \#(ids(most))}"#))
        #expect(refuses(IdentityReason.self, #"{"code": "mail", "candidates": \#(ids(most + 1))}"#))
        for (line, isRefused) in [(1, false), (262_144, false), (0, true), (-1, true), (262_145, true)] {
            #expect(refuses(MailProblem.self, #"{"field": "to", "line": \#(line), "reason": "cut"}"#) == isRefused)
        }
        #expect(refuses(MailProblem.self, #"{"field": "\#(long)", "line": 1, "reason": "cut"}"#))
        #expect(try read(MailProblem.self, #"{"field": "", "line": 3, "reason": "cut"}"#).place == .line(3))
    }

    @Test("a masked text says each kind once, in order")
    func masked() throws {
        let masked = PersonalDataMask().mask("anna@example.fi 040 123 4567 a@b.fi 12345")
        #expect(try stored(masked) == masked)
        let finding = { (kind: String, count: Int) in #"{"kind": "\#(kind)", "count": \#(count)}"# }
        for list in [
            [finding("phoneNumber", 0)], [finding("phoneNumber", 1), finding("mailAddress", 1)],
            [finding("phoneNumber", 1), finding("phoneNumber", 1)],
        ] { #expect(refuses(MaskedText.self, #"{"text": "a", "findings": [\#(list.joined(separator: ","))]}"#)) }
        let text = String(repeating: "a", count: MaskedText.maximumBytes + 1)
        #expect(refuses(MaskedText.self, #"{"text": "\#(text)", "findings": []}"#))
        // The largest text, all of it short addresses, stays within what is read again.
        let most = PersonalDataMask(language: .finnish).mask(String(repeating: "a@b ", count: Limits.textBytes / 4))
        #expect(try stored(most) == most)
    }
}
