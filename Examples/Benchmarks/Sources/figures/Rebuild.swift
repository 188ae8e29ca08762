import Foundation
import Workloads

/// Ten million answers rebuilt, beside the same with polars and written naively, in one run.
///
/// The peer with polars runs when `SERVICE_DESK_PYTHON` names a Python that has it; else its row says so.
func rebuild(_ table: inout Table) throws {
    let work = try RebuildWorkload()
    let checksum = work.checksum(of: try work.rebuild())
    var (counting, whole) = (Cost(), Cost())
    func round() throws {
        for _ in 0..<5 {
            let start = processorTime()
            sink &+= try work.count()
            let middle = processorTime()
            _ = try work.rebuild()
            counting.rounds.append(middle - start)
            whole.rounds.append(processorTime() - middle)
        }
    }
    try round()
    let polars = try polarsRounds(work, checksum)
    try round()
    let naive = try work.naive()
    guard naive.checksum == checksum else { throw WorkloadError("the rebuilt tallies and the naive ones do not agree") }
    table.add("10,000,000 answers rebuilt on three levels", figure: "≤ 25 ms", counting)
    if let polars {
        table.add(
            "the same with scores and intervals", figure: "≥ 8 × polars", whole,
            peer: ("polars, wall time on all cores", polars.wall))
        table.add(
            "the same, processor time of all threads", figure: "", whole,
            peer: ("polars, processor time", polars.processor))
    } else {
        table.add(
            "the same with scores and intervals", figure: "≥ 8 × polars", measured: time(whole),
            peer: "SERVICE_DESK_PYTHON names no Python with polars")
    }
    table.add(
        "the same, beside a naive program", figure: "≥ 200 ×", whole,
        peer: ("structs of optionals, grouping, filters", Cost(rounds: [naive.milliseconds * 1e6])))
}

/// Runs `Peers/rebuild.py` on the same answers and checks that it counts the same; nil without a Python for it.
private func polarsRounds(
    _ work: RebuildWorkload, _ checksum: UInt64
) throws -> (wall: Cost, processor: Cost)? {
    guard let python = ProcessInfo.processInfo.environment["SERVICE_DESK_PYTHON"] else { return nil }
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("answers-\(ProcessInfo.processInfo.processIdentifier).bin")
    defer { try? FileManager.default.removeItem(at: file) }
    try work.write(to: file.path)
    // Sources/figures/Rebuild.swift → Peers/rebuild.py
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Peers/rebuild.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script.path, file.path, "7"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = output.split(separator: "\n")
    guard process.terminationStatus == 0, let last = lines.last else {
        throw WorkloadError("the peer with polars ended with \(process.terminationStatus)")
    }
    guard UInt64(last) == checksum else {
        throw WorkloadError("the rebuilt tallies and those of polars do not agree: \(checksum) and \(last)")
    }
    var (wall, processor) = (Cost(), Cost())
    for line in lines.dropLast() {
        let numbers = line.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 2 else { throw WorkloadError("the peer with polars wrote \(line)") }
        processor.rounds.append(numbers[0] * 1e6)
        wall.rounds.append(numbers[1] * 1e6)
    }
    return (wall, processor)
}
