import ArgumentParser
import DeskPrimitives

/// A language the program writes in.
enum TextLanguage: String, ExpressibleByArgument, CaseIterable {
    case en
    case fi

    var tag: LanguageTag { self == .fi ? .finnish : .english }

    func pick(en: String, fi: String) -> String { self == .fi ? fi : en }

    /// A count with its thousands apart: `141,712` or `141 712`.
    func number(_ count: Int) -> String {
        let digits = String(count.magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += pick(en: ",", fi: "\u{A0}") }
            text.append(digit)
        }
        return (count < 0 ? "-" : "") + text
    }

    /// A share with two decimals: `63.42 %` or `63,42 %`.
    func percent(_ share: Double) -> String { decimal(share * 100, places: 2) + "\u{A0}%" }

    /// Seconds with three decimals: `0.123 s` or `0,123 s`.
    func seconds(_ duration: Duration) -> String { decimal(duration / .seconds(1), places: 3) + "\u{A0}s" }

    /// A number with decimals, rounded half away from zero.
    func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "–" }
        let scale = (0..<places).reduce(1) { product, _ in product * 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = String(scaled.magnitude % UInt(scale))
        let zeros = String(repeating: "0", count: max(0, places - fraction.count))
        return (scaled < 0 ? "-" : "") + number(Int(scaled.magnitude / UInt(scale))) + pick(en: ".", fi: ",")
            + zeros + fraction
    }
}
