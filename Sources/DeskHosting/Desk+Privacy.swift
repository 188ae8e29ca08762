public import DeskOperations
public import DeskPrimitives

/// Showing a person what is held about them.
extension Desk {
    /// Everything the desk holds about a person and everybody merged with it.
    ///
    /// Erasing is a command, `DeskCommand.erasePerson`, that goes over the same records. Whether whoever asks is
    /// the person is for the host to know.
    ///
    /// - Throws: `Refusal` with code `unknownName` at `person` for nobody the desk knows, `tooLong` beyond
    ///   `PersonFile.limit` records; whatever the store throws.
    public func export(of person: PersonID) async throws -> PersonFile {
        let (machine, now) = (machine, clock.now())
        return try await answer { view throws(DeskHalt) in
            try machine.file(of: person, at: now, reading: view)
        }
    }
}
