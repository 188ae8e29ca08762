public import DeskPrimitives
public import DeskSchedules

extension Promise {
    /// When the owner is to be reminded, in rising order; none once nothing more can be kept in time.
    ///
    /// - Parameter open: the hours in which the time before the due time is counted. Reminders that would have been due
    ///   before the time was agreed are left out.
    public func reminders(in open: OpenTime = .always) -> [Instant] {
        guard state == .open else { return [] }
        let agreed = renegotiations.last?.at ?? madeAt
        return remindBefore.compactMap { open.subtracting($0, from: due) }.filter { $0 > agreed }
    }

    /// The promise with the time of its next reminder worked out, which the index of things to do is made of.
    ///
    /// - Parameter open: the hours in which the time before the due time is counted.
    public func scheduled(in open: OpenTime = .always) -> Promise {
        var promise = self
        let reminders = reminders(in: open)
        promise.remindAt = reminders.indices.contains(remindersGiven) ? reminders[remindersGiven] : nil
        return promise
    }

    /// The promise after the reminders due by an instant were given, and how many those are.
    ///
    /// Several that fell due while nobody looked count as given together: the owner is reminded once.
    ///
    /// - Parameter open: the hours in which the time before the due time is counted.
    public func reminding(at now: Instant, in open: OpenTime = .always) -> (promise: Promise, given: Int) {
        let passed = reminders(in: open).count { $0 <= now }
        guard passed > remindersGiven else { return (scheduled(in: open), 0) }
        var promise = self
        promise.remindersGiven = passed
        return (promise.scheduled(in: open), passed - remindersGiven)
    }
}
