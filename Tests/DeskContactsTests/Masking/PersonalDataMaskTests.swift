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
        ("4111 - 1111 - 1111 - 1111", "[payment card]"), ("040 - 123 4567", "[telephone number]"),
        ("4111\n1111\n1111\n1111", "[payment card]"), ("4111\t1111\t1111\t1111", "[payment card]"),
        ("4111, 1111, 1111, 1111", "[payment card]"), ("4111_1111_1111_1111", "[payment card]"),
        ("4111·1111·1111·1111", "[payment card]"), ("3782 822463 10005", "[payment card]"),
        ("4111 - 1111 - 1111 - 1112", "[number]"), ("4111,1111,1111,1112", "[number]"),
        ("040_123_4567", "[telephone number]"), ("040\u{2028}123\u{2028}4567", "[telephone number]"),
        ("04\u{FE0F}0123\u{34F}45\u{61C}67", "[telephone number]"),
        ("4\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}", "[number]"),
        ("१२३४५", "[number]"), ("131052 - 308T", "[personal identity code]"),
        ("13 10 52 – 308 T", "[personal identity code]"),
        ("131052_A_308_T", "[personal identity code]"), ("131052\n308T", "[personal identity code]"),
        ("FI21\n1234\n5600\n0007\n85", "[bank account]"), ("FI21-1234/5600_0007.85", "[bank account]"),
        ("\"anna virta\"@example.fi", "[mail address]"), ("\"a \\\" b\"@example.fi", "[mail address]"),
        ("a@[192.0.2.1]", "[mail address]"), ("a@[IPv6:2001:db8::1]", "[mail address]"),
        ("040 123, 4567", "[telephone number]"), ("+358, 40, 123, 45, 67", "[telephone number]"),
        ("040 123 4567, 2.3.2026", "[telephone number], 2.3.2026"),
        ("2.3.2026, 4111 1111 1111 1111", "2.3.2026, [payment card]"),
        ("1 234,50 / 040 123 4567", "1 234,50 / [telephone number]"),
        ("12345", "[number]"), ("040 1234567@x.fi", "[telephone number][mail address]"),
    ]) func isFound(text: String, expected: String) {
        #expect(mask.mask("x \(text) y").text == "x \(expected) y")
    }

    @Test(arguments: [
        "2.3.2026", "02.03.2026", "2026-03-02", "02.03.2026 12:30", "1234", "12 500 €", "katu 12 A 3", "klo 9–16",
        "3,14", "meet me @ 5", "(02.03.2026)", "2.3.2026 - 5.3.2026", "02.03.2026-05.03.2026", "12.–14.5.2026",
        "2.3.–5.3.2026",
        "02.03.2026 klo 09.30–16.00, 03.03.2026 klo 10.00", "2026-03-02, 2026-03-03, 2026-03-04", "2.3.2026 9.30-16.00",
        "08 - 16, 2.3.2026", "ma 08-16, ti 09-17, ke 10-18", "09.30, 10.30, 11.30, 12.30",
        "2023–2024, 2025, 2026, 2027",
        "1 234 567,89 €", "12,50, 13,90, 14,90, 15,90", "0,50 / 1,20 / 3,40", "19.90 - 29.90 - 39.90",
        "1.234,56 € + 24 %",
        "250 / 300 / 450", "12, 34, 56, 78, 90, 12, 34, 56", "rivit\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10",
        "1,2,3,4,5,6,7,8,9,10",
        "tapaukset 1021, 1022 ja 1023", "TK-2026-0042, TK-2026-0043", "2026-0042", "3 kpl, 250 g, 1500 ml", "(1 234)",
        "1.\n2.\n3.",
        "2/3/2026, 3/3/2026", "5 - 6 - 7", "§ 12, 3 mom.", "a \"b\" @ c", "@[x]", "12.3.26 - 14.3.26",
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

    /// What people and programs put between digits.
    private static let separators = [
        " ", "\u{A0}", "\u{2009}", "-", "\u{2013}", ".", "/", "_", "\u{B7}", "\n", "\t", ",", "\u{200B}", "\u{2060}",
        "\u{FE0F}",
        "\u{61C}", "\u{AD}", "\r\n", "\u{2028}",
    ]

    /// A finding in the groups that are usual for it.
    private static func groups(_ random: inout SeededGenerator) -> [String] {
        func parts(_ text: String, _ sizes: [Int]) -> [String] {
            var rest = Substring(text)
            return sizes.map { size in
                defer { rest = rest.dropFirst(size) }
                return String(rest.prefix(size))
            }.filter { !$0.isEmpty }
        }
        switch random.integer(in: 0...3) {
        case 0:
            let (body, sizes) =
                random.chance(1, in: 3)
                ? ("37" + pad(random.integer(in: 0...999_999_999_999), 12), [4, 6, 5])
                : ("4" + pad(random.integer(in: 0...99_999_999_999_999), 14), [4, 4, 4, 4])
            let digit = (0...9).first { luhn(body + "\($0)") } ?? 0
            return parts(body + "\(digit)", sizes)
        case 1:
            let prefix = [
                ["040"], ["050"], ["(09)"], ["+358", "40"], ["00358", "40"], ["+358", "(0)40"], ["+44", "20"],
            ]
            let digits = pad(random.integer(in: 0...9_999_999), 7)
            return (random.pick(prefix) ?? []) + parts(digits, random.pick([[3, 4], [3, 2, 2], [7]]) ?? [7])
        case 2:
            let account = pad(random.integer(in: 0...99_999_999_999_999), 14)
            let check = 98 - remainder(account + "151800", 97)
            return parts("FI" + pad(check, 2) + account, [4, 4, 4, 4, 4])
        default:
            let (day, month, year) = (
                random.integer(in: 1...28), random.integer(in: 1...12), random.integer(in: 0...99)
            )
            let (birth, number) = ((day * 100 + month) * 100 + year, random.integer(in: 2...999))
            let letters = Array("0123456789ABCDEFHJKLMNPRSTUVWXY")
            let sign = String(random.pick(Array("-AXB")) ?? "-")
            let last = pad(number, 3) + String(letters[(birth * 1_000 + number) % 31])
            return random.chance(1, in: 2)
                ? [pad(birth, 6), sign, last] : parts(pad(birth, 6), [2, 2, 2]) + [sign, last]
        }
    }

    @Test func nothingRemainsHoweverItIsSeparated() {
        for seed in 0..<UInt64(Repetitions.count(1_500)) {
            var random = SeededGenerator(seed: seed)
            var item = ""
            var runs: Set<String> = []
            for (number, group) in Self.groups(&random).enumerated() {
                if number > 0 {
                    for _ in 0..<random.integer(in: 1...4) { item += random.pick(Self.separators) ?? " " }
                }
                item += group
                runs.formUnion(Self.digitRuns(group))
            }
            let masked = PersonalDataMask().mask("Moi, \(item) on se. Kiitos")
            let left = Set(Self.digitRuns(masked.text)).intersection(runs)
            #expect(left.isEmpty, "seed \(seed): \(item.debugDescription) → \(masked.text)")
            #expect(!masked.isClean, "seed \(seed)")
            #expect(
                masked.text.hasPrefix("Moi, ") && masked.text.hasSuffix(" on se. Kiitos"),
                "seed \(seed): \(masked.text)")
        }
    }

    @Test func hostileTextsOfFullLengthAreMasked() {
        let pieces = [
            "1 ", "1, ", "0, ", "01 - ", "(", "((0", "+", "+1", "@", "\"@", "a@[", "FI21 ", "FI21", "13 10 52 ", "1.",
            "2.3.", "2.3.2026, ",
            "4111 1111 ", "4111, ", "0,50 / ", "8 - 16, ", "1\n", "1\u{200B}", "\u{FE0F}", "12345", "ab 12 ", "\"",
            "12-", "1,",
        ]
        for piece in pieces {
            let text = String(repeating: piece, count: Limits.textBytes / piece.utf8.count)
            let masked = PersonalDataMask().mask(text)
            #expect((Self.digitRuns(masked.text).map(\.count).max() ?? 0) < 5, "\(piece)")
        }
    }

    @Test func maskingIsTotalAndDoneOnce() {
        let pieces = [
            "1", "23", "456789", " ", "-", ".", "@", "+", "(", ")", "/", "FI", "a", "ä", "A308T", "131052", "\u{200B}",
            "x.fi", "９", "\n", "\u{301}", ", ", " - ", "4111", "2.3.2026", "09.30", "040", "\"", "[", "]", "_",
            "\u{B7}", "\t", "12,50",
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
