/// The `{name}` parts of a text.
enum Placeholders {
    /// The names in the order they stand.
    static func names(in text: String) -> [Substring] {
        var names: [Substring] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            names.append(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        return names
    }

    /// Fills in one pass, so a value that looks like a placeholder stays as it is; names without a value stay, too.
    static func fill(_ text: String, _ value: (Substring) -> String?) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            result += value(rest[rest.index(after: open)..<close]) ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
