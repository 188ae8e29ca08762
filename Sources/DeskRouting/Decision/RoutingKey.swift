/// The facts about a contact in the form a table decides from: made once by ``RoutingTable/key(for:)``, usable any
/// number of times and from any task.
public struct RoutingKey: Hashable, Sendable {
    let storage: Storage

    /// Immutable, so that keys and decisions can be passed around for one reference count.
    final class Storage: Sendable {
        /// The table whose rows these are.
        let table: CompiledTable
        /// Where the rows begin that a rule must stand in, each of them.
        let rows: [Int]
        /// Where the rows begin of which a rule must stand in one, group by group.
        let choices: [[Int]]
        /// The value of each attribute in the order of the table.
        let values: [RoutingValue?]

        init(table: CompiledTable, rows: [Int], choices: [[Int]], values: [RoutingValue?]) {
            self.table = table
            self.rows = rows
            self.choices = choices
            self.values = values
        }
    }

    /// The table the key was made for.
    public var table: RoutingFingerprint { storage.table.fingerprint }

    /// What the key was made of.
    public var facts: RoutingFacts { storage.table.facts(of: self) }

    public static func == (a: RoutingKey, b: RoutingKey) -> Bool {
        a.storage === b.storage || a.table == b.table && a.storage.values == b.storage.values
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(table)
        hasher.combine(storage.values)
    }
}
