public import DeskPrimitives
public import DeskSchedules

/// Something a template leaves open, with the type of what may stand there.
///
/// In a document: `{"name": "due", "type": "date"}`.
public struct TemplatePlaceholder: Hashable, Sendable {
    /// What may stand in a placeholder.
    public enum ValueType: String, Hashable, Sendable, Codable, CaseIterable {
        /// Text of several lines.
        case text
        /// Text of one line.
        case line
        /// A whole number.
        case number
        /// A day.
        case date
        /// A day and a time of it.
        case time
        /// An address on the web that begins with `https://`.
        case link
        /// The number of a case.
        case caseNumber

        /// Reads the name; another name is an error that lists the names.
        public init(from decoder: any Decoder) throws {
            self = try decoder.name(of: Self.self)
        }
    }

    /// The longest name.
    public static let nameBytes = 32

    /// The name in the text: lower-case ASCII letters, digits and hyphens, a letter first.
    public let name: String
    /// What may stand there.
    public let type: ValueType

    /// Creates a placeholder.
    ///
    /// - Throws: `Refusal` at `name`: `malformed`, `tooLong`.
    public init(_ name: String, _ type: ValueType) throws(Refusal) {
        let place = Place.field("name")
        try Limits.check(name, atMost: Self.nameBytes, at: place)
        guard let first = name.utf8.first, (97...122).contains(first),
            name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
        else { throw Refusal(.malformed, "a placeholder is lower-case letters, digits and hyphens", at: place) }
        self.name = name
        self.type = type
    }
}

extension TemplatePlaceholder: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case name, type }

    /// Reads and checks an object.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let name = try object.decode(String.self, forKey: .name)
        let type = try object.decode(ValueType.self, forKey: .type)
        self = try decoder.checked { () throws(Refusal) in try TemplatePlaceholder(name, type) }
    }
}

/// What is put into a placeholder.
public enum TemplateValue: Hashable, Sendable, Codable {
    /// Text of several lines.
    case text(String)
    /// Text of one line.
    case line(String)
    /// A whole number.
    case number(Int64)
    /// A day.
    case date(LocalDate)
    /// An instant, written in the desk's zone.
    case time(Instant)
    /// An address on the web.
    case link(String)
    /// The number of a case.
    case caseNumber(CaseID)

    /// The same without checks, in the form in which values are written.
    private enum Unchecked: Codable {
        case text(String), line(String), number(Int64), date(LocalDate), time(Instant), link(String), caseNumber(CaseID)
    }

    /// Reads a value; a text longer than `Limits.textBytes`, or a line or link longer than `Limits.lineBytes`, is an error.
    public init(from decoder: any Decoder) throws {
        let value = try Unchecked(from: decoder)
        try decoder.checked { () throws(Refusal) in
            switch value {
            case .text(let text): try Limits.check(text, atMost: Limits.textBytes, at: .field("text"))
            case .line(let line): try Limits.check(line, atMost: Limits.lineBytes, at: .field("line"))
            case .link(let link): try Limits.check(link, atMost: Limits.lineBytes, at: .field("link"))
            case .number, .date, .time, .caseNumber: break
            }
        }
        self =
            switch value {
            case .text(let text): .text(text)
            case .line(let line): .line(line)
            case .number(let number): .number(number)
            case .date(let date): .date(date)
            case .time(let time): .time(time)
            case .link(let link): .link(link)
            case .caseNumber(let id): .caseNumber(id)
            }
    }

    /// The type it fits.
    public var type: TemplatePlaceholder.ValueType {
        switch self {
        case .text: .text
        case .line: .line
        case .number: .number
        case .date: .date
        case .time: .time
        case .link: .link
        case .caseNumber: .caseNumber
        }
    }

    /// The value as it is written in a language.
    ///
    /// Finnish days and times are `2.3.2026` and `2.3.2026 klo 9.30`, others `2026-03-02` and `2026-03-02 09:30`.
    ///
    /// - Throws: `Refusal`: `malformed` for a control character, a character that turns the direction of writing, or a link
    ///   that is not a plain `https` address; `tooLong`; `outOfRange` for an instant outside the accepted years.
    func rendered(in language: LanguageTag, zone: ZoneRules) throws(Refusal) -> String {
        switch self {
        case .text(let text):
            try Limits.check(text, atMost: Limits.textBytes, at: .root)
            try Self.check(text) { $0 == "\n" || $0 == "\t" }
            return text
        case .line(let text):
            try Limits.check(text, atMost: Limits.lineBytes, at: .root)
            try Self.check(text) { _ in false }
            return text
        case .number(let number): return "\(number)"
        case .date(let date): return Self.day(date.description, language)
        case .time(let instant):
            try Limits.check(instant, at: .root)
            guard let local = instant.adding(.seconds(Int64(zone.offset(at: instant)))) else {
                throw Refusal(.outOfRange, "outside the years 1 to 9999")
            }
            let text = local.description
            let (hour, minute) = (text.dropFirst(11).prefix(2), text.dropFirst(14).prefix(2))
            let day = Self.day(String(text.prefix(10)), language)
            return language.pick(
                en: "\(day) \(hour):\(minute)",
                fi: "\(day) klo \(hour.hasPrefix("0") ? hour.dropFirst() : hour).\(minute)")
        case .link(let link):
            try Limits.check(link, atMost: Limits.lineBytes, at: .root)
            let refused = Set("\"'<>\\`{}|^ ".utf8)
            guard link.hasPrefix("https://"), link.utf8.count > 8,
                link.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !refused.contains($0) })
            else { throw Refusal(.malformed, "a link is a plain https address") }
            return link
        case .caseNumber(let id): return id.rawValue
        }
    }

    private static func day(_ iso: String, _ language: LanguageTag) -> String {
        let parts = iso.split(separator: "-").map(String.init)
        guard language.primary == .finnish, parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]),
            let year = Int(parts[0])
        else { return iso }
        return "\(day).\(month).\(year)"
    }

    private static func check(_ text: String, allowing allowed: (Unicode.Scalar) -> Bool) throws(Refusal) {
        let isBad = text.unicodeScalars.contains { scalar in
            let value = scalar.value
            let isControl = value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
            let turns = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
            return (isControl || turns) && !allowed(scalar)
        }
        guard !isBad else { throw Refusal(.malformed, "a control character") }
    }
}
