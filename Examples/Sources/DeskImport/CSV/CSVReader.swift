public import DeskPrimitives

/// Reads comma-separated records (RFC 4180) from bytes as they come, without ever holding the whole table.
///
/// Own code because the one general Swift reader, SwiftCSV, reads a whole file as `Character`s and cannot say where in the
/// file something is wrong.
///
/// Give it chunks of any size with ``append(_:)``, say ``finish()`` behind the last one, and call ``next()`` until it
/// answers ``Step/needsMore`` or ``Step/end``. Fields are ranges of one reused buffer; text is made only when asked for.
///
/// ## What it takes
/// - A line ends with LF or CRLF; the last one need not. A CR elsewhere belongs to its field. Empty lines are passed over.
/// - A field in double quotes may hold separators, line breaks and quotes written twice.
/// - A byte order mark at the beginning is passed over. Bytes are not checked to be UTF-8 until text is asked for.
///
/// ## What it refuses, and where it goes on
/// A quote inside a field that does not begin with one, anything but a separator or line break behind a closing quote, a
/// quote that is never closed, and whatever is over a limit of ``CSVLimits`` are refused. The place is the line, and as
/// column the field (counted from 1), where the refused field begins. The reader then gives up only **the line on which the
/// record began** and goes on behind its line break, whatever the quotes: one lost quote costs one line, never the rest of
/// the file. The inner lines of a record that was broken further down are then read as records of their own, so count
/// their fields. No line is read more than three times, whatever the bytes.
public struct CSVReader: Sendable {
    /// What ``next()`` found.
    public enum Step: Hashable, Sendable {
        /// A record; its fields stand until the next call of ``CSVReader/next()``.
        case record
        /// A record that cannot be taken; the reader has gone on behind its first line.
        case refused(Refusal)
        /// Nothing whole is left in what was appended.
        case needsMore
        /// The input was finished and all of it has been read.
        case end
    }

    private enum State {
        case beginning
        case fieldStart
        case bare
        case quoted
        case behindQuote
        case behindQuoteCR
        case skipping
    }

    /// A field as offsets from the first byte of its record.
    struct Field {
        var lower: Int32
        var upper: Int32
        var isEscaped: Bool
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private let limits: CSVLimits
    private let separator: UInt8
    private var state = State.beginning
    private var isFinished = false
    private var holdsRecord = false
    private var hasEscapes = false

    /// The bytes that are not done with; the record begins at `start`, and `position` is the first byte not looked at.
    private(set) var buffer: [UInt8] = []
    private(set) var start = 0
    private var position = 0
    private(set) var fields: [Field] = []
    private var fieldStart = 0
    private var fieldIsEscaped = false
    private var fieldLine = 1
    private var currentLine = 1

    /// The line, counted from 1, on which the record that ``next()`` found begins.
    public private(set) var line = 1
    /// How many bytes were looked at, those read again after a refusal counted again.
    package private(set) var bytesLookedAt = 0

    /// Creates a reader.
    ///
    /// - Parameter separator: The byte between fields; not a quote, CR or LF, which are taken as a comma.
    public init(limits: CSVLimits = CSVLimits(), separator: UInt8 = UInt8(ascii: ",")) {
        self.limits = limits
        let reserved = [Self.quote, Self.lineFeed, Self.carriageReturn]
        self.separator = reserved.contains(separator) ? UInt8(ascii: ",") : separator
    }

    /// Takes more of the input; what was appended before is kept until it has been read.
    public mutating func append(_ chunk: some Sequence<UInt8>) {
        if start > 0, start >= buffer.count / 2 {
            buffer.removeFirst(start)
            position -= start
            fieldStart -= start
            start = 0
        }
        buffer.append(contentsOf: chunk)
    }

    /// Says that nothing more will be appended.
    public mutating func finish() { isFinished = true }

    /// The number of fields of the record found.
    public var fieldCount: Int { holdsRecord ? fields.count : 0 }

