public import DeskPrimitives

/// Who the persons are and which cases they have, in memory: what the two resolvers ask for, found without a store.
///
/// For programs that hold a desk in memory, such as an importer, a gateway or a simulation. A host with a store finds the same
/// candidates by the queries that ``Person`` and ``Contact`` declare. However many persons and cases there are, a look-up
/// reads a line of a flat table for every address, case and message name that is asked for, and then the rows it found.
///
/// What is found by a keyed digest is mostly compared itself before it counts. Names of messages are told apart by 96 bits of
/// their digests, and the one address of a contact that one person has by 128. A directory is a value: copies share memory until one of them changes. It holds personal data.
public struct ContactDirectory: Sendable {
    /// Makes the storage keys of what is added to persons.
    let digest: KeyedDigest
    let hash: SipHash
    /// What digests are of, so that a case named like a person is no person.
    enum Kind: UInt64 {
        case person, caseID, message, mail, phone, handle, postal, ticket, scheme
    }

    /// Persons by their ids.
    var persons = PersonIndex()
    /// Persons by what they hold.
    var holders = PersonIndex()

    /// A case, and what leads to it.
    struct CaseRow: Sendable {
        /// The case without its subject line, which is looked at for few contacts and stands elsewhere in memory.
        var candidate: ThreadCandidate
        var subject: String?
        /// The digests of its messages, for the day on which it goes.
        var messages: [SipHash.Digest] = []
    }

    var cases = NumberedRows<CaseRow>()
    /// Cases by their ids.
    var caseNumbers = DigestIndex()
    /// Cases by the ids of their persons.
    var casesOfPersons = DigestIndex()
    /// Cases by the names of their messages.
    var messages = DigestIndex()
    /// The subject lines of messages, where they were given.
    var messageSubjects: [MessageOfCase: String] = [:]

    /// A message as it stands in a case.
    struct MessageOfCase: Hashable, Sendable {
        var message: SipHash.Digest
        var number: Int
    }

    /// Creates a directory of nobody.
    ///
    /// - Parameter digest: Makes the storage keys of what is added to persons, and the key of the digests here.
    public init(digest: KeyedDigest) {
        self.digest = digest
        hash = SipHash(key: digest.code(Array("contact-directory".utf8)))
    }

    /// How many persons it knows, those who were merged included.
    public var personCount: Int { persons.count }
    /// How many cases it knows.
    public var caseCount: Int { cases.count }
    /// How many message names lead to a case.
    public var messageCount: Int { messages.count }
}
