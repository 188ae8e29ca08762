public import DeskOperations
public import Foundation

/// A policy as it stands in a document, so that what the check finds in it can be shown where it stands.
public struct PolicyDocument: Sendable {
    /// The policy.
    public let policy: DeskPolicy
    /// Where everything in the document stands.
    public let map: DocumentMap

    /// Reads a policy document in JSON.
    ///
    /// - Throws: ``DocumentErrors`` with everything that is wrong, the mistakes of the routing rules included, each with its
    ///   path and its line and column.
    public init(json: Data) throws(DocumentErrors) {
        (policy, map) = try JSONDocument.read(DeskPolicy.self, from: json)
    }

    /// Where what the check found stands in the document.
    public func position(of finding: PolicyFinding) -> TextPosition { map.position(of: finding.place) }
}
