import Foundation

/// How often property tests draw.
enum Repetitions {
    /// A number of cases, times `SERVICE_DESK_CASES`.
    static func count(_ usual: Int) -> Int {
        let factor = ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { Int($0) } ?? 1
        return usual * max(1, factor)
    }
}
