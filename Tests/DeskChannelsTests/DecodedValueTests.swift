import DeskChannels
import DeskPrimitives
import Foundation
import Testing

/// What a decoder lets through can be used without a trap, and what cannot be used is refused by it.
@Suite("Decoded channels") struct DecodedValueTests {
    private func read<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    private func refuses<Value: Decodable>(_ type: Value.Type, _ json: String) -> Bool {
        (try? read(type, json)) == nil
    }

    private static let numbers = [
        0, 1, 2, 19, 20, 100, 999_999, 1_000_000, 1 << 52, (1 << 53) - 1, 1 << 53, .max - 1, .max, -1, .min,
    ]
    private let instant = Instant(seconds: 1_772_438_400)

    @Test("a delivery with any number of attempts is refused or can be tried again")
    func delivery() throws {
        let message =
            #"{"key": "k", "channel": "m", "person": "p", "kind": "reply", "language": "fi", "text": "x", "address": "a"}"#
        let at = #""2026-03-02T08:00:00Z""#
        for attempts in Self.numbers {
            let json = """
                {"message": \(message), "queuedAt": \(at), "attempts": \(attempts), "state": {"queued": {"next": \(at)}}}
                """
            guard (0...OutboxDelivery.countedAttempts).contains(attempts) else {
                #expect(refuses(OutboxDelivery.self, json), "\(attempts)")
                continue
            }
            let delivery = try read(OutboxDelivery.self, json)
            for outcome: DeliveryOutcome in [
                .delivered(DeliveryReceipt()), .retryLater(after: nil),
                .retryLater(after: TimeSpan(microseconds: .max)),
                .retryLater(after: TimeSpan(microseconds: .min)), .undeliverable(.unknownAddress), .maybeSent,
            ] {
                let tried = try delivery.applying(outcome, at: instant)
                #expect(tried.attempts >= delivery.attempts && tried.attempts <= OutboxDelivery.countedAttempts)
                #expect(!tried.standing.sentence(in: .finnish).isEmpty && !tried.indexEntries.isEmpty)
            }
            _ = OutboxDelivery.retrySpan(afterAttempts: attempts)
        }
    }

