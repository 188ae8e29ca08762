import DeskContacts
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Masking personal data") struct PersonalDataMaskTests {
    private let mask = PersonalDataMask()

    @Test(arguments: [
        ("131052-308T", "[personal identity code]"), ("131052a308t", "[personal identity code]"),
        ("131052X308T", "[personal identity code]"), ("131052-308U", "[number]"), ("311352-308T", "[number]"),
        ("131052-001A", "[number]"), ("010100+9007", "[number]"),
        ("FI21 1234 5600 0007 85", "[bank account]"), ("fi2112345600000785", "[bank account]"),
        ("GB29 NWBK 6016 1331 9268 19", "[bank account]"), ("NO9386011117947", "[bank account]"),
        ("FI21 1234 5600 0007 86", "FI[number]"),
        ("4111 1111 1111 1111", "[payment card]"), ("5500-0000-0000-0004", "[payment card]"),
        ("378282246310005", "[payment card]"), ("4111 1111 1111 1112", "[number]"),
        ("anna.virta+desk@example.fi", "[mail address]"), ("mäki@esimerkki.fi", "[mail address]"),
        ("matti.123456@example.fi", "[mail address]"), ("a＠example.fi", "[mail address]"),
        ("040 123 4567", "[telephone number]"), ("+358 (0)40 123 4567", "[telephone number]"),
        ("(09) 310 1691", "[telephone number]"),
        ("040-1234567", "[telephone number]"), ("٠٤٠ ١٢٣ ٤٥٦٧", "[telephone number]"),
        ("０４０１２３４５６７", "[telephone number]"),
        ("040\u{200B}123\u{200B}4567", "[telephone number]"), ("040\u{A0}123\u{2011}4567", "[telephone number]"),
        ("12345", "[number]"), ("040 1234567@x.fi", "[telephone number][mail address]"),
    ]) func isFound(text: String, expected: String) {
        #expect(mask.mask("x \(text) y").text == "x \(expected) y")
    }

    @Test(arguments: [
        "2.3.2026", "02.03.2026", "2026-03-02", "02.03.2026 12:30", "1234", "12 500 €", "katu 12 A 3", "klo 9–16",
        "3,14", "meet me @ 5",
        "@handle", "v1.2.3.4", "Äiti sanoi: 1/2 kg",
    ]) func remains(text: String) {
        #expect(mask.mask(text).text == text)
        #expect(mask.mask(text).isClean)
    }

    @Test func findingsAreCountedByKindAndSaid() {
        let masked = PersonalDataMask(language: .finnish).mask(
            "Olen Anna, 131052-308T, anna@example.fi tai a.v@example.fi, puh. 040 123 4567. Kiitos!")
        #expect(
            masked.text
                == "Olen Anna, [henkilötunnus], [sähköpostiosoite] tai [sähköpostiosoite], puh. [puhelinnumero]. Kiitos!"
        )
        #expect(masked.count(of: .mailAddress) == 2)
        #expect(masked.findings.map(\.kind) == [.personalIdentityCode, .mailAddress, .phoneNumber])
        #expect(
            masked.sentence(in: .finnish)
                == "Peitetty: [henkilötunnus] × 1, [sähköpostiosoite] × 2, [puhelinnumero] × 1.")
    }
}

@Suite("Masking, any text") struct PersonalDataMaskPropertyTests {
    private typealias Item = (kind: PersonalDataKind, text: String)

