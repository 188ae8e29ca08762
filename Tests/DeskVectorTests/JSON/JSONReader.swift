/// Why a text is not JSON, and where.
struct JSONReadError: Error, CustomStringConvertible {
    let line: Int
    let column: Int
    let reason: String

    var description: String { "\(line):\(column): \(reason)" }
}

/// What one text may cost to read.
struct JSONLimits: Sendable {
    var bytes = 256 << 20
    var depth = 64
    var numberLength = 1024
}

/// A strict reader of RFC 8259 JSON: UTF-8 only, no repeated names, no byte order mark, nothing after the value.
struct JSONReader {
    private let bytes: [UInt8]
    private let limits: JSONLimits
    private var position = 0

    private init(_ bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    static func read(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONReadError) -> JSONValue {
        guard bytes.count <= limits.bytes else {
            throw JSONReadError(line: 1, column: 1, reason: "longer than \(limits.bytes) bytes")
        }
        var reader = JSONReader(bytes, limits: limits)
        reader.skipSpace()
        let value = try reader.value(depth: 1)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.error("something stands after the value") }
        return value
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func error(_ reason: String, at place: Int? = nil) -> JSONReadError {
        let place = min(place ?? position, bytes.count)
        var line = 1
        var start = 0
        for index in 0..<place where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            start = index + 1
        }
        // A column counts characters: continuation bytes do not begin one.
        let column = bytes[start..<place].count { $0 & 0xC0 != 0x80 } + 1
        return JSONReadError(line: line, column: column, reason: reason)
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONReadError) -> JSONValue {
        guard depth <= limits.depth else { throw error("deeper than \(limits.depth) levels") }
        switch next {
        case nil: throw error("the text ends where a value should stand")
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(JSONReadError) -> JSONValue {
        guard bytes[position...].starts(with: text.utf8) else { throw error("no JSON value starts like this") }
        position += text.utf8.count
        return value
    }

    private mutating func array(depth: Int) throws(JSONReadError) -> [JSONValue] {
        position += 1
        skipSpace()
        var elements: [JSONValue] = []
        if take("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return elements }
            guard take(",") else { throw error("expected , or ]") }
            skipSpace()
        }
    }

    private mutating func object(depth: Int) throws(JSONReadError) -> JSONObject {
        let start = position
        position += 1
        skipSpace()
        var members: [JSONObject.Member] = []
        if take("}") { return JSONObject(members) }
        while true {
            guard next == UInt8(ascii: "\"") else { throw error("expected a name") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw error("expected :") }
            skipSpace()
            members.append(JSONObject.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
            if take("}") { break }
            guard take(",") else { throw error("expected , or }") }
            skipSpace()
        }
        let object = JSONObject(members)
        if let name = object.repeatedName {
            throw error("the name \"\(name.escaped)\" stands twice in one object", at: start)
        }
        return object
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func number() throws(JSONReadError) -> JSONNumber {
        let start = position
        var isWhole = true
        _ = take("-")
        if !take("0") {
            guard digits() > 0 else { throw error("no JSON value starts like this", at: start) }
        }
        if take(".") {
            isWhole = false
            guard digits() > 0 else { throw error("a digit must follow the decimal point") }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw error("a digit must follow the exponent sign") }
        }
        if let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            throw error("a number has no leading zero", at: start)
        }
        guard position - start <= limits.numberLength else {
            throw error("a number longer than \(limits.numberLength) characters", at: start)
        }
        let literal = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let real = Double(literal), real.isFinite else { throw error("a number out of range", at: start) }
        return JSONNumber(literal: literal, real: real, isWhole: isWhole)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }

    private mutating func string() throws(JSONReadError) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                let string = String(decoding: text, as: UTF8.self)
                guard string.utf8.elementsEqual(text) else { throw error("a string that is not UTF-8", at: start) }
                return string
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &text)
            case 0..<0x20:
                throw error("a control character in a string")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error("a string without an end", at: start)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONReadError) {
        guard let byte = next else { throw error("a string without an end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar()).utf8)
        default: throw error("an unknown escape", at: position - 2)
        }
    }

    private mutating func scalar() throws(JSONReadError) -> Unicode.Scalar {
        let start = position - 2
        let high = try hexadecimal()
        var value = high
        if high >= 0xD800, high < 0xDC00 {
            guard take("\\"), take("u") else { throw error("half a surrogate pair", at: start) }
            let low = try hexadecimal()
            guard low >= 0xDC00, low < 0xE000 else { throw error("half a surrogate pair", at: start) }
            value = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw error("half a surrogate pair", at: start) }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONReadError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw error("four hexadecimal digits must follow \\u")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
