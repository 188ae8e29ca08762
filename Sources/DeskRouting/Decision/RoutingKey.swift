/// The facts about a contact in the form a table decides from: made once by ``RoutingTable/key(for:)``, usable any
/// number of times and from any task.
public struct RoutingKey: Hashable, Sendable {
    let storage: Storage

    /// Immutable, so that keys and decisions can be passed around for one reference count.
    final class Storage: Sendable {
        /// The table whose rows these are.
        let table: CompiledTable
        /// The rows of the contact.
        let rows: KeyRows
        /// What is known of the contact, including what the table does not ask for.
        let facts: RoutingFacts

        init(table: CompiledTable, rows: KeyRows, facts: RoutingFacts) {
            self.table = table
            self.rows = rows
            self.facts = facts
        }
    }

    /// The table the key was made for.
    public var table: RoutingFingerprint { storage.table.fingerprint }

    /// What the key was made of.
    public var facts: RoutingFacts { storage.table.facts(of: self) }

    public static func == (a: RoutingKey, b: RoutingKey) -> Bool {
        a.storage === b.storage || a.table == b.table && a.facts == b.facts
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(table)
        hasher.combine(facts)
    }
}