    /// A finding of a kind, made by the rules of its issuer and not by the library's.
    private static func item(_ random: inout SeededGenerator) -> Item {
        switch random.integer(in: 0...4) {
        case 0:
            let (day, month, year) = (
                random.integer(in: 1...28), random.integer(in: 1...12), random.integer(in: 0...99)
            )
            let number = random.integer(in: 2...999)
            let birth = (day * 100 + month) * 100 + year
            let letters = Array("0123456789ABCDEFHJKLMNPRSTUVWXY")
            let separator = random.pick(Array("+-YXWVUABCDEF")) ?? "-"
            let text =
                pad(birth, 6) + String(separator) + pad(number, 3) + String(letters[(birth * 1_000 + number) % 31])
            return (.personalIdentityCode, text)
        case 1:
            let account = pad(random.integer(in: 0...99_999_999_999_999), 14)
            // FI00 behind the account: F = 15, I = 18.
            let check = 98 - remainder(account + "151800", 97)
            var text = "FI" + pad(check, 2) + account
            if random.chance(1, in: 2) { text = grouped(text, by: " ") }
            return (.bankAccount, text)
        case 2:
            let body = "4" + pad(random.integer(in: 0...99_999_999_999_999), 14)
            let digit = (0...9).first { luhn(body + "\($0)") } ?? 0
            let text = body + "\(digit)"
            return (
                .paymentCard, random.chance(1, in: 2) ? grouped(text, by: random.chance(1, in: 2) ? " " : "-") : text
            )
        case 3:
            let domain = ["example.fi", "posti.esimerkki.fi", "x-y.example"][random.integer(in: 0...2)]
            return (.mailAddress, "n\(random.integer(in: 0...999_999)).\(random.integer(in: 0...99))@\(domain)")
        default:
            let digits = pad(random.integer(in: 0...9_999_999), 7)
            let prefix = ["+358 40 ", "040", "00358-40-", "(09) "][random.integer(in: 0...3)]
            return (.phoneNumber, prefix + digits)
        }
    }

    private static func pad(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    private static func remainder(_ digits: String, _ divisor: Int) -> Int {
        digits.reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % divisor }
    }
    private static func luhn(_ digits: String) -> Bool {
        let values = digits.compactMap(\.wholeNumberValue)
        return values.indices.reduce(0) { sum, index in
            let doubled = values[index] * ((values.count - index).isMultiple(of: 2) ? 2 : 1)
            return sum + doubled / 10 + doubled % 10
        }.isMultiple(of: 10)
    }
    private static func grouped(_ text: String, by separator: String) -> String {
        stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(separator: separator)
    }
    private static func digitRuns(_ text: String) -> [String] {
        text.split { !$0.isWholeNumber }.map(String.init)
    }

    @Test func noDigitRunOfAFindingRemains() {
        let words = ["soitan", "huomenna,", "osoite:", "(tämä)", "moi.", "—"]
        for seed in 0..<UInt64(Repetitions.count(2_000)) {
            var random = SeededGenerator(seed: seed)
            var text = ""
            var items: [Item] = []
            for _ in 0..<random.integer(in: 1...5) {
                text += (random.pick(words) ?? "") + " "
                let item = Self.item(&random)
                items.append(item)
                text += item.text + " "
            }
            let masked = PersonalDataMask().mask(text)
            #expect(Self.digitRuns(masked.text).isEmpty, "seed \(seed): \(text) → \(masked.text)")
            #expect(!masked.text.contains("@"), "seed \(seed): \(text) → \(masked.text)")
            for kind in [PersonalDataKind.personalIdentityCode, .bankAccount, .mailAddress] {
                #expect(
                    masked.count(of: kind) == items.count { $0.kind == kind }, "seed \(seed): \(text) → \(masked.text)")
            }
            #expect(
                masked.findings.reduce(0) { $0 + $1.count } == items.count, "seed \(seed): \(text) → \(masked.text)")
        }
    }

    @Test func maskingIsTotalAndDoneOnce() {
        let pieces = [
            "1", "23", "456789", " ", "-", ".", "@", "+", "(", ")", "/", "FI", "a", "ä", "A308T", "131052", "\u{200B}",
            "x.fi", "９", "\n", "\u{301}",
        ]
        for seed in 0..<UInt64(Repetitions.count(3_000)) {
            var random = SeededGenerator(seed: seed)
            let text = (0..<random.integer(in: 0...30)).compactMap { _ in random.pick(pieces) }.joined()
            let once = PersonalDataMask().mask(text)
            let twice = PersonalDataMask().mask(once.text)
            #expect(
                twice.text.utf8.elementsEqual(once.text.utf8), "seed \(seed): \(text) → \(once.text) → \(twice.text)")
            let longest =
                Self.digitRuns(once.text.filter { !$0.unicodeScalars.allSatisfy { $0.value == 0x200B } }).map(\.count)
                .max() ?? 0
            #expect(longest < 5, "seed \(seed): \(text) → \(once.text)")
        }
    }
}
