public import DeskPrimitives

/// Work that nobody can be offered now, and why not.
public struct UnplacedWork: Sendable {
    /// The work.
    public let item: WorkItem

    /// The ring it is in.
    public let ring: Int

    let pool: PoolSnapshot

    /// Every agent there is a seat for, in the order of their ids, each with what keeps the work from them.
    ///
    /// - Complexity: O(seats × skills asked for), when asked.
    public var reasons: [OfferCandidate] { pool.reasons(item, ring: ring) }
}

extension UnplacedWork: Hashable {
    public static func == (a: UnplacedWork, b: UnplacedWork) -> Bool {
        a.item == b.item && (a.pool === b.pool || a.reasons == b.reasons)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(item) }
}

extension UnplacedWork: Explained {
    /// That it waits, and what keeps it from whom.
    public func sentence(in language: LanguageTag) -> String {
        let reasons = reasons
        let first = language.pick(
            en: "Case \(item.id) waits: nobody can take it now.",
            fi: "Asia \(item.id) odottaa: kukaan ei voi ottaa sitä juuri nyt.")
        if reasons.isEmpty {
            return first
                + language.pick(
                    en: " No agent is signed in.", fi: " Yksikään asiakaspalvelija ei ole kirjautunut sisään.")
        }
        return first + " " + PoolSentences.exclusions(reasons, in: language)
    }
}
