/// Encrypts what is personal with a key for each person, so that erasing a person is destroying a key.
///
/// Optional: the strong form of erasure for hosts whose backups and logs keep old bytes. A host's own store calls it for the
/// bodies of the collections that `PersonalData` (DeskOperations) says are erased, and destroys the key when a batch erases a
/// person; the library itself never does.
///
/// ## Implementation guidance
/// Use authenticated encryption (AES-GCM, ChaCha20-Poly1305) with one random key per subject, kept where backups do not
/// keep it for longer than erasure may take. `open` must fail for a destroyed key with ``VaultAnswer/destroyed``, not with
/// an error: an erased person is an expected answer.
public protocol PersonalDataVault: Sendable {
    /// Encrypts bytes under a subject's key, making the key at first use.
    func seal(_ bytes: [UInt8], for subject: PersonID) async throws -> [UInt8]
    /// Decrypts what `seal` gave.
    func open(_ bytes: [UInt8], for subject: PersonID) async throws -> VaultAnswer
    /// Destroys a subject's key; nothing sealed for the subject can be opened again.
    func destroy(_ subject: PersonID) async throws
}

/// What a vault says to a request to open something.
public enum VaultAnswer: Hashable, Sendable {
    /// The bytes in the clear.
    case opened([UInt8])
    /// The subject's key was destroyed.
    case destroyed
}
