public import DeskPrimitives

/// A worker that a host runs beside its own services for as long as the desk is open.
///
/// ``sweep()`` does what there is to do now and returns; ``run()`` sweeps until its task is cancelled, which is what a service
/// group (such as swift-service-lifecycle's, whose `Service` has this one method) wants. Any number of workers of a kind may
/// run at once, on any number of machines: each piece of work is claimed by a conditional write before it is done.
public protocol DeskWorker: Sendable {
    /// How long to rest after a sweep that found nothing; taken as a millisecond at least and a day at most.
    var pause: TimeSpan { get }
    /// Does what there is to do now.
    ///
    /// - Returns: How many things were done.
    @discardableResult
    func sweep() async throws -> Int
}

extension DeskWorker {
    /// Sweeps until the task is cancelled; returns then.
    ///
    /// - Throws: What a sweep throws, other than being busy.
    public func run() async throws {
        while !Task.isCancelled {
            var done = 0
            do {
                done = try await sweep()
            } catch let refusal as Refusal where refusal.code == .busy {
                done = 0
            } catch is CancellationError {
                return
            }
            guard done == 0 else { continue }
            do {
                let pause = min(max(pause, .milliseconds(1)), .days(1))
                try await Task.sleep(nanoseconds: UInt64(pause.microseconds) * 1_000)
            } catch {
                return
            }
        }
    }
}
