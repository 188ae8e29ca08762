public import DeskPrimitives

extension OpenTime {
    /// ``adding(_:to:landing:)`` for many instants.
    public func adding(_ span: TimeSpan, toEach instants: [Instant], landing: Landing = .earliest) -> [Instant?] {
        instants.map { adding(span, to: $0, landing: landing) }
    }

    /// ``elapsed(from:to:)`` from many instants to one.
    public func elapsed(fromEach starts: [Instant], to end: Instant) -> [TimeSpan] {
        starts.map { elapsed(from: $0, to: end) }
    }

    /// ``isOpen(_:)`` for many instants.
    public func areOpen(_ instants: [Instant]) -> [Bool] {
        instants.map { isOpen($0) }
    }
}
