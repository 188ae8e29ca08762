public import DeskPrimitives

/// Masks personal data in a text that others will read: a public channel, a log, a reference.
///
/// Finds Finnish personal identity codes, bank accounts, payment cards, mail addresses and telephone numbers.
///
/// They may be written in ASCII or the digits of other scripts, with invisible characters anywhere, and with up to four
/// separators between any two groups: space of any kind, line breaks, tabs, hyphens and dashes, points, commas, slashes,
/// underscores, middle dots, brackets. A mail address may have a quoted local part or an address literal.
///
/// Where form leaves doubt more is masked rather than less: five digits in a row never remain, nor do nine that stand close
/// together. Left as they are:
/// - dates such as `2.3.2026` and `2026-03-02`, times such as `9.30`, and ranges and lists of them;
/// - amounts of up to eight digits such as `1 234 567,89`;
/// - lists of small numbers with the same between all of them, such as `12, 34, 56`;
/// - numbers of a list (with commas and space, tabs or line breaks between them) that are not long by themselves, unless they
///   make a number that checks or begin like a telephone number.
///
/// Names and street addresses have no form and are not found.
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
