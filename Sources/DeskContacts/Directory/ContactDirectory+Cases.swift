public import DeskPrimitives

extension ContactDirectory {
    /// Adds a case, or puts it in the place of what was known under its id; the messages that lead to it stay.
    ///
    /// - Parameter candidate: The case; whether something refers to it is found out for every contact anew.
    public mutating func put(_ candidate: ThreadCandidate) {
        var candidate = candidate
        candidate.isReferenced = false
        candidate.isTagged = false
        let owner = hash(candidate.person.rawValue, of: Kind.person.rawValue)
        if let number = number(of: candidate.caseID), let before = cases[number]?.candidate {
            if before.person != candidate.person {
                casesOfPersons.remove(number, under: hash(before.person.rawValue, of: Kind.person.rawValue))
                casesOfPersons.insert(number, under: owner)
            }
            cases[number]?.candidate = candidate
        } else {
            let number = cases.append(CaseRow(candidate: candidate))
            caseNumbers.insert(number, under: hash(candidate.caseID.rawValue, of: Kind.caseID.rawValue))
            casesOfPersons.insert(number, under: owner)
        }
    }

    /// Takes a case away, and the messages that lead to it.
    public mutating func remove(_ caseID: CaseID) {
        guard let number = number(of: caseID), let row = cases[number] else { return }
        for message in row.messages {
            messages.remove(number, under: message)
            otherSubjects[MessageOfCase(message: message, number: number)] = nil
        }
        casesOfPersons.remove(number, under: hash(row.candidate.person.rawValue, of: Kind.person.rawValue))
        caseNumbers.remove(number, under: hash(caseID.rawValue, of: Kind.caseID.rawValue))
        cases.remove(number)
    }

    private func number(of caseID: CaseID) -> Int? {
        caseNumbers.first(under: hash(caseID.rawValue, of: Kind.caseID.rawValue))
    }

    private func key(ofMessage name: String) -> SipHash.Digest {
        hash(Contact.bareMessageName(name), of: Kind.message.rawValue)
    }

    /// Notes that a message belongs to a case, so that what refers to it finds the case.
    ///
    /// - Parameters:
    ///   - name: The name of the message as its channel writes it; space around it and angle brackets do not count.
    ///   - caseID: The case; nothing happens when it is not known.
    ///   - subject: The subject line of the message, with which that of an answer is compared; nil for that of the case.
    public mutating func add(message name: String, to caseID: CaseID, subject: String? = nil) {
        guard let number = number(of: caseID), let row = cases[number] else { return }
        let key = key(ofMessage: name)
        if !row.messages.contains(key) {
            messages.insert(number, under: key)
            cases[number]?.messages.append(key)
        }
        if let subject, row.candidate.subject?.hasSameBytes(as: subject) != true {
            otherSubjects[MessageOfCase(message: key, number: number)] = subject
        }
    }

    /// The candidates for ``ThreadResolver``: the person's cases, the case of a tag in the subject, and the cases of the
    /// messages that the contact refers to, in order of their ids.
    ///
    /// - Parameters:
    ///   - question: What is known about the contact.
    ///   - names: The names of the messages it refers to; of several of one case, the first one's subject line counts.
    /// - Complexity: O(names + cases of the person), however many other cases there are.
    public func candidates(for question: ThreadQuestion, answering names: [String] = []) -> [ThreadCandidate] {
        // First all digests, then all look-ups, then the rows: so the waits for memory overlap.
        let owner = hash(question.person.rawValue, of: Kind.person.rawValue)
        let tag = question.subject.flatMap(CaseTag.find).map { hash($0.rawValue, of: Kind.caseID.rawValue) }
        let keys = names.map(key(ofMessage:))
        let tagged = tag.flatMap(caseNumbers.first)
        var own: [Int] = []
        var place = casesOfPersons.start(of: owner)
        while let number = casesOfPersons.next(under: owner, from: &place) { own.append(number) }
        var referenced: [(number: Int, name: Int)] = []
        referenced.reserveCapacity(names.count)
        for name in keys.indices {
            place = messages.start(of: keys[name])
            while let number = messages.next(under: keys[name], from: &place) { referenced.append((number, name)) }
        }

        var found = FoundCases()
        for number in own { found.add(number, in: cases) }
        if let tagged, let index = found.add(tagged, in: cases) { found.candidates[index].isTagged = true }
        for (number, name) in referenced {
            guard let index = found.add(number, in: cases), !found.candidates[index].isReferenced else { continue }
            found.candidates[index].isReferenced = true
            if otherSubjects.isEmpty { continue }
            let own = otherSubjects[MessageOfCase(message: keys[name], number: number)]
            if let own { found.candidates[index].subject = own }
        }
        return found.ordered
    }

    /// Decides to which case a contact belongs, as ``ThreadResolver`` does among the cases here.
    ///
    /// Nothing changes: ``put(_:)-(ThreadCandidate)`` the case as it is then, and add the message to it.
    public func thread(
        _ question: ThreadQuestion, answering names: [String] = [], policy: ThreadPolicy = .standard
    ) -> ThreadDecision {
        ThreadResolver.decide(for: question, among: candidates(for: question, answering: names), policy: policy)
    }
}

/// Cases that were found, each once.
private struct FoundCases {
    private var numbers: [Int] = []
    var candidates: [ThreadCandidate] = []

    /// Adds a case that was not found before; gives its place.
    @discardableResult
    mutating func add(_ number: Int, in cases: NumberedRows<ContactDirectory.CaseRow>) -> Int? {
        if let index = numbers.firstIndex(of: number) { return index }
        guard let candidate = cases[number]?.candidate else { return nil }
        numbers.append(number)
        candidates.append(candidate)
        return candidates.count - 1
    }

    var ordered: [ThreadCandidate] {
        candidates.count < 2 ? candidates : candidates.sorted { $0.caseID < $1.caseID }
    }
}
