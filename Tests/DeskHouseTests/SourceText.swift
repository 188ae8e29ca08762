/// One line of a Swift file, without its comments and without what stands in string literals.
struct SourceLine: Sendable, Equatable {
    /// The code of the line; a comment or the text of a literal is left out.
    var code = ""

    /// Whether some of the line is comment.
    var hasComment = false

    /// How many braces are open where the line begins.
    var depth = 0

    /// Whether the line is comment and nothing else.
    var isComment: Bool { hasComment && code.allSatisfy(\.isWhitespace) }
}

/// Separates code from comments and string literals; enough of Swift's grammar for the rules of the house.
struct SourceText {
    /// What the reader is inside of.
    private enum Context {
        /// Code; inside of an interpolation the number of open parentheses.
        case code(parentheses: Int?)
        case string(hashes: Int, isMultiline: Bool)
    }

    private let text: [UInt8]
    private var position = 0
    private var contexts: [Context] = [.code(parentheses: nil)]
    private var lines: [SourceLine] = []
    private var line = SourceLine()
    private var code: [UInt8] = []
    private var depth = 0

    private init(_ text: [UInt8]) { self.text = text }

    static func lines(of text: String) -> [SourceLine] {
        var reader = SourceText(Array(text.utf8))
        while reader.position < reader.text.count { reader.step() }
        if !reader.code.isEmpty || reader.line.hasComment { reader.endLine() }
        return reader.lines
    }

    private func starts(_ mark: String, at offset: Int = 0) -> Bool {
        text[min(position + offset, text.count)...].starts(with: mark.utf8)
    }

    private mutating func endLine() {
        line.code = String(decoding: code, as: UTF8.self)
        lines.append(line)
        line = SourceLine(depth: depth)
        code = []
    }

    private mutating func step() {
        if text[position] == UInt8(ascii: "\n") {
            position += 1
            return endLine()
        }
        switch contexts.last {
        case .string(let hashes, let isMultiline): stepInString(hashes: hashes, isMultiline: isMultiline)
        case .code(let parentheses): stepInCode(parentheses: parentheses)
        case nil: position += 1
        }
    }

    private mutating func stepInCode(parentheses: Int?) {
        if starts("//") {
            line.hasComment = true
            while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
            return
        }
        if starts("/*") { return skipBlockComment() }
        var hashes = 0
        while starts("#", at: hashes) { hashes += 1 }
        if starts("\"", at: hashes) {
            let isMultiline = starts("\"\"\"", at: hashes)
            contexts.append(.string(hashes: hashes, isMultiline: isMultiline))
            position += hashes + (isMultiline ? 3 : 1)
            code.append(UInt8(ascii: "\""))
            return
        }
        let byte = text[position]
        position += 1
        switch byte {
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: "("):
            if let parentheses { contexts[contexts.count - 1] = .code(parentheses: parentheses + 1) }
        case UInt8(ascii: ")"):
            if parentheses == 1 {
                contexts.removeLast()
            } else if let parentheses {
                contexts[contexts.count - 1] = .code(parentheses: parentheses - 1)
            }
        default: break
        }
        code.append(byte)
    }

    private mutating func stepInString(hashes: Int, isMultiline: Bool) {
        let marks = String(repeating: "#", count: hashes)
        let end = (isMultiline ? "\"\"\"" : "\"") + marks
        if starts(end) {
            position += end.utf8.count
            contexts.removeLast()
            code.append(UInt8(ascii: "\""))
        } else if starts("\\\(marks)(") {
            position += hashes + 2
            contexts.append(.code(parentheses: 1))
            code.append(UInt8(ascii: "("))
        } else if starts("\\\(marks)"), !starts("\n", at: hashes + 1) {
            // An escaped character never ends the literal.
            position += hashes + 2
        } else {
            position += 1
        }
    }

    private mutating func skipBlockComment() {
        line.hasComment = true
        var open = 0
        repeat {
            if starts("/*") {
                open += 1
                position += 2
            } else if starts("*/") {
                open -= 1
                position += 2
            } else {
                if text[position] == UInt8(ascii: "\n") {
                    endLine()
                    line.hasComment = true
                }
                position += 1
            }
        } while open > 0 && position < text.count
    }
}

extension SourceLine {
    /// The words of the code: identifiers, keywords and attributes, in order.
    var words: [String] {
        code.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }.map(String.init)
    }

    /// The module that the line imports, if it imports one.
    var importedModule: String? {
        let words = words
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
        let before: Set = ["public", "package", "internal", "fileprivate", "private", "@_exported", "@testable"]
        guard words[..<place].allSatisfy({ before.contains($0) || $0.hasPrefix("@") }) else { return nil }
        let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
        let name = words[place + 1]
        return kinds.contains(name) && place + 2 < words.count ? words[place + 2] : name
    }

    /// The name of the type that the line declares, if it declares one.
    var declaredType: String? { declaration?.type }

    /// The name of the public type that the line declares, if it declares one.
    var publicType: String? { declaration.flatMap { $0.isPublic ? $0.type : nil } }

    private var declaration: (type: String, isPublic: Bool)? {
        // An attribute may say more than a word, as @available does.
        let words = SourceLine(code: code.replacing(/@\w+\([^)]*\)/, with: "")).words
        let kinds: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        let before: Set = [
            "public", "open", "package", "internal", "fileprivate", "private", "final", "indirect", "nonisolated",
            "distributed",
        ]
        guard let place = words.firstIndex(where: kinds.contains), place + 1 < words.count else { return nil }
        let modifiers = words[..<place].filter { !$0.hasPrefix("@") }
        guard modifiers.allSatisfy(before.contains) else { return nil }
        return (words[place + 1], modifiers.contains("public") || modifiers.contains("open"))
    }
}
