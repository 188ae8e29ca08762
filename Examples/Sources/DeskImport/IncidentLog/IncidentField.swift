import DeskOperations
import DeskPrimitives
import DeskSchedules
import DeskServiceLevels

/// What a state of the log says of the status, which can be nothing.
struct IncidentState: Sendable {
    let status: CaseStatus?
    init(_ status: CaseStatus?) { self.status = status }
}

/// How the values of the log are written.
enum IncidentField {
    /// Whether a value is missing: `?` or nothing.
    static func isMissing(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.isEmpty || (bytes.count == 1 && bytes.first == UInt8(ascii: "?"))
    }

    /// A whole number of digits alone; nil for anything else and beyond Int64.
    static func count(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
        var number: Int64 = 0
        for byte in bytes {
            guard let digit = digit(byte) else { return nil }
            number = number * 10 + Int64(digit)
        }
        return number
    }

    /// A time of the form `D/M/YYYY HH:MM`, taken as UTC; nil for anything else and for a time that does not exist.
    static func time(_ bytes: ArraySlice<UInt8>) -> Instant? {
        var at = bytes.startIndex
        func number(_ lengths: ClosedRange<Int>, then stop: UInt8?) -> Int? {
            var value = 0
            let start = at
            while at < bytes.endIndex, at - start < lengths.upperBound, let digit = digit(bytes[at]) {
                value = value * 10 + digit
                at += 1
            }
            guard at - start >= lengths.lowerBound else { return nil }
            guard let stop else { return at == bytes.endIndex ? value : nil }
            guard at < bytes.endIndex, bytes[at] == stop else { return nil }
            at += 1
            return value
        }
        guard let day = number(1...2, then: UInt8(ascii: "/")), let month = number(1...2, then: UInt8(ascii: "/")),
            let year = number(4...4, then: UInt8(ascii: " ")),
            let hour = number(1...2, then: UInt8(ascii: ":")), hour <= 23,
            let minute = number(2...2, then: nil), minute <= 59,
            let date = try? LocalDate(year: year, month: month, day: day)
        else { return nil }
        return Instant(seconds: Int64((date.dayNumber * 24 + hour) * 60 + minute) * 60)
    }

    /// A name as an identifier: every space becomes a hyphen.
    static func identifier<Subject>(_ bytes: ArraySlice<UInt8>) -> Identifier<Subject>? {
        let spaceless = bytes.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "-") : $0 }
        return try? Identifier(String(decoding: spaceless, as: UTF8.self))
    }

    /// The other system's number of somebody.
    static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        bytes.count <= Limits.identifierBytes ? String(checking: bytes) : nil
    }

    /// `true` or `false`.
    static func flag(_ bytes: ArraySlice<UInt8>) -> Bool? {
        bytes.elementsEqual("true".utf8) ? true : bytes.elementsEqual("false".utf8) ? false : nil
    }

    /// A state of the log; one that says nothing has no status.
    static func state(_ bytes: ArraySlice<UInt8>) -> IncidentState? {
        switch String(decoding: bytes, as: UTF8.self) {
        case "New": IncidentState(.new)
        case "Active": IncidentState(.open)
        case "Awaiting User Info": IncidentState(.pending(.customer))
        case "Awaiting Vendor": IncidentState(.pending(.supplier))
        case "Awaiting Problem", "Awaiting Evidence": IncidentState(.pending(.internal))
        case "Resolved": IncidentState(.resolved)
        case "Closed": IncidentState(.closed)
        case "-100": IncidentState(nil)
        default: nil
        }
    }

    /// The channel of a contact type.
    static func channel(_ bytes: ArraySlice<UInt8>) -> ChannelID? {
        switch String(decoding: bytes, as: UTF8.self) {
        case "Phone": "phone"
        case "Self service": "self-service"
        case "Email": "mail"
        case "IVR": "ivr"
        case "Direct opening": "direct"
        default: nil
        }
    }

    /// The priority of a text such as `3 - Moderate`.
    static func priority(_ bytes: ArraySlice<UInt8>) -> CasePriority? {
        switch String(decoding: bytes, as: UTF8.self) {
        case "1 - Critical": .critical
        case "2 - High": .high
        case "3 - Moderate": .normal
        case "4 - Low": .low
        default: nil
        }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : nil
    }
}
