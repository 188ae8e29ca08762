import DeskContacts
import DeskPrimitives
import Testing

@Suite("Contact points")
struct ContactPointTests {
    @Test(
        "mail addresses have one normal form",
        arguments: [
            ("anna@example.fi", "anna@example.fi"), ("Anna.Virta@Example.FI", "anna.virta@example.fi"),
            ("  anna@example.fi\r\n", "anna@example.fi"),
            ("a+b_c!#$%&'*/=?^`{|}~-@x-y.fi", "a+b_c!#$%&'*/=?^`{|}~-@x-y.fi"),
            ("root@localhost", "root@localhost"), ("äijä@sää.fi", "äijä@xn--s-0faa.fi"),
            ("ÄIJÄ@SÄÄ.FI", "ÄijÄ@xn--s-0faa.fi"),
            ("a@xn--s-0faa.fi", "a@xn--s-0faa.fi"), ("a@bücher.example", "a@xn--bcher-kva.example"),
            ("a@例え.пример", "a@xn--r8jz45g.xn--e1afmkfd"), ("a@ääkköset-ja-öljy.fi", "a@xn--kkset-ja-ljy-fcba6yh.fi"),
            ("anna+shop@example.fi", "anna+shop@example.fi"),
            ("1@2.3", "1@2.3"), ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        ])
    func mail(written: String, normal: String) throws {
        let point = try ContactPoint.mail(written)
        #expect(Array(point.value.utf8) == Array(normal.utf8))
        #expect(point.kind == .mail)
    }

    @Test(
        "what is no mail address is refused",
        arguments: [
            "", " ", "@", "a@", "@b.fi", "ab.fi", "a@b@c.fi", "a b@c.fi", "a@b c.fi", ".a@b.fi", "a.@b.fi", "a..b@c.fi",
            "a@.fi", "a@b.", "a@b..fi", "a@-b.fi", "a@b-.fi", "a@b_c.fi", "a@[192.0.2.1]", "\"a b\"@c.fi",
            "a@b.fi\u{0}",
            "a@b\n.fi", "Anna <a@b.fi>", "a@b.fi,c@d.fi", "a\u{200B}@b.fi", "a@b\u{202E}.fi", "a\u{A0}@b.fi",
        ])
    func noMail(text: String) throws {
        let reason = try #require(refusal { _ = try ContactPoint.mail(text) }, "\(text)")
        #expect(reason.code == .malformed)
        #expect(reason.place == .field("mail"))
    }

    @Test("mail addresses are limited as a whole, in their local part and in their labels")
    func mailLimits() throws {
        let local = String(repeating: "a", count: 64)
        let label = String(repeating: "b", count: 63)
        func isRefused(_ text: String) -> Bool { refusal { _ = try ContactPoint.mail(text) } != nil }
        #expect(!isRefused("\(local)@b.fi"))
        #expect(isRefused("\(local)a@b.fi"))
        #expect(!isRefused("a@\(label).fi"))
        #expect(isRefused("a@\(label)b.fi"))
        let full = "\(local)@\(label).\(label).\(String(repeating: "c", count: 61))"
        #expect(full.utf8.count == 254)
        #expect(!isRefused(full))
        #expect(isRefused(full + "c"))
        #expect(isRefused(String(repeating: "a@b.", count: 300_000)))
    }

    @Test(
        "telephone numbers have one normal form",
        arguments: [
            ("+358401234567", "+358401234567"), ("+358 40 123 4567", "+358401234567"),
            ("00358-40-1234567", "+358401234567"), ("040 123 4567", "+358401234567"),
            ("(040) 123.4567", "+358401234567"),
            ("+358 (0)40 123 4567", "+358401234567"), ("(+358) (0) 40/1234567", "+358401234567"),
            ("(00358) 40 1234567", "+358401234567"), ("tel:+358-40-123-4567", "+358401234567"),
            ("\u{202A}+358\u{A0}40\u{2011}123\u{2013}4567\u{202C}", "+358401234567"),
            ("+1 (212) 555-0100", "+12125550100"),
            ("09 1234", "+35891234"), ("+1234567", "+1234567"), ("+123456789012345", "+123456789012345"),
        ])
    func phone(written: String, normal: String) throws {
        let code = normal.hasPrefix("+35891234") ? "358999" : "358"
        if code == "358999" {
            #expect(refusal { _ = try ContactPoint.phone(written, defaultCountryCode: code) }?.code == .malformed)
        }
        let point = try ContactPoint.phone(written, defaultCountryCode: "358")
        #expect(point.value == normal)
        #expect(point.kind == .phone)
    }

