import DeskPrimitives
import DeskStoreGRDB
import ExampleTestSupport
import Foundation

/// A program to be killed, which commits numbered batches to the store in a file for ever.
///
/// It says each number when the store has answered. Started again, it repeats the last batch that it finds and goes on.
@main enum StoreCrashWriter {
    static func main() async throws {
        let store = try GRDBRecordStore(path: CommandLine.arguments[1])
        var number = try await CrashBatch.last(in: store)
        while true {
            let outcome = try await store.commit(CrashBatch.make(max(number, 1)))
            switch outcome {
            case .committed, .duplicate: break
            case .conflict(let conflicts): throw Refusal(.wrongState, "\(conflicts)")
            }
            try FileHandle.standardOutput.write(contentsOf: Data("\(max(number, 1))\n".utf8))
            number = max(number, 1) + 1
        }
    }
}
