import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Contracts: written down, granted, set aside, drawn on by the work on cases.
extension Turn {
    mutating func putEntitlement(_ entitlement: Entitlement) throws(DeskHalt) -> DeskResult {
        if let known = try workspace.load(Entitlement.self, entitlement.id) {
            guard known == entitlement else {
                throw .refused(Refusal(.duplicateName, "an entitlement of this name is there", at: .field("id")))
            }
            return .done
        }
        guard entitlement.isUnused else {
            throw .refused(Refusal(.wrongState, "a new entitlement has not been used", at: .field("drawn")))
        }
        if case .person(let holder) = entitlement.holder { try requireNotErased(holder) }
        workspace.save(entitlement)
        emit(
            .entitlementMoved(
                EntitlementEntry(
                    entitlement: entitlement.id, kind: .granted, amount: entitlement.granted, caseID: nil, at: now)))
        return .done
    }

    mutating func grantEntitlement(
        _ id: EntitlementID, _ amount: EntitlementAmount
    ) throws(DeskHalt) -> DeskResult {
        let entitlement: Entitlement = try workspace.require(Entitlement.self, id, "entitlement")
        try move(nil) { (at) throws(Refusal) in try entitlement.granting(amount, at: at) }
        return .done
    }

    mutating func expireEntitlement(_ id: EntitlementID) throws(DeskHalt) -> DeskResult {
        let entitlement: Entitlement = try workspace.require(Entitlement.self, id, "entitlement")
        try move(nil) { (at) throws(Refusal) in try entitlement.expiring(at: at) }
        return .done
    }

    mutating func reserveEntitlement(
        _ id: CaseID, _ amount: EntitlementAmount
    ) throws(DeskHalt) -> DeskResult {
        let (item, at) = try open(id)
        try requireUnsettled(item)
        let entitlement = try requireEntitlement(of: item)
        try move(id) { (at) throws(Refusal) in try entitlement.reserving(amount, for: id, at: at) }
        save(item, at: at)
        return .done
    }

