import DeskFoundation
package import DeskOperations
import Foundation

/// Policies in files.
package enum PolicyFile {
    /// The policy for incident logs that comes with the program.
    package static func incidentLog() throws -> DeskPolicy {
        try DeskPolicy(json: Data(PackageResources.incident_log_json))
    }

    /// Reads a policy; what is wrong with it is said with the file's name.
    static func read(_ path: String) throws -> DeskPolicy {
        do {
            return try document(path).policy
        } catch let errors as DocumentErrors {
            throw Complaint(lines(of: errors, in: path).joined(separator: "\n"))
        }
    }

    /// Reads a policy with where everything in it stands.
    static func document(_ path: String) throws -> PolicyDocument {
        try PolicyDocument(json: try InputFile.contents(of: path, atMost: JSONDocument.byteLimit))
    }

    /// What is wrong with a document, each as `file:line:column: message`.
    static func lines(of errors: DocumentErrors, in path: String) -> [String] {
        errors.errors.map { "\(path):\($0)" }
    }
}
