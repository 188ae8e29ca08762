import DeskPrimitives
import DeskRouting

/// The pool as it stands, held against the book.
extension PoolModel {
    /// What is wrong after an event.
    func faults(in pool: WorkPool) -> [String] {
        work(in: pool) + seats(in: pool) + waiting(in: pool)
    }

    private func work(in pool: WorkPool) -> [String] {
        var wrong: [String] = []
        let work = pool.work
        // Conservation: what came and has not left is there, once, where the book has it, with the age it came with.
        if work.map(\.id) != jobs.keys.sorted() {
            wrong.append("\(work.map(\.id)) are there, not \(jobs.keys.sorted())")
        }
        if came.count != jobs.count + gone.count { wrong.append("\(came.count) came, \(jobs.count) are there") }
        if pool.count != jobs.count { wrong.append("\(pool.count) are counted, not \(jobs.count)") }
        for item in work {
            guard let job = jobs[item.id] else { continue }
            let state: State =
                switch item.state {
                case .waiting, .done: .waiting
                case .offered(let agent, _, let until): .offered(agent, until: until)
                case .assigned(let agent, _): .assigned(agent)
                }
            let excluded = item.excluded.filter { $0.until > now }.map { "\($0.agent) \($0.until)" }
            if item.enqueuedAt != job.since { wrong.append("\(item.id) came \(job.since), not \(item.enqueuedAt)") }
            if state != job.state || item.queue != job.queue || item.requirement != job.needs
                || item.urgency != job.urgency || item.units != job.units || item.passCount != job.passes
                || item.ring != job.ring || item.overflowCount != job.overflows || item.preferredAgent != job.preferred
                || excluded != job.excluded.sorted(by: { $0.key < $1.key }).map({ "\($0.key) \($0.value)" })
            {
                wrong.append("\(item) is not \(job)")
            }
        }
        for queue in queues.keys {
            let count = jobs.values.count { $0.queue == queue && $0.state == .waiting }
            if pool.waitingCount(in: queue) != count {
                wrong.append("\(queue) is said to have \(pool.waitingCount(in: queue)) of \(count)")
            }
        }
        return wrong
    }

    private func seats(in pool: WorkPool) -> [String] {
        var wrong: [String] = []
        for seat in pool.seats {
            guard let person = people[seat.agent] else { continue }
            let used = used(person)
            if seat.usedUnits(at: now) != used {
                wrong.append("\(seat.agent) holds \(used), not \(seat.usedUnits(at: now))")
            }
            let active = Set(seat.holds.filter { $0.state == .active }.map(\.caseID))
            let offered = Set(seat.holds.filter { $0.state == .offered }.map(\.caseID))
            if active != Set(person.holds.filter(\.value.isActive).keys)
                || offered != Set(person.holds.filter { !$0.value.isActive }.keys)
            {
                wrong.append("\(seat) is not \(person)")
            }
            if Set(seat.holds.map(\.caseID)).count != seat.holds.count { wrong.append("\(seat) has a case twice") }
            if seat.presence != person.presence || seat.idleSince != person.idleSince || seat.effort != person.effort {
                wrong.append("\(seat) stands elsewhere than \(person)")
            }
            guard !person.isOverloaded else { continue }
            if used > person.agent.capacityUnits {
                wrong.append("\(seat.agent) holds \(used) of \(person.agent.capacityUnits)")
            }
            for (channel, rules) in focus.channels {
                let used = self.used(person, on: channel)
                if used > rules.limit ?? .max { wrong.append("\(seat.agent) holds \(used) of \(channel)") }
            }
        }
        return wrong
    }

    private func waiting(in pool: WorkPool) -> [String] {
        var wrong: [String] = []
        for (id, job) in jobs where job.state == .waiting {
            guard let plan = queues[job.queue]?.relaxation else { continue }
            // Nothing is stranded: whoever could take it has been asked.
            let takers = takers(job)
            if !takers.isEmpty { wrong.append("\(id) waits although \(takers) could take it: \(job)") }
            // It is open to as many as its time says, and to more where nobody is there.
            if job.ring < timelyRing(job) || (job.ring < lastRing(plan) && !isAttended(job, ring: job.ring)) {
                wrong.append("\(id) is still in ring \(job.ring)")
            }
            guard isAtEnd(job) else { continue }
            switch plan.end {
            case .stay, .anyone: break
            case .callback: wrong.append("\(id) should be called back")
            case .overflow(let other):
                if other != job.queue, queues[other] != nil, job.overflows < queues.count {
                    wrong.append("\(id) should go to \(other)")
                }
            }
        }
        return wrong
    }

    /// The place in line, counted over the whole book; nil where no order of all contacts is said.
    func place(of id: CaseID) -> Int? {
        guard let job = jobs[id], isServed(id, before: id) != nil else { return nil }
        return 1
            + jobs.count { other, its in
                its.queue == job.queue && its.state == .waiting && other != id && isServed(other, before: id) == true
            }
    }
}
