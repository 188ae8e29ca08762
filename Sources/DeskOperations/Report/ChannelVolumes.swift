public import DeskPrimitives

/// How much came on which channel in a window, folded from the journal.
///
/// Feed it events with their positions, each once. Two folds over parts of a journal add up to the fold over all of it,
/// wherever it was cut, and so do those of two desks and those of two windows that do not overlap: what is open is what is so
/// at the end of the later one.
public struct ChannelVolumes: Hashable, Sendable {
    /// Where in the journal a case was last begun, settled, closed, merged and parted again; 0 for never.
    private struct Course: Hashable, Sendable {
        var channel: ChannelID?
        var named: Int64 = 0
        var begun: Int64 = 0
        var settled: Int64 = 0
        var isSettledInWindow = false
        var closed: Int64 = 0
        var isClosedInWindow = false
        /// Another system's case, which is settled when that system says that it is closed.
        var isObserved = false
        var merged: Int64 = 0
        var parted: Int64 = 0

        var isMerged: Bool { merged > parted }
        var isOpen: Bool { !isMerged && begun > max(settled, closed) }
        /// Whether it is settled since some time in the window.
        var isSettledInTime: Bool {
            guard !isMerged else { return false }
            return settled > begun && isSettledInWindow || isObserved && closed > begun && isClosedInWindow
        }

        /// The later of everything two parts know.
        mutating func join(_ other: Course) {
            if other.named > named { (channel, named) = (other.channel, other.named) }
            begun = max(begun, other.begun)
            if other.settled > settled { (settled, isSettledInWindow) = (other.settled, other.isSettledInWindow) }
            // Two windows: the one in which it lies counts.
            if other.settled == settled { isSettledInWindow = isSettledInWindow || other.isSettledInWindow }
            if other.closed > closed { (closed, isClosedInWindow) = (other.closed, other.isClosedInWindow) }
            if other.closed == closed { isClosedInWindow = isClosedInWindow || other.isClosedInWindow }
            isObserved = isObserved || other.isObserved
            merged = max(merged, other.merged)
            parted = max(parted, other.parted)
        }
    }

    /// The window.
    private let window: Range<Instant>
    private var counts: [ChannelID: ChannelVolume] = [:]
    private var courses: [CaseID: Course] = [:]
    /// The last contact, for journals of an earlier library, which do not say on what channel something outside came.
    private var last: (command: CommandID, channel: ChannelID)?

    /// Creates an empty fold; what happened before a window matters for what is open at its end.
    public init(in window: Range<Instant>) { self.window = window }

    /// Whether both count the same.
    public static func == (a: Self, b: Self) -> Bool {
        a.window == b.window && a.counts == b.counts && a.courses == b.courses
    }

    /// Hashes what is counted.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(counts)
        hasher.combine(courses)
    }

    /// Counts an event.
    public mutating func add(_ event: DeskEvent, at position: JournalPosition) {
        guard event.at < window.upperBound else { return }
        if window.contains(event.at) { count(event) }
        let number = position.number
        switch event.fact {
        case .casesMerged(let merged, _, _): courses[merged, default: Course()].merged = number
        default: break
        }
        guard let id = event.caseID else { return }
        switch event.fact {
        case .caseOpened(let opened):
            name(opened.channel, id, number)
            courses[id, default: Course()].begun = number
        case .reclassified(let kind): name(kind.channel, id, number)
        case .reopened, .resumed: courses[id, default: Course()].begun = number
        case .resolved:
            courses[id, default: Course()].settled = number
            courses[id]?.isSettledInWindow = window.contains(event.at)
        case .closed:
            courses[id, default: Course()].closed = number
            courses[id]?.isClosedInWindow = window.contains(event.at)
        case .observed: courses[id, default: Course()].isObserved = true
        case .casesUnmerged: courses[id, default: Course()].parted = number
        default: break
        }
    }

    private mutating func name(_ channel: ChannelID, _ id: CaseID, _ number: Int64) {
        courses[id, default: Course()].channel = channel
        courses[id]?.named = number
    }

    private mutating func count(_ event: DeskEvent) {
        switch event.fact {
        case .contactReceived(let contact):
            add(\.arrived, contact.channel)
            last = (event.command, contact.channel)
        case .contactJoined(_, let channel, _): add(\.joined, channel)
        case .invitedElsewhere(_, let channel, let other): add(other == nil ? \.declined : \.invitedElsewhere, channel)
        case .feedbackHeard(_, let channel): add(\.feedback, channel)
        case .outsideDescription(_, _, let channel):
            let known = last.flatMap { $0.command == event.command ? $0.channel : nil }
            if let channel = channel ?? known { add(\.outside, channel) }
        case .caseOpened(let opened): add(\.opened, opened.channel)
        case .messagePriced(_, let price): add(\.messages, price.channel, price.parts)
        default: break
        }
    }

    private mutating func add(
        _ count: WritableKeyPath<ChannelVolume, Int>, _ channel: ChannelID, _ number: Int = 1
    ) {
        counts[channel, default: ChannelVolume(channel)][keyPath: count] += number
    }

    /// Counts everything that another fold has counted, too.
    public mutating func add(_ other: ChannelVolumes) {
        for (channel, volume) in other.counts { counts[channel, default: ChannelVolume(channel)].add(volume) }
        for (id, course) in other.courses { courses[id, default: Course()].join(course) }
    }

    /// The channels, by name.
    ///
    /// - Complexity: O(cases + channels · log channels).
    public var rows: [ChannelVolume] {
        var rows = counts
        for course in courses.values {
            guard let channel = course.channel else { continue }
            if course.isOpen { rows[channel, default: ChannelVolume(channel)].open += 1 }
            if course.isSettledInTime {
                rows[channel, default: ChannelVolume(channel)].settled += 1
            }
        }
        return rows.values.sorted { $0.channel < $1.channel }
    }
}
