import ServiceDesk

/// The language in which the program talks to its user, and how it writes numbers.
struct Words: Sendable {
    /// English or Finnish.
    let language: LanguageTag

    var isFinnish: Bool { language == .finnish }

    /// One of two texts.
    func callAsFunction(_ english: @autoclosure () -> String, _ finnish: @autoclosure () -> String) -> String {
        isFinnish ? finnish() : english()
    }

    /// A text of the policy.
    func callAsFunction(_ text: LocalizedText) -> String { text.text(in: language) }

    /// A count with the word that belongs to it: in English “1 case” and “2 cases”, in Finnish “1 asia” and “2 asiaa”.
    func count(_ count: Int, _ english: (String, String), _ finnish: (String, String)) -> String {
        let word = isFinnish ? finnish : english
        return "\(count) \(count == 1 ? word.0 : word.1)"
    }

    /// A share as whole percent.
    func percent(_ share: Double) -> String {
        let number = Int((share * 100).rounded())
        return isFinnish ? "\(number)\u{A0}%" : "\(number)%"
    }

    /// So many of so many as whole percent; a dash for none of none.
    func percent(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "–" : percent(Double(part) / Double(whole))
    }

    /// A span as short words; a dash for none.
    func span(_ span: TimeSpan?) -> String { span?.shortText() ?? "–" }

    /// What is said with a value of a score: points for a net promoter score, percent for a share.
    func value(_ value: Double, of measure: Estimate.Measure) -> String {
        guard measure == .netPromoterScore else { return percent(value) }
        let points = Int((value * 100).rounded())
        return points > 0 ? "+\(points)" : points < 0 ? "−\(-points)" : "0"
    }

    /// From where to where a value of a score lies.
    func interval(of estimate: Estimate) -> String {
        let (low, high) = (value(estimate.low, of: estimate.measure), value(estimate.high, of: estimate.measure))
        guard estimate.measure != .netPromoterScore else { return "\(low) … \(high)" }
        return low.filter(\.isNumber) + "–" + high
    }

    /// Things after one another: “a, b and c”.
    func list(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + self(" and ", " ja ") + last
    }
}
