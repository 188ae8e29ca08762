import DeskPrimitives

/// One content line of an iCalendar text: a name, parameters and a value (RFC 5545, section 3.1).
struct ICalendarLine: Hashable, Sendable {
    /// The line of the text on which it begins, from 1.
    let number: Int
    /// The name in upper case.
    let name: String
    /// The parameters with their names in upper case; of one given twice the first.
    let parameters: [String: String]
    let value: String

    var place: Place { .line(number) }
}

/// Reads the content lines of an iCalendar text.
enum ICalendarLines {
    static func read(_ bytes: [UInt8]) throws(Refusal) -> [ICalendarLine] {
        guard bytes.count <= ICalendarLimits.bytes else {
            throw Refusal(.tooLong, "an iCalendar text of more than \(ICalendarLimits.bytes) bytes")
        }
        var result: [ICalendarLine] = []
        for (number, unfolded) in try unfold(bytes) where !unfolded.isEmpty {
            result.append(try line(unfolded, number: number))
        }
        return result
    }

    /// Puts folded lines together again: a line that begins with a space or tab goes on with the one before it.
    private static func unfold(_ bytes: [UInt8]) throws(Refusal) -> [(Int, [UInt8])] {
        var lines: [(Int, [UInt8])] = []
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var number = 0
        while start < bytes.count {
            number += 1
            guard number <= ICalendarLimits.lines else {
                throw Refusal(.tooLong, "more than \(ICalendarLimits.lines) lines", at: .line(number))
            }
            var end = start
            while end < bytes.count, bytes[end] != 10, bytes[end] != 13 { end += 1 }
            if end > start, bytes[start] == 32 || bytes[start] == 9 {
                guard !lines.isEmpty else {
                    throw Refusal(.malformed, "the first line cannot go on with another", at: .line(number))
                }
                lines[lines.count - 1].1 += bytes[(start + 1)..<end]
            } else {
                lines.append((number, Array(bytes[start..<end])))
            }
            guard lines[lines.count - 1].1.count <= ICalendarLimits.lineBytes else {
                throw Refusal(
                    .tooLong, "a line of more than \(ICalendarLimits.lineBytes) bytes",
                    at: .line(lines[lines.count - 1].0))
            }
            start = end + (end + 1 < bytes.count && bytes[end] == 13 && bytes[end + 1] == 10 ? 2 : 1)
        }
        return lines
    }

    private static func line(_ bytes: [UInt8], number: Int) throws(Refusal) -> ICalendarLine {
        var at = 0
        let refuse = { (detail: String, column: Int) in
            Refusal(.malformed, detail, at: Place.line(number).column(column + 1))
        }
        func name() throws(Refusal) -> String {
            let start = at
            while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
            guard at > start else { throw refuse("expected a name", at) }
            return String(decoding: bytes[start..<at], as: UTF8.self).uppercased()
        }
        let property = try name()
        var parameters: [String: String] = [:]
        while at < bytes.count, bytes[at] == UInt8(ascii: ";") {
            at += 1
            let key = try name()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { throw refuse("expected “=”", at) }
            at += 1
            let start = at
            var isQuoted = false
            while at < bytes.count, isQuoted || (bytes[at] != UInt8(ascii: ":") && bytes[at] != UInt8(ascii: ";")) {
                if bytes[at] == UInt8(ascii: "\"") { isQuoted.toggle() }
                at += 1
            }
            guard !isQuoted else { throw refuse("a quotation mark is not closed", start) }
            var text = String(decoding: bytes[start..<at], as: UTF8.self)
            text.removeAll { $0 == "\"" }
            if parameters[key] == nil { parameters[key] = text }
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw refuse("expected “:”", at) }
        guard let value = String(validating: bytes[(at + 1)...], as: UTF8.self) else {
            throw refuse("the text is not UTF-8", at + 1)
        }
        return ICalendarLine(number: number, name: property, parameters: parameters, value: value)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 45
    }
}
