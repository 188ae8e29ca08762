public import ArgumentParser

/// The program `desk`: a desk's policy and another system's history on the command line.
public struct DeskProgram: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Replays the history of a service desk, and checks and describes policies.",
        subcommands: [ReplayCommand.self, PolicyCommand.self])

    public init() {}

    /// Runs the program with arguments and answers its exit code.
    public static func run(_ arguments: [String], console: Console = .standard) async -> Int32 {
        do {
            try await Console.$current.withValue(console) {
                var command = try parseAsRoot(arguments)
                if var waiting = command as? any AsyncParsableCommand {
                    try await waiting.run()
                } else {
                    try command.run()
                }
            }
            return 0
        } catch {
            let code = exitCode(for: error)
            let message = fullMessage(for: error)
            if !message.isEmpty {
                if code.isSuccess { console.print(message) } else { console.printError(message) }
            }
            return code.rawValue
        }
    }
}
