import DeskPrimitives

/// What decides at every event whether somebody can take the next of a line: small, and side by side for all lines.
struct PoolHead: Sendable {
    /// The smallest key in the line; of work from which some agents are excluded too.
    var key = Int64.max
    var since = Instant.latest
    var rank: Int32 = 0
    var slot: Int32 = -1
    var units: Int32 = 0
    var channelBit: UInt8 = 0
    var isEmergency = false
    /// Whether some of the line is not for everybody, so that the first must be looked for.
    var isMixed = false
}
