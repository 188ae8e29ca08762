/// How telephone numbers of a country or region are written within it.
///
/// Prefixes and lengths are those of the national numbering plans as they are notified to the ITU (ITU-T E.164; ITU Operational
/// Bulletin, annex "Dialling procedures: international prefix, national (trunk) prefix and national (significant) number";
/// national plans published under ITU-T E.129). Where a plan has no entry here, the prefix is the `0` that ITU-T E.164 recommends.
struct DiallingPlan: Hashable, Sendable {
    /// What is dialled before a number within the country and never from outside, the longest first; empty where there is none.
    let trunkPrefixes: [String]
    /// The digits of a number without prefix; nil where they are not looked at.
    let lengths: ClosedRange<Int>?
    /// Whether a 0 in front is a part of the number and is dialled from outside, too.
    let keepsZero: Bool

    private init(_ trunkPrefixes: [String], _ lengths: ClosedRange<Int>? = nil, keepsZero: Bool = false) {
        self.trunkPrefixes = trunkPrefixes
        self.lengths = lengths
        self.keepsZero = keepsZero
    }

    /// The plan behind a country calling code.
    static func behind(_ code: String) -> DiallingPlan { plans[code] ?? DiallingPlan(["0"]) }

    /// The plans that differ from the usual trunk prefix 0.
    private static let plans: [String: DiallingPlan] = {
        var plans: [String: DiallingPlan] = [
            // North America: ten digits, written with and without the prefix.
            "1": DiallingPlan(["1"], 10...10),
            // Russia and Kazakhstan: ten digits; some numbers begin with an 8 of their own, which their length tells.
            "7": DiallingPlan(["8"], 10...10),
            "36": DiallingPlan(["06"], 8...9),
            // Lithuania went from 8 to 0; both are written.
            "370": DiallingPlan(["0", "8"], 8...8),
            // Belarus dials 8 and writes a 0 before the area code.
            "375": DiallingPlan(["80", "8"], 9...9),
            "993": DiallingPlan(["8"], 8...8),
            // Italy, which the Vatican numbers belong to, and San Marino dial the 0 from everywhere.
            "39": DiallingPlan([], 6...11, keepsZero: true),
            "378": DiallingPlan([], 6...10, keepsZero: true),
        ]
        let without: [(codes: String, lengths: ClosedRange<Int>)] = [
            ("45 47 371 356 357 350 65 852 853 216 506 965 973", 8...8), ("372 507 968 974", 7...8),
            ("34 48 351 420 56 992 998", 9...9), ("30 52", 10...10), ("354", 7...9), ("352", 4...11), ("376", 6...9),
            ("377", 8...9), ("423", 7...9), ("298 299", 6...6),
        ]
        for (codes, lengths) in without {
            for code in codes.split(separator: " ") { plans[String(code)] = DiallingPlan([], lengths) }
        }
        return plans
    }()

    /// The number without its prefix, as it is dialled from outside; nil for what is no number within the country.
    ///
    /// Where the length of numbers is known, it tells a prefix from a digit of the number, and a number may be written without its
    /// prefix. Elsewhere a number without one is refused: it may as well be the number of a service, or one whose plus sign is
    /// missing.
    func significant(_ digits: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if let lengths, lengths.contains(digits.count), keepsZero || digits.first != UInt8(ascii: "0") { return digits }
        for prefix in trunkPrefixes where digits.starts(with: prefix.utf8) {
            let rest = digits.dropFirst(prefix.utf8.count)
            if rest.first != UInt8(ascii: "0"), lengths?.contains(rest.count) ?? true { return rest }
        }
        return nil
    }

    /// Whether some digits in brackets behind the country calling code are a prefix that is not dialled from outside.
    func isHint(_ digits: ArraySlice<UInt8>) -> Bool {
        if digits.elementsEqual("0".utf8) { return !keepsZero }
        return trunkPrefixes.contains { digits.elementsEqual($0.utf8) }
    }
}
