import DeskFoundation
package import DeskOperations
import DeskPrimitives
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
            return try DeskPolicy(json: try InputFile.contents(of: path, atMost: JSONDocument.byteLimit))
        } catch let refusal as Refusal {
            throw Complaint("\(path): \(refusal)")
        }
    }
}
