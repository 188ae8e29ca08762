import Workloads

func schedules(_ table: inout Table) throws {
    let work = try ScheduleWorkload()
    let loop = try CalendarDayLoop(work)
    let count = ScheduleWorkload.count
    let name = "Calendar day loop"
    guard work.addEightHours() == loop.addEightHours(first: count), work.isOpen() == loop.isOpen(first: count),
        work.elapsedOverNinetyDays(first: 256) == loop.elapsedOverNinetyDays(first: 256)
    else { throw WorkloadError("the schedules and the day loop do not agree") }
    let costs = try measure([
        Work(operations: count, body: work.addEightHours), Work(operations: 64) { loop.addEightHours(first: 64) },
        Work(operations: count, body: work.elapsedOverNinetyDays),
        Work(operations: 8) { loop.elapsedOverNinetyDays(first: 8) },
        Work(operations: count, body: work.isOpen), Work(operations: 512) { loop.isOpen(first: 512) },
        Work(operations: 1, body: work.compileThreeYears),
    ])
    table.add("add 8 business hours", figure: "≤ 5 ns", costs[0], peer: (name, costs[1]))
    table.add("elapsed over 90 days", figure: "≤ 4 ns", costs[2], peer: (name, costs[3]))
    table.add("is open", figure: "≤ 1 ns", costs[4], peer: (name, costs[5]))
    table.add("compile a 3-year calendar", figure: "≤ 40 µs", costs[6])
}

func routing(_ table: inout Table) throws {
    for (rules, figure, made, contacts) in [
        (10, "≤ 30 ns", "", 4_096), (1_000, "≤ 35 ns", "", 512), (10_000, "≤ 150 ns", "≤ 300 ns", 128),
    ] {
        let work = try RoutingWorkload(rules: rules)
        let tree = PredicateTree(work)
        guard try work.winners(first: contacts) == tree.winners(first: contacts) else {
            throw WorkloadError("the table and the predicate tree do not agree")
        }
        let count = RoutingWorkload.count
        let costs = try measure([
            Work(operations: count, body: work.firstHits), Work(operations: contacts) { tree.decide(first: contacts) },
            Work(operations: count, body: work.decideFacts), Work(operations: count, body: work.decideAndKeep),
            Work(operations: 512) { try work.explain(first: 512) }, Work(operations: count, body: work.decideKeys),
        ])
        let analysis = rules < 1_000 ? nil : try measure([Work(operations: 1, body: work.analyse)], rounds: 5)[0]
        let text = grouped(Double(rules))
        table.add("first hit, \(text) rules, from keys", figure: figure, costs[0], peer: ("predicate tree", costs[1]))
        table.add(
            "the same and the outcome, keys made first", figure: made, costs[2], peer: ("predicate tree", costs[1]))
        table.add(
            "the same, what explains it kept", figure: "≤ 2 × keys", measured: time(costs[3]), peer: "from keys",
            ratio: times(costs[3].nanoseconds / costs[0].nanoseconds))
        table.add("the same, and its outcome read", figure: "", costs[5])
        table.add("the explanation itself, when asked for", figure: "", costs[4])
        if let analysis {
            table.add("analyse \(text) rules exactly", figure: rules == 1_000 ? "≤ 50 ms" : "≤ 2 s", analysis)
        }
    }
}

func pool(_ table: inout Table) throws {
    let work = try PoolWorkload()
    let scan = work.scan
    guard try work.next(first: 4) == scan.next(first: 4) else {
        throw WorkloadError("the pool and the scan do not agree")
    }
    var (frees, accepts, comes) = (Cost(), Cost(), Cost())
    let peer = try measure([Work(operations: 16) { Int64(scan.next(first: 16).count) }])
    for _ in 0..<7 {
        var sum = (frees: 0.0, accepts: 0.0, comes: 0.0)
        for _ in 0..<10 {
            let turn = try work.turn()
            sum = (sum.frees + turn.frees, sum.accepts + turn.accepts, sum.comes + turn.comes)
        }
        frees.rounds.append(sum.frees / 10)
        accepts.rounds.append(sum.accepts / 10)
        comes.rounds.append(sum.comes / 10)
    }
    table.add(
        "agent frees up: 10,000 agents, 100,000 waiting, 1,000 kinds", figure: "≤ 3 µs", frees,
        peer: ("scan of all that wait", peer[0]))
    table.add("the agent accepts", figure: "", accepts)
    table.add("a contact comes into line", figure: "", comes)
}

func records(_ table: inout Table) throws {
    let small = try RecordWorkload(history: 10_000)
    let large = try RecordWorkload(history: 1_000_000)
    let (loads, commits) = (RecordWorkload.loads, RecordWorkload.commits)
    let costs = try measure([
        Work(operations: loads, body: small.load), Work(operations: loads, body: large.load),
        Work(operations: loads, body: small.find), Work(operations: loads, body: large.find),
        Work(operations: commits, body: small.commit), Work(operations: commits, body: large.commit),
    ])
    for (number, what) in ["load a record by key", "find a person's records", "commit a batch of 3 records"]
        .enumerated()
    {
        table.add(
            "\(what), 1,000,000 stored", figure: "≤ 1.2 × 10,000", measured: time(costs[2 * number + 1]),
            peer: "10,000 stored: \(time(costs[2 * number]))",
            ratio: times(costs[2 * number + 1].nanoseconds / costs[2 * number].nanoseconds))
    }
    let record = try DeskWorkload(history: 100).lastCase()
    let coding = try measure([
        Work(operations: 64) { try record.encode(times: 64) },
        Work(operations: 64) { try record.encodeJSON(times: 64) },
        Work(operations: 64) { try record.decode(times: 64) },
        Work(operations: 64) { try record.decodeJSON(times: 64) },
    ])
    let sizes = record.sizes
    table.add(
        "encode a case, \(sizes.record) bytes", figure: "", coding[0],
        peer: ("JSONEncoder, \(sizes.json) bytes", coding[1]))
    table.add("decode a case", figure: "", coding[2], peer: ("JSONDecoder", coding[3]))
}

func desk(_ table: inout Table) throws {
    let small = try DeskWorkload(history: 1_000)
    let large = try DeskWorkload(history: 50_000)
    let costs = try measure([
        Work(operations: 200) {
            try small.handle(200)
            return 0
        },
        Work(operations: 200) {
            try large.handle(200)
            return 0
        },
    ])
    table.add(
        "pure desk, arrival to resolved, 50,000 in history", figure: "≥ 200,000 cases/s (5 µs)",
        measured: "\(grouped(1e9 / costs[1].nanoseconds)) cases/s: \(time(costs[1]))",
        peer: "1,000 in history: \(time(costs[0]))", ratio: times(costs[1].nanoseconds / costs[0].nanoseconds))
    let log = try ObservationWorkload(cases: 24_918)
    let replay = try measure([Work(operations: log.count, body: log.replay)], rounds: 5)
    table.add("an observation of an imported case", figure: "", replay[0])
    table.add(
        "replay of \(grouped(Double(log.count))) observations", figure: "141,712 in ≤ 1 s",
        measured: time(replay[0].nanoseconds * Double(log.count)))
}
