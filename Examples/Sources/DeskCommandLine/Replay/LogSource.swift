import DeskPrimitives
package import Foundation

/// The bytes of a log: a `.csv` file, or the one `.csv` file in a `.zip` archive.
package final class LogSource {
    /// How many bytes will come.
    package let byteCount: Int
    private let handle: FileHandle
    private let unzip: Process?
    private let path: String

    private static let chunkBytes = 1 << 16
    private static let zipMark = Data([0x50, 0x4B, 0x03, 0x04])

    /// Opens a log; archives are unpacked by the system's `unzip`.
    package init(_ path: String) throws {
        self.path = path
        let file = try InputFile.open(path)
        guard try file.read(upToCount: 4) == Self.zipMark else {
            try file.seek(toOffset: 0)
            handle = file
            unzip = nil
            byteCount = try InputFile.size(path)
            return
        }
        let archive = URL(fileURLWithPath: path).path
        let names = try Self.answer(of: ["-Z1", archive], path).split(separator: "\n")
        let tables = names.filter { $0.lowercased().hasSuffix(".csv") }
        guard tables.count == 1 else {
            throw Complaint("\(path): an archive with one .csv file is needed, this one has \(tables.count)")
        }
        // “1 file, 46212397 bytes uncompressed, …”
        let words = try Self.answer(of: ["-ZtC", archive, "*.csv"], path).split(separator: " ")
        byteCount = words.firstIndex(of: "bytes").flatMap { $0 > 0 ? Int(words[$0 - 1]) : nil } ?? 0
        let output = Pipe()
        unzip = try Self.start(["-Cp", archive, "*.csv"], output)
        handle = output.fileHandleForReading
    }

    /// The next bytes; nil at the end.
    package func next() throws -> Data? {
        if let chunk = try handle.read(upToCount: Self.chunkBytes), !chunk.isEmpty { return chunk }
        if let unzip {
            unzip.waitUntilExit()
            try Self.check(unzip, path)
        }
        return nil
    }

    private static func start(_ arguments: [String], _ output: Pipe) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["unzip"] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func answer(of arguments: [String], _ path: String) throws -> String {
        let output = Pipe()
        let process = try start(arguments, output)
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try check(process, path)
        return String(decoding: data, as: UTF8.self)
    }

    private static func check(_ process: Process, _ path: String) throws {
        switch process.terminationStatus {
        case 0, 1: return
        case 127:
            throw Complaint("\(path): the program unzip is needed to read an archive; install it or unpack the file")
        default: throw Complaint("\(path): unzip cannot unpack it (its code is \(process.terminationStatus))")
        }
    }
}
