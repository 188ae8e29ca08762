import DeskPrimitives
import Foundation

/// Files that somebody named on the command line.
enum InputFile {
    /// Opens a file for reading.
    static func open(_ path: String) throws -> FileHandle {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Complaint("\(path): there is no such file")
        }
        guard !isFolder.boolValue else { throw Complaint("\(path): this is a folder") }
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Complaint("\(path): cannot be read") }
        return handle
    }

    /// The size of a file in bytes.
    static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }

    /// A whole file, unless it is too long.
    static func contents(of path: String, atMost limit: Int) throws -> Data {
        let data = try open(path).read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else { throw Complaint("\(path): longer than \(limit) bytes") }
        return data
    }
}

/// Something the program says to whoever called it, and then ends.
struct Complaint: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