    /// The bytes of a field of the record found, counted from 0; empty when there is no such field.
    ///
    /// A slice that is kept makes the next ``next()`` or ``append(_:)`` copy the buffer.
    public func bytes(of column: Int) -> ArraySlice<UInt8> { buffer[range(of: column)] }

    /// A field of the record found as text, counted from 0; nil when it is not valid UTF-8.
    public func text(of column: Int) -> String? { String(checking: bytes(of: column)) }

    /// Where a field stands in the buffer.
    func range(of column: Int) -> Range<Int> {
        guard holdsRecord, fields.indices.contains(column) else { return 0..<0 }
        return start + Int(fields[column].lower)..<start + Int(fields[column].upper)
    }

    /// Looks for the next record in what was appended.
    ///
    /// - Complexity: O(bytes of the record).
    public mutating func next() -> Step {
        if holdsRecord { letGo() }
        if state == .beginning, !passByteOrderMark() { return .needsMore }
        if state == .skipping, !skipLine() { return isFinished ? .end : .needsMore }
        return scan()
    }

    // MARK: - Scanning

    private mutating func scan() -> Step {
        var most = start + limits.recordBytes
        var end = min(buffer.count, most + 1)
        let before = position
        while position < end {
            switch state {
            case .beginning, .skipping, .fieldStart:
                fieldLine = currentLine
                if buffer[position] == Self.quote {
                    position += 1
                    state = .quoted
                } else {
                    state = .bare
                }
                fieldStart = position
            case .bare:
                position = endOfBareRun(before: end)
                guard position < end else { break }
                if buffer[position] == Self.quote {
                    return refuse(.malformed, "a quote inside a field that does not begin with one", since: before)
                }
                if let step = closeField(at: position, since: before) { return step }
                if fields.isEmpty {
                    most = start + limits.recordBytes
                    end = min(buffer.count, most + 1)
                }
            case .quoted:
                position = endOfQuotedRun(before: end)
                guard position < end else { break }
                position += 1
                state = .behindQuote
            case .behindQuote where buffer[position] == Self.quote:
                fieldIsEscaped = true
                position += 1
                state = .quoted
            case .behindQuote where buffer[position] == Self.carriageReturn:
                position += 1
                state = .behindQuoteCR
            case .behindQuote where buffer[position] == separator || buffer[position] == Self.lineFeed:
                if let step = closeField(at: position - 1, since: before) { return step }
            case .behindQuoteCR where buffer[position] == Self.lineFeed:
                if let step = closeField(at: position - 2, since: before) { return step }
            case .behindQuote, .behindQuoteCR:
                return refuse(
                    .malformed, "a closing quote with neither separator nor line break behind it", since: before)
            }
        }
        guard position <= most else {
            return refuse(.tooLong, "a record is longer than \(limits.recordBytes) bytes", since: before)
        }
        bytesLookedAt += position - before
        return isFinished ? scanEnd() : .needsMore
    }

    /// What the end of the input makes of an unfinished record.
    private mutating func scanEnd() -> Step {
        switch state {
        case .quoted:
            return refuse(.malformed, "a quote that is never closed", since: position)
        case .fieldStart where fields.isEmpty, .beginning, .skipping:
            return .end
        case .fieldStart:
            fieldStart = position
            fieldLine = currentLine
            return closeField(at: position, since: position) ?? .end
        case .bare:
            return closeField(at: position, since: position) ?? .end
        case .behindQuote:
            return closeField(at: position - 1, since: position) ?? .end
        case .behindQuoteCR:
            return closeField(at: position - 2, since: position) ?? .end
        }
    }

    private func endOfBareRun(before end: Int) -> Int {
        let separator = separator
        return buffer.withUnsafeBufferPointer { bytes in
            var at = position
            while at < end {
                let byte = bytes[at]
                if byte == separator || byte == Self.lineFeed || byte == Self.quote { break }
                at += 1
            }
            return at
        }
    }

