import Foundation

/// Where the program writes.
public struct Console: Sendable {
    private let output: @Sendable (String) -> Void
    private let errors: @Sendable (String) -> Void
    /// Whether somebody watches the error output, so that a line may be drawn over itself.
    let isWatched: Bool

    @TaskLocal static var current = Console.standard

    /// The standard output and error output of the process.
    public static let standard = Console(
        isWatched: isatty(FileHandle.standardError.fileDescriptor) == 1,
        output: { FileHandle.standardOutput.write(Data($0.utf8)) },
        errors: { FileHandle.standardError.write(Data($0.utf8)) })

    /// Creates a console that hands on what is written, line ends included.
    public init(
        isWatched: Bool = false, output: @escaping @Sendable (String) -> Void,
        errors: @escaping @Sendable (String) -> Void
    ) {
        self.isWatched = isWatched
        self.output = output
        self.errors = errors
    }

    func print(_ line: String) { output(line + "\n") }
    func printError(_ line: String) { errors(line + "\n") }
    func drawError(_ text: String) { errors(text) }
}
