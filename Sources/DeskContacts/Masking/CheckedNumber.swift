import DeskPrimitives

/// Numbers that carry a check of themselves; all take ASCII in upper case.
enum CheckedNumber {
    /// The check characters of the Finnish personal identity code by the number modulo 31 (Population Information System
    /// Decree 128/2010, as amended for the separators of 2023).
    private static let checkCharacters = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)
    /// The separators of the code; the century's first one and those added in 2023.
    private static let separators: [UInt8: Int] = {
        var centuries: [UInt8: Int] = [UInt8(ascii: "+"): 1_800, UInt8(ascii: "-"): 1_900]
        for letter in "YXWVU".utf8 { centuries[letter] = 1_900 }
        for letter in "ABCDEF".utf8 { centuries[letter] = 2_000 }
        return centuries
    }()

    /// Whether 11 characters have the outline of a personal identity code, whatever its check character.
    static func hasOutlineOfPersonalIdentityCode(_ code: ArraySlice<UInt8>) -> Bool {
        guard code.count == 11 else { return false }
        let start = code.startIndex
        return code[start..<(start + 6)].allSatisfy(isDigit) && separators[code[start + 6]] != nil
            && code[(start + 7)..<(start + 10)].allSatisfy(isDigit)
            && (isDigit(code[start + 10]) || isLetter(code[start + 10]))
    }

    /// Whether 11 characters are a personal identity code: a date that exists, a number from 002 on (from 900 on they are
    /// given for a time) and the right check character.
    static func isPersonalIdentityCode(_ code: ArraySlice<UInt8>) -> Bool {
        guard hasOutlineOfPersonalIdentityCode(code) else { return false }
        let start = code.startIndex
        let birth = value(code[start..<(start + 6)])
        let number = value(code[(start + 7)..<(start + 10)])
        guard let century = separators[code[start + 6]] else { return false }
        let (day, month, year) = (birth / 10_000, birth / 100 % 100, century + birth % 100)
        guard (1...12).contains(month), day >= 1, day <= CivilDate.daysInMonth(year: year, month: month), number >= 2
        else { return false }
        return checkCharacters[(birth * 1_000 + number) % 31] == code[start + 10]
    }

    /// How long account numbers are, by country (SWIFT, IBAN Registry, published lengths).
    static let bankAccountLengths: [[UInt8]: Int] = {
        let registry = """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 \
            FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 \
            MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 \
            SV28 TN24 TR26 UA29 VA22 VG24 XK20
            """
        var lengths: [[UInt8]: Int] = [:]
        for entry in registry.split(separator: " ") { lengths[Array(entry.utf8.prefix(2))] = Int(entry.dropFirst(2)) }
        return lengths
    }()

    /// Whether the characters are an account number by ISO 13616: two letters, two check digits, and 1 modulo 97.
    static func isBankAccount(_ code: some Collection<UInt8>) -> Bool {
        let bytes = Array(code)
        guard (15...34).contains(bytes.count), isLetter(bytes[0]), isLetter(bytes[1]), isDigit(bytes[2]),
            isDigit(bytes[3])
        else { return false }
        var remainder = 0
        for byte in bytes[4...] + bytes[..<4] {
            if isDigit(byte) {
                remainder = (remainder * 10 + Int(byte - 48)) % 97
            } else if isLetter(byte) {
                remainder = (remainder * 100 + Int(byte - 55)) % 97
            } else {
                return false
            }
        }
        return remainder == 1
    }

    /// Whether the digits are a card number by ISO/IEC 7812: 13 to 19 of them, the check of Luhn.
    static func isPaymentCard(_ digits: [UInt8]) -> Bool {
        guard (13...19).contains(digits.count), digits.contains(where: { $0 != 48 }) else { return false }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit - 48) * (place.isMultiple(of: 2) ? 1 : 2)
            sum += value > 9 ? value - 9 : value
        }
        return sum.isMultiple(of: 10)
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    static func isLetter(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }

    private static func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 48) } }
}
