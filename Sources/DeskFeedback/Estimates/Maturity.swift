public import DeskPrimitives

/// How many of the answers to expect for a period have come, judged by how long answers took before.
///
/// A period that is not mature is marked, and no alarm is ever made of it.
public struct Maturity: Hashable, Sendable, Codable {
    /// The share of the answers to expect that should have come by now, 0 … 1; nil when too little is known of earlier ones.
    public let share: Double?
    /// How many earlier answers it is judged by.
    public let n: Int

    /// From this share on a period is mature.
    public static let least = 0.9
    /// The fewest earlier answers to judge by.
    public static let fewest = 20

    /// Judges a period.
    ///
    /// - Parameters:
    ///   - invitations: How many invitations were sent how long ago; negative counts are taken as none.
    ///   - lags: How long answers took in periods that are complete.
    ///   - closing: The age at which an invitation expires: whatever has not come by then never will.
    public init(of invitations: [(age: TimeSpan, count: Int)], lags: LagHistogram, closing: TimeSpan) {
        n = lags.n
        let all = invitations.reduce(0.0) { $0 + Double(max($1.count, 0)) }
        guard all > 0 else {
            share = 1
            return
        }
        let isKnown = n >= Self.fewest
        var come = 0.0
        for (age, count) in invitations where count > 0 {
            if age >= closing {
                come += Double(count)
            } else if isKnown {
                come += Double(count) * (lags.share(within: age) ?? 0)
            } else {
                share = nil
                return
            }
        }
        share = come / all
    }

    /// Whether most answers have come.
    public var isMature: Bool { share.map { $0 >= Self.least } ?? false }

    /// Why a number of the period is not compared; nil when it may be.
    public var withholds: Withheld? {
        isMature ? nil : .immature(percent: nearestInteger((share ?? 0) * 100))
    }
}

extension Maturity: Explained {
    public func sentence(in language: LanguageTag) -> String {
        guard let share else {
            return language.pick(
                en: "Too little is known of how long answers take (\(n) of \(Self.fewest)).",
                fi: "Vastausten viipymisestä tiedetään liian vähän (\(n)/\(Self.fewest)).")
        }
        let percent = nearestInteger(share * 100)
        return language.pick(
            en: "About \(percent)% of the answers to expect have come.",
            fi: "Odotettavissa olevista vastauksista on tullut noin \(percent) %.")
    }
}
