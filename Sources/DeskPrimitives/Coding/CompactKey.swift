/// The order of a record's keys.
enum CompactKey {
    /// Whether a key stands before another: as encoded bytes, where a shorter text has a smaller head and comes first.
    static func precedes(_ a: String, _ b: String) -> Bool {
        let (left, right) = (a.utf8, b.utf8)
        if left.count != right.count { return left.count < right.count }
        return left.lexicographicallyPrecedes(right)
    }
}
