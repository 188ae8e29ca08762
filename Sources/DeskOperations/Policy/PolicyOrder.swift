import DeskPrimitives

extension Place {
    /// Whether the place stands before another one in a policy document: members in the order in which the document is
    /// described, elements of lists by number.
    func precedes(_ other: Place, members: [String]) -> Bool {
        for (number, (a, b)) in zip(steps, other.steps).enumerated() where a != b {
            switch (a, b) {
            case (.index(let a), .index(let b)): return a < b
            case (.field(let a), .field(let b)):
                guard number == 0, let first = members.firstIndex(of: a), let second = members.firstIndex(of: b) else {
                    return a < b
                }
                return first < second
            default: return "\(self)" < "\(other)"
            }
        }
        return steps.count < other.steps.count
    }
}
