public import DeskPrimitives

/// What happens to a clock.
public enum ClockEvent: Hashable, Sendable {
    /// The case begins to wait for a reason. When the clock does not stand still for it, it runs on from here.
    case pause(PauseReason)
    /// The case lies with the desk again.
    case resume
    /// What the clock measures is done.
    case stop
    /// What the clock measures is no longer wanted; final.
    case cancel
    /// The case is opened again after the clock was stopped.
    case reopen(ReopenPolicy)
    /// Another target holds from here on; nil is none.
    case retarget(TimeSpan?, RetargetPolicy)
    /// A due time is agreed on by hand and holds, whatever the target says and whether the clock pauses or not; nil takes
    /// it back, and what is left of the target runs from here on.
    case agreeDue(Instant?)

    /// The order in which events of one instant are folded, weakest first: what comes last holds.
    var rank: Int {
        switch self {
        case .resume: 0
        case .reopen: 1
        case .retarget: 2
        case .agreeDue: 3
        case .pause: 4
        case .stop: 5
        case .cancel: 6
        }
    }

    /// The order among different events of one kind at one instant; arbitrary but the same everywhere.
    var detail: (text: String, number: Int64) {
        switch self {
        case .pause(let reason): (reason.rawValue, 0)
        case .resume, .stop, .cancel: ("", 0)
        case .reopen(let policy): (policy.rawValue, 0)
        case .retarget(let target, let policy): (policy.rawValue, target?.microseconds ?? 0)
        case .agreeDue(let due): ("", due?.microseconds ?? .min)
        }
    }
}

extension ClockEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case event, reason, policy, target, due
    }

    private enum Kind: String, Codable {
        case pause, resume, stop, cancel, reopen, retarget, agreeDue
    }

    /// Writes a flat object such as `{"event": "pause", "reason": "customer"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .pause(let reason):
            try container.encode(Kind.pause, forKey: .event)
            try container.encode(reason, forKey: .reason)
        case .resume: try container.encode(Kind.resume, forKey: .event)
        case .stop: try container.encode(Kind.stop, forKey: .event)
        case .cancel: try container.encode(Kind.cancel, forKey: .event)
        case .reopen(let policy):
            try container.encode(Kind.reopen, forKey: .event)
            try container.encode(policy, forKey: .policy)
        case .retarget(let target, let policy):
            try container.encode(Kind.retarget, forKey: .event)
            try container.encodeIfPresent(target, forKey: .target)
            try container.encode(policy, forKey: .policy)
        case .agreeDue(let due):
            try container.encode(Kind.agreeDue, forKey: .event)
            try container.encodeIfPresent(due, forKey: .due)
        }
    }

    /// Reads a flat object; without a policy a change of target is retroactive.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Kind.self, forKey: .event) {
        case .pause: self = .pause(try container.decode(PauseReason.self, forKey: .reason))
        case .resume: self = .resume
        case .stop: self = .stop
        case .cancel: self = .cancel
        case .reopen: self = .reopen(try container.decode(ReopenPolicy.self, forKey: .policy))
        case .retarget:
            self = .retarget(
                try container.decodeIfPresent(TimeSpan.self, forKey: .target),
                try container.decodeIfPresent(RetargetPolicy.self, forKey: .policy) ?? .retroactive)
        case .agreeDue: self = .agreeDue(try container.decodeIfPresent(Instant.self, forKey: .due))
        }
    }
}
