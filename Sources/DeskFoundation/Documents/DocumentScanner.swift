import DeskPrimitives

/// Reads a text as JSON (RFC 8259) and notes where every value stands; whatever the bytes, it ends with nodes or a fault.
struct DocumentScanner {
    /// The first thing that is wrong, and at which byte.
    struct Fault: Error {
        var code = Refusal.Code.malformed
        let what: String
        let offset: Int
    }

    /// A member whose name stands in its object already.
    struct Duplicate {
        let node: Int32
        let first: Int32
    }

    private(set) var nodes: [DocumentNode] = []
    private(set) var duplicates: [Duplicate] = []

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func scan(_ bytes: [UInt8]) throws(Fault) -> (nodes: [DocumentNode], duplicates: [Duplicate]) {
        var scan = DocumentScanner(bytes)
        // A byte order mark may stand at the beginning and is no part of the document.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { scan.index = 3 }
        _ = try scan.value()
        scan.skipSpace()
        if scan.next != nil { throw scan.fault("something follows the end of the document") }
        return (scan.nodes, scan.duplicates)
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func fault(_ what: String, at offset: Int? = nil, _ code: Refusal.Code = .malformed) -> Fault {
        Fault(code: code, what: what, offset: min(offset ?? index, bytes.count))
    }

    // MARK: Values

    private mutating func value() throws(Fault) -> Int32 {
        skipSpace()
        guard nodes.count < JSONDocument.valueLimit else {
            throw fault("more than \(JSONDocument.valueLimit) values", .tooLong)
        }
        let node = Int32(nodes.count)
        let start = Int32(index)
        nodes.append(DocumentNode(kind: .word, start: start, end: start))
        switch next {
        case UInt8(ascii: "{"):
            nodes[Int(node)].kind = .object
            try nested(node) { (scan: inout Self) throws(Fault) in try scan.object(node) }
        case UInt8(ascii: "["):
            nodes[Int(node)].kind = .list
            try nested(node) { (scan: inout Self) throws(Fault) in try scan.list(node) }
        case UInt8(ascii: "\""):
            nodes[Int(node)].kind = .text
            try text()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte):
            nodes[Int(node)].kind = .number
            try number()
        case nil: throw fault("the text ends where a value is expected")
        default: throw fault("expected a value")
        }
        nodes[Int(node)].end = Int32(index)
        return node
    }

    private mutating func nested(_ node: Int32, _ body: (inout Self) throws(Fault) -> Void) throws(Fault) {
        guard depth < Limits.depth else { throw fault("nested deeper than \(Limits.depth)", .tooLong) }
        depth += 1
        index += 1
        try body(&self)
        depth -= 1
    }

    private mutating func object(_ node: Int32) throws(Fault) {
        skipSpace()
        if take("}") { return }
        var seen: [String: Int32] = [:]
        var last: Int32 = -1
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("expected the name of a member in quotes") }
            guard seen.count < Limits.listCount else { throw fault("more than \(Limits.listCount) members", .tooLong) }
            let start = index
            try text()
            let end = index
            skipSpace()
            guard take(":") else { throw fault("expected a colon") }
            let child = try value()
            nodes[Int(child)].nameStart = Int32(start)
            nodes[Int(child)].nameEnd = Int32(end)
            link(child, in: node, after: &last)
            let name = DocumentText.unescaped(bytes[(start + 1)..<(end - 1)])
            if let first = seen[name] {
                duplicates.append(Duplicate(node: child, first: first))
            } else {
                seen[name] = child
            }
            skipSpace()
            if take("}") { return }
            guard take(",") else { throw fault("expected a comma or }") }
        }
    }

    private mutating func list(_ node: Int32) throws(Fault) {
        skipSpace()
        if take("]") { return }
        var last: Int32 = -1
        var count = 0
        while true {
            skipSpace()
            guard count < Limits.listCount else { throw fault("more than \(Limits.listCount) elements", .tooLong) }
            count += 1
            link(try value(), in: node, after: &last)
            skipSpace()
            if take("]") { return }
            guard take(",") else { throw fault("expected a comma or ]") }
        }
    }

    private mutating func link(_ child: Int32, in node: Int32, after last: inout Int32) {
        if last < 0 { nodes[Int(node)].hasChildren = true } else { nodes[Int(last)].next = child }
        last = child
    }

    // MARK: Texts

    private mutating func text() throws(Fault) {
        let start = index
        index += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20: throw fault("a control character in a text")
            case 0x80...: try character()
            default: index += 1
            }
        }
        throw fault("a text without an end", at: start)
    }

    private mutating func escape() throws(Fault) {
        let start = index
        index += 1
        guard let byte = next, "\"\\/bfnrtu".utf8.contains(byte) else { throw fault("no such escape", at: start) }
        index += 1
        guard byte == UInt8(ascii: "u") else { return }
        let unit = try hexadecimal()
        guard unit & 0xF800 == 0xD800 else { return }
        // One half of a pair says nothing by itself.
        guard unit < 0xDC00, take("\\"), take("u"), try hexadecimal() & 0xFC00 == 0xDC00 else {
            throw fault("half of a surrogate pair", at: start)
        }
    }

    private mutating func hexadecimal() throws(Fault) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = next, let value = DocumentText.digit(digit) else {
                throw fault("expected four hexadecimal digits")
            }
            unit = unit << 4 | value
            index += 1
        }
        return unit
    }

    /// One character beyond ASCII.
    private mutating func character() throws(Fault) {
        let length = max(2, (~bytes[index]).leadingZeroBitCount)
        let end = min(index + length, bytes.count)
        // What is no UTF-8 does not come back as the same bytes.
        let scalars = String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars
        guard length <= 4, scalars.count == 1, String(scalars).utf8.elementsEqual(bytes[index..<end]) else {
            throw fault("not UTF-8")
        }
        index = end
    }

    // MARK: Numbers and words

    private mutating func number() throws(Fault) {
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private mutating func digits() throws(Fault) {
        let start = index
        while let byte = next, Self.isDigit(byte) { index += 1 }
        if index == start { throw fault("expected a digit") }
    }

    private mutating func word(_ word: String) throws(Fault) {
        guard bytes[index...].starts(with: word.utf8) else { throw fault("expected a value") }
        index += word.utf8.count
    }

    private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: symbol) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }
}
