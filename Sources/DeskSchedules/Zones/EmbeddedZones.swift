public import DeskPrimitives

extension ZoneRules {
    /// The release of the time zone database that is built in, such as `2025b`.
    public static var embeddedVersion: String { ZoneTable.version }

    /// The names of all built-in zones, sorted.
    public static var embeddedNames: [String] { EmbeddedZones.names }

    /// The rules of a zone of the built-in time zone database, such as `Europe/Helsinki`.
    ///
    /// - Complexity: the record of this zone alone is read, some microseconds. Keep what you get.
    /// - Throws: `Refusal` with code `unknownName` for a name that is not in it.
    public static func named(_ name: String) throws(Refusal) -> ZoneRules {
        guard let number = EmbeddedZones.records[name], number < ZoneTable.records.count else {
            throw Refusal(.unknownName, "no time zone of this name in \(embeddedVersion)", at: .field("zone"))
        }
        return try EmbeddedZones.read(ZoneTable.records[number], name: name)
    }
}

/// Reads the records that `Scripts/generate-zone-table.py` writes.
enum EmbeddedZones {
    static let names: [String] = records.keys.sorted()

    static let records: [String: Int] = {
        var records: [String: Int] = [:]
        for entry in ZoneTable.names.split(separator: ",") {
            let parts = entry.split(separator: " ")
            if parts.count == 2, let number = Int(parts[1]) { records[String(parts[0])] = number }
        }
        return records
    }()

    static func read(_ record: String, name: String) throws(Refusal) -> ZoneRules {
        let parts = Array(record.utf8).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw damaged }
        var offsets: [Int] = []
        for digits in parts[0].split(separator: UInt8(ascii: ",")) {
            var value = 0
            for digit in digits where digit != UInt8(ascii: "-") { value = value * 10 + Int(digit) - 48 }
            offsets.append(digits.first == UInt8(ascii: "-") ? -value : value)
        }
        guard let initialOffset = offsets.first else { throw damaged }
        let rule = parts[1].first == UInt8(ascii: "-") ? nil : try PosixRule(parts[1])
        var changes: [ZoneChange] = []
        changes.reserveCapacity(parts[2].count / 4)
        var time: Int64 = -(1 << 32)
        var number: Int64 = 0
        var shift: Int64 = 0
        var complete = false
        for character in parts[2] {
            let digit = Int64(character) - 48
            if complete {
                guard digit >= 0, digit < offsets.count else { throw damaged }
                time += number & 1 == 0 ? (number >> 1) * 900 : number >> 1
                changes.append(ZoneChange(time: time, offset: offsets[Int(digit)]))
                (number, shift, complete) = (0, 0, false)
            } else {
                guard digit >= 0, digit < 64, shift < 40 else { throw damaged }
                number |= (digit & 31) << shift
                shift += 5
                complete = digit < 32
            }
        }
        return ZoneRules(
            name: name, dataVersion: ZoneTable.version, initialOffset: initialOffset, changes: changes, rule: rule)
    }

    private static var damaged: Refusal { Refusal(.corrupt, "the embedded zone table is damaged") }
}
