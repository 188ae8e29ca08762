import DeskPrimitives

/// The text of a template taken apart: what is written and what is left open.
///
/// A placeholder is its name in braces, `{name}`; a brace itself is written twice, `{{` or `}}`.
struct TemplateText: Hashable, Sendable {
    /// One piece.
    enum Piece: Hashable, Sendable {
        case literal(String)
        case placeholder(String)
    }

    /// The pieces in order.
    let pieces: [Piece]

    /// The most pieces of a text.
    static let pieceLimit = 1_000

    /// Takes a text apart.
    ///
    /// - Throws: `Refusal` with code `malformed` for a brace that is not closed, not opened or holds no name, `tooLong`.
    init(_ text: String) throws(Refusal) {
        var pieces: [Piece] = []
        var literal = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var index = 0
        func flush() {
            if !literal.isEmpty { pieces.append(.literal(String(literal))) }
            literal = String.UnicodeScalarView()
        }
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "{" || scalar == "}", index + 1 < scalars.count, scalars[index + 1] == scalar {
                literal.append(scalar)
                index += 2
                continue
            }
            guard scalar != "}" else { throw Refusal(.malformed, "a brace } without {; write }} for the brace itself") }
            guard scalar == "{" else {
                literal.append(scalar)
                index += 1
                continue
            }
            guard let end = scalars[(index + 1)...].prefix(TemplatePlaceholder.nameBytes + 1).firstIndex(of: "}") else {
                throw Refusal(.malformed, "a brace { without }; write {{ for the brace itself")
            }
            flush()
            var name = String.UnicodeScalarView()
            name.append(contentsOf: scalars[(index + 1)..<end])
            pieces.append(.placeholder(String(name)))
            index = end + 1
            guard pieces.count <= Self.pieceLimit else {
                throw Refusal(.tooLong, "more than \(Self.pieceLimit) pieces")
            }
        }
        flush()
        self.pieces = pieces
    }

    /// The names that stand in it.
    var names: [String] {
        pieces.compactMap { piece in
            if case .placeholder(let name) = piece { name } else { nil }
        }
    }
}
