import DeskPrimitives
import Foundation

/// Finds out where a text stops being JSON (RFC 8259): the decoder of Foundation does not say so on every platform.
///
/// Runs only over texts that the decoder has refused. The nesting was checked before.
struct JSONSyntax {
    /// The first thing that is wrong; nil when nothing is.
    static func fault(in json: Data) -> Refusal? {
        var scan = JSONSyntax(bytes: Array(json))
        do throws(Fault) {
            try scan.document()
            return nil
        } catch {
            return scan.refusal(error)
        }
    }

    private struct Fault: Error {
        let what: String
    }

    private let bytes: [UInt8]
    private var index = 0

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func refusal(_ fault: Fault) -> Refusal {
        let before = bytes[..<min(index, bytes.count)]
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return Refusal(.malformed, fault.what, at: .line(line).column(before.count - start + 1))
    }

    // MARK: Grammar

    private mutating func document() throws(Fault) {
        try value()
        skipSpace()
        if next != nil { throw Fault(what: "something follows the end of the document") }
    }

    private mutating func value() throws(Fault) {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): try object()
        case UInt8(ascii: "["): try array()
        case UInt8(ascii: "\""): try text()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): try number()
        case nil: throw Fault(what: "the text ends where a value is expected")
        default: throw Fault(what: "expected a value")
        }
    }

    private mutating func object() throws(Fault) {
        index += 1
        skipSpace()
        if take("}") { return }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw Fault(what: "expected the name of a member in quotes") }
            try text()
            skipSpace()
            guard take(":") else { throw Fault(what: "expected a colon") }
            try value()
            skipSpace()
            if take("}") { return }
            guard take(",") else { throw Fault(what: "expected a comma or }") }
        }
    }

    private mutating func array() throws(Fault) {
        index += 1
        skipSpace()
        if take("]") { return }
        while true {
            try value()
            skipSpace()
            if take("]") { return }
            guard take(",") else { throw Fault(what: "expected a comma or ]") }
        }
    }

    private mutating func text() throws(Fault) {
        let start = index
        index += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20: throw Fault(what: "a control character in a text")
            case 0x80...: try character()
            default: index += 1
            }
        }
        index = start
        throw Fault(what: "a text without an end")
    }

    private mutating func escape() throws(Fault) {
        index += 1
        guard let byte = next, "\"\\/bfnrtu".utf8.contains(byte) else { throw Fault(what: "no such escape") }
        index += 1
        guard byte == UInt8(ascii: "u") else { return }
        for _ in 0..<4 {
            guard let digit = next, "0123456789abcdefABCDEF".utf8.contains(digit) else {
                throw Fault(what: "expected four hexadecimal digits")
            }
            index += 1
        }
    }

    /// One character beyond ASCII.
    private mutating func character() throws(Fault) {
        let length = max(2, (~bytes[index]).leadingZeroBitCount)
        let end = min(index + length, bytes.count)
        // What is no UTF-8 does not come back as the same bytes.
        let scalars = String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars
        guard length <= 4, scalars.count == 1, String(scalars).utf8.elementsEqual(bytes[index..<end]) else {
            throw Fault(what: "not UTF-8")
        }
        index = end
    }

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
        if index == start { throw Fault(what: "expected a digit") }
    }

    private mutating func word(_ word: String) throws(Fault) {
        guard bytes[index...].starts(with: word.utf8) else { throw Fault(what: "expected a value") }
        index += word.utf8.count
    }

    private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: symbol) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { index += 1 }
    }
}
