public import DeskPrimitives

/// Work that was opened to more people.
public struct WidenedWork: Hashable, Sendable {
    /// The case.
    public let caseID: CaseID
    /// The ring it is in now.
    public let ring: Int
    /// Whether a step was taken before its time because nobody in the ring was there.
    public let isEarly: Bool

    /// Creates the fact.
    public init(caseID: CaseID, ring: Int, isEarly: Bool) {
        self.caseID = caseID
        self.ring = ring
        self.isEarly = isEarly
    }
}

extension WidenedWork: Explained {
    /// How far it was opened, and why.
    public func sentence(in language: LanguageTag) -> String {
        isEarly
            ? language.pick(
                en: "Case \(caseID) is opened to ring \(ring) early: nobody in the ring before is there.",
                fi: "Asia \(caseID) avataan kehälle \(ring) etuajassa: edellisen kehän väestä kukaan ei ole paikalla.")
            : language.pick(
                en: "Case \(caseID) is opened to ring \(ring), since it has waited long enough.",
                fi: "Asia \(caseID) avataan kehälle \(ring), koska se on odottanut riittävän kauan.")
    }
}

/// Work for which all that was planned to find somebody has been done.
public struct EndedWork: Hashable, Sendable {
    /// The case.
    public let caseID: CaseID
    /// What becomes of it.
    public let end: RelaxationEnd

    /// Creates the fact.
    public init(caseID: CaseID, end: RelaxationEnd) {
        self.caseID = caseID
        self.end = end
    }
}
