import Foundation
import Testing

/// Inputs with the results a correct library gives: the fixtures, or the files that `SERVICE_DESK_VECTORS` names.
@Suite struct VectorTests {
    @Test func vectors() {
        var run = VectorRun()
        run.run(environment: ProcessInfo.processInfo.environment)
        // One write for the whole run, so that no other output comes between its lines.
        FileHandle.standardOutput.write(Data((run.lines.joined(separator: "\n") + "\n").utf8))
        for failure in run.failures {
            Issue.record("\(failure.file): \(failure.lines.count) lines, the first: \(failure.lines.first ?? "")")
        }
    }
}
