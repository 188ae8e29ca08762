import DeskChannels
public import DeskPrimitives

/// How arrivals find their cases, as the policy says it.
public struct ThreadPolicy: Hashable, Sendable {
    /// The longest window.
    public static let longestWindow = TimeSpan.days(3_660)

    /// How long after its last contact an open case still takes contacts of the same person and topic; by default 14
    /// days.
    public let joinWindow: TimeSpan
    /// How long after it was resolved a case is reopened by a contact that refers to it; by default 14 days.
    public let reopenWindow: TimeSpan
    /// Whether a tag or reference also leads somebody else than the case's person to the case; by default yes.
    public let admitsOthers: Bool

    /// 14 days each, others admitted.
    public static let standard = ThreadPolicy(
        checked: .days(14), reopenWindow: .days(14), admitsOthers: true)

    /// Creates a policy.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the field for a window that is negative or beyond
    ///   ``longestWindow``.
    public init(
        joinWindow: TimeSpan = ThreadPolicy.standard.joinWindow,
        reopenWindow: TimeSpan = ThreadPolicy.standard.reopenWindow,
        admitsOthers: Bool = ThreadPolicy.standard.admitsOthers
    ) throws(Refusal) {
        let range = TimeSpan.zero...Self.longestWindow
        guard range.contains(joinWindow) else {
            throw Refusal(.outOfRange, "a window is PT0S to P3660D", at: .field("joinWindow"))
        }
        guard range.contains(reopenWindow) else {
            throw Refusal(.outOfRange, "a window is PT0S to P3660D", at: .field("reopenWindow"))
        }
        self.init(checked: joinWindow, reopenWindow: reopenWindow, admitsOthers: admitsOthers)
    }

    private init(checked joinWindow: TimeSpan, reopenWindow: TimeSpan, admitsOthers: Bool) {
        self.joinWindow = joinWindow
        self.reopenWindow = reopenWindow
        self.admitsOthers = admitsOthers
    }
}

extension ThreadPolicy: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case joinWindow, reopenWindow, admitsOthers
    }

    /// Reads an object; every key may be left out, and an unknown key is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let join = try object.decodeIfPresent(TimeSpan.self, forKey: .joinWindow)
        let reopen = try object.decodeIfPresent(TimeSpan.self, forKey: .reopenWindow)
        let admits = try object.decodeIfPresent(Bool.self, forKey: .admitsOthers)
        let standard = ThreadPolicy.standard
        do throws(Refusal) {
            try self.init(
                joinWindow: join ?? standard.joinWindow, reopenWindow: reopen ?? standard.reopenWindow,
                admitsOthers: admits ?? standard.admitsOthers)
        } catch {
            throw decoder.failure(error)
        }
    }
}
