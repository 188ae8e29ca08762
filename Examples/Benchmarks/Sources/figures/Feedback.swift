import Workloads

func feedback(_ table: inout Table) throws {
    let work = try FeedbackWorkload()
    let peer = DictionaryTallies(work)
    guard work.netPromoterCountsOfTeams() == peer.netPromoterCountsOfTeams() else {
        throw WorkloadError("the tallies and the dictionaries do not agree")
    }
    let count = FeedbackWorkload.count
    // What is measured first leaves counts behind that nobody would estimate from.
    let scored = try FeedbackWorkload()
    let costs = try measure([
        Work(operations: count) {
            try work.apply()
            return 0
        },
        Work(operations: count) {
            try work.withdraw()
            return 0
        },
        Work(operations: 4_096) {
            peer.count(first: 4_096, by: 1)
            return 0
        },
        Work(operations: FeedbackWorkload.nodes, body: scored.netPromoterIntervals),
        Work(operations: FeedbackWorkload.nodes, body: scored.resolvedIntervals),
    ])
    table.add("apply an answer on three levels", figure: "≤ 10 ns", costs[0], peer: ("dictionaries", costs[2]))
    table.add("withdraw an answer on three levels", figure: "≤ 10 ns", costs[1], peer: ("dictionaries", costs[2]))
    try rebuild(&table)
    table.add("score interval of a net promoter score", figure: "", costs[3])
    table.add("Wilson interval of a share", figure: "", costs[4])
}
