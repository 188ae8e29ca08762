/// Writes TZif files of version 2 for tests.
enum TZifWriter {
    static func file(
        transitions: [(time: Int64, type: Int)] = [], offsets: [Int32] = [0], footer: String = "UTC0",
        version: UInt8 = UInt8(ascii: "2"), leaps: UInt32 = 0, counts: [UInt32]? = nil
    ) -> [UInt8] {
        let characters = Array("ABC\0".utf8)
        let counts =
            counts
            ?? [0, 0, leaps, UInt32(transitions.count), UInt32(offsets.count), UInt32(characters.count)]
        var file = header(version, [0, 0, 0, 0, 1, 4]) + [0, 0, 0, 0, 0, 0] + characters
        file += header(version, counts)
        for transition in transitions { file += bytes(UInt64(bitPattern: transition.time), 8) }
        for transition in transitions { file.append(UInt8(truncatingIfNeeded: transition.type)) }
        for offset in offsets { file += bytes(UInt64(UInt32(bitPattern: offset)), 4) + [0, 0] }
        file += characters
        for _ in 0..<leaps { file += [UInt8](repeating: 0, count: 12) }
        return file + [10] + Array(footer.utf8) + [10]
    }

    static func header(_ version: UInt8, _ counts: [UInt32]) -> [UInt8] {
        Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15) + counts.flatMap { bytes(UInt64($0), 4) }
    }

    static func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }
}