    @Test(
        "what is no telephone number is refused",
        arguments: [
            "", "+", "0", "00", "116117", "358401234567", "+0401234567", "+123456", "+1234567890123456",
            "040 CALL ME", "+358 40 123 4567 ext 3", "+358+40123456", "++358401234567", "٠٤٠١٢٣٤٥٦٧",
            "+358\u{0}401234567", "040123456712345678",
        ])
    func noPhone(text: String) throws {
        let reason = try #require(refusal { _ = try ContactPoint.phone(text, defaultCountryCode: "358") }, "\(text)")
        #expect(reason.code == .malformed)
        #expect(reason.place == .field("phone"))
    }

    @Test("a national number needs a sound country code")
    func countryCode() throws {
        #expect(refusal { _ = try ContactPoint.phone("0401234567") }?.place == .field("phone"))
        for code in ["", "0", "0358", "+358", "3580", "x"] {
            let reason = refusal { _ = try ContactPoint.phone("0401234567", defaultCountryCode: code) }
            #expect(reason?.place == .field("defaultCountryCode"), "\(code)")
        }
        #expect(try ContactPoint.phone("0401234567", defaultCountryCode: "46").value == "+46401234567")
        #expect(try ContactPoint.phone("+358401234567", defaultCountryCode: "bad").value == "+358401234567")
    }

    @Test(
        "a number in national form is read by the plan of its country",
        arguments: [
            // Without a trunk prefix.
            ("45", "12 34 56 78", "+4512345678"), ("47", "22 12 34 56", "+4722123456"),
            ("372", "5123 4567", "+37251234567"),
            ("372", "644 1234", "+3726441234"), ("371", "2123 4567", "+37121234567"),
            ("34", "912 345 678", "+34912345678"),
            ("354", "551 2345", "+3545512345"), ("352", "26 12 34", "+352261234"),
            ("48", "22 123 45 67", "+48221234567"),
            ("420", "212 345 678", "+420212345678"), ("30", "21 0123 4567", "+302101234567"),
            // North America, with and without.
            ("1", "(212) 555-0100", "+12125550100"), ("1", "1 212 555 0100", "+12125550100"),
            // Other prefixes.
            ("7", "8 (495) 123-45-67", "+74951234567"), ("7", "495 123-45-67", "+74951234567"),
            ("7", "812 123-45-67", "+78121234567"),
            ("7", "8 812 123-45-67", "+78121234567"), ("36", "06 1 234 5678", "+3612345678"),
            ("36", "06 20 123 4567", "+36201234567"),
            ("370", "8 612 34567", "+37061234567"), ("370", "0 612 34567", "+37061234567"),
            ("375", "8 029 123 45 67", "+375291234567"),
            // The 0 belongs to the number.
            ("39", "06 1234 5678", "+390612345678"), ("39", "347 123 4567", "+393471234567"),
            ("378", "0549 123456", "+3780549123456"),
            ("358", "+39 (0)6 1234 5678", "+390612345678"), ("358", "0039 06 1234 5678", "+390612345678"),
            // The usual 0, and hints of it.
            ("46", "08-123 456 78", "+46812345678"), ("44", "020 7946 0958", "+442079460958"),
            ("49", "(030) 123456", "+4930123456"),
            ("358", "+(358)(0)40 1234567", "+358401234567"), ("358", "00 (358) (0)40 1234567", "+358401234567"),
            ("358", "+7 (8) 495 123 45 67", "+74951234567"), ("358", "+36 (06) 1 234 5678", "+3612345678"),
            ("358", "+1 (212) 555-0100", "+12125550100"), ("358", "+45 (0)12345678", "+4512345678"),
            ("358", "TEL:+358-40-123-4567", "+358401234567"), ("358", "Tel:040 123 4567", "+358401234567"),
        ])
    func nationalForm(code: String, written: String, normal: String) throws {
        let point = try ContactPoint.phone(written, defaultCountryCode: code)
        #expect(point.value == normal)
        #expect(try stored(point).display == written)
    }

