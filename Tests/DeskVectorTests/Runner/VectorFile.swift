/// The envelope of one vector file.
struct VectorFile: Sendable {
    let count: Int
    let kind: any VectorKind
    let envelope: JSONObject

    /// What a JSON text is to the runner.
    enum Reading: Sendable {
        case vectors(VectorFile)

        /// A JSON text that does not claim to be a vector file.
        case ignored

        /// A file that cannot be run at all; the count is what it says of itself, where that can be read.
        case refused(Difference, count: Int?)
    }

    static func read(_ bytes: [UInt8], kinds: [any VectorKind]) -> Reading {
        let json: JSONValue
        do throws(JSONReadError) {
            json = try JSONReader.read(bytes)
        } catch {
            return .refused(Difference(field: "text", got: error.description, want: "JSON"), count: nil)
        }
        guard let envelope = json.object, envelope["format"] != nil || envelope["kind"] != nil else { return .ignored }
        let count = envelope["count"]?.whole.flatMap { Int(exactly: $0) }.flatMap { $0 < 0 ? nil : $0 }
        guard envelope["format"]?.whole == 1 else {
            return .refused(Difference("format", envelope["format"], want: "1"), count: count)
        }
        guard let name = envelope["kind"]?.string, let kind = kinds.first(where: { $0.name.isByteEqual(to: name) })
        else {
            let names = kinds.map(\.name).joined(separator: ", ")
            return .refused(Difference("kind", envelope["kind"], want: "one of \(names)"), count: count)
        }
        guard let count else {
            return .refused(Difference("count", envelope["count"], want: "the number of cases"), count: nil)
        }
        return .vectors(VectorFile(count: count, kind: kind, envelope: envelope))
    }
}
