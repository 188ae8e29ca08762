import DeskPrimitives

extension PosixRule {
    /// Reads a rule such as `EET-2EEST,M3.5.0/3,M10.5.0/4`, with the extensions of TZif 3: times from -167 to 167 hours.
    init(_ text: some Sequence<UInt8>) throws(Refusal) {
        var reader = PosixRuleReader(text)
        try reader.skipAbbreviation()
        // POSIX counts offsets westwards.
        standard = -(try reader.clock(hours: 24))
        guard !reader.isAtEnd else {
            daylight = nil
            return
        }
        try reader.skipAbbreviation()
        let offset = reader.peek == UInt8(ascii: ",") ? standard + 3_600 : -(try reader.clock(hours: 24))
        try reader.expect(",")
        let start = try reader.day()
        try reader.expect(",")
        let end = try reader.day()
        guard reader.isAtEnd else { throw reader.refusal("text follows the rule") }
        daylight = Daylight(offset: offset, start: start, end: end)
    }
}

private struct PosixRuleReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ text: some Sequence<UInt8>) {
        // The longest sensible rule is far shorter; what is cut off makes the rule unreadable.
        bytes = Array(text.prefix(256))
    }

    var isAtEnd: Bool { at >= bytes.count }
    var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    func refusal(_ detail: String) -> Refusal {
        Refusal(.malformed, "zone rule: \(detail)", at: Place.line(1).column(at + 1))
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let peek, UInt32(peek) == character.value else { return false }
        at += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(Refusal) {
        guard take(character) else { throw refusal("expected “\(character)”") }
    }

    /// An abbreviation: three or more letters, or letters, digits and signs in angle brackets.
    mutating func skipAbbreviation() throws(Refusal) {
        let quoted = take("<")
        let start = at
        while let byte = peek {
            let isLetter = (byte | 32) >= 97 && (byte | 32) <= 122
            let isOther = quoted && ((byte >= 48 && byte <= 57) || byte == 43 || byte == 45)
            guard isLetter || isOther else { break }
            at += 1
        }
        guard at - start >= 3 else { throw refusal("expected an abbreviation of three letters or more") }
        if quoted { try expect(">") }
    }

    mutating func number(atMost limit: Int) throws(Refusal) -> Int {
        var value = 0
        let start = at
        while let byte = peek, byte >= 48, byte <= 57, at - start < 4 {
            value = value * 10 + Int(byte - 48)
            at += 1
        }
        guard at > start, value <= limit else { throw refusal("expected a number up to \(limit)") }
        return value
    }

    /// `[+-]h[:mm[:ss]]` in seconds.
    mutating func clock(hours limit: Int) throws(Refusal) -> Int {
        let sign = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        var seconds = try number(atMost: limit) * 3_600
        if take(":") {
            seconds += try number(atMost: 59) * 60
            if take(":") { seconds += try number(atMost: 59) }
        }
        return sign * seconds
    }

    mutating func day() throws(Refusal) -> PosixRule.Day {
        let form: PosixRule.Day.Form
        if take("J") {
            let day = try number(atMost: 365)
            guard day >= 1 else { throw refusal("expected a day from 1") }
            form = .julian(day)
        } else if take("M") {
            let month = try number(atMost: 12)
            try expect(".")
            let week = try number(atMost: 5)
            try expect(".")
            let day = try number(atMost: 6)
            guard month >= 1, week >= 1 else { throw refusal("expected a month and a week from 1") }
            form = .weekday(month: month, week: week, day: day)
        } else {
            form = .dayOfYear(try number(atMost: 365))
        }
        return PosixRule.Day(form: form, time: take("/") ? try clock(hours: 167) : 7_200)
    }
}
