public import DeskPrimitives

/// How long somebody will wait, as a range that can be held to, or why nothing is said.
public enum WaitEstimate: Hashable, Sendable, Codable {
    /// Somebody is free.
    case now
    /// Half of all waits like this one are over by the first, nine of ten by the second time.
    case range(WaitRange)
    /// Nothing can be said honestly.
    case withheld(WaitWithheld)
}

/// A wait as a range.
public struct WaitRange: Hashable, Sendable, Codable {
    /// The place in the line, counted from 1.
    public let position: Int
    /// Half of such waits are over by then.
    public let likely: TimeSpan
    /// Nine of ten such waits are over by then.
    public let latest: TimeSpan
    /// The median of the model alone, against which the wait is scored when it is over.
    public let modelled: TimeSpan
    /// Waits by which the range was corrected; 0 when it is the model's own.
    public let scoredWaits: Int
}

/// Why nothing is said about a wait.
public enum WaitWithheld: Hashable, Sendable, Codable {
    /// Too few contacts were handled lately: so many of so many.
    case tooFewObservations(Int, needed: Int)
    /// Nobody serves the line.
    case nobodyServing
    /// More come in front than are served.
    case lineGrows
    /// The line closes before it is likely to be their turn.
    case closesFirst
    /// Recent ranges did not keep what they said.
    case unreliable
    /// The wait is longer than ``WaitEstimator/longest``.
    case tooLong
}

extension WaitEstimate: Explained {
    /// What the person is told; a range is rounded outwards so that it promises no more than it says.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .now: language.pick(en: "It is your turn.", fi: "On sinun vuorosi.")
        case .range(let range): range.sentence(in: language)
        case .withheld(let reason): reason.sentence(in: language)
        }
    }
}

extension WaitRange: Explained {
    /// The range in whole minutes: the lower end rounded down, the upper up, to 1, 5 or 15 minutes.
    public var spokenMinutes: ClosedRange<Int64> {
        let lower = likely.microseconds / 60_000_000
        let upper = (latest.microseconds + 59_999_999) / 60_000_000
        let step: Int64 = upper <= 10 ? 1 : upper <= 60 ? 5 : 15
        let from = lower / step * step
        return from...max(from + 1, (upper + step - 1) / step * step)
    }

    /// The place and the range in words.
    public func sentence(in language: LanguageTag) -> String {
        let minutes = spokenMinutes
        let (from, to) = (minutes.lowerBound, minutes.upperBound)
        if from == 0 {
            return language.pick(
                en: "You are number \(position). You will probably wait less than \(Self.minutes(to, language)).",
                fi: "Olet jonossa sijalla \(position). Odotat todennäköisesti alle \(Self.minutes(to, language)).")
        }
        return language.pick(
            en: "You are number \(position). You will probably wait \(from) to \(to) minutes.",
            fi: "Olet jonossa sijalla \(position). Odotat todennäköisesti \(from)–\(to) minuuttia.")
    }

    private static func minutes(_ count: Int64, _ language: LanguageTag) -> String {
        language.pick(
            en: count == 1 ? "a minute" : "\(count) minutes", fi: count == 1 ? "minuutin" : "\(count) minuuttia")
    }
}

extension WaitWithheld: Explained {
    /// Why no time is named.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .tooFewObservations, .unreliable:
            language.pick(
                en: "How long it will take cannot be said reliably at the moment.",
                fi: "Odotusaikaa ei voi juuri nyt arvioida luotettavasti.")
        case .nobodyServing:
            language.pick(en: "Nobody is answering at the moment.", fi: "Kukaan ei juuri nyt vastaa.")
        case .lineGrows:
            language.pick(
                en: "More urgent matters are being served first; no time can be named.",
                fi: "Kiireellisempiä asioita hoidetaan ensin; aikaa ei voi luvata.")
        case .closesFirst:
            language.pick(
                en: "It will probably not be your turn before we close.",
                fi: "Vuorosi ei todennäköisesti ehdi tulla ennen sulkemista.")
        case .tooLong:
            language.pick(en: "The wait is very long.", fi: "Odotusaika on hyvin pitkä.")
        }
    }
}
