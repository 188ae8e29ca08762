/// Tells which hidden cells of a table somebody could compute, knowing every total and every cell that is shown.
///
/// It shares nothing with the library: the hidden cells are unknowns, each shown whole is an equation, and a cell can be
/// computed when its unit vector lies in the row space, found by Gaussian elimination over fractions.
struct SuppressionSolver {
    /// A fraction in lowest terms; the tables are small, so that `Int` is enough.
    struct Fraction: Equatable {
        var top: Int
        var bottom: Int

        init(_ top: Int, _ bottom: Int = 1) {
            var (a, b) = (abs(top), abs(bottom))
            while b != 0 { (a, b) = (b, a % b) }
            let divisor = max(a, 1) * (bottom < 0 ? -1 : 1)
            self.top = top / divisor
            self.bottom = bottom / divisor
        }

        static func - (a: Fraction, b: Fraction) -> Fraction {
            Fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)
        }
        static func * (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.top, a.bottom * b.bottom) }
        static func / (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.bottom, a.bottom * b.top) }
    }

    /// One coefficient for each unknown, for each thing that is known.
    private var rows: [[Fraction]] = []
    private let unknowns: Int

    init(unknowns: Int) { self.unknowns = unknowns }

    /// Notes that the sum of some unknowns, each with a sign, is known.
    mutating func know(_ coefficients: [Int: Int]) {
        var row = Array(repeating: Fraction(0), count: unknowns)
        for (unknown, coefficient) in coefficients { row[unknown] = Fraction(coefficient) }
        rows.append(row)
    }

    /// The unknowns, or sums of a list of them, that are determined.
    func determines(_ target: [Int: Int]) -> Bool {
        var rows = rows
        var wanted = Array(repeating: Fraction(0), count: unknowns)
        for (unknown, coefficient) in target { wanted[unknown] = Fraction(coefficient) }
        var used = 0
        for column in 0..<unknowns {
            guard let pivot = rows.indices.dropFirst(used).first(where: { rows[$0][column].top != 0 }) else { continue }
            rows.swapAt(used, pivot)
            let lead = rows[used][column]
            rows[used] = rows[used].map { $0 / lead }
            for index in rows.indices where index != used && rows[index][column].top != 0 {
                let factor = rows[index][column]
                rows[index] = zip(rows[index], rows[used]).map { $0 - factor * $1 }
            }
            let factor = wanted[column]
            if factor.top != 0 { wanted = zip(wanted, rows[used]).map { $0 - factor * $1 } }
            used += 1
        }
        return wanted.allSatisfy { $0.top == 0 }
    }
}
