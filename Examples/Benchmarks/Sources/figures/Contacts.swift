import Workloads

/// One mail from the bytes of its header block to a person and a case, with 10,000 and 1,000,000 of both in memory.
func contacts(_ table: inout Table) throws {
    let small = try ContactWorkload(persons: 10_000)
    let large = try ContactWorkload(persons: 1_000_000)
    let mails = ContactWorkload.mails
    for sort in ContactWorkload.Sort.allCases {
        guard try small.decide(sort) == Int64(mails), try large.decide(sort) == Int64(mails) else {
            throw WorkloadError("a mail was not decided as it should be")
        }
        let costs = try measure([
            Work(operations: mails) { try small.decide(sort) }, Work(operations: mails) { try large.decide(sort) },
            Work(operations: mails) { try small.settle(sort) }, Work(operations: mails) { try large.settle(sort) },
            Work(operations: mails) { try large.read(sort) },
        ])
        let what =
            switch sort {
            case .tagged: "an answer with the tag of its case"
            case .referring: "an answer without it, by its references"
            case .newMatter: "a new matter of somebody known"
            case .stranger: "a mail of somebody unknown"
            }
        table.add(
            "\(what), 1,000,000 known", figure: "≤ 5 µs, ≤ 1.2 × 10,000", measured: time(costs[1]),
            peer: "10,000 known: \(time(costs[0]))", ratio: times(costs[1].nanoseconds / costs[0].nanoseconds))
        table.add(
            "the same, its headers read before", figure: "≤ 5 µs", measured: time(costs[3]),
            peer: "10,000 known: \(time(costs[2]))", ratio: times(costs[3].nanoseconds / costs[2].nanoseconds))
        table.add("its \(large.bytes(sort)) bytes of headers alone", figure: "", costs[4])
    }
}
