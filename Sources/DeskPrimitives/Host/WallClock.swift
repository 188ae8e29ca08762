/// Where the desk's driver reads the time.
///
/// Read once per command and passed into the core; the core itself knows no clock. A clock may jump or be some minutes wrong:
/// correctness does not rest on it, due times do.
public protocol WallClock: Sendable {
    /// The time now.
    func now() -> Instant
}
