/// The positions of declared symbols.
final class SymbolTable: Sendable {
    let symbols: [String]
    /// Only when there are too many to compare one by one.
    private let positions: [String: Int]

    init(_ symbols: [String]) {
        self.symbols = symbols
        positions =
            symbols.count <= 8
            ? [:] : Dictionary(symbols.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where a symbol stands; nil for one that nobody declared.
    func position(_ symbol: String) -> Int? {
        positions.isEmpty ? symbols.firstIndex(of: symbol) : positions[symbol]
    }
}
