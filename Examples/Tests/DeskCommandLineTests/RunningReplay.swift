import ExampleTestSupport
import Foundation

/// The program at work in a process of its own.
struct RunningReplay {
    /// How a process ended.
    enum End: Equatable {
        case exited(Int32)
        case killed
    }

    private let process = Process()
    private let progress = Pipe()

    /// Starts a replay.
    init(of file: String, store: String, step: Int) throws {
        process.executableURL = BuiltProgram.url("desk")
        process.arguments = ["replay", file, "--store", store, "--step", "\(step)"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = progress
        try process.run()
    }

    /// Waits until it says that it has read so much of the log, in tens of percent; false when it never does.
    func reaches(percent: Int) -> Bool {
        var said = Data()
        while !said.starts(with: Data("\(percent)\u{A0}%".utf8)) {
            let more = progress.fileHandleForReading.availableData
            guard !more.isEmpty else { return false }
            said += more
            // What is left is the beginning of the last line, or all of it.
            if let end = said.dropLast().lastIndex(of: UInt8(ascii: "\n")) { said = Data(said[(end + 1)...]) }
        }
        return true
    }

    /// Waits until it ends by itself.
    func wait() throws -> End {
        _ = try progress.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal ? .killed : .exited(process.terminationStatus)
    }

    /// Kills it as a power cut of the process would; says whether it was still at work.
    func kill() throws -> End {
        Foundation.kill(process.processIdentifier, SIGKILL)
        return try wait()
    }
}