    @Test("a split of work with any counts is refused or adds up")
    func fragmentation() throws {
        for a in Self.numbers {
            for b in Self.numbers {
                for switches in Self.numbers {
                    let json = """
                        {"agent": "a", "parts": [{"channel": "x", "count": \(a)}, {"channel": "y", "count": \(b)}],
                        "switches": \(switches)}
                        """
                    guard let split = try? read(ChannelFragmentation.self, json) else { continue }
                    #expect(a >= 0 && b >= 0 && switches >= 0 && split.total == a + b)
                    #expect((0...100).contains(split.switchPercent))
                    #expect(split.total == 0 || (1...2).contains(split.effectiveChannels))
                    #expect(!split.sentence(in: .english).isEmpty)
                }
            }
        }
        #expect(
            !refuses(
                ChannelFragmentation.self, #"{"agent": "a", "parts": [{"channel": "x", "count": 3}], "switches": 2}"#))
        #expect(
            refuses(
                ChannelFragmentation.self, #"{"agent": "a", "parts": [{"channel": "x", "count": 3}], "switches": 3}"#))
    }

    @Test("a tally with any counts is refused or counts on")
    func tally() throws {
        var read = 0
        for cases in Self.numbers {
            for part in Self.numbers {
                let json = #"{"cases": \#(cases), "settledOnce": \#(part), "rated": \#(part), "ratedGood": \#(part)}"#
                guard var tally = try? self.read(TemplateTally.self, json) else { continue }
                read += 1
                tally.add(wasReopened: false, isGood: true)
                #expect(
                    tally.settledOnce <= tally.cases && tally.ratedGood <= tally.rated && tally.rated <= tally.cases)
            }
        }
        #expect(read > 20)
    }

    @Test("figures with any sums are refused or sum on")
    func figures() throws {
        let channel = try ContactChannel(
            id: "x", kind: .textMessage, name: "X", cost: ContactCost(currency: "EUR", perContact: 1_000_000_000_000))
        var read = 0
        for count in Self.numbers {
            for span in Self.numbers {
                let bytes = try RecordEncoder().encode(
                    RawFigures(count: count, span: TimeSpan(microseconds: Int64(span))))
                guard var figures = try? RecordDecoder().decode(ChannelFigures.self, from: bytes) else {
                    #expect(count < 0 || span < 0)
                    continue
                }
                read += 1
                for effort in [TimeSpan(microseconds: .max), .zero, .minutes(5)] {
                    figures.add(contacts: .max, wait: effort, effort: effort, rating: .max, of: channel)
                }
                figures.add(messages: .max, amount: .max, currency: "EUR")
                figures.add(figures)
                #expect(figures.messages == .max)
                #expect((figures.meanWait ?? .zero) >= .zero && (figures.meanEffort ?? .zero) >= .zero)
                #expect(figures.cost == .max)
            }
        }
        #expect(read > 100)
    }

    private struct RawFigures: Encodable {
        let channel = "x"
        let cases: Int, contacts: Int, answered: Int, rated: Int, ratings: Int
        let waited: TimeSpan, longestWait: TimeSpan, effort: TimeSpan, load: TimeSpan
        let messages: Int
        let costs: [String: Int64]

        init(count: Int, span: TimeSpan) {
            (cases, contacts, answered, rated, ratings) = (count, count, count, count, count)
            (waited, longestWait, effort, load) = (span, span, span, span)
            messages = count
            costs = ["EUR": Int64(count)]
        }
    }

    @Test("a plan's load is the largest number where it would be beyond that")
    func plan() throws {
        for rate in [0, 1, ChannelPlan.largestRate] {
            for handling in [TimeSpan.zero, .seconds(1), TimeSpan(microseconds: 1), ChannelPlan.longestHandling] {
                let plan = try ChannelPlan(channel: "x", contactsPerHour: rate, handling: handling)
                for units in Self.numbers { #expect(plan.load(units: units) >= 0) }
            }
        }
        let plan = try ChannelPlan(channel: "x", contactsPerHour: 1, handling: .seconds(1))
        #expect(
            plan.load(units: .max) == Int.max / 3_600 + 1 && plan.load(units: 3_600) == 1
                && plan.load(units: 3_601) == 2)
    }

    @Test("capabilities and limits of files take nothing negative")
    func capabilities() throws {
        for kind in ChannelKind.allCases {
            let bytes = try RecordEncoder().encode(kind.capabilities)
            #expect(try RecordDecoder().decode(ChannelCapabilities.self, from: bytes) == kind.capabilities)
        }
        func json(bytes: Int = 1, window: String = "PT24H", units: Int = 1, files: Int = 0) -> String {
            """
            {"isPublic": false, "isSynchronous": false, "canSendText": true, "maximumTextBytes": \(bytes),
            "replyWindow": "\(window)", "takesTemplatesOutsideWindow": false, "hasDeliveryReceipts": false,
            "defaultLoadUnits": \(units), "attachments": {"count": \(files), "bytes": 0}}
            """
        }
        #expect(!refuses(ChannelCapabilities.self, json()))
        for bad in [
            json(bytes: -1), json(bytes: 65_537), json(window: "-PT1S"), json(window: "P3661D"), json(units: 0),
            json(units: 101),
            json(files: -1),
        ] { #expect(refuses(ChannelCapabilities.self, bad)) }
        let kinds = { (count: Int) in "[" + Array(repeating: "\"image/*\"", count: count).joined(separator: ",") + "]" }
        #expect(!refuses(AttachmentLimits.self, #"{"count": 1, "bytes": 1, "kinds": \#(kinds(256))}"#))
        for bad in [
            #"{"count": 1, "bytes": -1}"#, #"{"count": 1, "bytes": 1, "kinds": \#(kinds(257))}"#,
            #"{"count": 1, "bytes": 1, "kinds": [""]}"#,
            #"{"count": 1, "bytes": 1, "kinds": ["\#(String(repeating: "a", count: 256))"]}"#,
        ] { #expect(refuses(AttachmentLimits.self, bad)) }
    }

    @Test("names of closed sets are read when this version has them")
    func names() throws {
        #expect(UndeliverableReason.allCases.count == 6 && OutboundMessage.Kind.allCases.count == 6)
        for reason in UndeliverableReason.allCases {
            #expect(try read([UndeliverableReason].self, "[\"\(reason)\"]") == [reason])
        }
        for kind in OutboundMessage.Kind.allCases {
            #expect(try read([OutboundMessage.Kind].self, "[\"\(kind)\"]") == [kind])
        }
        for reason in ReceiveDecision.Reason.allCases {
            #expect(try read([ReceiveDecision.Reason].self, "[\"\(reason)\"]") == [reason])
        }
        for bad in ["", "Reply", "anna@example.fi", String(repeating: "a", count: 100_000)] {
            #expect(refuses([UndeliverableReason].self, "[\"\(bad)\"]"))
            // Kinds of later versions are read, but they are names.
            #expect(refuses([OutboundMessage.Kind].self, "[\"\(bad)\"]") == (bad != "Reply"))
            #expect(refuses([ReceiveDecision.Reason].self, "[\"\(bad)\"]"))
        }
    }

    @Test("values of templates are written as before and have limits")
    func values() throws {
        for value: TemplateValue in [
            .text("a\nb"), .line("a"), .number(.min), .time(instant), .link("https://x.fi"), .caseNumber("c"),
        ] {
            #expect(try read(TemplateValue.self, String(decoding: JSONEncoder().encode(value), as: UTF8.self)) == value)
        }
        #expect(try read(TemplateValue.self, #"{"line": {"_0": "a"}}"#) == .line("a"))
        let line = String(repeating: "a", count: 999)
        for bad in ["line", "link"] { #expect(refuses(TemplateValue.self, #"{"\#(bad)": {"_0": "\#(line)"}}"#)) }
        #expect(refuses(TemplateValue.self, #"{"text": {"_0": "\#(String(repeating: "a", count: 65_537))"}}"#))
    }
}