    @Test(
        "what is no number of the country is refused, not guessed at",
        arguments: [
            ("45", "012345678"), ("45", "116117"), ("45", "112"), ("47", "1234567"), ("1", "012 555 0100"),
            ("1", "212 555 010"),
            ("1", "2 212 555 0100"), ("7", "5 495 123 45 67"), ("36", "1 234 5678 9012"), ("370", "9 612 34567"),
            ("358", "401234567"),
            ("39", "06 12"), ("46", "8 123 456 78"), ("44", "00"), ("34", "91 CALL ME"), ("375", "0 29 123 45 67"),
        ])
    func noNationalForm(code: String, written: String) {
        let reason = refusal { _ = try ContactPoint.phone(written, defaultCountryCode: code) }
        #expect(reason?.place == .field("phone") && reason?.code == .malformed)
    }

    @Test("a handle keeps its case and loses its @")
    func handle() throws {
        let point = try ContactPoint.handle(network: "Mastodon.Social", name: " @Anna:v ")
        #expect(point.value == "mastodon.social:Anna:v")
        #expect(point.display == "@Anna:v")
        #expect(try point == .handle(network: "mastodon.social", name: "Anna:v"))
        #expect(try point != .handle(network: "mastodon.social", name: "anna:v"))
        for (network, name) in [("", "a"), ("a b", "c"), ("a:b", "c"), ("net", ""), ("net", " @ "), ("net", "a\nb")] {
            #expect(refusal { _ = try ContactPoint.handle(network: network, name: name) }?.code == .malformed)
        }
        _ = try ContactPoint.handle(
            network: String(repeating: "n", count: 64), name: String(repeating: "a", count: 256))
        #expect(refusal { _ = try ContactPoint.handle(network: "n", name: String(repeating: "a", count: 257)) } != nil)
    }

    @Test("a postal address and a queue number have one normal form")
    func others() throws {
        let address = try ContactPoint.postal(" Kuja 1\n 00100  Helsinki ")
        #expect(address.value == "kuja 1 00100 helsinki")
        #expect(address.display == "Kuja 1\n 00100  Helsinki")
        #expect(refusal { _ = try ContactPoint.postal(" \n ") }?.code == .malformed)
        #expect(refusal { _ = try ContactPoint.postal(String(repeating: "a", count: 999)) }?.code == .malformed)
        #expect(try ContactPoint.ticket(" a42").value == "A42")
        for bad in ["", "A 42", "Ä42", String(repeating: "9", count: 65)] {
            #expect(refusal { _ = try ContactPoint.ticket(bad) }?.code == .malformed)
        }
    }

    @Test("points are equal by kind and bytes, however they were written")
    func equality() throws {
        #expect(try ContactPoint.mail("A@b.fi") == .mail("a@B.fi"))
        #expect(Set([try ContactPoint.mail("A@b.fi"), try .mail("a@B.fi")]).count == 1)
        // é as one scalar and as two are the same String, but not the same bytes.
        let (one, two) = ("\u{E9}@b.fi", "e\u{301}@b.fi")
        #expect(one == two)
        #expect(try ContactPoint.mail(one) != .mail(two))
        #expect(try ContactPoint.mail(one).storageKey(digest) != ContactPoint.mail(two).storageKey(digest))
        #expect(try ContactPoint.ticket("1") != .postal("1"))
    }

    @Test("a storage key depends on secret, kind and value, and shows nothing")
    func storageKey() throws {
        let point = try ContactPoint.mail("anna@example.fi")
        let key = point.storageKey(digest)
        #expect(key == (try ContactPoint.mail("ANNA@example.fi").storageKey(digest)))
        #expect(key.bytes.count == 16)
        #expect(key != point.storageKey(KeyedDigest(secret: [1])))
        #expect(try ContactPoint.ticket("1").storageKey(digest) != ContactPoint.postal("1").storageKey(digest))
    }

