import DeskChannels
public import DeskPrimitives

extension ContactDirectory {
    /// Adds a case, or puts it in the place of what was known under its id; the messages that lead to it stay.
    ///
    /// - Parameter candidate: The case; whether something refers to it is found out for every contact anew.
    public mutating func put(_ candidate: ThreadCandidate) {
        var candidate = candidate
        candidate.isReferenced = false
        candidate.isTagged = false
        let subject = candidate.subject
        candidate.subject = nil
        let owner = hash(candidate.person.rawValue, of: Kind.person.rawValue)
        if let number = number(of: candidate.caseID), let before = cases[number]?.candidate {
            if before.person != candidate.person {
                casesOfPersons.remove(number, under: hash(before.person.rawValue, of: Kind.person.rawValue))
                casesOfPersons.insert(number, under: owner)
            }
            cases[number]?.candidate = candidate
            cases[number]?.subject = subject
        } else {
            let number = cases.append(CaseRow(candidate: candidate, subject: subject))
            caseNumbers.insert(number, under: hash(candidate.caseID.rawValue, of: Kind.caseID.rawValue))
            casesOfPersons.insert(number, under: owner)
        }
    }

    /// Takes a case away, and the messages that lead to it.
    public mutating func remove(_ caseID: CaseID) {
        guard let number = number(of: caseID), let row = cases[number] else { return }
        for message in row.messages {
            messages.remove(number, under: message)
            messageSubjects[MessageOfCase(message: message, number: number)] = nil
        }
        casesOfPersons.remove(number, under: hash(row.candidate.person.rawValue, of: Kind.person.rawValue))
        caseNumbers.remove(number, under: hash(caseID.rawValue, of: Kind.caseID.rawValue))
        cases.remove(number)
    }

    private func number(of caseID: CaseID) -> Int? {
        let key = hash(caseID.rawValue, of: Kind.caseID.rawValue)
        var place = caseNumbers.start(of: key)
        while let number = caseNumbers.next(under: key, from: &place) {
            if cases[number]?.candidate.caseID == caseID { return number }
        }
        return nil
    }

    private func key(ofMessage name: String) -> SipHash.Digest {
        name.withBytes { [hash] in Self.key(ofMessage: $0, hash) }
    }

    private static func key(ofMessage name: ByteView, _ hash: SipHash) -> SipHash.Digest {
        hash.digest(OwnMessageID.bare(name), Kind.message.rawValue)
    }

    /// Notes that a message belongs to a case, so that what refers to it finds the case.
    ///
    /// - Parameters:
    ///   - name: The name of the message as its channel writes it; space around it and angle brackets do not count.
    ///   - caseID: The case; nothing happens when it is not known.
    ///   - subject: The subject line of the message, with which that of an answer is compared; nil for that of the case.
    public mutating func add(message name: String, to caseID: CaseID, subject: String? = nil) {
        guard let number = number(of: caseID) else { return }
        let key = key(ofMessage: name)
        if messages.insert(number, under: key) { cases[number]?.messages.append(key) }
        if let subject { messageSubjects[MessageOfCase(message: key, number: number)] = subject }
    }

    /// The candidates for ``ThreadResolver``: the person's cases, the case of a tag in the subject, and the cases of the
    /// messages that the contact refers to, in order of their ids.
    ///
    /// - Parameters:
    ///   - question: What is known about the contact.
    ///   - names: The names of the messages it refers to; of several of one case, the first one's subject line counts.
    /// - Complexity: O(names + cases of the person), however many other cases there are.
    public func candidates(for question: ThreadQuestion, answering names: [String] = []) -> [ThreadCandidate] {
        var found = Candidates()
        addNamed(tagged(question), keys(ofMessages: names), to: &found)
        addOwn(of: question.person, to: &found)
        for index in found.list.indices where found.list[index].subject == nil {
            found.list[index].subject = number(of: found.list[index].caseID).flatMap { cases[$0]?.subject }
        }
        return found.list.sorted { $0.caseID < $1.caseID }
    }

    /// The number of the case that the subject names.
    private func tagged(_ question: ThreadQuestion) -> Int? {
        question.subject.flatMap(CaseTag.find).flatMap { number(of: $0) }
    }

    private func addOwn(of person: PersonID, to found: inout Candidates) {
        let owner = hash(person.rawValue, of: Kind.person.rawValue)
        var place = casesOfPersons.start(of: owner)
        while let number = casesOfPersons.next(under: owner, from: &place) { _ = found.take(number, of: cases) }
    }

    /// Adds the cases that a contact names by tag or reference; with their subject lines those referred to.
    private func addNamed(_ tagged: Int?, _ keys: [SipHash.Digest], to found: inout Candidates) {
        if let tagged, let index = found.take(tagged, of: cases) { found.list[index].isTagged = true }
        // First all look-ups, then the rows: so the waits for memory overlap.
        var references: [Reference] = []
        references.reserveCapacity(keys.count)
        for key in keys {
            var place = messages.start(of: key)
            let number = messages.next(under: key, from: &place)
            references.append(Reference(key: key, place: place, number: number))
        }
        for var reference in references {
            while let number = reference.number {
                refer(to: number, by: reference.key, &found)
                reference.number = messages.next(under: reference.key, from: &reference.place)
            }
        }
    }

