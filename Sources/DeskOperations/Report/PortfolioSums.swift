import DeskChannels
import DeskFeedback
public import DeskInsight
public import DeskPrimitives

/// What a portfolio report is made of, counted case by case and event by event; several add up exactly.
///
/// Each case and each event is counted once. It keeps a few words for each case, since medians and changes of channel are no
/// sums.
public struct PortfolioSums: Sendable {
    struct Share: Hashable, Sendable {
        var good = 0
        var rated = 0
        var met = 0
        var targets = 0
    }

    /// What the messages of a case on a channel cost in one currency.
    private struct Postage: Hashable, Sendable {
        let caseID: CaseID
        let channel: ChannelID
        let currency: String
    }

    private var figures: [ChannelID: ChannelFigures] = [:]
    private(set) var waits: [ChannelID: [TimeSpan]] = [:]
    private(set) var shares: [ChannelID: Share] = [:]
    private(set) var work: [ChannelFragmentation.Work] = []
    private var settled: Set<CaseID> = []
    private var messages: [Postage: (count: Int, amount: Int64)] = [:]
    private var volumes: ChannelVolumes

    /// Creates empty sums.
    public init(in window: Range<Instant>) { volumes = ChannelVolumes(in: window) }

    /// Counts a handled case that arrived in the window.
    ///
    /// - Parameter policy: For the channel's load units and cost.
    public mutating func add(_ row: Encounter, policy: CompiledPolicy) {
        var sum = figures[row.channel] ?? ChannelFigures(row.channel)
        let service = row.scores.service.map { Int($0) }
        sum.add(
            contacts: row.contacts, wait: row.wait, effort: row.effort, rating: service.map { ($0 - 1) * 25 },
            of: policy.channels[row.channel])
        figures[row.channel] = sum
        if let wait = row.wait { waits[row.channel, default: []].append(wait) }
        var share = shares[row.channel] ?? Share()
        if let service {
            share.rated += 1
            share.good += service >= 4 ? 1 : 0
        }
        share.met += row.targetsMet
        share.targets += row.targetsMet + row.targetsMissed
        shares[row.channel] = share
        if let agent = row.agent {
            work.append(.init(agent: agent, channel: row.channel, at: row.answeredAt ?? row.arrivedAt))
        }
        settled.insert(row.case)
    }

    /// Counts an event of the journal; what happened before the window matters for what is open at its end.
    public mutating func add(_ event: DeskEvent, at position: JournalPosition) {
        volumes.add(event, at: position)
        guard case .messagePriced(_, let price) = event.fact, let id = event.caseID else { return }
        take(Postage(caseID: id, channel: price.channel, currency: price.currency), price.parts, price.amount)
    }

    private mutating func take(_ postage: Postage, _ count: Int, _ amount: Int64) {
        let before = messages[postage] ?? (0, 0)
        let (sum, isOver) = before.amount.addingReportingOverflow(amount)
        messages[postage] = (before.count + count, isOver ? .max : sum)
    }

    /// Counts everything that other sums count, too.
    public mutating func add(_ other: PortfolioSums) {
        for (channel, more) in other.figures {
            var sum = figures[channel] ?? ChannelFigures(channel)
            sum.add(more)
            figures[channel] = sum
        }
        for (channel, more) in other.waits { waits[channel, default: []] += more }
        for (channel, more) in other.shares {
            var share = shares[channel] ?? Share()
            share.good += more.good
            share.rated += more.rated
            share.met += more.met
            share.targets += more.targets
            shares[channel] = share
        }
        work += other.work
        settled.formUnion(other.settled)
        for (postage, more) in other.messages { take(postage, more.count, more.amount) }
        volumes.add(other.volumes)
    }

    // MARK: What a report reads

    /// The volumes by channel.
    var volumeRows: [ChannelID: ChannelVolume] {
        volumes.rows.reduce(into: [:]) { $0[$1.channel] = $1 }
    }

    /// The figures of the settled cases with the messages sent in them, by channel.
    var allFigures: [ChannelID: ChannelFigures] {
        var all = figures
        for (postage, sent) in messages where settled.contains(postage.caseID) {
            var sum = all[postage.channel] ?? ChannelFigures(postage.channel)
            sum.add(messages: sent.count, amount: sent.amount, currency: postage.currency)
            all[postage.channel] = sum
        }
        return all
    }
}