    private mutating func endOfQuotedRun(before end: Int) -> Int {
        var at = position
        while at < end, buffer[at] != Self.quote {
            if buffer[at] == Self.lineFeed { currentLine += 1 }
            at += 1
        }
        return at
    }

    /// Ends a field; `position` is at the separator or line break behind it, or at the end of the input.
    ///
    /// Returns a step when that ends the record or refuses it.
    private mutating func closeField(at upper: Int, since before: Int) -> Step? {
        let isLast = position == buffer.count || buffer[position] == Self.lineFeed
        var upper = upper
        if isLast, state == .bare, upper > fieldStart, buffer[upper - 1] == Self.carriageReturn { upper -= 1 }
        guard fields.count < limits.fieldCount else {
            return refuse(.tooLong, "a record has more than \(limits.fieldCount) fields", since: before)
        }
        guard upper - fieldStart <= limits.fieldBytes else {
            return refuse(.tooLong, "a field is longer than \(limits.fieldBytes) bytes", since: before)
        }
        let isEmptyLine = isLast && fields.isEmpty && upper == fieldStart && state == .bare
        fields.append(
            Field(lower: Int32(fieldStart - start), upper: Int32(upper - start), isEscaped: fieldIsEscaped))
        hasEscapes = hasEscapes || fieldIsEscaped
        fieldIsEscaped = false
        state = .fieldStart
        position = min(position + 1, buffer.count)
        guard isLast else { return nil }
        currentLine += 1
        if isEmptyLine {
            letGo()
            return nil
        }
        holdsRecord = true
        bytesLookedAt += position - before
        if hasEscapes { unescape() }
        return .record
    }

    /// Gives up the record found and turns to what is behind it.
    private mutating func letGo() {
        holdsRecord = false
        hasEscapes = false
        fields.removeAll(keepingCapacity: true)
        start = position
        line = currentLine
    }

    /// Makes one quote of each doubled one, within the range of its field.
    private mutating func unescape() {
        for number in fields.indices where fields[number].isEscaped {
            let field = range(of: number)
            var to = field.lowerBound
            var from = field.lowerBound
            while from < field.upperBound {
                buffer[to] = buffer[from]
                from += buffer[from] == Self.quote ? 2 : 1
                to += 1
            }
            fields[number].upper = Int32(to - start)
        }
    }

    // MARK: - Refusing and going on

    private mutating func refuse(_ code: Refusal.Code, _ detail: String, since before: Int) -> Step {
        let refusal = Refusal(code, detail, at: .line(fieldLine).column(fields.count + 1))
        bytesLookedAt += position - before
        fieldIsEscaped = false
        position = start
        currentLine = line
        state = .skipping
        fields.removeAll(keepingCapacity: true)
        _ = skipLine()
        return .refused(refusal)
    }

    /// Goes on behind the next line break; false when there is none yet.
    private mutating func skipLine() -> Bool {
        let found = buffer[position...].firstIndex(of: Self.lineFeed)
        position = found.map { $0 + 1 } ?? buffer.count
        bytesLookedAt += position - start
        start = position
        guard found != nil else { return false }
        state = .fieldStart
        currentLine += 1
        line = currentLine
        return true
    }

    /// Passes over EF BB BF; false while it is not clear whether it is there.
    private mutating func passByteOrderMark() -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if buffer.count < mark.count, !isFinished, buffer.elementsEqual(mark.prefix(buffer.count)) { return false }
        if buffer.starts(with: mark) {
            position = mark.count
            start = position
        }
        state = .fieldStart
        return true
    }
}

extension String {
    /// Text of bytes; nil when they are not valid UTF-8.
    init?(checking bytes: ArraySlice<UInt8>) {
        self.init(decoding: bytes, as: UTF8.self)
        // Whatever is not valid was replaced.
        guard utf8.elementsEqual(bytes) else { return nil }
    }
}
