/// Where the desk's driver gets fresh identifiers.
///
/// Only commands get one; everything a command makes is named after it, so a repeated command makes the same names.
public protocol IdentifierSource: Sendable {
    /// A command identifier that no other call on any machine has given or will give, of at most 48 bytes.
    ///
    /// A UUID or ULID is a good one. It appears in the names of cases and contacts, so it must tell nothing about a person.
    func next() -> CommandID
}
