public import DeskPrimitives

/// Masks personal data in a text that others will read: a public channel, a log, a reference.
///
/// Finds Finnish personal identity codes, bank accounts, payment cards, mail addresses and telephone numbers, written with or
/// without separators, in ASCII or full-width, Arabic or Persian digits and with invisible characters in between. Where form
/// leaves doubt more is masked rather than less: five digits in a row never remain. Dates such as `2.3.2026` and `2026-03-02`
/// and amounts of up to eight digits in groups remain. Names and street addresses have no form and are not found.
///
/// Takes time linear in the text. Masking a masked text changes nothing.
public struct PersonalDataMask: Hashable, Sendable {
    /// The language of the placeholders.
    public var language: LanguageTag

    /// Creates a mask.
    public init(language: LanguageTag = .english) {
        self.language = language
    }

    /// The text with every finding replaced by a placeholder.
    public func mask(_ text: String) -> MaskedText {
        let scan = PersonalDataScan(text)
        let spans = scan.spans()
        guard !spans.isEmpty else { return MaskedText(text: text, findings: []) }
        var masked = String.UnicodeScalarView()
        var position = 0
        for span in spans {
            masked.append(contentsOf: scan.scalars[position..<span.range.lowerBound])
            masked.append(contentsOf: span.kind.placeholder(in: language).unicodeScalars)
            position = span.range.upperBound
        }
        masked.append(contentsOf: scan.scalars[position...])
        let findings = PersonalDataKind.allCases.compactMap { kind in
            let count = spans.count { $0.kind == kind }
            return count == 0 ? nil : MaskedText.Finding(kind: kind, count: count)
        }
        return MaskedText(text: String(masked), findings: findings)
    }
}
