import DeskPrimitives

/// Which case stands for which, and which belong together: what every reader of links and of conversations follows.
extension Workspace {
    /// The case that stands for one, and the merged ones on the way there, the nearest first.
    ///
    /// Where a chain leads nowhere or in a circle, which no command makes, a case stands for itself: what names it is kept
    /// on it and never dropped.
    mutating func standing(for start: ServiceCase) throws(DeskHalt) -> (end: ServiceCase, passed: [CaseID]) {
        var passed: [CaseID] = []
        var item = start
        while let next = item.mergedInto {
            passed.append(item.id)
            guard passed.count < CaseMerge.familyLimit, !passed.contains(next),
                let following = try load(ServiceCase.self, next)
            else { return (start, []) }
            item = following
        }
        return (item, passed)
    }

    /// What stands for the case of a name; nil when there is none of that name.
    mutating func standing(for id: CaseID) throws(DeskHalt) -> ServiceCase? {
        guard let item = try load(ServiceCase.self, id) else { return nil }
        return try standing(for: item).end
    }

    /// A case and everything merged into it, also through others, itself first; costs nothing for who stands for nobody.
    mutating func family(of item: ServiceCase) throws(DeskHalt) -> [CaseID] {
        guard item.standsForOthers == true else { return [item.id] }
        var members = [item.id]
        var next = 0
        while next < members.count, members.count < CaseMerge.familyLimit {
            for merge in try find(CaseMerge.self, CaseMerge.into(members[next], limit: CaseMerge.familyLimit))
            where !members.contains(merge.merged) { members.append(merge.merged) }
            next += 1
        }
        return members
    }

    /// The links of a case as they stand with merges followed: what was linked to a merged case belongs to what stands for
    /// it, and two cases that became one have no link with themselves.
    ///
    /// - Parameter direction: Towards what came of the case, or towards what it came from.
    mutating func links(
        of item: ServiceCase, _ direction: StandingLink.Direction
    ) throws(DeskHalt) -> [StandingLink] {
        let members = try family(of: item)
        let queries = members.map { direction == .down ? CaseLink.from($0) : CaseLink.to($0) }
        if queries.count > 1 { try prefetch([], queries) }
        var links: [CaseLink] = []
        for query in queries { links += try find(CaseLink.self, query) }
        guard !links.isEmpty else { return [] }
        try prefetch(links.map { RecordKey(ServiceCase.collection, direction == .down ? $0.to : $0.from) })
        var found: [StandingLink] = []
        for link in links {
            let other = direction == .down ? link.to : link.from
            // A case that is gone is linked to nothing.
            guard let end = try standing(for: other)?.id, !members.contains(end) else { continue }
            let standing = StandingLink(direction, link.kind, end)
            if let index = found.firstIndex(where: { $0 == standing }) {
                found[index].written.append(link)
            } else {
                found.append(StandingLink(direction, link.kind, end, written: [link]))
            }
        }
        return found.sorted()
    }

    /// Whether a way along the links of a kind leads up from a case to another one.
    ///
    /// - Parameter apart: Whether a direct link does not count.
    mutating func leadsUp(
        _ kind: CaseLink.Kind, from start: ServiceCase, to goal: CaseID, apart: Bool = false
    ) throws(DeskHalt) -> Bool {
        var seen = [start.id]
        var next = 0
        while next < seen.count {
            guard seen.count <= CaseLink.searchLimit else { return true }
            guard let item = next == 0 ? start : try load(ServiceCase.self, seen[next]) else { continue }
            for link in try links(of: item, .up) where link.kind == kind && !seen.contains(link.other) {
                if link.other == goal {
                    if apart, next == 0 { continue }
                    return true
                }
                seen.append(link.other)
            }
            next += 1
        }
        return false
    }
}
