import DeskPrimitives

/// Decides to which case a contact belongs.
public enum ThreadResolver {
    /// Decides to which case a contact belongs.
    ///
    /// The first of these that finds a case decides; of several cases the one with the latest contact, of these the one
    /// with the smallest id:
    /// 1. **Tag**: the subject has the tag of a case.
    /// 2. **Reference**: the contact refers to a message of a case. When the subject lines differ and the topics are
    ///    not known to be the same, it is another matter, and the reference does not count.
    /// 3. **Topic**: the person has an open case on the same topic whose last contact lies within
    ///    ``ThreadPolicy/joinWindow``. A topic that is not known is the same as no other.
    /// 4. A contact that asks for nothing goes to the person's latest case on its topic, or on any when its topic is
    ///    not known, within ``ThreadPolicy/joinWindow``.
    ///
    /// The tag comes before the reference because people see it: whoever begins another matter by answering an old mail
    /// leaves its references in place without knowing, while a tag they put in, or left standing, names the case they mean.
    /// Where both name cases the reference is the weaker witness; without a tag it decides as far as the subject bears it
    /// out. References to the desk's own messages are found under the ids it gave them (`OwnMessageID`) and those that
    /// networks gave them. Nothing is read for tags but the subject line: texts quote other people's mails.
    ///
    /// A contact that asks for an answer reopens a resolved case found by tag or reference within
    /// ``ThreadPolicy/reopenWindow`` (the last microsecond included) and begins a new, linked case after it or when the
    /// case is closed. A contact that asks for nothing joins in every case and reopens nothing. Without tag or
    /// reference, a contact on the topic of a case that was settled within ``ThreadPolicy/reopenWindow`` begins a new
    /// case linked to it.
    ///
    /// Distances in time count either way, since a contact may be handed over late.
    ///
    /// - Complexity: O(n) in the candidates.
    public static func decide(
        for question: ThreadQuestion, among candidates: [ThreadCandidate], policy: ThreadPolicy
    ) -> ThreadDecision {
        let isAdmitted = { (candidate: ThreadCandidate) in policy.admitsOthers || candidate.person == question.person }
        if let tagged = best(candidates, where: { $0.isTagged && isAdmitted($0) }) {
            return follow(tagged.caseID, tagged.standing, question, policy, .tag)
        }
        var isReferenced = false
        let hit = best(candidates) { candidate in
            guard candidate.isReferenced, isAdmitted(candidate) else { return false }
            isReferenced = true
            return !isOtherMatter(question, candidate)
        }
        if let hit { return follow(hit.caseID, hit.standing, question, policy, .reference) }

        let isOnTopic = { (candidate: ThreadCandidate) in
            question.topic != nil && candidate.topic == question.topic && candidate.person == question.person
        }
        let isRecent = { (candidate: ThreadCandidate) in
            isWithin(policy.joinWindow, candidate.lastContactAt, question.at)
        }
        if let open = best(candidates, where: { $0.standing == .open && isOnTopic($0) && isRecent($0) }) {
            return .join(open.caseID, reopens: false, because: .sameTopic)
        }
        if question.demand != .needsAnswer {
            let latest = best(candidates) { candidate in
                (question.topic == nil ? candidate.person == question.person : isOnTopic(candidate))
                    && isRecent(candidate)
            }
            if let latest { return .join(latest.caseID, reopens: false, because: .latestOfPerson) }
        } else if let settled = best(candidates, where: { isOnTopic($0) && wasSettled($0, policy, question) }) {
            return .new(linkedTo: settled.caseID, because: .repeatsSettled)
        }
        return .new(linkedTo: nil, because: isReferenced ? .otherMatter : .noFit)
    }

    /// What follows from a case that a contact names.
    static func follow(
        _ caseID: CaseID, _ standing: ThreadCandidate.Standing, _ question: ThreadQuestion, _ policy: ThreadPolicy,
        _ reason: ThreadReason
    ) -> ThreadDecision {
        if question.demand != .needsAnswer {
            return .join(caseID, reopens: false, because: reason)
        }
        switch standing {
        case .open:
            return .join(caseID, reopens: false, because: reason)
        case .resolved(let at):
            return isWithin(policy.reopenWindow, at, question.at)
                ? .join(caseID, reopens: true, because: reason)
                : .new(linkedTo: caseID, because: .reopenWindowOver)
        case .closed:
            return .new(linkedTo: caseID, because: .caseClosed)
        }
    }

    private static func isOtherMatter(_ question: ThreadQuestion, _ candidate: ThreadCandidate) -> Bool {
        let sameTopic = question.topic != nil && question.topic == candidate.topic
        return !sameTopic && SubjectLine.differ(question.subject, candidate.subject)
    }

    private static func wasSettled(
        _ candidate: ThreadCandidate, _ policy: ThreadPolicy, _ question: ThreadQuestion
    ) -> Bool {
        switch candidate.standing {
        case .open: false
        case .resolved(let at), .closed(let at): isWithin(policy.reopenWindow, at, question.at)
        }
    }

    /// Whether two instants lie at most a window apart.
    private static func isWithin(_ window: TimeSpan, _ a: Instant, _ b: Instant) -> Bool {
        let (distance, overflow) = b.microseconds.subtractingReportingOverflow(a.microseconds)
        return !overflow && distance.magnitude <= window.microseconds.magnitude
    }

    /// Of the cases for which a condition holds the one with the latest contact, of several such the one with the smallest
    /// id; the condition is asked of every case.
    ///
    /// A case given twice was read twice; the state that is furthest on counts.
    private static func best(
        _ candidates: [ThreadCandidate], where condition: (ThreadCandidate) -> Bool
    ) -> ThreadCandidate? {
        var best: Int?
        for index in candidates.indices where condition(candidates[index]) {
            guard let other = best else {
                best = index
                continue
            }
            if precedes(candidates[other], candidates[index]) { best = index }
        }
        return best.map { candidates[$0] }
    }

    private static func precedes(_ a: ThreadCandidate, _ b: ThreadCandidate) -> Bool {
        if a.lastContactAt != b.lastContactAt { return a.lastContactAt < b.lastContactAt }
        if a.caseID != b.caseID { return b.caseID < a.caseID }
        return rank(a.standing) < rank(b.standing)
    }

    private static func rank(_ standing: ThreadCandidate.Standing) -> (Int, Int64) {
        switch standing {
        case .open: (0, 0)
        case .resolved(let at): (1, at.microseconds)
        case .closed(let at): (2, at.microseconds)
        }
    }
}