    mutating func logWork(_ id: CaseID, by agentID: AgentID, _ span: TimeSpan) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        guard span > .zero, span <= .days(366) else {
            throw .refused(Refusal(.outOfRange, "work takes some time and at most 366 days", at: .field("span")))
        }
        if item.service?.entitlement != nil || policy.document.serviceLevels.entitlements?.required == true {
            let entitlement = try requireEntitlement(of: item)
            if entitlement.unit == .time {
                try move(id) { (at) throws(Refusal) in try entitlement.drawing(.time(span), for: id, at: at) }
            }
        }
        var service = item.service ?? CaseService()
        service.workLogged = service.workLogged.adding(span) ?? service.workLogged
        item.service = service
        emit(.workLogged(agent.id, span), id, at: at)
        save(item, at: at)
        return .done
    }

    private mutating func requireEntitlement(of item: ServiceCase) throws(DeskHalt) -> Entitlement {
        guard let id = item.service?.entitlement else {
            throw .refused(Refusal(.notAllowed, "the case draws on no entitlement", at: .field("case")))
        }
        return try workspace.require(Entitlement.self, id, "entitlement")
    }

    private mutating func move(
        _ caseID: CaseID?, _ change: (Instant) throws(Refusal) -> EntitlementChange
    ) throws(DeskHalt) {
        let (instant, moved) = (now, change)
        let result = try checked { () throws(Refusal) in try moved(instant) }
        guard !result.entries.isEmpty else { return }
        workspace.save(result.after)
        for entry in result.entries { emit(.entitlementMoved(entry), caseID) }
    }

    /// Chooses the entitlement a new case draws on.
    ///
    /// It is the first valid one of the person, then of the organisation of the case, or of all the person's where nobody has
    /// said for which it is, that covers the topic and has something left. One that is counted in cases sets one aside.
    ///
    /// A case is opened also when nothing is left: nobody is turned away by a machine, but it is said.
    mutating func attachEntitlement(to item: inout ServiceCase, of person: Person) throws(DeskHalt) {
        guard policy.document.serviceLevels.entitlements != nil else { return }
        let holders =
            [EntitlementHolder.person(person.id)]
            + (item.service?.organization.map { [$0] } ?? person.organizations)
            .map { .organization($0) }
        let queries = holders.map { Entitlement.entitlements(of: $0) }
        try workspace.prefetch([], queries)
        var refusal: (Entitlement, EntitlementStanding)?
        for query in queries {
            for entitlement in try workspace.find(Entitlement.self, query) {
                let standing = entitlement.standing(for: item.topic, at: item.openedAt)
                guard standing.permits else {
                    refusal = refusal ?? (entitlement, standing)
                    continue
                }
                var service = item.service ?? CaseService()
                service.entitlement = entitlement.id
                item.service = service
                guard entitlement.unit == .cases else { return }
                let (id, at) = (item.id, item.openedAt)
                try move(id) { (_) throws(Refusal) in try entitlement.reserving(.cases(1), for: id, at: at) }
                return
            }
        }
        let lacking = refusal.flatMap { EntitlementLack($0.1) } ?? EntitlementLack.none
        emit(.entitlementLacking(refusal?.0.id, lacking), item.id, at: item.openedAt)
    }

    /// What a case draws on; nil when it draws on nothing, or whoever held it was erased.
    private mutating func entitlement(of item: ServiceCase) throws(DeskHalt) -> Entitlement? {
        try item.service?.entitlement.flatMap { (name) throws(DeskHalt) in try workspace.load(Entitlement.self, name) }
    }

    /// What was set aside for a case is free again; says how much that was, nil for nothing.
    mutating func releaseEntitlement(of item: ServiceCase) throws(DeskHalt) -> EntitlementAmount? {
        guard let entitlement = try entitlement(of: item) else { return nil }
        let (id, reserved) = (item.id, entitlement.reserved(for: item.id))
        guard reserved != .cases(0), reserved != .time(.zero) else { return nil }
        try move(id) { (at) throws(Refusal) in try entitlement.releasing(id, at: at) }
        return reserved
    }

    /// Sets aside again what had been for a case; one that has not so much any more says so.
    mutating func reserveAgain(
        _ amount: EntitlementAmount?, for item: ServiceCase, at: Instant
    ) throws(DeskHalt) {
        guard let amount, let entitlement = try entitlement(of: item) else { return }
        let id = item.id
        do throws(DeskHalt) {
            try move(id) { (at) throws(Refusal) in try entitlement.reserving(amount, for: id, at: at) }
        } catch {
            guard case .refused = error else { throw error }
            let standing = entitlement.standing(for: item.topic, at: now)
            emit(.entitlementLacking(entitlement.id, EntitlementLack(standing) ?? .usedUp), id, at: at)
        }
    }

    /// A settled case uses up one case of its entitlement, or gives back what working time was set aside for it.
    mutating func settleEntitlement(of item: ServiceCase) throws(DeskHalt) {
        guard let entitlement = try entitlement(of: item) else { return }
        let id = item.id
        switch entitlement.unit {
        case .time: try move(id) { (at) throws(Refusal) in try entitlement.releasing(id, at: at) }
        case .cases:
            // Opened again and settled again it is the same case.
            guard entitlement.reserved(for: id) != .cases(0) else { return }
            try move(id) { (at) throws(Refusal) in try entitlement.drawing(.cases(1), for: id, at: at) }
        }
    }
}

extension EntitlementLack {
    /// Why an entitlement that stands so may not be used; nil when it may.
    fileprivate init?(_ standing: EntitlementStanding) {
        switch standing {
        case .usedUp: self = .usedUp
        case .over: self = .over
        case .notYet: self = .notYet
        case .notCovered: self = .notCovered
        case .available, .overage: return nil
        }
    }
}
