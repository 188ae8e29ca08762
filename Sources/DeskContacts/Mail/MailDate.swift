import DeskPrimitives

/// Reads the date of a mail (RFC 5322 sections 3.3 and 4.3).
///
/// The weekday is not compared with the date. Zones by letter have no agreed meaning and count as UTC, as section 4.3 asks.
enum MailDate {
    private static let months: [[UInt8]] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { Array($0.utf8) }
    private static let weekdays: [[UInt8]] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map { Array($0.utf8) }
    private static let monthLetters = months.map(MailDateWalk.packed)
    private static let weekdayLetters = weekdays.map(MailDateWalk.packed)
    /// The zones of section 4.3, in hours from UTC.
    private static let zones: [(name: [UInt8], hours: Int)] = [
        ("ut", 0), ("gmt", 0), ("utc", 0), ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6),
        ("pst", -8), ("pdt", -7),
    ].map { (Array($0.utf8), $1) }

    /// The instant a date field names; nil when it is none.
    static func read(_ bytes: ByteView) -> Instant? {
        plain(bytes) ?? any(bytes)
    }

    /// The instant of a date as nearly all programs write it, `Mon, 2 Mar 2026 09:15:00 +0200`; nil for any other form.
    private static func plain(_ bytes: ByteView) -> Instant? {
        var walk = MailDateWalk(bytes)
        guard let weekday = walk.letters(), weekdayLetters.contains(weekday), walk.skip(UInt8(ascii: ",")),
            walk.skip(0x20), let day = walk.number(1...2), walk.skip(0x20), let name = walk.letters(),
            let month = monthLetters.firstIndex(of: name), walk.skip(0x20), let year = walk.number(4...4),
            walk.skip(0x20), let hour = walk.number(2...2), walk.skip(UInt8(ascii: ":")),
            let minute = walk.number(2...2), walk.skip(UInt8(ascii: ":")), let second = walk.number(2...2),
            walk.skip(0x20), let isEast = walk.isEast(), let zone = walk.number(4...4), walk.isAtEnd,
            year >= 1, day >= 1, day <= CivilDate.daysInMonth(year: year, month: month + 1), hour < 24, minute < 60,
            second < 60, zone % 100 < 60
        else { return nil }
        let offset = (zone / 100 * 3_600 + zone % 100 * 60) * (isEast ? 1 : -1)
        let seconds = hour * 3_600 + minute * 60 + second - offset
        let days = CivilDate.days(year: year, month: month + 1, day: day)
        let instant = Instant(seconds: Int64(days) * 86_400 + Int64(seconds))
        return instant.isAccepted ? instant : nil
    }

    /// The instant of a date in any form that is allowed.
    private static func any(_ bytes: ByteView) -> Instant? {
        guard bytes.count <= Limits.lineBytes, let words = words(of: bytes) else { return nil }
        var rest = words[...]
        if let first = rest.first, weekdays.contains(Array(first.prefix(3))) {
            guard first.count == 3 || (first.count == 4 && first.last == UInt8(ascii: ",")) else { return nil }
            rest = rest.dropFirst()
            if rest.first == [UInt8(ascii: ",")] { rest = rest.dropFirst() }
        }
        guard rest.count == 4 || rest.count == 5 else { return nil }
        let parts = Array(rest)
        guard let day = number(parts[0], digits: 1...2), let month = months.firstIndex(of: Array(parts[1])),
            let year = year(parts[2]), day >= 1, day <= CivilDate.daysInMonth(year: year, month: month + 1),
            let seconds = timeOfDay(parts[3]), let offset = offset(parts.count == 5 ? parts[4] : [])
        else { return nil }
        let days = CivilDate.days(year: year, month: month + 1, day: day)
        let instant = Instant(seconds: Int64(days) * 86_400 + Int64(seconds - offset))
        return instant.isAccepted ? instant : nil
    }

    /// The words in lower case, comments left out; nil when a comment does not end.
    private static func words(of bytes: ByteView) -> [[UInt8]]? {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var depth = 0
        for byte in bytes {
            if byte == UInt8(ascii: "(") { depth += 1 }
            let isBreak = depth > 0 || byte.isSpace
            if byte == UInt8(ascii: ")") { depth -= 1 }
            guard depth >= 0 else { return nil }
            if !isBreak {
                word.append(byte >= 65 && byte <= 90 ? byte + 32 : byte)
                // "Mon,6 Jun" is written, too.
                if byte != UInt8(ascii: ",") { continue }
            }
            if !word.isEmpty { words.append(word) }
            word = []
        }
        if !word.isEmpty { words.append(word) }
        return depth == 0 ? words : nil
    }

    private static func number(_ bytes: some Collection<UInt8>, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(bytes.count), bytes.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Two digits below 50 are of this century, other two and three digits count from 1900 (section 4.3).
    private static func year(_ bytes: [UInt8]) -> Int? {
        guard let value = number(bytes, digits: 2...4) else { return nil }
        switch bytes.count {
        case 2: return value < 50 ? 2_000 + value : 1_900 + value
        case 3: return 1_900 + value
        default: return value >= 1 ? value : nil
        }
    }

    /// Seconds since midnight; a leap second counts as the second before it.
    private static func timeOfDay(_ bytes: [UInt8]) -> Int? {
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hour = number(parts[0], digits: 1...2), hour < 24,
            let minute = number(parts[1], digits: 2...2), minute < 60
        else { return nil }
        var second = 0
        if parts.count == 3 {
            guard let value = number(parts[2], digits: 2...2), value <= 60 else { return nil }
            second = min(value, 59)
        }
        return hour * 3_600 + minute * 60 + second
    }

    /// Seconds from UTC; a date without a zone counts as UTC.
    private static func offset(_ bytes: [UInt8]) -> Int? {
        guard let first = bytes.first else { return 0 }
        if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
            guard let value = number(bytes.dropFirst(), digits: 4...4), value % 100 < 60 else { return nil }
            let seconds = (value / 100) * 3_600 + (value % 100) * 60
            return first == UInt8(ascii: "-") ? -seconds : seconds
        }
        if let zone = zones.first(where: { $0.name == bytes }) { return zone.hours * 3_600 }
        return bytes.count == 1 && first >= 97 && first <= 122 && first != UInt8(ascii: "j") ? 0 : nil
    }
}
