public import DeskChannels
public import DeskFeedback
public import DeskInsight
public import DeskPrimitives

/// How cases fared in which a template was sent as it is, beside those in which it was adapted.
///
/// It compares texts, not people: no agent is named, and neither way is a fault. Where one does better, the template or the
/// habit can learn from it.
public struct TemplateComparison: Hashable, Sendable {
    /// The template.
    public let template: TemplateID
    /// Settled cases in which it was sent as it is.
    public let verbatim: TemplateTally
    /// Settled cases in which it was adapted at least once.
    public let adapted: TemplateTally
    /// The change, from as it is to adapted, of the share of cases that were not opened again.
    public let settledOnce: EstimateDifference
    /// The change, from as it is to adapted, of the share of ratings of 4 or 5 of 5.
    public let goodService: EstimateDifference

    /// Compares the uses of every template, by template.
    ///
    /// - Parameters:
    ///   - uses: The uses.
    ///   - encounters: The settled cases; uses in others are left out.
    ///   - gate: How many cases each side needs for a change to be shown.
    /// - Complexity: O(n log n).
    public static func of(
        _ uses: [TemplateUse], _ encounters: [Encounter], gate: DisplayGate = .privacy
    ) -> [TemplateComparison] {
        var cases: [CaseID: Encounter] = [:]
        for row in encounters where cases[row.case].map({ $0.id.episode < row.id.episode }) ?? true {
            cases[row.case] = row
        }
        var manners: [TemplateID: [CaseID: TemplateUse.Manner]] = [:]
        for use in uses where manners[use.template]?[use.caseID] != .adapted {
            manners[use.template, default: [:]][use.caseID] = use.manner
        }
        return manners.sorted { $0.key < $1.key }.map { template, uses in
            var tallies: [TemplateUse.Manner: TemplateTally] = [:]
            for (id, manner) in uses {
                guard let row = cases[id] else { continue }
                tallies[manner, default: TemplateTally()].add(
                    wasReopened: row.reopens > 0, isGood: row.scores.service.map { $0 >= 4 })
            }
            let (verbatim, adapted) = (tallies[.verbatim] ?? TemplateTally(), tallies[.adapted] ?? TemplateTally())
            return TemplateComparison(
                template: template, verbatim: verbatim, adapted: adapted,
                settledOnce: .share(
                    from: (verbatim.settledOnce, verbatim.cases), to: (adapted.settledOnce, adapted.cases), gate: gate),
                goodService: .share(
                    from: (verbatim.ratedGood, verbatim.rated), to: (adapted.ratedGood, adapted.rated),
                    measure: .serviceShare(cut: 4), gate: gate))
        }
    }
}

extension TemplateComparison: Explained {
    /// How the two ways compare, in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        let (asIs, changed) = (verbatim.cases, adapted.cases)
        guard settledOnce.isClear, let value = settledOnce.value else {
            return language.pick(
                en: "Template \(template): as it is in \(asIs) cases, adapted in \(changed); no clear difference.",
                fi: "Vastauspohja \(template): sellaisenaan \(asIs) asiassa, muokattuna \(changed); ei selvää eroa.")
        }
        return value > 0
            ? language.pick(
                en:
                    "Template \(template): more cases were settled at once when it was adapted (\(asIs) and \(changed)).",
                fi: "Vastauspohja \(template): muokattuna useampi asia hoitui kerralla (\(asIs) ja \(changed)).")
            : language.pick(
                en:
                    "Template \(template): more cases were settled at once when it was sent as it is (\(asIs) and \(changed)).",
                fi: "Vastauspohja \(template): sellaisenaan useampi asia hoitui kerralla (\(asIs) ja \(changed)).")
    }
}
