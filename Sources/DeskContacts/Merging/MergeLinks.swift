public import DeskPrimitives

/// Which things of a kind (cases, persons) were merged into which; a circle cannot be made.
public struct MergeLinks<Subject>: Sendable {
    private var next: [Identifier<Subject>: Identifier<Subject>] = [:]

    /// No merges.
    public init() {}

    /// Follows a chain of merges from a starting point to its end.
    ///
    /// Ends for links of any shape, also damaged ones: in a circle, and where a link leads nowhere, the thing that was
    /// asked for stands for itself, so that what is addressed to it is never dropped.
    ///
    /// - Parameters:
    ///   - start: Where to begin.
    ///   - limit: The most links followed.
    ///   - link: Into what a thing was merged; nil for what stands alone.
    ///   - exists: Whether there is such a thing.
    public static func end(
        of start: Identifier<Subject>, limit: Int = 1_024,
        link: (Identifier<Subject>) -> Identifier<Subject>?, exists: (Identifier<Subject>) -> Bool = { _ in true }
    ) -> Identifier<Subject> {
        var seen: Set<Identifier<Subject>> = [start]
        var current = start
        while let following = link(current) {
            guard seen.count <= limit, seen.insert(following).inserted, exists(following) else { return start }
            current = following
        }
        return current
    }

    /// What stands for a thing.
    public func survivor(of id: Identifier<Subject>) -> Identifier<Subject> {
        Self.end(of: id, limit: next.count) { next[$0] }
    }

    /// Merges a thing into what stands for another, and gives that.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is merged already, or the other one leads back to it.
    @discardableResult
    public mutating func merge(
        _ id: Identifier<Subject>, into other: Identifier<Subject>
    ) throws(Refusal) -> Identifier<Subject> {
        guard next[id] == nil else {
            throw Refusal(.wrongState, "\(id) is merged already", at: .field("merged"))
        }
        let survivor = survivor(of: other)
        guard survivor != id else {
            throw Refusal(.wrongState, "\(other) leads back to \(id)", at: .field("survivor"))
        }
        next[id] = survivor
        return survivor
    }

    /// Undoes the merge of a thing; everything that was merged into it goes with it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not merged.
    public mutating func undo(_ id: Identifier<Subject>) throws(Refusal) {
        guard next.removeValue(forKey: id) != nil else {
            throw Refusal(.wrongState, "\(id) is not merged", at: .field("merged"))
        }
    }
}
