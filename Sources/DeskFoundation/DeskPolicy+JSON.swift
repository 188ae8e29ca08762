public import DeskOperations
public import DeskPrimitives
public import Foundation

extension DeskPolicy {
    /// Reads a policy document in JSON.
    ///
    /// - Throws: `Refusal` with code `malformed`, `unknownName` or `duplicateName`, its place the path of the value in the
    ///   document, such as `channels[2].kind`; `tooLong` beyond the limits of size and nesting. ``PolicyDocument`` finds
    ///   everything that is wrong.
    public init(json: Data) throws(Refusal) {
        self = try JSONDocument.decode(DeskPolicy.self, from: json)
    }

    /// The policy as a JSON document with sorted members, as ``init(json:)`` reads it.
    public func json() throws(Refusal) -> Data {
        try JSONDocument.encode(self)
    }
}
