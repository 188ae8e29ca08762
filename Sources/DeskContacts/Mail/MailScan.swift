import DeskPrimitives

/// Finds the fields of the header block with which a mail begins.
struct MailScan {
    /// To what a line that begins with space belongs.
    private enum Open {
        case nothing
        case field
        case junk
    }

    private let view: ByteView
    private var found: MailBlock.Found
    private var open = Open.nothing
    private var field = MailBlock.Field(nameStart: 0, nameCount: 0, start: 0, end: 0, line: 0)

    private init(_ view: ByteView, _ found: consuming MailBlock.Found) {
        self.view = view
        self.found = found
    }

    static func run(_ view: ByteView, into found: inout MailBlock.Found) {
        var scan = MailScan(view, found)
        scan.run()
        found = scan.found
    }

    private mutating func run() {
        found.fields.reserveCapacity(32)
        let limit = min(view.endIndex, MailHeaders.byteLimit)
        var start = 0
        var number = 1
        found.end = view.endIndex
        while start < view.endIndex, found.refusal == nil {
            guard let end = ByteScan.first(0x0A, in: view, start..<limit) else {
                if view.endIndex > MailHeaders.byteLimit {
                    found.refusal = Refusal(
                        .tooLong, "the header block has more than \(MailHeaders.byteLimit) bytes", at: .line(number))
                    return
                }
                take(start..<view.endIndex, number)
                break
            }
            let last = end > start && view[end - 1] == 0x0D ? end - 1 : end
            if last == start {
                found.end = end + 1
                break
            }
            take(start..<last, number)
            start = end + 1
            number += 1
        }
        if found.refusal == nil { close() }
    }

    private mutating func take(_ line: Range<Int>, _ number: Int) {
        let first = view[line.lowerBound]
        if first == 0x20 || first == 0x09 {
            switch open {
            case .field: proceed(line)
            case .junk: break
            case .nothing: skip(number)
            }
            return
        }
        close()
        // The separator line of a mailbox file, which some gateways leave in.
        if number == 1, view[line].starts(with: "From ".utf8) { return }
        guard let colon = ByteScan.first(UInt8(ascii: ":"), in: view, line) else { return skip(number) }
        var nameEnd = colon
        // Space between name and colon is obsolete and allowed (RFC 5322 section 4.5).
        while nameEnd > line.lowerBound, view[nameEnd - 1] == 0x20 || view[nameEnd - 1] == 0x09 { nameEnd -= 1 }
        var name: MailFieldName?
        switch MailFieldName.read(view, line.lowerBound..<nameEnd) {
        case .none: return skip(number)
        case .other: break
        case .known(let known): name = known
        }
        open = .field
        let start = firstOther(colon + 1, line.upperBound)
        field = MailBlock.Field(
            nameStart: Int32(truncatingIfNeeded: line.lowerBound),
            nameCount: UInt8(truncatingIfNeeded: nameEnd - line.lowerBound), name: name,
            start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: line.upperBound),
            line: Int32(truncatingIfNeeded: number))
    }

    /// Takes a further line of the open field; a line break that is only before or behind what it says is space like the rest
    /// there.
    private mutating func proceed(_ line: Range<Int>) {
        let start = firstOther(line.lowerBound, line.upperBound)
        guard start < line.upperBound else { return }
        if field.start < field.end { field.isFolded = true } else { field.start = Int32(truncatingIfNeeded: start) }
        field.end = Int32(truncatingIfNeeded: line.upperBound)
    }

    /// The first byte that is no space.
    private func firstOther(_ start: Int, _ end: Int) -> Int {
        var start = start
        while start < end, view[start].isSpace { start += 1 }
        return start
    }

    /// Leaves a line out that is no field, and what continues it.
    private mutating func skip(_ number: Int) {
        open = .junk
        guard found.problems.count < MailHeaders.problemLimit else { return }
        found.problems.append(MailProblem(field: "", line: number, reason: .notAField))
    }

    private mutating func close() {
        guard case .field = open, found.refusal == nil else {
            open = .nothing
            return
        }
        open = .nothing
        guard found.fields.count < MailHeaders.fieldLimit else {
            found.refusal = Refusal(
                .tooLong, "more than \(MailHeaders.fieldLimit) fields", at: .line(Int(field.line)))
            return
        }
        while field.start < field.end, view[Int(field.end) - 1].isSpace { field.end -= 1 }
        if let name = field.name { found.named.add(name) }
        found.fields.append(field)
    }

}

extension ArraySlice<UInt8> {
    /// The bytes without space, tab and line breaks around them.
    var trimmedSpace: ArraySlice<UInt8> {
        guard let first = firstIndex(where: { !$0.isSpace }), let last = lastIndex(where: { !$0.isSpace }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}