    private func refer(to number: Int, by message: SipHash.Digest, _ found: inout Candidates) {
        guard let index = found.take(number, of: cases), !found.list[index].isReferenced else { return }
        found.list[index].isReferenced = true
        let own = messageSubjects.isEmpty ? nil : messageSubjects[MessageOfCase(message: message, number: number)]
        found.list[index].subject = own ?? cases[number]?.subject
    }

    /// The digests of messages by name.
    private func keys(ofMessages names: [String]) -> [SipHash.Digest] {
        names.indices.map { key(ofMessage: names[$0]) }
    }

    /// The digests of the messages that a mail answers, in the order of ``MailHeaders/answeredNames``; one may be there twice.
    private func keys(ofMessages headers: MailHeaders) -> [SipHash.Digest] {
        // A closure that takes the whole directory along would count all its tables.
        let hash = hash
        var keys: [SipHash.Digest] = []
        keys.reserveCapacity(8)
        headers.appendNames(of: .inReplyTo, to: &keys) { Self.key(ofMessage: $0, hash) }
        let answered = keys.count
        headers.appendNames(of: .references, to: &keys) { Self.key(ofMessage: $0, hash) }
        keys[answered...].reverse()
        guard keys.count > MailHeaders.referenceLimit else { return keys }
        var seen: Set<SipHash.Digest> = []
        return Array(keys.filter { seen.insert($0).inserted }.prefix(MailHeaders.referenceLimit))
    }

    /// Decides to which case a contact belongs, as ``ThreadResolver`` does among the cases here.
    ///
    /// Nothing changes: put the case as it is then, and add the message to it.
    ///
    /// - Parameters:
    ///   - question: What is known about the contact.
    ///   - names: The names of the messages it refers to; not asked for when a tag decides.
    ///   - policy: How contacts find their cases.
    public func thread(
        _ question: ThreadQuestion, answering names: @autoclosure () -> [String] = [],
        policy: ThreadPolicy = .standard
    ) -> ThreadDecision {
        let tagged = tagged(question)
        return decide(question, tagged: tagged, policy)
            ?? decide(question, tagged: tagged, keys(ofMessages: names()), policy)
    }

    /// Decides to which case a mail belongs: the same as with its ``MailHeaders/answeredNames``, which are not made for it.
    public func thread(
        _ question: ThreadQuestion, answering headers: MailHeaders, policy: ThreadPolicy = .standard
    ) -> ThreadDecision {
        let tagged = tagged(question)
        return decide(question, tagged: tagged, policy)
            ?? decide(question, tagged: tagged, keys(ofMessages: headers), policy)
    }

    /// What a tag decides: nothing comes before it, and a subject has one.
    private func decide(_ question: ThreadQuestion, tagged: Int?, _ policy: ThreadPolicy) -> ThreadDecision? {
        guard let tagged, policy.admitsOthers || cases[tagged]?.candidate.person == question.person,
            let caseID = cases[tagged]?.candidate.caseID, let standing = cases[tagged]?.candidate.standing
        else { return nil }
        return ThreadResolver.follow(caseID, standing, question, policy, .tag)
    }

    private func decide(
        _ question: ThreadQuestion, tagged: Int?, _ references: [SipHash.Digest], _ policy: ThreadPolicy
    ) -> ThreadDecision {
        var found = Candidates()
        addNamed(tagged, references, to: &found)
        // What a contact does not name counts by its topic only, or when it asks for nothing.
        if question.topic != nil || question.demand != .needsAnswer { addOwn(of: question.person, to: &found) }
        return ThreadResolver.decide(for: question, among: found.list, policy: policy)
    }
}

/// A message that a contact refers to, and the case found by it.
private struct Reference {
    let key: SipHash.Digest
    /// Where the search goes on.
    var place: Int
    var number: Int?
}

/// The cases found so far, each once.
private struct Candidates {
    var list: [ThreadCandidate] = []
    /// The case asked for last, and its place: mostly all references lead to one case.
    private var last: (number: Int, index: Int?) = (-1, nil)

    /// Appends a case that is not there yet; gives its place, nil when there is no such case any more.
    mutating func take(_ number: Int, of cases: NumberedRows<ContactDirectory.CaseRow>) -> Int? {
        if number != last.number { last = (number, place(of: number, cases)) }
        return last.index
    }

    private mutating func place(of number: Int, _ cases: NumberedRows<ContactDirectory.CaseRow>) -> Int? {
        guard let candidate = cases[number]?.candidate else { return nil }
        if let index = list.firstIndex(where: { $0.caseID == candidate.caseID }) { return index }
        list.append(candidate)
        return list.count - 1
    }
}