    @Test("refusals never repeat an address")
    func noPersonalData() throws {
        let canary = "canary7f3a"
        let causes: [() throws -> Void] = [
            { _ = try ContactPoint.mail("\(canary)@@b") },
            { _ = try ContactPoint.phone(canary) },
            { _ = try ContactPoint.handle(network: "\(canary) ", name: canary) },
            { _ = try ContactPoint.handle(network: "n", name: "\(canary)\n\(canary)") },
            { _ = try ContactPoint.postal("\(canary)\u{0}") },
            { _ = try ContactPoint.ticket("\(canary) \(canary)") },
            { _ = try strong("\(canary)\u{0}") },
            { _ = try strong(String(repeating: canary, count: 20)) },
            { _ = try StrongIdentifier(scheme: canary.uppercased(), value: "1") },
            { _ = try claims(name: "\(canary)\n\(canary)") },
        ]
        for cause in causes {
            let reason = try #require(refusal(cause))
            #expect(!reason.description.lowercased().contains(canary))
        }
    }

    @Test("every normal form survives the store; what is not one is refused")
    func coding() throws {
        let all: [ContactPoint] = [
            try .mail("Anna@Example.fi"), try .phone("+358 40 1234567"), try .handle(network: "net", name: "@A:b"),
            try .postal("Kuja 1\nHelsinki"), try .ticket("a42"),
        ]
        for point in all {
            let read = try stored(point)
            #expect(read == point)
            #expect(read.display == point.display)
        }
        struct Raw: Codable {
            var kind: String
            var value: String
            var display: String?
        }
        for raw in [
            Raw(kind: "mail", value: "A@b.fi"), Raw(kind: "phone", value: "0401234567"),
            Raw(kind: "handle", value: "net"),
            Raw(kind: "handle", value: "net:@a"), Raw(kind: "ticket", value: "a"), Raw(kind: "postal", value: ""),
            Raw(kind: "fax", value: "1"),
            Raw(kind: "mail", value: "a@b.fi", display: String(repeating: "a", count: 999)),
        ] {
            let bytes = try RecordEncoder().encode(raw)
            #expect(refusal { _ = try RecordDecoder().decode(ContactPoint.self, from: bytes) }?.code == .corrupt)
        }
    }

    @Test("normalising twice is normalising once, and no text traps")
    func idempotent() throws {
        let alphabet: [Unicode.Scalar] =
            Array(
                "aZ09.@-_+:#(){}[]<>%\" \t\n\r\u{0}\u{7F}\u{A0}äÄéß文\u{301}\u{200B}\u{202E}٠\u{FEFF}\u{FFFD}"
                    .unicodeScalars)
            + Array("00+358(0)40".unicodeScalars)
        for seed in UInt64(0)..<2_000 {
            var random = SplitMix64(seed: seed)
            var text = ""
            for _ in 0..<Int.random(in: 0...24, using: &random) {
                text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
            }
            if random.chance(30) { text = "a\(text)@b.fi" }
            if random.chance(30) { text = "+358\(text)40123456" }
            for point in [
                try? ContactPoint.mail(text), try? ContactPoint.phone(text, defaultCountryCode: "358"),
                try? ContactPoint.handle(network: "net", name: text), try? ContactPoint.postal(text),
                try? ContactPoint.ticket(text),
            ].compactMap({ $0 }) {
                let again: ContactPoint? =
                    switch point.kind {
                    case .mail: try? .mail(point.value)
                    case .phone: try? .phone(point.value, defaultCountryCode: "46")
                    case .handle:
                        try? .handle(
                            network: "net", name: String(decoding: point.value.utf8.dropFirst(4), as: UTF8.self))
                    case .postal: try? .postal(point.value)
                    case .ticket: try? .ticket(point.value)
                    }
                #expect(again == point, "seed \(seed)")
                #expect(again?.value.utf8.elementsEqual(point.value.utf8) == true, "seed \(seed)")
            }
        }
    }
}
