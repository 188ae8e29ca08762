/// Finds what somebody may have meant by a name that nobody has.
package enum NearestName {
    /// The nearest of some names: at most two letters away (one for names of up to four), the first of equally near
    /// ones.
    ///
    /// Letters are compared without case; swapping two neighbours counts as one step (optimal string alignment).
    /// - Complexity: O(n · m²) for names of up to 64 bytes; at most 2,000 candidates are looked at.
    package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard wanted.count <= 64 else { return nil }
        var best: (distance: Int, name: String)?
        for candidate in candidates.prefix(2_000) {
            let other = Array(candidate.lowercased().unicodeScalars)
            let limit = min(best.map { $0.distance - 1 } ?? 2, max(wanted.count, other.count) <= 4 ? 1 : 2)
            guard limit >= 0, abs(other.count - wanted.count) <= limit, other.count <= 64 else { continue }
            let distance = distance(wanted, other)
            if distance <= limit { best = (distance, candidate) }
        }
        return best?.name
    }

    /// “; did you mean “voice”?”, or nothing.
    package static func hint(_ name: String, among candidates: some Sequence<String>) -> String {
        of(name, among: candidates).map { "; did you mean “\($0)”?" } ?? ""
    }

    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var step = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { step = min(step, beforeLast[j - 1] + 1) }
                row.append(step)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
