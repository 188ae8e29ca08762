import ServiceDesk

/// What is known of the citizens who have been in touch: who can be reached where, and about which case.
struct Citizens {
    private var byAddress: [String: Matter] = [:]
    private var byCase: [CaseID: Matter] = [:]
    private var cases: [Int: CaseID] = [:]
    private var tickets = 0

    /// The next number at the counter.
    mutating func nextTicket() -> Int {
        tickets += 1
        return tickets
    }

    /// Remembers a matter by the addresses of its citizen, and by its case.
    mutating func remember(_ matter: Matter, _ caseID: CaseID?) {
        for address in [matter.citizen.mail, matter.citizen.phone, matter.citizen.handle] {
            byAddress[address] = matter
        }
        guard let caseID else { return }
        if byCase[caseID] == nil { byCase[caseID] = matter }
        cases[matter.number] = caseID
    }

    /// The matter of whoever is reached at an address.
    func matter(at address: String) -> Matter? { byAddress[address] }

    /// The matter that a case is about.
    func matter(of caseID: CaseID) -> Matter? { byCase[caseID] }

    /// The case of a matter.
    func caseID(of matter: Matter) -> CaseID? { cases[matter.number] }
}
