public import DeskPrimitives

extension WorkPool {
    /// Why nobody is offered a piece of work right now, or who could be: every agent in the order of their ids.
    ///
    /// Worked out from the plain rules and not from the pool's own lines, only when asked.
    /// - Returns: Nil when the pool does not know the case or it does not wait.
    /// - Complexity: O(agents × skills)
    public func candidates(for id: CaseID) -> [OfferCandidate]? {
        guard let slot = slot(of: id), entries[Int(slot)].item.state == .waiting else { return nil }
        return unplaced(slot).reasons
    }

    /// A sentence about where a case stands in the pool; nil when the pool does not know it.
    public func sentence(about id: CaseID, in language: LanguageTag) -> String? {
        guard let slot = slot(of: id) else { return nil }
        let item = entries[Int(slot)].item
        switch item.state {
        case .waiting:
            let first = unplaced(slot).sentence(in: language)
            let ahead = position(of: id).map { $0 - 1 } ?? 0
            return first
                + language.pick(
                    en: " \(ahead) contacts of its queue are served before it.",
                    fi: " Jonossa on sen edellä \(ahead) yhteydenottoa.")
        case .offered(let agent, _, let expires):
            return language.pick(
                en: "Case \(id) is offered to \(agent) until \(expires).",
                fi: "Asiaa \(id) tarjotaan asiakaspalvelijalle \(agent) hetkeen \(expires) asti.")
        case .assigned(let agent, let since):
            return language.pick(
                en: "\(agent) has case \(id) since \(since).",
                fi: "Asia \(id) on ollut asiakaspalvelijalla \(agent) hetkestä \(since).")
        case .done: return nil
        }
    }

    /// The place in the line of its queue, 1 for the next; nil for work that does not wait.
    ///
    /// - Complexity: O(work)
    public func position(of id: CaseID) -> Int? {
        guard let slot = slot(of: id), entries[Int(slot)].item.state == .waiting else { return nil }
        let item = entries[Int(slot)].item
        var ahead = 0
        for other in entries.indices where entries[other].spot != .none && other != Int(slot) {
            if entries[other].item.queue == item.queue, entries[other].item.isServedBefore(item, policy) { ahead += 1 }
        }
        return ahead + 1
    }

    private func unplaced(_ slot: Int32) -> UnplacedWork {
        let item = entries[Int(slot)].item
        let queue = queues[queueIndex[item.queue] ?? 0]
        let seats = seats
        let rules = EligibilityRules(queue: queue, policy: policy, at: now)
        let snapshot = PoolSnapshot(
            seats: seats, agents: seats.map { agentIndex[$0.agent].map { agents[$0].agent } }, rules: rules,
            lines: [queue.id: rules], placements: [])
        return UnplacedWork(item: item, ring: item.ring, pool: snapshot)
    }
}
