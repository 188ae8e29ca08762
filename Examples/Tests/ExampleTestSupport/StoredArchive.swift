/// A `.zip` archive whose files are stored as they are.
package enum StoredArchive {
    /// The bytes of an archive.
    package static func bytes(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let offset = archive.count
            let about =
                little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(33, 2)
                + little(Int(checksum(file.bytes)), 4) + little(file.bytes.count, 4) + little(file.bytes.count, 4)
                + little(file.name.utf8.count, 2) + little(0, 2)
            archive += [0x50, 0x4B, 3, 4] + about + Array(file.name.utf8) + file.bytes
            directory += [0x50, 0x4B, 1, 2] + little(20, 2) + about
            directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(offset, 4)
            directory += Array(file.name.utf8)
        }
        return archive + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(files.count, 2)
            + little(files.count, 2) + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// CRC-32 as in ISO 3309.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
