import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// What settling one case means for those under it: cases of a problem, parts of a case.
extension Turn {
    // MARK: Problems

    /// A problem is settled: its open cases hear of it, those that waited inside the house or for a supplier go on, and each
    /// person is told once for each case.
    mutating func reachCases(ofProblem item: ServiceCase) throws(DeskHalt) {
        let names = try workspace.links(of: item, .down).filter { $0.kind == .problem }.map(\.other)
        guard !names.isEmpty else { return }
        // All that is known to be needed is asked for at once: a problem may have hundreds of cases.
        try workspace.prefetch(names.map { RecordKey(ServiceCase.collection, $0) })
        var reached: [ServiceCase] = []
        for name in names {
            guard let linked = try workspace.load(ServiceCase.self, name), !linked.status.isSettled else { continue }
            reached.append(linked)
        }
        try workspace.prefetch(
            reached.flatMap { linked in
                [
                    RecordKey(Person.collection, linked.person), RecordKey(WorkItem.collection, linked.id),
                    RecordKey(CaseAutomation.collection, linked.id), RecordKey(WaitingPlace.collection, linked.id),
                    RecordKey(AutomaticMessageLog.collection, AutomaticMessageLog(of: linked.person).recordID),
                    RecordKey(AutomaticMessageLog.collection, AutomaticMessageLog(of: linked.id).recordID),
                ]
            }, reached.map { Self.lastContacts(of: $0.id) })
        var addresses: [RecordKey] = []
        for linked in reached {
            for point in try workspace.load(Person.self, linked.person)?.points ?? [] {
                addresses.append(AutomaticMessageLog(of: point.point, digest: digest).recordKey)
            }
        }
        try workspace.prefetch(addresses)
        for var linked in reached {
            try adoptEdition(&linked)
            let at = max(now, linked.lastActivityAt)
            emit(.problemSolved(item.id), linked.id, at: at)
            if linked.status == .pending(.internal) || linked.status == .pending(.supplier) {
                try restart(&linked, at: at)
            }
            if policy.document.cases.tellsOfSolvedProblems, let hold = try tell(of: item.id, linked) {
                emit(.problemNotTold(item.id, hold), linked.id, at: at)
            }
            save(linked, at: at)
        }
    }

    /// Tells the person of a case that the problem behind it is solved; says why when not.
    private mutating func tell(of problem: CaseID, _ item: ServiceCase) throws(DeskHalt) -> ProblemNoticeHold? {
        guard item.isUnasked != true else { return .unasked }
        let person: Person = try workspace.require(Person.self, item.person, "person")
        guard let channel = policy.channels[item.lastChannel], channel.kind.capabilities.canSendText,
            !channel.capabilities.isPublic, let route = try route(to: person, on: channel, about: item)
        else { return .noWay }
        let language = item.language ?? person.language ?? policy.language
        let template = try policy.document.cases.solvedProblem.map { (id) throws(DeskHalt) in try policy.template(id) }
        let isApproved = template?.approvedOn.contains(channel.id) ?? false
        let window = try replyWindow(of: channel, person: person, at: route.address)
        guard window.outcome == .free || window.outcome == .templateOnly && isApproved else { return .windowClosed }
        guard try mayAddOne(to: person, at: route.point, subject: nil, about: item.id) else { return .capped }
        let zone = policy.zone
        let text = try checked { () throws(Refusal) -> String in
            if let template { return try template.render([:], in: language, zone: zone) }
            return channel.cut(policy.problemSolved(of: item).text(in: language))
        }
        try send(
            .notice, to: person, route, on: channel,
            subject: subject(route, on: channel, caseID: item.id, topic: item.topic, language), text: text,
            language: language,
            caseID: item.id, template: isApproved ? template?.id : nil)
        return nil
    }

    // MARK: Parts

    /// The parts of a case, merges followed, that are not settled.
    mutating func openChildren(of item: ServiceCase) throws(DeskHalt) -> [ServiceCase] {
        let names = try workspace.links(of: item, .down).filter { $0.kind == .child }.map(\.other)
        try workspace.prefetch(names.map { RecordKey(ServiceCase.collection, $0) })
        var open: [ServiceCase] = []
        for name in names {
            guard let child = try workspace.load(ServiceCase.self, name), !child.status.isSettled else { continue }
            open.append(child)
        }
        return open
    }

    /// Does with the open parts of a case that is to be settled what the policy says.
    mutating func settleChildren(of item: ServiceCase, by agentID: AgentID, at: Instant) throws(DeskHalt) {
        let open = try openChildren(of: item)
        guard !open.isEmpty else { return }
        switch policy.document.cases.openChildren {
        case .refuse:
            throw .refused(
                Refusal(.wrongState, "\(open.count) open parts, first \(open[0].id)", at: .field("case")))
        case .leave:
            emit(.childrenLeftOpen(open.count), item.id, at: at)
        case .settle:
            for id in try openDescendants(of: item) {
                var (child, then) = try self.open(id)
                guard !child.status.isSettled else { continue }
                emit(.settledWith(parent: item.id), id, at: then)
                try settleFully(&child, by: agentID, at: then)
                save(child, at: then)
            }
        }
    }

    /// Everything open under a case, the parts of a part before it.
    private mutating func openDescendants(of item: ServiceCase) throws(DeskHalt) -> [CaseID] {
        var found: [CaseID] = []
        var level = try openChildren(of: item)
        while !level.isEmpty {
            var next: [ServiceCase] = []
            for child in level where !found.contains(child.id) && child.id != item.id {
                found.append(child.id)
                next += try openChildren(of: child)
            }
            guard found.count <= CasePolicy.childLimit else {
                throw .refused(
                    Refusal(.tooLong, "more than \(CasePolicy.childLimit) open cases under one", at: .field("case")))
            }
            level = next
        }
        return found.reversed()
    }
}

extension CompiledPolicy {
    /// What the person of a case is told when the problem behind it is solved.
    func problemSolved(of item: ServiceCase) -> LocalizedText {
        LocalizedText(
            en: "The problem behind your matter \(item.id) has been solved. If it still troubles you, please tell us.",
            fi: "Asiasi \(item.id) taustalla ollut ongelma on ratkaistu. Jos se vaivaa vielä, kerro siitä meille.")
    }
}
