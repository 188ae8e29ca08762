import DeskContacts
import DeskPrimitives

/// Contacts that name a merged case.
extension Turn {
    /// Puts what stands for a merged case in its place among the cases a contact might belong to.
    ///
    /// - Returns: The merged cases the contact named, by what stands for them.
    mutating func followMerges(
        of cases: inout [CaseID: ServiceCase], _ referenced: inout [CaseID: Contact], tagged: inout CaseID?
    ) throws(DeskHalt) -> [CaseID: [CaseID]] {
        var passed: [CaseID: [CaseID]] = [:]
        for id in cases.keys.sorted() {
            guard let item = cases[id], item.mergedInto != nil else { continue }
            guard referenced[id] != nil || tagged == id else {
                cases[id] = nil
                continue
            }
            let chain = try workspace.standing(for: item)
            guard chain.end.id != id else { continue }
            cases[id] = nil
            if cases[chain.end.id] == nil { cases[chain.end.id] = chain.end }
            if let contact = referenced.removeValue(forKey: id), referenced[chain.end.id] == nil {
                referenced[chain.end.id] = contact
            }
            if tagged == id { tagged = chain.end.id }
            for merged in chain.passed where passed[chain.end.id]?.contains(merged) != true {
                passed[chain.end.id, default: []].append(merged)
            }
        }
        return passed
    }

    /// Writes down with every merge it passed through that a contact named a merged case.
    mutating func noteLater(_ contact: ContactID, through passed: [CaseID]) throws(DeskHalt) {
        for id in passed {
            guard var merge = try workspace.load(CaseMerge.self, id), merge.later.count < CaseMerge.laterLimit else {
                continue
            }
            merge.later.append(contact)
            workspace.save(merge)
        }
    }
}
