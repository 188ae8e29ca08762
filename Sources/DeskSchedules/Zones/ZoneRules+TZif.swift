public import DeskPrimitives

extension ZoneRules {
    /// The largest TZif file that is read, in bytes; the largest of the database has under 4,000.
    public static let maximumFileBytes = 262_144

    /// Reads the bytes of a TZif file of version 2 or later (RFC 9636): its 64-bit block and its footer.
    ///
    /// - Parameters:
    ///   - bytes: The file as it is; bytes from strangers do no harm.
    ///   - name: What the zone is to be called.
    ///   - dataVersion: What the host calls the release the file is from.
    /// - Throws: `Refusal` with code `tooLong` beyond ``maximumFileBytes``, else `malformed`.
    public init(tzif bytes: [UInt8], name: String, dataVersion: String = "host") throws(Refusal) {
        try Self.checkName(name)
        try Limits.check(dataVersion, atMost: 64, at: .field("dataVersion"))
        guard bytes.count <= Self.maximumFileBytes else {
            throw Refusal(.tooLong, "a TZif file of more than \(Self.maximumFileBytes) bytes", at: .field(name))
        }
        do throws(Refusal) {
            let block = try TZifBlock(bytes)
            var hash = Fingerprint()
            for byte in bytes { hash.add(byte) }
            self.init(
                name: name, dataVersion: dataVersion, initialOffset: block.initialOffset, changes: block.changes,
                rule: block.rule, digest: hash.value)
            try checkContinuity()
        } catch {
            throw error.within(.field(name))
        }
    }

    /// Refuses a footer that contradicts the last transition; RFC 9636 demands that they agree.
    func checkContinuity() throws(Refusal) {
        guard let rule, let last = changes.last, last.time >= Instant.earliest.secondsRoundedDown else { return }
        guard rule.offset(at: last.time) == last.offset else {
            throw Refusal(.malformed, "the footer contradicts the last transition")
        }
    }
}

private struct TZifBlock {
    var initialOffset: Int
    var changes: [ZoneChange] = []
    var rule: PosixRule?

    private struct Header {
        let version: UInt8
        let counts: [Int]
        var utcCount: Int { counts[0] }
        var standardCount: Int { counts[1] }
        var leapCount: Int { counts[2] }
        var timeCount: Int { counts[3] }
        var typeCount: Int { counts[4] }
        var characterCount: Int { counts[5] }

        init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
            guard bytes.count >= 44, bytes.starts(with: [0x54, 0x5A, 0x69, 0x66]) else {
                throw Refusal(.malformed, "not a TZif header")
            }
            version = bytes[bytes.startIndex + 4]
            let start = bytes.startIndex + 20
            // Counts beyond the largest file are refused here, so sums of them cannot overflow.
            var counts: [Int] = []
            for field in 0..<6 {
                let value = TZifBlock.unsigned(bytes[(start + field * 4)..<(start + field * 4 + 4)])
                guard value <= UInt64(ZoneRules.maximumFileBytes) else {
                    throw Refusal(.malformed, "a count is larger than the file")
                }
                counts.append(Int(value))
            }
            self.counts = counts
        }

        func length(timeBytes: Int) -> Int {
            timeCount * (timeBytes + 1) + typeCount * 6 + characterCount + leapCount * (timeBytes + 4)
                + standardCount + utcCount
        }
    }

    init(_ bytes: [UInt8]) throws(Refusal) {
        let first = try Header(bytes[...])
        guard first.version >= UInt8(ascii: "2") else {
            throw Refusal(.malformed, "TZif version 1 has no 64-bit times")
        }
        let skipped = 44 + first.length(timeBytes: 4)
        guard skipped <= bytes.count else { throw Refusal(.malformed, "the file is cut short") }
        let header = try Header(bytes[skipped...])
        let start = skipped + 44
        let footerStart = start + header.length(timeBytes: 8)
        guard footerStart <= bytes.count else { throw Refusal(.malformed, "the file is cut short") }
        guard header.version == first.version, (1...256).contains(header.typeCount) else {
            throw Refusal(.malformed, "the second header is not one")
        }
        guard header.leapCount == 0 else { throw Refusal(.malformed, "the file counts leap seconds") }

        let indexStart = start + header.timeCount * 8
        let typeStart = indexStart + header.timeCount
        var offsets: [Int] = []
        for type in 0..<header.typeCount {
            let at = typeStart + type * 6
            let offset = Int(Int32(truncatingIfNeeded: Self.unsigned(bytes[at..<(at + 4)])))
            // The range that RFC 9636 gives.
            guard offset >= -89_999, offset <= 93_599 else { throw Refusal(.malformed, "an offset is out of range") }
            offsets.append(offset)
        }
        initialOffset = offsets[0]
        try readChanges(bytes, header: header, at: start, indices: indexStart, offsets: offsets)
        rule = try Self.footer(bytes[footerStart...])
    }

    private mutating func readChanges(
        _ bytes: [UInt8], header: Header, at start: Int, indices: Int, offsets: [Int]
    ) throws(Refusal) {
        changes.reserveCapacity(header.timeCount)
        var last: Int64?
        for number in 0..<header.timeCount {
            let at = start + number * 8
            let time = Int64(bitPattern: Self.unsigned(bytes[at..<(at + 8)]))
            let type = Int(bytes[indices + number])
            guard type < offsets.count else { throw Refusal(.malformed, "a transition has no type") }
            // -2^59 is the Big Bang of older writers; nothing is earlier, and nothing as late is meant.
            guard time >= -(1 << 59), time < 1 << 59, last.map({ time > $0 }) ?? true else {
                throw Refusal(.malformed, "transition times do not ascend")
            }
            last = time
            // A change of the abbreviation alone is no change here, but the last one says where the footer begins.
            let offset = changes.last?.offset ?? initialOffset
            if offsets[type] != offset || number == header.timeCount - 1 {
                changes.append(ZoneChange(time: time, offset: offsets[type]))
            }
        }
    }

    private static func footer(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> PosixRule? {
        guard bytes.first == 0x0A else { throw Refusal(.malformed, "the footer is missing") }
        let line = bytes.dropFirst().prefix { $0 != 0x0A }
        guard line.endIndex < bytes.endIndex else { throw Refusal(.malformed, "the footer is cut short") }
        return line.isEmpty ? nil : try PosixRule(line)
    }

    private static func unsigned(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
